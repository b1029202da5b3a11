"""The line of `bench` about printing a survey: hundreds of tables and charts of thousands of answers, in one go."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bingo_planner.features.surveys.crosstab.model import Axis
from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.model import Piece, Selection, axes_of
from bingo_planner.features.surveys.report.paper import report_paper
from bingo_planner.features.surveys.report.printing import frame_of, survey_named
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.service_read import read_sheet
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.document import build
from bingo_planner.reports.model import Chapter, Figure, Framed, KeepTogether, Part, Table
from bingo_planner.store.store import Store

WANTED = 200
"""Tables and charts."""


@dataclass(frozen=True, slots=True)
class Printed:
    """How much was printed in how long."""

    answers: int
    pieces: int
    pages: int
    seconds: float


def print_all(store: Store, folder: Path, progress: Progress) -> Printed:
    """The newest survey axis by axis until there are enough tables and charts, from its answers to finished PDFs."""
    data = read_sheet(store, survey_named(store, None))
    frame = frame_of(store, 2024, DateStyle.ERA, "ja")
    pieces = pages = 0
    began = time.perf_counter()
    for at, axes in enumerate(_by_axis(data)):
        chosen = Selection(axes=axes, pieces=frozenset({Piece.RESULTS}))
        paper = report_paper(report_data(data, chosen, frame, progress))
        pieces += _count(paper.parts)
        pages += build(paper, folder / f"survey-{at}.pdf", progress=progress).pages
        if pieces >= WANTED:
            break
    return Printed(data.sheet.size, pieces, pages, time.perf_counter() - began)


def _by_axis(data: SurveyData) -> Sequence[tuple[Axis, ...]]:
    single = axes_of(data, Selection())
    pairs = [(Axis((*one.keys, *other.keys)),) for one in single for other in single if one != other]
    return [tuple(single), *((one,) for one in single), *pairs]


def _count(parts: Sequence[Part]) -> int:
    """Tables and charts of a paper."""
    inner = sum(_count(part.parts) for part in parts if isinstance(part, Chapter | Framed | KeepTogether))
    return inner + sum(isinstance(part, Table | Figure) for part in parts)
