"""Which questions ask for satisfaction and which for importance: as a planner chose, else as their words suggest."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.surveys.crosstab.model import Side
from bingo_planner.features.surveys.crosstab.scales import sides_of
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.priorities.model import Pair, Sources
from bingo_planner.features.surveys.room import QuestionRow, SurveyRow
from bingo_planner.features.surveys.stats.portfolio import Importance
from bingo_planner.kernel.text import fold

LEAST = 3
"""Items below which a group is no portfolio."""
_SATISFIED = ("満足", "satisf")
_IMPORTANT = ("重要", "important", "importance", "優先")


def sources_of(survey: SurveyRow, rows: Sequence[QuestionRow]) -> Sources:
    """Where both scores come from; without pairs where nothing fits."""
    satisfied = chosen_rows(survey.satisfaction_by, rows) or _guessed(rows, _SATISFIED)
    if len(satisfied) < LEAST:
        return Sources()
    rule = Importance(survey.importance_rule) if survey.importance_rule else None
    by = survey.importance_by
    if rule in (None, Importance.STATED):
        stated = chosen_rows(by, rows) or _guessed(rows, _IMPORTANT)
        pairs = _paired(satisfied, [one for one in stated if one not in satisfied])
        if pairs:
            return Sources(pairs, Importance.STATED)
    if rule in (None, Importance.CHOSEN):
        for row in _named(by, rows, QuestionKind.MULTIPLE):
            pairs = _picked(satisfied, row.question)
            if pairs:
                return Sources(pairs, Importance.CHOSEN, row.key)
    if rule in (None, Importance.CORRELATION, Importance.PARTIAL):
        for row in _named(by, rows, QuestionKind.SINGLE):
            if row not in satisfied and _is_scale(row.question) and (by or _speaks(row, _SATISFIED)):
                pairs = tuple(Pair(one.label, one.key) for one in satisfied)
                return Sources(pairs, rule or Importance.CORRELATION, row.key)
    return Sources()


def groups(rows: Sequence[QuestionRow]) -> tuple[tuple[str, str], ...]:
    """Headings whose items are scales: key and title, for choosing."""
    found: dict[str, str] = {}
    for row in rows:
        fresh = row.group_key and row.kind == QuestionKind.SINGLE and row.group_key not in found
        if fresh and len(chosen_rows(row.group_key, rows)) >= LEAST:
            found[row.group_key] = row.group_label or row.group_key
    return tuple(found.items())


def chosen_rows(text: str, rows: Sequence[QuestionRow]) -> list[QuestionRow]:
    """Scales under a heading, or those named one by one with | between them."""
    named = {key.strip() for key in text.split("|") if key.strip()}
    return [
        row
        for row in rows
        if (row.group_key in named or row.key in named)
        and row.kind == QuestionKind.SINGLE
        and _is_scale(row.question)
    ]


def _guessed(rows: Sequence[QuestionRow], words: Sequence[str]) -> list[QuestionRow]:
    """The first heading whose words or options speak of it."""
    for key, title in groups(rows):
        own = chosen_rows(key, rows)
        labels = [option.label for option in own[0].question.options] if own else []
        if any(word in text.lower() for word in words for text in (title, *labels)):
            return own
    return []


def _speaks(row: QuestionRow, words: Sequence[str]) -> bool:
    texts = (row.label, *(option.label for option in row.question.options))
    return not row.group_key and any(word in text.lower() for word in words for text in texts)


def _is_scale(question: Question) -> bool:
    return Side.GOOD in sides_of(question.options)


def _paired(satisfied: Sequence[QuestionRow], stated: Sequence[QuestionRow]) -> tuple[Pair, ...]:
    """Items of the same words, else of the same place where both headings have as many."""
    by_label = {fold(row.label): row for row in stated}
    pairs = tuple(
        Pair(row.label, row.key, by_label[fold(row.label)].key)
        for row in satisfied
        if fold(row.label) in by_label
    )
    if len(pairs) >= LEAST:
        return pairs
    if len(stated) == len(satisfied):
        return tuple(
            Pair(one.label, one.key, other.key) for one, other in zip(satisfied, stated, strict=True)
        )
    return ()


def _picked(satisfied: Sequence[QuestionRow], question: Question) -> tuple[Pair, ...]:
    """Items that are options of a multiple answer; their importance is the share that picked them."""
    codes = {fold(option.label): option.code for option in question.options}
    pairs = tuple(
        Pair(row.label, row.key, codes[fold(row.label)]) for row in satisfied if fold(row.label) in codes
    )
    return pairs if len(pairs) >= max(LEAST, len(satisfied) // 2) else ()


def _named(by: str, rows: Sequence[QuestionRow], kind: QuestionKind) -> list[QuestionRow]:
    """The question that was chosen, else every one of a kind."""
    named = [row for row in rows if row.key == by and row.kind == kind]
    return named if by else [row for row in rows if row.kind == kind]
