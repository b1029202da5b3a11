"""Tables and weights straight from files, as the command line asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bingo_planner.features.surveys.intake.answerfile import (
    AnswerFile,
    label_column,
    number_column,
    read_answers,
)
from bingo_planner.features.surveys.intake.codebook import read_codebook
from bingo_planner.features.surveys.intake.filetable import Table, read_table
from bingo_planner.features.surveys.intake.targetfile import Untargeted, read_targets, targets_table
from bingo_planner.features.surveys.model import Codebook, QuestionKind
from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.features.surveys.stats.crosstable import Axis, CrossOptions, CrossTable, cross_all
from bingo_planner.features.surveys.stats.design import Design, Lonely, design_of
from bingo_planner.features.surveys.stats.weights import Weighted, rake
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import Progress


@dataclass(frozen=True)
class Asked:
    """What is to be tabulated: files, axes, questions (none: all that can be), columns of the design."""

    answers: Path
    codebook: Path
    by: tuple[Axis, ...] = ()
    questions: tuple[str, ...] = ()
    weight: str | None = None
    strata: str | None = None
    cluster: str | None = None
    fpc: str | None = None
    targets: Path | None = None
    drop_no_answer: bool = False
    lonely: Lonely = Lonely.REFUSE
    untargeted: Untargeted = Untargeted.REFUSE


@dataclass(frozen=True, eq=False)
class Scored:
    """The tables, question by question, everybody first and then axis by axis; and what they rest on."""

    tables: list[CrossTable]
    design: Design
    file: AnswerFile
    raked: Weighted | None = None


def tabulate_files(asked: Asked, progress: Progress | None = None) -> Scored:
    """Every table that is asked for; PlanError for whatever cannot be read, known or worked out."""
    codebook = read_codebook(asked.codebook)
    questions = _questions(asked, codebook)
    axes = _axes(asked, codebook)
    columns = [one for one in (asked.weight, asked.strata, asked.cluster, asked.fpc) if one]
    file = read_answers(asked.answers, _needed(codebook, questions, axes), columns)
    design, raked = _design(asked, file.table, codebook)
    dropped = frozenset(codebook.ids) if asked.drop_no_answer else frozenset()
    options = CrossOptions(drop_no_answer=dropped, axis_no_answer=not asked.drop_no_answer)
    tables = cross_all(file.sheet, codebook, questions, [(), *axes], design, options, progress)
    return Scored(tables, design, file, raked)


def weight_file(
    answers: Path,
    targets: Path,
    weight: str | None = None,
    trim: tuple[float, float] | None = None,
    untargeted: Untargeted = Untargeted.REFUSE,
) -> tuple[Table, Weighted]:
    """Raked weights of every respondent in the order of the file, starting from the column `weight`; and the table."""
    rows = targets_table(targets)
    named = [one for text in rows.column("question") for one in text.split("*")]
    table = read_table(answers, [*named, *([weight] if weight else [])], foot=True)
    start = number_column(table, weight) if weight else None
    return table, _raked(table, targets, start, trim, untargeted)


def _raked(
    table: Table,
    targets: Path,
    start: Floats | None,
    trim: tuple[float, float] | None,
    untargeted: Untargeted,
    codebook: Codebook | None = None,
) -> Weighted:
    if not table.rows:
        raise PlanError("survey.no_respondents")
    return rake(start, read_targets(targets, table, untargeted, codebook), trim=trim)


def _questions(asked: Asked, codebook: Codebook) -> list[str]:
    """Ids in the order asked for, or all but free texts in printed order."""
    for question_id in asked.questions:
        if codebook.question(question_id).kind is QuestionKind.FREE:
            raise PlanError("survey.free", question=question_id)
    named = list(dict.fromkeys(asked.questions))
    return named or [one.id for one in codebook.questions if one.kind is not QuestionKind.FREE]


def _axes(asked: Asked, codebook: Codebook) -> list[Axis]:
    for axis in asked.by:
        if len(set(axis)) < len(axis):
            raise PlanError("survey.nest_same")
        for question_id in axis:
            if not codebook.question(question_id).is_coded:
                raise PlanError("survey.axis_kind", question=question_id)
    return list(dict.fromkeys(asked.by))


def _needed(codebook: Codebook, questions: Sequence[str], axes: Sequence[Axis]) -> Codebook:
    """Only the questions whose columns are read: those asked for, axes, and what conditions ask about."""
    wanted: set[str] = set()
    waiting = [*questions, *(one for axis in axes for one in axis)]
    while waiting:
        question = codebook.question(waiting.pop())
        if question.id not in wanted:
            wanted.add(question.id)
            waiting += [clause.question for clause in question.asked_if.clauses] if question.asked_if else []
    return Codebook(tuple(one for one in codebook.questions if one.id in wanted))


def _design(asked: Asked, table: Table, codebook: Codebook) -> tuple[Design, Weighted | None]:
    weights = number_column(table, asked.weight) if asked.weight else None
    strata = label_column(table, asked.strata) if asked.strata else None
    clusters = label_column(table, asked.cluster) if asked.cluster else None
    fpc = number_column(table, asked.fpc, size=True) if asked.fpc else None

    def design(carried: Floats | None) -> Design:
        size = len(table.rows)
        return design_of(
            size, weights=carried, strata=strata, clusters=clusters, fpc=fpc, lonely=asked.lonely
        )

    drawn = design(weights)
    if asked.targets is None:
        return drawn, None
    # Weights of the design are where raking starts; afterwards its result counts as a weight like any other.
    raked = _raked(table, asked.targets, drawn.weights, None, asked.untargeted, codebook)
    return design(raked.weights), raked
