"""The outline of an edition: which section stands where, and the numbers that follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bingo_planner.features.vision.model import OutlineItem, SectionRow
from bingo_planner.kernel.i18n import language

DEEPEST = 3
"""Chapters are level 0; below them 1, (1) and ア."""

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"


def number(level: int, place: int) -> str:
    """第1章, 1, (1), ア for the place (from 1) at a level; Chapter 1, 1, (1), a in English."""
    english = language() == "en"
    if level == 0:
        return f"Chapter {place}" if english else f"第{place}章"
    if level == 1:
        return str(place)
    if level == 2:
        return f"({place})"
    letters = "abcdefghijklmnopqrstuvwxyz" if english else _KANA
    return letters[(place - 1) % len(letters)]


def outline(sections: Iterable[SectionRow]) -> tuple[OutlineItem, ...]:
    """Sections in reading order with level and number.

    A section whose parent is not there stands as a chapter, so that nothing is ever hidden; a circle of parents
    is cut the same way.
    """
    rows = sorted(sections, key=lambda row: (row.sort, row.id))
    known = {row.id for row in rows}
    children: dict[str, list[SectionRow]] = defaultdict(list)
    for row in rows:
        children[row.parent_id if row.parent_id in known else ""].append(row)
    lost = known - {item.id for item in _walk(children, "", 0, set())}
    children[""] += [row for row in rows if row.id in lost and _first_of_circle(row, lost, rows)]
    return tuple(_walk(children, "", 0, set()))


def descendants(sections: Iterable[SectionRow], section_id: str) -> tuple[str, ...]:
    """Ids of a section and of everything under it."""
    rows = list(sections)
    found = [section_id]
    for parent in found:
        found += [row.id for row in rows if row.parent_id == parent and row.id not in found]
    return tuple(found)


def siblings(sections: Iterable[SectionRow], section: SectionRow) -> list[SectionRow]:
    """Sections under the same parent, in order, the section itself among them."""
    return sorted(
        (row for row in sections if row.parent_id == section.parent_id), key=lambda row: (row.sort, row.id)
    )


def _walk(
    children: Mapping[str, Sequence[SectionRow]], parent: str, level: int, seen: set[str]
) -> Iterator[OutlineItem]:
    rows = [row for row in children.get(parent, ()) if row.id not in seen]
    seen.update(row.id for row in rows)
    depth = min(level, DEEPEST)
    for place, row in enumerate(rows, 1):
        yield OutlineItem(row, depth, number(depth, place), place == 1, place == len(rows))
        yield from _walk(children, row.id, level + 1, seen)


def _first_of_circle(row: SectionRow, lost: set[str], rows: Sequence[SectionRow]) -> bool:
    """Whether no lost section with a smaller id leads to this one round the circle."""
    by_id = {other.id: other for other in rows}
    seen: list[str] = []
    at = row.id
    while at in lost and at not in seen:
        seen.append(at)
        at = by_id[at].parent_id
    return at == row.id and row.id == min(seen)
