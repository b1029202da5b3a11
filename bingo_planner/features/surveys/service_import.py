"""Taking a file of answers in: questions, answers and where they came from, in one step of undo or not at all."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.codetext import write_condition, write_options
from bingo_planner.features.surveys.intake.draft import Draft, QuestionDraft
from bingo_planner.features.surveys.intake.findings import Findings, Severity
from bingo_planner.features.surveys.intake.importer import Acceptance
from bingo_planner.features.surveys.intake.reviewing import Reading
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.room import QuestionRow, SurveyFacts
from bingo_planner.features.surveys.service import put_survey, refuse_locked
from bingo_planner.features.surveys.service_read import RESPONDENTS, survey, surveys
from bingo_planner.features.surveys.stats.answers import AnswerSheet
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.history import author
from bingo_planner.store.store import Store, Unit, live

PIECE: Final = 3_000_000
"""Signs of a column that one row holds."""
TOGETHER: Final = 5_000_000
"""Signs of answers that one transaction of the log holds; it takes 8 MiB, and there is more in it than answers."""
_SPACE: Final = "surveys"


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """What reading a file needs to know: the towns, and the questions its survey has already."""

    bodies: tuple[Body, ...]
    facts: SurveyFacts | None = None

    @property
    def known(self) -> tuple[QuestionRow, ...]:
        """Questions of the survey."""
        return self.facts.questions if self.facts is not None else ()


@dataclass(frozen=True, slots=True)
class Hand:
    """Who takes a file in, and when."""

    on: dt.date
    by: str


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """A survey that is made together with its answers."""

    name: str
    year: int
    kind: str = "resident"


def read_import_facts(store: Store, survey_id: str = "") -> ImportFacts:
    """Towns, and the survey the file belongs to."""
    with store.read() as session:
        found = survey(session, survey_id) if survey_id else None
        return ImportFacts(region_rows.bodies(session), found)


def find_survey(store: Store, name: str, year: int) -> str:
    """The survey of a name and year; "" for none."""
    with store.read() as session:
        every = surveys(session)
    return next((one.id for one in every if one.survey.name == name and one.survey.fiscal_year == year), "")


def do_import(
    store: Store,
    target: str | NewSurvey,
    reading: Reading,
    acceptance: Acceptance = Acceptance.ALL,
    *,
    replace: bool = False,
) -> Changes:
    """Take in what was read, as one step of undo.

    PlanError `survey_file.bad` or `survey_file.bad_sheet` when something is wrong and nobody said what becomes of it,
    `survey_file.has_answers` unless `replace`, `survey_file.nothing` when no row is left.
    """
    refuse_bad(reading.findings, acceptance)
    sheet = reading.sheet(acceptance)
    if not sheet.answers:
        raise PlanError("survey_file.no_question")
    if not sheet.size:
        raise PlanError("survey_file.nothing")
    refuse_replacing(store, target, replace)
    columns = packed(sheet)
    label = translate("surveys", "Take in {n} answers", n=sheet.size)
    hand = Hand(store.clock.today(), signed_by(store))
    batch = batch_id(reading, columns)
    if sum(len(one.payload) for one in columns) > TOGETHER:
        _stage(store, batch, columns, label)
        columns = []
    with store.change(label, why="import") as unit:
        put_import(unit, target, reading, acceptance, sheet.size, batch, columns, hand)
    return unit.changes


def refuse_bad(findings: Findings, acceptance: Acceptance) -> None:
    """PlanError when something stands in the way."""
    bad_sheet = sum(one.severity is Severity.SHEET for one in findings.listed)
    if bad_sheet:
        raise PlanError("survey_file.bad_sheet", count=bad_sheet)
    if findings.total and acceptance is Acceptance.ALL:
        raise PlanError("survey_file.bad", count=findings.total)


def refuse_replacing(store: Store, target: str | NewSurvey, replace: bool) -> None:
    """PlanError `survey_file.has_answers` when a survey has answers and nobody said that they are to be replaced."""
    if isinstance(target, NewSurvey):
        return
    with store.read() as session:
        held = survey(session, target)
        refuse_locked(session, session.get(t.Survey, target))
    batch = held.batch
    if batch is not None and not replace:
        raise PlanError(
            "survey_file.has_answers", name=held.survey.name, count=batch.valid, file=batch.file_name
        )


# -- within one change ---------------------------------------------------------------------------------
def put_import(
    unit: Unit,
    target: str | NewSurvey,
    reading: Reading,
    acceptance: Acceptance,
    size: int,
    batch: str,
    columns: Sequence[Packed],
    hand: Hand,
) -> str:
    """Write questions, answers and file within a change under way; the id of the survey."""
    row = unit.get(t.Survey, target) if isinstance(target, str) else _new(unit, target)
    refuse_locked(unit.session, row)
    _put_questions(unit, row.id, reading.draft)
    _put_columns(unit, batch, columns)
    _put_batch(unit, row.id, reading, acceptance, size, batch, hand)
    row.batch_id = batch
    return row.id


def _new(unit: Unit, new: NewSurvey) -> t.Survey:
    return put_survey(unit, {"name": new.name, "fiscal_year": new.year, "kind": new.kind})


def _put_questions(unit: Unit, survey_id: str, draft: Draft) -> None:
    """The questions of the file; settings of those that stay are kept, those it does not have go to the bin."""
    held = {
        row.key: row for row in live(unit.session, t.SurveyQuestion, t.SurveyQuestion.survey_id == survey_id)
    }
    for at, one in enumerate(draft.used, start=1):
        row = held.pop(one.key, None)
        if row is None:
            row = _question_row(unit, survey_id, one.key)
        for name, value in _stored(one, draft).items():
            setattr(row, name, value)
        row.sort = at * 10
    for gone in held.values():
        gone.is_deleted = True


def _question_row(unit: Unit, survey_id: str, key: str) -> t.SurveyQuestion:
    """The row of a question that is new here; its id follows from what it is, so that two copies make one."""
    own = stable_id(_SPACE, f"question/{survey_id}/{key}")
    row = unit.session.get(t.SurveyQuestion, own)
    if row is None:
        row = unit.add(t.SurveyQuestion(id=own, survey_id=survey_id, key=key))
    row.is_deleted = False
    return row


def _stored(one: QuestionDraft, draft: Draft) -> dict[str, object]:
    values: dict[str, object] = {
        "label": one.label,
        "kind": one.kind.value,
        "options": write_options(one.options),
        "asked_if": write_condition(one.asked_if),
        "max_choices": one.max_choices,
        "group_key": one.group_key,
        "group_label": one.group_label,
        "role": one.role,
        "heads": "|".join(column.head for column in draft.columns_of(one.key)),
    }
    return values | ({"scores": one.scores} if one.scores else {})


@dataclass(frozen=True, slots=True)
class Packed:
    """Answers to one question, or a part of them, as they are stored."""

    key: str
    kind: str
    part: int
    payload: str


def packed(sheet: AnswerSheet) -> list[Packed]:
    """Every column of a sheet, the respondents first."""
    columns = [("", RESPONDENTS, codec.pack_texts(sheet.keys))]
    columns += [(key, codec.kind_of(held).value, codec.pack(held)) for key, held in sheet.answers.items()]
    return [
        Packed(key, kind, part, payload[start : start + PIECE])
        for key, kind, payload in columns
        for part, start in enumerate(range(0, len(payload), PIECE))
    ]


def batch_id(reading: Reading, columns: Sequence[Packed]) -> str:
    """The same file taken in the same way is the same batch, in every copy."""
    digest = sha256()
    for one in columns:
        digest.update(f"{one.key}/{one.kind}/{one.part}/{one.payload}\n".encode())
    return stable_id(_SPACE, f"batch/{reading.draft.file.digest}/{digest.hexdigest()}")


def _put_columns(unit: Unit, batch: str, columns: Sequence[Packed]) -> None:
    for one in columns:
        own = stable_id(_SPACE, f"answers/{batch}/{one.key}/{one.part}")
        row = unit.session.get(t.SurveyAnswers, own)
        if row is None:
            row = unit.add(t.SurveyAnswers(id=own, batch_id=batch, key=one.key, kind=one.kind, part=one.part))
        row.is_deleted, row.payload = False, one.payload


def _stage(store: Store, batch: str, columns: Sequence[Packed], label: str) -> None:
    """Answers too long for one transaction: written first, seen by nobody until the batch itself is there."""
    for some in _loads(columns):
        with store.change(label, why="import", undoable=False) as unit:
            _put_columns(unit, batch, some)


def _loads(columns: Sequence[Packed]) -> Iterator[list[Packed]]:
    load: list[Packed] = []
    for one in columns:
        if load and sum(len(held.payload) for held in load) + len(one.payload) > TOGETHER:
            yield load
            load = []
        load.append(one)
    yield load


def _put_batch(
    unit: Unit, survey_id: str, reading: Reading, acceptance: Acceptance, size: int, batch: str, hand: Hand
) -> None:
    row = unit.session.get(t.SurveyBatch, batch)
    if row is None:
        row = unit.add(t.SurveyBatch(id=batch))
    row.is_deleted, row.survey_id = False, survey_id
    draft, file = reading.draft, reading.draft.file
    row.file_name, row.digest, row.sheet, row.encoding = file.name, file.digest, file.sheet, file.encoding
    row.codebook_name, row.codebook_digest = file.codebook_name, file.codebook_digest
    row.rows_read, row.valid, row.blank = len(reading.keys), size, int(reading.blank.sum())
    row.left_out = len(reading.keys) - size - row.blank
    row.marked = int(reading.marked[reading.kept(acceptance)].sum())
    row.dropped = "|".join(draft.dropped)
    row.findings = codec.pack_texts(_told(reading)) if reading.findings.total else ""
    row.read_on, row.read_by = hand.on, hand.by


def _told(reading: Reading) -> list[str]:
    """Each finding as one line of JSON: row, column, code, question and what the sentence says."""
    return [
        json.dumps(
            [one.row + 1, one.column + 1, one.code, one.question, {k: str(v) for k, v in one.facts.items()}],
            ensure_ascii=False,
        )
        for one in reading.findings.listed
    ]


def signed_by(store: Store) -> str:
    """Body and name of whoever sits here."""
    signed = author(store.recorder.user)
    return " ".join(part for part in (signed.body, signed.name) if part)


def kinds_of(draft: Draft) -> dict[QuestionKind, int]:
    """How many questions of each kind a draft has."""
    return {kind: sum(one.kind is kind for one in draft.used) for kind in QuestionKind}
