"""The list of questions beside the tables: numbers, kinds, matrix headings that fold, what is still to be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.room import QuestionRow
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import fold


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A line of the list: a question, or the heading of a matrix (`items` > 0) that may be folded."""

    key: str
    number: str
    label: str
    kind: str
    items: int = 0
    is_folded: bool = False
    is_item: bool = False
    checks: int = 0
    can_be_shown: bool = True


def question_lines(
    rows: Sequence[QuestionRow],
    unfolded: Collection[str] = (),
    needle: str = "",
    checks: Mapping[str, int] | None = None,
) -> tuple[QuestionLine, ...]:
    """Lines in printed order. A filter shows every question that holds all of its words, and their headings."""
    sizes = Counter(row.group_key for row in rows if row.group_key)
    wanted = [fold(word) for word in needle.split()]
    open_checks = checks or {}
    found: list[QuestionLine] = []
    headed: set[str] = set()
    for row in rows:
        grouped = sizes[row.group_key] > 1
        hay = fold(f"{words.number_of(row.key)} {row.key} {row.label} {row.group_label}")
        if not all(word in hay for word in wanted):
            continue
        if grouped and row.group_key not in headed:
            headed.add(row.group_key)
            found.append(
                _heading(
                    row, rows, sizes[row.group_key], bool(wanted) or row.group_key in unfolded, open_checks
                )
            )
        if not grouped or wanted or row.group_key in unfolded:
            found.append(_line(row, grouped, open_checks))
    return tuple(found)


HEADING = "group:"
"""What keys of headings begin with; no question's does."""


def heading_key(group: str) -> str:
    """The key of a matrix heading in the list."""
    return f"{HEADING}{group}"


def _heading(
    row: QuestionRow, rows: Sequence[QuestionRow], size: int, is_open: bool, checks: Mapping[str, int]
) -> QuestionLine:
    items = [one.key for one in rows if one.group_key == row.group_key]
    return QuestionLine(
        heading_key(row.group_key),
        words.number_of(row.group_key),
        row.group_label or row.label,
        translate("crosstab", "{kind}, {n} items", kind=words.kind_words(row.question), n=size),
        size,
        not is_open,
        checks=sum(checks.get(key, 0) for key in items),
        can_be_shown=False,
    )


def _line(row: QuestionRow, grouped: bool, checks: Mapping[str, int]) -> QuestionLine:
    question = row.question
    return QuestionLine(
        row.key,
        "" if grouped else words.number_of(row.key),
        row.label,
        "" if grouped else words.kind_words(question),
        is_item=grouped,
        checks=checks.get(row.key, 0),
        can_be_shown=question.kind != "FA",
    )
