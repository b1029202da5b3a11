"""The grid in which links are corrected: the earlier question, the earlier options by each of now, a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bingo_planner.features.surveys.crosstab.words import number_of
from bingo_planner.features.surveys.room import LinkRow, QuestionRow, SurveyFacts
from bingo_planner.features.surveys.trends.linking import (
    link_of,
    matched_by_words,
    matches_text,
    read_matches,
)
from bingo_planner.features.surveys.trends.service import LinkEdit
from bingo_planner.features.surveys.trends.state import NOTE, QUESTION, LinkCell, LinkTable
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import fold

_JOINED = re.compile(r"[+＋,，、;；\s]+")


def _t(text: str, **facts: object) -> str:
    return translate("trends", text, **facts)


def link_table(facts: SurveyFacts, row: QuestionRow, earlier: Sequence[tuple[SurveyFacts, str]]) -> LinkTable:
    """The grid of one question; `earlier` surveys with their titles."""
    options = [one for one in row.question.options if not one.is_no_answer]
    rows = (
        (QUESTION, _t("Question then")),
        *((one.code, f"{one.code} {one.label}") for one in options),
        (NOTE, _t("Note")),
    )
    cells: dict[tuple[str, str], LinkCell] = {}
    for other, _title in earlier:
        link = link_of(facts.links, row.key, other.id)
        cells |= {
            (key, other.id): cell for key, cell in _column(link, other, [one.code for one in options]).items()
        }
    return LinkTable(rows, tuple((other.id, title) for other, title in earlier), cells)


def _column(link: LinkRow | None, other: SurveyFacts, codes: Sequence[str]) -> dict[str, LinkCell]:
    asked = next((one for one in other.questions if link is not None and one.key == link.earlier_key), None)
    if link is None or asked is None:
        missing = {code: LinkCell("", "", locked=True) for code in (*codes, NOTE)}
        return {QUESTION: LinkCell("", ""), **missing}
    matches = read_matches(link.options)
    labels = {one.code: one.label for one in asked.question.options}
    found = {QUESTION: LinkCell(f"{number_of(asked.key)} {asked.label}", asked.key)}
    for code in codes:
        held = matches.get(code, ())
        shown = _t(", ").join(f"{one} {labels.get(one, '')}".strip() for one in held)
        found[code] = LinkCell(shown, "+".join(held), to_check=not held)
    found[NOTE] = LinkCell(link.note, link.note)
    return found


@dataclass(frozen=True, slots=True)
class Typed:
    """What a block of typed cells comes to: links to put, earlier surveys to unlink, cells that cannot be read."""

    edits: tuple[LinkEdit, ...] = ()
    unlinked: tuple[str, ...] = ()
    refused: tuple[tuple[str, str, str, PlanError], ...] = ()


def read_typed(
    facts: SurveyFacts,
    row: QuestionRow,
    earlier: Sequence[SurveyFacts],
    cells: Sequence[tuple[str, str, str]],
) -> Typed:
    """Cells as (row, earlier survey, text), read one after another: a block may hold a question and its options."""
    known = {one.id: one for one in earlier}
    links = {one.id: link_of(facts.links, row.key, one.id) for one in earlier}
    edits: dict[str, LinkEdit] = {}
    unlinked: dict[str, None] = {}
    refused = []
    for row_key, earlier_id, text in cells:
        if earlier_id not in known:
            continue
        try:
            edit = _edit_of(row, known[earlier_id], links[earlier_id], row_key, text)
        except PlanError as error:
            refused.append((row_key, earlier_id, text, error))
            continue
        if edit is None:
            unlinked[earlier_id] = None
            edits.pop(earlier_id, None)
            links[earlier_id] = None
        else:
            unlinked.pop(earlier_id, None)
            edits[earlier_id] = edit
            links[earlier_id] = LinkRow(
                "", row.key, earlier_id, edit.earlier_key, edit.options or "", edit.note or ""
            )
    return Typed(tuple(edits.values()), tuple(unlinked), tuple(refused))


def _edit_of(
    row: QuestionRow, other: SurveyFacts, link: LinkRow | None, row_key: str, text: str
) -> LinkEdit | None:
    """What typing into a cell comes to; None takes the link apart."""
    if row_key == QUESTION:
        return _asked(row, other, text)
    asked = next((one for one in other.questions if link is not None and one.key == link.earlier_key), None)
    if link is None or asked is None:
        raise PlanError("survey.link_first")
    if row_key == NOTE:
        return LinkEdit(row.key, other.id, link.earlier_key, link.options, text.strip())
    codes = _codes(asked, text)
    held = read_matches(link.options)
    kept = {
        one.code: codes if one.code == row_key else tuple(c for c in held.get(one.code, ()) if c not in codes)
        for one in row.question.options
    }
    return LinkEdit(row.key, other.id, link.earlier_key, matches_text(kept), link.note)


def _asked(row: QuestionRow, other: SurveyFacts, text: str) -> LinkEdit | None:
    """By id, by number or by words."""
    wanted = fold(text.strip())
    if not wanted:
        return None
    for one in other.questions:
        if wanted in (
            fold(one.key),
            fold(number_of(one.key)),
            fold(one.label),
            fold(f"{number_of(one.key)} {one.label}"),
        ):
            matches = matched_by_words(row.question, one.question)
            return LinkEdit(row.key, other.id, one.key, matches_text(matches))
    raise PlanError("survey.no_question", question=text.strip())


def _codes(asked: QuestionRow, text: str) -> tuple[str, ...]:
    """Codes with + between them; the words of an option do as well."""
    by_label = {fold(one.label): one.code for one in asked.question.options}
    whole = by_label.get(fold(text.strip()))
    if whole is not None:
        return (whole,)
    found = []
    for piece in _JOINED.split(text.strip()):
        if piece:
            code = by_label.get(fold(piece), piece)
            if asked.question.place_of(code) is None:
                raise PlanError("survey.match_code", code=piece, question=asked.label)
            found.append(code)
    return tuple(dict.fromkeys(found))
