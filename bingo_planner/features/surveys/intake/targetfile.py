"""Reads margins to weight to: `question,code,total`, a row a category; `town*sex` with codes `1*2` is a joint one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np

from bingo_planner.features.surveys.intake.answerfile import number_column
from bingo_planner.features.surveys.intake.cells import OptionReader, is_blank, plain_name
from bingo_planner.features.surveys.intake.filetable import Findings, Table, heading, read_table
from bingo_planner.features.surveys.intake.layout import is_total
from bingo_planner.features.surveys.model import Codebook, QuestionKind
from bingo_planner.features.surveys.stats.design import Places
from bingo_planner.features.surveys.stats.weights import Margin
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate

_JOINT = "*"
_COLUMNS = ("question", "code", "total")


class Untargeted(StrEnum):
    """What happens to respondents in no target category, such as those who left the question blank."""

    REFUSE = "refuse"
    KEEP = "keep"
    """The margin leaves their weight as it is."""


def read_targets(
    path: Path,
    answers: Table,
    untargeted: Untargeted = Untargeted.REFUSE,
    codebook: Codebook | None = None,
) -> list[Margin]:
    """The margins of a file over the respondents of `answers`; with a code sheet words stand for codes.

    Lines of totals are no categories. Refused: what cannot be read (`survey.at…`), survey.no_column,
    survey.target_twice, survey.target_sum, survey.untargeted.
    """
    table = targets_table(path)
    totals = number_column(table, "total")
    findings = Findings(table)
    found: dict[str, dict[str, float]] = {}
    sums: list[tuple[int, str, float]] = []
    for row, cells in enumerate(table.rows):
        question, text = heading(cells[table.place("question")]), cells[table.place("code")]
        code = _code(question, text, codebook)
        if is_total(text):
            sums.append((row, question, float(totals[row])))
        elif is_total(question):
            continue
        elif not question:
            findings.add(row, "question", "survey.id_missing")
        elif is_blank(code):
            findings.add(row, "code", "survey.name_missing")
        elif code in found.setdefault(question, {}):
            findings.add(row, "code", "survey.target_twice", question=question, code=code)
        else:
            found[question][code] = float(totals[row])
    _check_sums(sums, found, findings)
    findings.refuse()
    if not found:
        raise PlanError("survey.no_margin")
    return [_margin(question, wanted, answers, untargeted, codebook) for question, wanted in found.items()]


def targets_table(path: Path) -> Table:
    """The file of margins as a table with its three columns; PlanError `survey.no_column`."""
    table = read_table(path, _COLUMNS)
    for needed in _COLUMNS:
        table.place(needed)
    return table


def _check_sums(
    sums: Sequence[tuple[int, str, float]], found: dict[str, dict[str, float]], findings: Findings
) -> None:
    for row, question, total in sums:
        held = sum(found.get(question, {}).values())
        if abs(held - total) > 0.5:
            findings.add(row, "total", "survey.target_sum", text=f"{total:g}", total=f"{held:g}")


def _margin(
    question: str,
    wanted: dict[str, float],
    answers: Table,
    untargeted: Untargeted,
    codebook: Codebook | None,
) -> Margin:
    names = tuple(wanted)
    place = {name: at for at, name in enumerate(names)}
    held = _labels(question, answers, codebook)
    codes: Places = np.array([place.get(label, -1) for label in held], np.intp)
    outside = np.flatnonzero(codes < 0)
    if len(outside) and untargeted is Untargeted.REFUSE:
        _refuse(question, [held[at] for at in outside], answers.numbers[int(outside[0])])
    return Margin(question, codes, names, np.array(list(wanted.values())))


def _labels(question: str, answers: Table, codebook: Codebook | None) -> list[str]:
    """What stands in the column, or in several joined; blank where any of them is."""
    columns = []
    for one in question.split(_JOINT):
        read = _reader(one, codebook)
        texts = _column(one, answers, codebook)
        known = {text: read(text) for text in set(texts)}
        columns.append([known[text] for text in texts])
    return ["" if "" in parts else _JOINT.join(parts) for parts in zip(*columns, strict=True)]


def _column(question: str, answers: Table, codebook: Codebook | None) -> list[str]:
    known = codebook.question(question) if codebook is not None and question in codebook else None
    at = answers.find_question(known) if known is not None else None
    return answers.column(question) if at is None else [row[at] for row in answers.rows]


def _code(question: str, text: str, codebook: Codebook | None) -> str:
    ids, parts = question.split(_JOINT), text.split(_JOINT)
    if len(ids) != len(parts):
        return _JOINT.join(map(plain_name, parts))
    return _JOINT.join(_reader(one, codebook)(part) for one, part in zip(ids, parts, strict=True))


def _reader(question: str, codebook: Codebook | None) -> Callable[[str], str]:
    """What makes a category of a cell: the code of its option where the question is known, else its plain text."""
    asked = codebook.question(question) if codebook is not None and question in codebook else None
    options = OptionReader(asked) if asked is not None and asked.kind is QuestionKind.SINGLE else None

    def read(text: str) -> str:
        place = options.one(text) if options is not None else None
        if asked is not None and place is not None:
            return plain_name(asked.options[place].code)
        return "" if is_blank(text) else plain_name(text)

    return read


def _refuse(question: str, labels: Sequence[str], line: int) -> None:
    counts: dict[str, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    blank = translate("surveys", "blank")
    words = ", ".join(f"{label or blank} ({count})" for label, count in list(counts.items())[:8])
    raise PlanError("survey.untargeted", question=question, count=len(labels), codes=words, row=line)
