"""Use cases of free answers: groups and rules, lists of words, sorting by hand, quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bingo_planner.features.surveys import tables as base
from bingo_planner.features.surveys import text_tables as t
from bingo_planner.features.surveys.coderule import read_rule
from bingo_planner.features.surveys.folded import fold_text
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.service import refuse_locked
from bingo_planner.features.surveys.service_groups import text_facts
from bingo_planner.features.surveys.service_read import survey_data
from bingo_planner.features.surveys.text_fields import RECORDS
from bingo_planner.features.surveys.text_room import TextFacts, digest
from bingo_planner.features.surveys.wordlists import SAME
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import stable_id
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields
from bingo_planner.store.store import Store, Unit, live

Values = Mapping[str, Stored]
Recorded = t.SurveyGroup | t.SurveyRule | t.SurveyWord | t.SurveyCoding | t.SurveyQuote
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "survey_group": t.SurveyGroup,
    "survey_rule": t.SurveyRule,
    "survey_word": t.SurveyWord,
    "survey_coding": t.SurveyCoding,
    "survey_quote": t.SurveyQuote,
}
_SPACE: Final = "survey"
STEP: Final = 10
"""Between two places in an order."""


@dataclass(frozen=True)
class TextData:
    """A survey with its answers and all that is held about its free ones."""

    data: SurveyData
    facts: TextFacts


@dataclass(frozen=True, slots=True)
class Marked:
    """What a hand decides: `answer` as it reads now; `mark` in, out, or nothing for what the rules say."""

    respondent: str
    answer: str
    group_id: str
    mark: str


def read_text(store: Store, survey_id: str) -> TextData:
    """One survey with its answers, groups, rules, lists, marks and quotes; PlanError `record.gone`."""
    with store.read() as session:
        return TextData(survey_data(session, survey_id), text_facts(session, survey_id))


# -- records -------------------------------------------------------------------------------------------
def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a record of any kind about free answers; a group gets the next code and the last place."""
    complete = _complete(kind, values)
    with store.change(_label("Add {kind}", kind)) as unit:
        if kind == "survey_rule":
            complete["survey_id"] = unit.get(t.SurveyGroup, str(complete["group_id"])).survey_id
        _check(unit.session, kind, complete, "")
        if kind == "survey_group":
            complete |= _next(unit.session, complete)
        if kind == "survey_coding":
            complete["id"] = coding_id(
                *(
                    str(complete.get(key) or "")
                    for key in ("survey_id", "question_key", "respondent", "group_id")
                )
            )
        unit.add(TABLES[kind](**complete))
    return unit.changes


def do_set(store: Store, kind: str, record_id: str, values: Values) -> Changes:
    """Set fields of one record."""
    checked = check_values(kind, values)
    with store.change(_set_label(kind, values)) as unit:
        row = unit.get(TABLES[kind], record_id)
        after = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields} | checked
        _check(unit.session, kind, after, record_id)
        unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin; a group takes its rules along."""
    with store.change(_label("Move {kind} to the bin", kind)) as unit:
        row = unit.get(TABLES[kind], record_id)
        _refuse_settled(unit.session, row)
        for rule in _rules(unit.session, row, binned=False):
            rule.is_deleted = True
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin; a group brings its rules back."""
    with store.change(_label("Restore {kind}", kind)) as unit:
        row = unit.restore(TABLES[kind], record_id)
        _refuse_settled(unit.session, row)
        for rule in _rules(unit.session, row, binned=True):
            rule.is_deleted = False
    return unit.changes


# -- groups and rules ----------------------------------------------------------------------------------
def do_set_rules(store: Store, group_id: str, texts: Sequence[str]) -> Changes:
    """Give a group these rules and no others; PlanError names the first that cannot be read."""
    wanted = [text.strip() for text in texts if text.strip()]
    for text in wanted:
        read_rule(text)
    with store.change(translate("survey_text", "Change the rules of a group")) as unit:
        group = unit.get(t.SurveyGroup, group_id)
        _refuse_settled(unit.session, group)
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
            _refuse_settled(unit.session, unit.get(t.SurveyGroup, record_id))
            unit.set(t.SurveyGroup, record_id, sort=place * STEP)
    return unit.changes


def do_copy_groups(store: Store, survey_id: str, question_key: str, source: str, source_key: str) -> Changes:
    """Groups and rules of another question or an earlier survey, with their codes, so that both can be compared."""
    with store.change(translate("survey_text", "Copy groups of opinions")) as unit:
        survey = unit.get(base.Survey, survey_id)
        refuse_locked(unit.session, survey)
        have = {one.name for one in _groups(unit.session, survey_id, question_key)}
        copied = [one for one in _groups(unit.session, source, source_key) if one.name not in have]
        if not copied:
            raise PlanError("survey.no_groups_to_copy")
        for one in copied:
            values = {key: getattr(one, key) for key in ("field", "name", "code", "note", "sort")}
            new = unit.add(t.SurveyGroup(survey_id=survey_id, question_key=question_key, **values))
            for rule in live(unit.session, t.SurveyRule, t.SurveyRule.group_id == one.id):
                unit.add(t.SurveyRule(survey_id=survey_id, group_id=new.id, text=rule.text, sort=rule.sort))
    return unit.changes


# -- sorting by hand -----------------------------------------------------------------------------------
def coding_id(survey_id: str, question_key: str, respondent: str, group_id: str) -> str:
    """The id of a decision about one answer and one group, the same in every copy."""
    return stable_id(_SPACE, f"coding/{survey_id}/{question_key}/{respondent}/{group_id}")


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
        _check_word(kind, text, means)
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


# -- rules that need the table -------------------------------------------------------------------------
def check_values(kind: str, values: Values) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("survey.kind", kind=kind)
    return check_fields(RECORDS[kind], values, _fit)


def _fit(field: Field, value: Stored) -> Stored:
    if field is RECORDS["survey_rule"].by_key["text"]:
        read_rule(str(value or ""))
    return value


def _complete(kind: str, values: Values) -> dict[str, Stored]:
    checked = check_values(kind, values)
    columns = TABLES[kind].__table__.columns
    missing = [
        FieldProblem(field.key, "field.required", {"label": field.name()})
        for field in RECORDS[kind].fields
        if field.required and field.key not in checked and not getattr(columns[field.key].default, "arg", "")
    ]
    if missing:
        raise PlanError.in_fields(*missing)
    return checked


def _check(session: Session, kind: str, values: Values, record_id: str) -> None:
    if kind == "survey_word":
        _check_word(str(values.get("kind")), str(values.get("text")), str(values.get("means") or ""))
        return
    survey = session.get(base.Survey, str(values.get("survey_id") or ""))
    refuse_locked(session, survey)
    if kind != "survey_group":
        return
    key, name = str(values["question_key"]), str(values["name"])
    asked = live(
        session,
        base.SurveyQuestion,
        base.SurveyQuestion.survey_id == values["survey_id"],
        base.SurveyQuestion.key == key,
    )
    if not asked or asked[0].kind != QuestionKind.FREE:
        raise PlanError.in_fields(FieldProblem("question_key", "survey.not_free", {"question": key}))
    twins = [one for one in _groups(session, str(values["survey_id"]), key) if one.id != record_id]
    if any(one.name == name and one.field == values.get("field", "") for one in twins):
        raise PlanError.in_fields(FieldProblem("name", "survey.group_taken", {"name": name}))


def _check_word(kind: str, text: str, means: str) -> None:
    if kind == SAME and not means:
        raise PlanError.in_fields(FieldProblem("means", "survey.same_as_what", {"text": text}))


def _groups(session: Session, survey_id: str, question_key: str) -> list[t.SurveyGroup]:
    where = (t.SurveyGroup.survey_id == survey_id, t.SurveyGroup.question_key == question_key)
    return live(session, t.SurveyGroup, *where)


def _next(session: Session, values: Values) -> dict[str, Stored]:
    """The next free code and the last place, where none is given."""
    where = (
        t.SurveyGroup.survey_id == values["survey_id"],
        t.SurveyGroup.question_key == values["question_key"],
    )
    code, sort = session.execute(
        select(func.max(t.SurveyGroup.code), func.max(t.SurveyGroup.sort)).where(*where)
    ).one()
    return {
        "code": values.get("code") or (code or 0) + 1,
        "sort": values["sort"] if values.get("sort") is not None else (sort or 0) + STEP,
    }


def _rules(session: Session, row: Recorded, *, binned: bool) -> list[t.SurveyRule]:
    if not isinstance(row, t.SurveyGroup):
        return []
    where = (t.SurveyRule.group_id == row.id, t.SurveyRule.is_deleted.is_(binned))
    return list(session.scalars(select(t.SurveyRule).where(*where)))


def _refuse_settled(session: Session, row: Recorded) -> None:
    if not isinstance(row, t.SurveyWord):
        refuse_locked(session, session.get(base.Survey, row.survey_id or ""))


def _mark_label(store: Store, marks: Sequence[Marked]) -> str:
    names = store.titles("survey_group", list({one.group_id for one in marks}))
    name = "、".join(sorted(names.values())) if len(names) <= 2 else ""
    if name and all(one.mark == "in" for one in marks):
        return translate("survey_text", "Put into “{name}”", name=name)
    if name and all(one.mark == "out" for one in marks):
        return translate("survey_text", "Take out of “{name}”", name=name)
    return translate("survey_text", "Sort answers by hand")


def _label(text: str, kind: str) -> str:
    if kind not in RECORDS:
        raise PlanError("survey.kind", kind=kind)
    return translate("survey_text", text, kind=RECORDS[kind].name())


def _set_label(kind: str, values: Values) -> str:
    if len(values) == 1 and kind in RECORDS:
        field = RECORDS[kind].by_key.get(next(iter(values)))
        if field is not None:
            return translate("survey_text", "Change {field}", field=field.name())
    return _label("Change {kind}", kind)
