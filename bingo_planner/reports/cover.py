"""The cover: scheme, edition and title, stamp and term, the outlines of the members, then date, council and members."""

from bingo_planner.reports.fonts import clean
from bingo_planner.reports.geometry import fit
from bingo_planner.reports.grid import DEEP, GREY, INK, PALE, WASH, WHITE, FrameSize
from bingo_planner.reports.model import Cover, Ink
from bingo_planner.reports.paragraph import set_lines, set_one, tracked
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import NOTE, Style


def draw_cover(pen: Pen, cover: Cover, size: FrameSize) -> None:
    """Draw the whole page."""
    x, high, width = size.left, size.paper[1], size.width
    with pen.marked(""):
        pen.box(x, high - 119, 54, 2.2, DEEP)
    with pen.marked("P"):
        pen.line(x, high - 149.5, tracked(set_one(clean(cover.scheme), "PG"), 60), 11, DEEP)
    with pen.marked("H1"):
        bottom = _title(pen, cover, x, high, width)
    _stamp(pen, cover, x, bottom - 39)
    _outline(pen, cover, x, high - 668, width, bottom - 75 - (high - 668))
    with pen.marked(""):
        pen.rule(x, high - 692, width, 0.7, DEEP)
    with pen.marked("P"):
        pen.text(x, high - 715, clean(cover.date), "PG", 10.5)
        pen.text(x, high - 733.5, clean(cover.council), "PB", 10.5)
        _small_print(pen, cover, x, high - 758, width)


def _title(pen: Pen, cover: Cover, x: float, high: float, width: float) -> float:
    baseline = high - 207
    if cover.edition:
        pen.line(x - 1, baseline, tracked(set_one(clean(cover.edition), "M"), 40), 26, DEEP)
        baseline -= 45
    words = clean(cover.title)
    for words_of_line in words.split("\n"):
        line = tracked(set_one(words_of_line, "M"), 40)
        size = min(37.0, 37.0 * width / max(line.width * 0.037, 1.0))
        if size < 24:
            style = Style("cover-title", "M", 26, 36, DEEP)
            for part in set_lines((Ink(words_of_line),), style, width):
                pen.line(x - 1, baseline, part, 26, DEEP)
                baseline -= 36
            continue
        pen.line(x - 2, baseline, line, round(size, 2), DEEP)
        baseline -= size * 1.3
    return baseline + 45


def _stamp(pen: Pen, cover: Cover, x: float, baseline: float) -> None:
    if cover.stamp:
        with pen.marked("P"):
            words = set_one(clean(" ".join(cover.stamp) if len(cover.stamp) <= 3 else cover.stamp), "PB")
            wide = words.width * 0.011 + 18
            pen.outline_box(x, baseline - 6, wide, 19.5, 0.8, DEEP)
            pen.line(x + 9, baseline, words, 11, DEEP)
        x += wide + 14
    if cover.term:
        with pen.marked("P"):
            pen.text(x, baseline, clean(cover.term), "PG", 10.5, INK)


def _outline(pen: Pen, cover: Cover, x: float, foot: float, width: float, height: float) -> None:
    rings = [ring for area in cover.outline for ring in area.rings]
    projection = fit(rings, x + 20, foot, width - 20, min(height, 345.0))
    if projection is None:
        return
    with pen.marked(""):
        for area in cover.outline:
            shape = [projection.ring(ring) for ring in area.rings]
            pen.shape(shape, PALE if area.core else WASH, WHITE, 0.9)


def _small_print(pen: Pen, cover: Cover, x: float, y: float, width: float) -> None:
    at = x
    for member in cover.members:
        name = set_one(clean(member), "PG")
        wide = name.width * 0.0088
        if at > x and at + wide > x + width:
            at, y = x, y - 14
        pen.line(at, y, name, 8.8, GREY)
        at += wide + 7
    y -= 14
    note = Style("cover-note", NOTE.face, 6.8, 10, GREY)
    y = min(y - 18, y)
    for line in set_lines((Ink(clean(cover.note)),), note, width)[:3]:
        pen.line(x, y, line, 6.8, GREY)
        y -= 10
