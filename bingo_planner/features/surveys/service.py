"""Use cases of surveys: records with their checks, a new survey, last survey's design, the file in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.projects import service_read as project_rows
from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.rules import members_of_year
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.checks import check_together, check_values
from bingo_planner.features.surveys.fields import RECORDS
from bingo_planner.features.surveys.freetext import tables as text_rows
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.base import Row
from bingo_planner.store.store import Store, Unit, live

Recorded = (
    t.Survey
    | t.SurveyStratum
    | t.SurveyQuestion
    | t.SurveyBatch
    | t.SurveyAnswers
    | t.SurveyWeight
    | t.SurveyLink
)
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "survey": t.Survey,
    "survey_stratum": t.SurveyStratum,
    "survey_question": t.SurveyQuestion,
    "survey_batch": t.SurveyBatch,
    "survey_answers": t.SurveyAnswers,
    "survey_weight": t.SurveyWeight,
    "survey_link": t.SurveyLink,
}
Values = Mapping[str, Stored]
_FROM_FILES = frozenset({"survey_batch", "survey_answers", "survey_weight"})
"""Kinds that only whole services write: a file taken in, weights made."""
_RESTS_ON = frozenset({"key", "kind", "options"})
"""Fields of a question that its answers rest on."""
_HANGING: Final = (
    *(t.SurveyStratum, t.SurveyQuestion, t.SurveyBatch, t.SurveyWeight, t.SurveyLink),
    *(text_rows.SurveyGroup, text_rows.SurveyRule, text_rows.SurveyCoding, text_rows.SurveyQuote),
)
"""What goes to the bin with a survey."""
_COPIED: Final = (
    *(
        "kind",
        "purpose",
        "area",
        "target",
        "age_from",
        "frame",
        "sampling",
        "sampling_note",
        "method",
        "items",
    ),
    *("population_series", "population_year", "axes", "star_below", "hide_below", "margin_rule"),
    *("satisfaction_by", "importance_by", "importance_rule", "portfolio_score", "portfolio_cut"),
    *("portfolio_across", "improvement", "zones"),
)
_COPIED_STRATUM: Final = ("municipality_id", "name", "sampled", "sort")


# -- records -------------------------------------------------------------------------------------------
def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a record of any kind of this room; a survey starts with the towns of its year as strata."""
    if kind in _FROM_FILES:
        raise PlanError("survey.from_files")
    complete = _complete(kind, values)
    with store.change(_label("Add {kind}", kind)) as unit:
        if kind == "survey":
            put_survey(unit, complete)
        else:
            _check(unit.session, kind, complete, "")
            row = unit.add(TABLES[kind](**complete))
            refuse_locked(unit.session, _survey_of(unit.session, row))
    return unit.changes


def put_survey(unit: Unit, values: Values) -> t.Survey:
    """A new survey within a change under way, with the towns of its year as strata."""
    complete = _complete("survey", values)
    _check(unit.session, "survey", complete, "")
    row = unit.add(t.Survey(**complete))
    refuse_locked(unit.session, row)
    _add_towns(unit, row)
    return row


def do_set(store: Store, kind: str, record_id: str, values: Values) -> Changes:
    """Set fields of one record."""
    checked = check_values(kind, values)
    with store.change(_set_label(kind, values)) as unit:
        row = unit.get(TABLES[kind], record_id)
        refuse_locked(unit.session, _survey_of(unit.session, row))
        after = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields} | checked
        _check(unit.session, kind, after, record_id)
        if isinstance(row, t.SurveyQuestion):
            _refuse_resting(unit.session, row, checked)
        unit.set(TABLES[kind], record_id, **checked)
        refuse_locked(unit.session, _survey_of(unit.session, row))
    return unit.changes


def do_set_strata(store: Store, edits: Mapping[str, Values]) -> Changes:
    """Set fields of several strata in one step, as a block that is pasted does; problems name `id.field`."""
    problems: list[FieldProblem] = []
    with store.change(translate("surveys", "Change {n} strata", n=len(edits))) as unit:
        for record_id, values in edits.items():
            row = unit.get(t.SurveyStratum, record_id)
            refuse_locked(unit.session, _survey_of(unit.session, row))
            try:
                checked = check_values("survey_stratum", values)
                fields = RECORDS["survey_stratum"].fields
                check_together("survey_stratum", {one.key: getattr(row, one.key) for one in fields} | checked)
            except PlanError as error:
                problems += [FieldProblem(f"{record_id}.{p.field}", p.code, p.facts) for p in error.problems]
                continue
            unit.set(t.SurveyStratum, record_id, **checked)
        if problems:
            raise PlanError.in_fields(*problems)
    return unit.changes


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin; a survey takes all that hangs on it along. A file in force is taken back by undo."""
    with store.change(_label("Move {kind} to the bin", kind)) as unit:
        row = unit.get(TABLES[kind], record_id)
        refuse_locked(unit.session, _survey_of(unit.session, row))
        _refuse_used(unit.session, row)
        for part in _parts(unit.session, row):
            part.is_deleted = True
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin; a survey brings back what went with it."""
    with store.change(_label("Restore {kind}", kind)) as unit:
        row = unit.restore(TABLES[kind], record_id)
        refuse_locked(unit.session, _survey_of(unit.session, row))
        for part in _parts(unit.session, row, binned=True):
            part.is_deleted = False
    return unit.changes


# -- surveys -------------------------------------------------------------------------------------------
def do_copy_design(store: Store, survey_id: str, name: str, year: int) -> Changes:
    """A new survey of another year with the design, strata and questions of an older one, without its answers."""
    with store.change(translate("surveys", "Copy the design of a survey")) as unit:
        old = unit.get(t.Survey, survey_id)
        values: dict[str, Stored] = {key: getattr(old, key) for key in _COPIED}
        values |= {"name": name, "fiscal_year": year}
        _check(unit.session, "survey", check_values("survey", values), "")
        new = unit.add(t.Survey(**values))
        refuse_locked(unit.session, new)
        for stratum in live(unit.session, t.SurveyStratum, t.SurveyStratum.survey_id == survey_id):
            unit.add(
                t.SurveyStratum(survey_id=new.id, **{key: getattr(stratum, key) for key in _COPIED_STRATUM})
            )
        for asked in live(unit.session, t.SurveyQuestion, t.SurveyQuestion.survey_id == survey_id):
            kept = [one.key for one in RECORDS["survey_question"].fields if one.key != "survey_id"]
            unit.add(t.SurveyQuestion(survey_id=new.id, **{key: getattr(asked, key) for key in kept}))
    return unit.changes


def do_use_batch(store: Store, survey_id: str, batch_id: str) -> Changes:
    """Put the answers of another file that was taken in into force."""
    with store.change(translate("surveys", "Use the answers of another file")) as unit:
        row = unit.get(t.Survey, survey_id)
        refuse_locked(unit.session, row)
        if unit.get(t.SurveyBatch, batch_id).survey_id != survey_id:
            raise PlanError("survey.batch_gone")
        row.batch_id = batch_id
    return unit.changes


def _add_towns(unit: Unit, row: t.Survey) -> None:
    bodies = members_of_year(region_rows.bodies(unit.session), row.fiscal_year or 0)
    for at, body in enumerate(bodies):
        unit.add(t.SurveyStratum(survey_id=row.id, municipality_id=body.id, sort=(at + 1) * 10))


# -- rules that need the table -------------------------------------------------------------------------
def refuse_locked(session: Session, row: t.Survey | None) -> None:
    """PlanError `survey.year_locked` when a survey belongs to a settled year."""
    if row is None or row.fiscal_year is None:
        return
    locked = project_rows.locked_years(session)
    if row.fiscal_year in locked:
        year = format_fiscal_year(row.fiscal_year)
        raise PlanError("survey.year_locked", year=year, reason=locked[row.fiscal_year])


def _survey_of(session: Session, row: Recorded) -> t.Survey | None:
    if isinstance(row, t.Survey):
        return row
    if isinstance(row, t.SurveyAnswers):
        batch = session.get(t.SurveyBatch, row.batch_id or "")
        return session.get(t.Survey, batch.survey_id or "") if batch is not None else None
    return session.get(t.Survey, row.survey_id or "")


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
    check_together(kind, values)
    if kind == "survey":
        same = live(
            session, t.Survey, t.Survey.name == values["name"], t.Survey.fiscal_year == values["fiscal_year"]
        )
        _refuse_other(same, record_id, "name", "survey.name_taken", name=values["name"])
    elif kind == "survey_question":
        own = t.SurveyQuestion.survey_id == values["survey_id"]
        same_key = live(session, t.SurveyQuestion, own, t.SurveyQuestion.key == values["key"])
        _refuse_other(same_key, record_id, "key", "survey.key_taken", key=values["key"])
    elif kind == "survey_stratum" and values.get("municipality_id"):
        own = t.SurveyStratum.survey_id == values["survey_id"]
        twins = live(
            session, t.SurveyStratum, own, t.SurveyStratum.municipality_id == values["municipality_id"]
        )
        names = {body.id: body.label for body in region_rows.bodies(session)}
        name = names.get(str(values["municipality_id"]), "")
        _refuse_other(twins, record_id, "municipality_id", "survey.stratum_twice", name=name)


def _refuse_other(rows: Iterable[Recorded], record_id: str, field: str, code: str, **facts: object) -> None:
    if any(row.id != record_id for row in rows):
        raise PlanError.in_fields(FieldProblem(field, code, facts))


def _refuse_resting(session: Session, row: t.SurveyQuestion, values: Values) -> None:
    """What the answers in force rest on cannot change under them; words of options may."""
    changed = {key for key in _RESTS_ON & values.keys() if values[key] != getattr(row, key)}
    if not changed or not _has_answers(session, row):
        return
    if changed == {"options"} and _codes(str(values["options"])) == _codes(row.options):
        return
    raise PlanError.in_fields(
        *(FieldProblem(key, "survey.question_held", {"name": row.label}) for key in sorted(changed))
    )


def _codes(options: str) -> list[str]:
    return [piece.partition("=")[0].strip() for piece in options.split("|") if piece.strip()]


def _has_answers(session: Session, row: t.SurveyQuestion) -> bool:
    survey = session.get(t.Survey, row.survey_id or "")
    where = (
        t.SurveyAnswers.batch_id == (survey.batch_id if survey else None),
        t.SurveyAnswers.key == row.key,
        t.SurveyAnswers.is_deleted.is_(False),
    )
    return session.scalar(select(t.SurveyAnswers.id).where(*where).limit(1)) is not None


def _refuse_used(session: Session, row: Recorded) -> None:
    if isinstance(row, t.SurveyQuestion) and _has_answers(session, row):
        raise PlanError("survey.question_held", name=row.label)
    survey = _survey_of(session, row)
    if survey is None or isinstance(row, t.Survey):
        return
    if isinstance(row, t.SurveyBatch) and survey.batch_id == row.id:
        raise PlanError("survey.answers_held", name=survey.name, count=row.valid)
    if isinstance(row, t.SurveyAnswers):
        raise PlanError("survey.from_files")


def _parts(session: Session, row: Recorded, *, binned: bool = False) -> list[Row]:
    found: list[Row] = []
    batches = [row.id] if isinstance(row, t.SurveyBatch) else []
    if isinstance(row, t.Survey):
        for table in _HANGING:
            where = (table.survey_id == row.id, table.is_deleted.is_(binned))
            found += session.scalars(select(table).where(*where))
        batches = [one.id for one in found if isinstance(one, t.SurveyBatch)]
    answers = (t.SurveyAnswers.batch_id.in_(batches), t.SurveyAnswers.is_deleted.is_(binned))
    return found + list(session.scalars(select(t.SurveyAnswers).where(*answers)))


def _label(text: str, kind: str) -> str:
    if kind not in RECORDS:
        raise PlanError("survey.kind", kind=kind)
    return translate("surveys", text, kind=RECORDS[kind].name())


def _set_label(kind: str, values: Values) -> str:
    if len(values) == 1 and kind in RECORDS:
        field = RECORDS[kind].by_key.get(next(iter(values)))
        if field is not None:
            return translate("surveys", "Change {field}", field=field.name())
    return _label("Change {kind}", kind)
