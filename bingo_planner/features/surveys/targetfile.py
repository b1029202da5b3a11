"""Reads margins to weight to: `question,code,total`, a row a category; `town*sex` with codes `1*2` is a joint one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np

from bingo_planner.features.surveys import celltext
from bingo_planner.features.surveys.answerfile import number_column
from bingo_planner.features.surveys.design import Places
from bingo_planner.features.surveys.filetable import Findings, Table, heading, read_table
from bingo_planner.features.surveys.weights import Margin
from bingo_planner.kernel.errors import PlanError

_JOINT = "*"


class Untargeted(StrEnum):
    """What happens to respondents in no target category, such as those who left the question blank."""

    REFUSE = "refuse"
    KEEP = "keep"
    """The margin leaves their weight as it is."""


def read_targets(path: Path, answers: Table, untargeted: Untargeted = Untargeted.REFUSE) -> list[Margin]:
    """The margins of a file over the respondents of `answers`.

    Refused: what cannot be read (`survey.at…`), survey.no_column, survey.target_twice, survey.untargeted.
    """
    table = read_table(path)
    for needed in ("question", "code", "total"):
        table.place(needed)
    totals = number_column(table, "total")
    findings = Findings(table)
    found: dict[str, dict[str, float]] = {}
    for row, cells in enumerate(table.rows):
        question, code = heading(cells[table.place("question")]), _code(cells[table.place("code")])
        if not question:
            findings.add(row, "question", "survey.id_missing")
        elif celltext.is_nothing(code):
            findings.add(row, "code", "survey.name_missing")
        elif code in found.setdefault(question, {}):
            findings.add(row, "code", "survey.target_twice", question=question, code=code)
        else:
            found[question][code] = float(totals[row])
    findings.refuse()
    if not found:
        raise PlanError("survey.file_empty", file=table.file)
    return [_margin(question, wanted, answers, untargeted) for question, wanted in found.items()]


def _margin(question: str, wanted: dict[str, float], answers: Table, untargeted: Untargeted) -> Margin:
    names = tuple(wanted)
    place = {name: at for at, name in enumerate(names)}
    held = _labels(question, answers)
    codes: Places = np.array([place.get(label, -1) for label in held], np.intp)
    outside = np.flatnonzero(codes < 0)
    if len(outside) and untargeted is Untargeted.REFUSE:
        _refuse(question, [held[at] for at in outside], answers.numbers[int(outside[0])])
    return Margin(question, codes, names, np.array(list(wanted.values())))


def _labels(question: str, answers: Table) -> list[str]:
    """What stands in the column, or in several joined; blank where any of them is."""
    columns = [[celltext.plain_name(text) for text in answers.column(one)] for one in question.split(_JOINT)]
    return [
        "" if any(celltext.is_nothing(one) for one in parts) else _JOINT.join(parts)
        for parts in zip(*columns, strict=True)
    ]


def _code(text: str) -> str:
    return _JOINT.join(celltext.plain_name(part) for part in text.split(_JOINT))


def _refuse(question: str, labels: Sequence[str], line: int) -> None:
    counts: dict[str, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    words = ", ".join(f"“{label}” {count}" for label, count in list(counts.items())[:8])
    raise PlanError("survey.untargeted", question=question, count=len(labels), codes=words, row=line)
