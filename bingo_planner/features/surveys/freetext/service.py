"""Use cases of free answers: groups and rules, lists of words, sorting by hand, quotes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.surveys import tables as base
from bingo_planner.features.surveys.freetext import tables as t
from bingo_planner.features.surveys.freetext.coderule import read_rule
from bingo_planner.features.surveys.freetext.fields import RECORDS
from bingo_planner.features.surveys.freetext.opinions import TextData, in_words
from bingo_planner.features.surveys.freetext.service_groups import add_groups, text_facts
from bingo_planner.features.surveys.freetext.wordlists import SAME
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.service import refuse_locked
from bingo_planner.features.surveys.service_read import answer_sheet, survey, survey_data
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import stable_id
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields
from bingo_planner.store.store import Store, live

Values = Mapping[str, Stored]
Recorded = t.SurveyGroup | t.SurveyRule | t.SurveyWord | t.SurveyCoding | t.SurveyQuote
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "survey_group": t.SurveyGroup,
    "survey_rule": t.SurveyRule,
    "survey_word": t.SurveyWord,
    "survey_coding": t.SurveyCoding,
    "survey_quote": t.SurveyQuote,
}
Told = tuple[tuple[Question, str], ...]
"""Questions with what somebody answered, in words."""
_SPACE: Final = "survey"
STEP: Final = 10
"""Between two places in an order."""


def read_text(store: Store, survey_id: str, also: Collection[str] = ()) -> TextData:
    """The free answers of a survey, who gave them, and the answers to `also`; PlanError `record.gone`.

    Other columns are not unpacked: this is read again after every key pressed while sorting.
    """
    with store.read() as session:
        return text_data(session, survey_id, also)


def text_data(session: Session, survey_id: str, also: Collection[str] = ()) -> TextData:
    """The same within a reading that is under way."""
    facts = survey(session, survey_id)
    held = text_facts(session, survey_id)
    codebook = facts.codebook
    roles = {one.key for one in facts.questions if one.role}
    wanted = tuple(
        one
        for one in codebook.questions
        if one.kind == QuestionKind.FREE or one.id in roles or one.id in also
    )
    sheet = answer_sheet(session, facts.survey.batch_id or "", Codebook(wanted))
    codebook, sheet = add_groups(held, codebook, sheet)
    return TextData(facts, codebook, sheet, held, tuple(region_rows.bodies(session)))


def read_respondent(store: Store, survey_id: str, respondent: str) -> Told:
    """Every question with what one respondent answered, in words; "" where nothing was."""
    with store.read() as session:
        data = survey_data(session, survey_id)
    place = data.sheet.keys.index(respondent) if respondent in data.sheet.keys else -1
    if place < 0:
        raise PlanError("survey.no_respondent", respondent=respondent)
    return tuple(
        (one, in_words(one, data.sheet.answers.get(one.id), place)) for one in data.codebook.questions
    )


# -- records -------------------------------------------------------------------------------------------
def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a record of any kind about free answers; a group gets the next code and the last place."""
    complete = complete_values(kind, values)
    with store.change(record_label("Add {kind}", kind)) as unit:
        if kind == "survey_rule":
            complete["survey_id"] = unit.get(t.SurveyGroup, str(complete["group_id"])).survey_id
        check_record(unit.session, kind, complete, "")
        if kind == "survey_group":
            complete |= next_place(unit.session, complete)
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
    if kind == "survey_quote" and "text" in checked:
        checked = {"checked": False} | checked  # other words have to be read again
    with store.change(_set_label(kind, values)) as unit:
        row = unit.get(TABLES[kind], record_id)
        after = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields} | checked
        check_record(unit.session, kind, after, record_id)
        unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin; a group takes its rules along."""
    with store.change(record_label("Move {kind} to the bin", kind)) as unit:
        row = unit.get(TABLES[kind], record_id)
        refuse_settled(unit.session, row)
        for rule in _rules(unit.session, row, binned=False):
            rule.is_deleted = True
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin; a group brings its rules back."""
    with store.change(record_label("Restore {kind}", kind)) as unit:
        row = unit.restore(TABLES[kind], record_id)
        refuse_settled(unit.session, row)
        for rule in _rules(unit.session, row, binned=True):
            rule.is_deleted = False
    return unit.changes


def coding_id(survey_id: str, question_key: str, respondent: str, group_id: str) -> str:
    """The id of a decision about one answer and one group, the same in every copy."""
    return stable_id(_SPACE, f"coding/{survey_id}/{question_key}/{respondent}/{group_id}")


# -- checks that other services of free answers share --------------------------------------------------
def check_values(kind: str, values: Values) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("survey.kind", kind=kind)
    return check_fields(RECORDS[kind], values, _fit)


def _fit(field: Field, value: Stored) -> Stored:
    if field is RECORDS["survey_rule"].by_key["text"]:
        read_rule(str(value or ""))
    return value


def complete_values(kind: str, values: Values) -> dict[str, Stored]:
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


def check_record(session: Session, kind: str, values: Values, record_id: str) -> None:
    if kind == "survey_word":
        check_word(str(values.get("kind")), str(values.get("text")), str(values.get("means") or ""))
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
    twins = [one for one in groups_of(session, str(values["survey_id"]), key) if one.id != record_id]
    if any(one.name == name and one.field == values.get("field", "") for one in twins):
        raise PlanError.in_fields(FieldProblem("name", "survey.group_taken", {"name": name}))


def check_word(kind: str, text: str, means: str) -> None:
    if kind == SAME and not means:
        raise PlanError.in_fields(FieldProblem("means", "survey.same_as_what", {"text": text}))


def groups_of(session: Session, survey_id: str, question_key: str) -> list[t.SurveyGroup]:
    where = (t.SurveyGroup.survey_id == survey_id, t.SurveyGroup.question_key == question_key)
    return live(session, t.SurveyGroup, *where)


def next_place(session: Session, values: Values) -> dict[str, Stored]:
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


def refuse_settled(session: Session, row: Recorded) -> None:
    if not isinstance(row, t.SurveyWord):
        refuse_locked(session, session.get(base.Survey, row.survey_id or ""))


def record_label(text: str, kind: str) -> str:
    if kind not in RECORDS:
        raise PlanError("survey.kind", kind=kind)
    return translate("survey_text", text, kind=RECORDS[kind].name())


def _set_label(kind: str, values: Values) -> str:
    if len(values) == 1 and kind in RECORDS:
        field = RECORDS[kind].by_key.get(next(iter(values)))
        if field is not None:
            return translate("survey_text", "Change {field}", field=field.name())
    return record_label("Change {kind}", kind)
