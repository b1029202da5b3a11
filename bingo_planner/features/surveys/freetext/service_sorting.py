"""Use cases of sorting: groups with their rules, what a hand decides, lists of words as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bingo_planner.features.surveys import tables as base
from bingo_planner.features.surveys.freetext import tables as t
from bingo_planner.features.surveys.freetext.coderule import read_rule
from bingo_planner.features.surveys.freetext.folded import fold_text
from bingo_planner.features.surveys.freetext.room import digest
from bingo_planner.features.surveys.freetext.service import (
    STEP,
    Values,
    check_record,
    check_values,
    check_word,
    coding_id,
    complete_values,
    groups_of,
    next_place,
    record_label,
    refuse_settled,
)
from bingo_planner.features.surveys.service import refuse_locked
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.store import Store, Unit, live


@dataclass(frozen=True, slots=True)
class Marked:
    """What a hand decides: `answer` as it reads now; `mark` in, out, or nothing for what the rules say."""

    respondent: str
    answer: str
    group_id: str
    mark: str


# -- groups and rules ----------------------------------------------------------------------------------
def do_add_group(store: Store, values: Values, rules: Sequence[str] = ()) -> Changes:
    """A new group with its rules in one step."""
    complete = complete_values("survey_group", values)
    for text in rules:
        read_rule(text)
    with store.change(record_label("Add {kind}", "survey_group")) as unit:
        check_record(unit.session, "survey_group", complete, "")
        group = unit.add(t.SurveyGroup(**(complete | next_place(unit.session, complete))))
        for place, text in enumerate(rules):
            unit.add(t.SurveyRule(survey_id=group.survey_id, group_id=group.id, text=text, sort=place * STEP))
    return unit.changes


def do_set_rules(store: Store, group_id: str, texts: Sequence[str]) -> Changes:
    """Give a group these rules and no others; PlanError names the first that cannot be read."""
    wanted = [text.strip() for text in texts if text.strip()]
    for text in wanted:
        read_rule(text)
    with store.change(translate("survey_text", "Change the rules of a group")) as unit:
        group = unit.get(t.SurveyGroup, group_id)
        refuse_settled(unit.session, group)
        have = live(unit.session, t.SurveyRule, t.SurveyRule.group_id == group_id)
        kept: set[str] = set()
        for place, text in enumerate(dict.fromkeys(wanted)):
            row = next((one for one in have if one.text == text and one.id not in kept), None)
            if row is None:
                row = unit.add(t.SurveyRule(survey_id=group.survey_id, group_id=group_id, text=text))
            kept.add(row.id)
            row.sort = place * STEP
        for row in have:
            row.is_deleted = row.id not in kept
    return unit.changes


def do_order_groups(store: Store, ids: Sequence[str]) -> Changes:
    """Put groups into an order."""
    with store.change(translate("survey_text", "Order the groups of opinions")) as unit:
        for place, record_id in enumerate(ids):
            refuse_settled(unit.session, unit.get(t.SurveyGroup, record_id))
            unit.set(t.SurveyGroup, record_id, sort=place * STEP)
    return unit.changes


def do_copy_groups(store: Store, survey_id: str, question_key: str, source: str, source_key: str) -> Changes:
    """Groups and rules of another question or an earlier survey, with their codes, so that both can be compared."""
    with store.change(translate("survey_text", "Copy groups of opinions")) as unit:
        survey = unit.get(base.Survey, survey_id)
        refuse_locked(unit.session, survey)
        have = {one.name for one in groups_of(unit.session, survey_id, question_key)}
        copied = [one for one in groups_of(unit.session, source, source_key) if one.name not in have]
        if not copied:
            raise PlanError("survey.no_groups_to_copy")
        for one in copied:
            values = {key: getattr(one, key) for key in ("field", "name", "code", "note", "sort")}
            new = unit.add(t.SurveyGroup(survey_id=survey_id, question_key=question_key, **values))
            for rule in live(unit.session, t.SurveyRule, t.SurveyRule.group_id == one.id):
                unit.add(t.SurveyRule(survey_id=survey_id, group_id=new.id, text=rule.text, sort=rule.sort))
    return unit.changes


# -- sorting by hand -----------------------------------------------------------------------------------
def do_mark(store: Store, survey_id: str, question_key: str, marks: Iterable[Marked]) -> Changes:
    """Put answers into groups or take them out by hand; one step, however many."""
    wanted = tuple(marks)
    with store.change(_mark_label(store, wanted)) as unit:
        refuse_locked(unit.session, unit.get(base.Survey, survey_id))
        for one in wanted:
            _mark(unit, survey_id, question_key, one)
    return unit.changes


def _mark(unit: Unit, survey_id: str, question_key: str, one: Marked) -> None:
    record_id = coding_id(survey_id, question_key, one.respondent, one.group_id)
    row = unit.session.get(t.SurveyCoding, record_id)
    if row is None:
        if not one.mark:
            return
        row = unit.add(
            t.SurveyCoding(
                id=record_id,
                survey_id=survey_id,
                question_key=question_key,
                respondent=one.respondent,
                group_id=one.group_id,
            )
        )
    row.is_deleted = False
    row.digest = digest(one.answer)
    row.mark = one.mark


# -- words and quotes ----------------------------------------------------------------------------------
def do_set_words(store: Store, kind: str, entries: Sequence[tuple[str, str]]) -> Changes:
    """Give one list these lines (word, what it is counted as) and no others."""
    wanted = {fold_text(text): (text.strip(), means.strip()) for text, means in entries if fold_text(text)}
    for text, means in wanted.values():
        check_values("survey_word", {"kind": kind, "text": text, "means": means})
        check_word(kind, text, means)
    with store.change(translate("survey_text", "Change the lists of words")) as unit:
        have = {
            fold_text(one.text): one for one in live(unit.session, t.SurveyWord, t.SurveyWord.kind == kind)
        }
        for key, (text, means) in wanted.items():
            row = have.pop(key, None)
            if row is None:
                unit.add(t.SurveyWord(kind=kind, text=text, means=means))
            else:
                unit.set(t.SurveyWord, row.id, text=text, means=means)
        for row in have.values():
            unit.remove(t.SurveyWord, row.id)
    return unit.changes


def _mark_label(store: Store, marks: Sequence[Marked]) -> str:
    names = store.titles("survey_group", list({one.group_id for one in marks}))
    name = "、".join(sorted(names.values())) if len(names) <= 2 else ""
    if name and all(one.mark == "in" for one in marks):
        return translate("survey_text", "Put into “{name}”", name=name)
    if name and all(one.mark == "out" for one in marks):
        return translate("survey_text", "Take out of “{name}”", name=name)
    return translate("survey_text", "Sort answers by hand")
