"""The vision as a paper: cover, contents, chapters in order, with tables, figures and sheets in their places."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bingo_planner.features.vision import markup
from bingo_planner.features.vision.markup import Line, LineKind, Piece
from bingo_planner.features.vision.model import EditionRow, EditionState, LiveFigure, OutlineItem, VisionRow
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year, format_month
from bingo_planner.kernel.i18n import Language, language, translate
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Bullets,
    Chapter,
    Contents,
    Cover,
    CoverArea,
    Figure,
    Heading,
    Ink,
    Paper,
    Paragraph,
    Part,
    Table,
)

SHEET_BLOCKS = frozenset({"kpi-table", "budget-table"})
"""Wide tables: a chapter that holds one is set on the wider sheet frame."""

_REFERENCE = re.compile(r"\[#([^\[\]\n#]+)\]")

BlockMaker = Callable[[str], tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues the vision, and what stands on its cover besides the title."""

    region: str
    scheme: str
    council: str
    members: tuple[str, ...]
    outline: tuple[CoverArea, ...] = ()
    data_note: str = ""
    foot_mark: str = ""
    map_source: str = ""


@dataclass(frozen=True)
class PaperData:
    """All a vision paper is made of. `block` makes the parts of a block, in the language in force."""

    vision: VisionRow
    edition: EditionRow
    outline: Sequence[OutlineItem]
    figures: Mapping[str, LiveFigure]
    issuer: Issuer
    block: BlockMaker
    language: Language
    today: dt.date


def vision_paper(data: PaperData) -> Paper:
    """The whole paper, in the language in force; what the writer wrote stays as it is written."""
    title = edition_title(data.vision, data.edition)
    date = data.edition.fixed_on or data.edition.issued_on or data.today
    chapters = tuple(_chapters(data))
    return Paper(
        title=title,
        parts=(_cover(data, date), Contents(sheets=True), *chapters),
        author=data.issuer.council or data.issuer.region,
        subject=data.issuer.scheme or title,
        keywords=tuple(filter(None, (data.issuer.region, data.vision.title))),
        language=data.language,
        date=date,
        foot_mark=_foot_mark(data),
    )


def edition_title(vision: VisionRow, edition: EditionRow) -> str:
    """Title with number and edition: 第3期びんご圏域ビジョン（素案）."""
    gap = " " if language() == "en" else ""
    name = gap.join(filter(None, (vision.number, vision.title)))
    if edition.is_fixed and not edition.based_on_id:
        return name
    return translate("vision", "{title} ({edition})", title=name, edition=short_name(edition))


def short_name(edition: EditionRow) -> str:
    """素案 for 素案（令和6年8月）: the day stands elsewhere on the cover."""
    return re.split(r"[（(]", edition.name, maxsplit=1)[0].strip() or edition.name


def file_name(vision: VisionRow | None, edition: EditionRow | None) -> str:
    """A name for the PDF that every file system takes."""
    title = edition_title(vision, edition) if vision and edition else translate("vision", "Vision")
    return re.sub(r'[\\/:*?"<>|\s]+', "_", title).strip("._") + ".pdf"


def _foot_mark(data: PaperData) -> str:
    if data.issuer.foot_mark:
        return data.issuer.foot_mark
    return "" if data.edition.is_fixed else stamp(data.edition)


def stamp(edition: EditionRow) -> str:
    """What stands in the box on the cover: the edition's name while it is not fixed."""
    if edition.state is EditionState.CONSULTING:
        return translate("vision", "{name}, under consultation", name=short_name(edition))
    return "" if edition.is_fixed and not edition.based_on_id else short_name(edition)


def _cover(data: PaperData, date: dt.date) -> Cover:
    vision, issuer = data.vision, data.issuer
    term = ""
    if vision.from_fy and vision.to_fy:
        first, last = (format_fiscal_year(year, DateStyle.ERA) for year in (vision.from_fy, vision.to_fy))
        term = translate("vision", "Term: {first} to {last}", first=first, last=last)
    return Cover(
        title=vision.title,
        scheme=issuer.scheme,
        edition=vision.number,
        stamp=stamp(data.edition),
        term=term,
        date=format_month(date),
        council=issuer.council,
        members=issuer.members,
        note="　".join(filter(None, (issuer.data_note, issuer.map_source))),
        outline=issuer.outline,
    )


def _chapters(data: PaperData) -> Iterator[Chapter]:
    """Each chapter with all that stands under it."""
    group: list[OutlineItem] = []
    for item in data.outline:
        if item.level == 0 and group:
            yield _chapter(data, group)
            group = []
        group.append(item)
    if group:
        yield _chapter(data, group)


def _chapter(data: PaperData, items: Sequence[OutlineItem]) -> Chapter:
    head, *below = items
    lines = [line for line in markup.read(head.section.body) if line.kind is not LineKind.BLANK]
    lead = _ink(lines.pop(0).pieces, data) if lines and lines[0].kind is LineKind.PARAGRAPH else ""
    parts = [*_body(lines, 0, data)]
    for item in below:
        level = _heading_level(item.level)
        parts.append(Heading(item.section.title, level, key=item.id))
        parts += _body(markup.read(item.section.body), item.level, data)
    names = {block.partition(":")[0] for item in items for block in markup.blocks(item.section.body)}
    frame = Frame.SHEET if names & SHEET_BLOCKS else Frame.TEXT
    return Chapter(head.section.title, tuple(parts), lead=lead, frame=frame, key=head.id)


def _body(lines: Sequence[Line], level: int, data: PaperData) -> Iterator[Part]:
    bullets: list[tuple[Ink, ...]] = []
    for line in lines:
        if line.kind is LineKind.BULLET:
            bullets.append(_ink(line.pieces, data))
            continue
        if bullets:
            yield Bullets(tuple(bullets))
            bullets = []
        yield from _line(line, level, data)
    if bullets:
        yield Bullets(tuple(bullets))


def _line(line: Line, level: int, data: PaperData) -> Iterator[Part]:
    if line.kind is LineKind.HEADING:
        words = "".join(ink.text for ink in _ink(line.pieces, data))
        yield Heading(words, _heading_level(level + 1))
    elif line.kind is LineKind.BLOCK:
        yield from _keyed(data.block(line.block), line.block)
    elif line.kind is LineKind.PARAGRAPH:
        yield Paragraph(_ink(line.pieces, data))


def _keyed(parts: Sequence[Part], block: str) -> Iterator[Part]:
    """The first table or figure of a block can be named in the text as `[#block]`."""
    free = True
    for part in parts:
        if free and isinstance(part, Table | Figure) and part.numbered:
            yield replace(part, key=block)
            free = False
        else:
            yield part


def _heading_level(level: int) -> Literal[1, 2, 3, 4]:
    levels: tuple[Literal[1, 2, 3, 4], ...] = (1, 2, 3, 4)
    return levels[max(1, min(level, 4)) - 1]


def _ink(pieces: Sequence[Piece], data: PaperData) -> tuple[Ink, ...]:
    found: list[Ink] = []
    for piece in pieces:
        if piece.field:
            found.append(Ink(figure_text(data.figures, piece.field), bold=piece.bold))
        else:
            found += _referring(piece, data)
    return tuple(found)


def _referring(piece: Piece, data: PaperData) -> Iterator[Ink]:
    """Words with `[#block]` replaced by the number of that table or figure; only blocks of this edition count."""
    known = {block for item in data.outline for block in markup.blocks(item.section.body)}
    place = 0
    for found in _REFERENCE.finditer(piece.text):
        if found[1] not in known:
            continue
        if found.start() > place:
            yield Ink(piece.text[place : found.start()], bold=piece.bold)
        yield Ink(ref=found[1])
        place = found.end()
    if place < len(piece.text):
        yield Ink(piece.text[place:], bold=piece.bold)


def figure_text(figures: Mapping[str, LiveFigure], key: str) -> str:
    """What a live field prints; one without a figure prints words that cannot be overlooked."""
    found = figures.get(key)
    return found.text if found is not None else translate("vision", "[no figure]")
