"""The chapter of trends: linked questions beside earlier ones, and only what is more than chance called a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.model import Frame, ReportData, Selection
from bingo_planner.features.surveys.report.paper import report_paper
from bingo_planner.features.surveys.report.trend import change_words, trend_parts, trends_of
from bingo_planner.features.surveys.room import LinkRow, SurveyData
from bingo_planner.features.surveys.stats.answers import SingleAnswers
from bingo_planner.kernel.i18n import speaking
from bingo_planner.reports.answercharts import Bands, Ranking
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.model import Chapter, Figure, KeepTogether, Part, Row, Table
from tests.support.polls import poll

from .printed_survey import survey_data


def earlier(moods: tuple[int, ...]) -> SurveyData:
    """The small survey of 2019 with so many answers at each step of satisfaction."""
    data = survey_data()
    codes = np.repeat(np.arange(5), moods).astype(np.int16)
    survey = replace(data.survey, id="s0", fiscal_year=2019)
    sheet = replace(data.sheet, answers={**data.sheet.answers, "q2_1": SingleAnswers(codes)})
    return replace(data, facts=replace(data.facts, survey=survey), sheet=sheet)


def linked(then: SurveyData, keys: Mapping[str, str]) -> ReportData:
    """The report of the small survey with questions linked to an earlier one."""
    now = survey_data()
    links = tuple(
        LinkRow(f"l{key}", key, then.facts.id, other, "|".join(f"{one}={one}" for one in "123459"))
        for key, other in keys.items()
    )
    now = replace(now, facts=replace(now.facts, links=links))
    return report_data(now, Selection(), Frame(), earlier={then.facts.id: then, now.facts.id: now})


def words_of(report: ReportData) -> str:
    with speaking("ja"):
        return change_words(trends_of(report)[0])


def flat(parts: tuple[Part, ...]) -> list[Part]:
    return [one for part in parts for one in (part.parts if isinstance(part, KeepTogether) else (part,))]


def test_a_change_beyond_chance_is_said_with_its_points() -> None:
    # now 56 of 104 = 53.8 %; then 20 of 104 = 19.2 %
    report = linked(earlier((10, 10, 40, 30, 14)), {"q2_1": "q2_1"})
    assert words_of(report) == "「満足計」は令和元年度の19.2％から令和6年度の53.8％へ34.6ポイント増えた。"


def test_a_change_within_chance_is_not_called_one() -> None:
    report = linked(earlier((34, 20, 22, 18, 10)), {"q2_1": "q2_1"})
    assert (
        words_of(report)
        == "「満足計」は令和元年度の51.9％、令和6年度の53.8％で、差は標本誤差の範囲内である。"
    )


def test_bands_and_table_put_the_newest_first() -> None:
    report = linked(earlier((10, 10, 40, 30, 14)), {"q2_1": "q2_1"})
    with speaking("ja"):
        parts = flat(tuple(trend_parts(report, trends_of(report))))
    figure = next(one for one in parts if isinstance(one, Figure))
    table = next(one for one in parts if isinstance(one, Table))
    assert isinstance(figure.drawing, Bands)
    assert [one.name for one in figure.drawing.bands] == ["令和6年度", "令和元年度"]
    assert [row.cells[0] for row in table.rows] == ["令和6年度", "令和元年度"]
    assert table.rows[0].cells[-1] == "†+34.6"
    assert table.rows[1].cells[-1] == "－"
    assert "†は" in str(table.note)


def test_several_answers_stand_beside_each_other() -> None:
    report = linked(survey_earlier_same(), {"q3": "q3"})
    with speaking("ja"):
        parts = flat(tuple(trend_parts(report, trends_of(report))))
    figure = next(one for one in parts if isinstance(one, Figure))
    assert isinstance(figure.drawing, Ranking)
    assert [name for name, _ in figure.drawing.series] == ["令和元年度", "令和6年度"]


def survey_earlier_same() -> SurveyData:
    data = survey_data()
    return replace(data, facts=replace(data.facts, survey=replace(data.survey, id="s0", fiscal_year=2019)))


def test_the_items_of_a_matrix_share_one_table() -> None:
    then, now = poll(1, scale=0.2, year=2019), poll(2, scale=0.2, year=2024)
    options = "|".join(f"{one}={one}" for one in "123459")
    links = tuple(LinkRow(f"l{at}", f"q5_{at}", then.facts.id, f"q5_{at}", options) for at in range(1, 19))
    now = replace(now, facts=replace(now.facts, links=links))
    report = report_data(now, Selection(), Frame(), earlier={then.facts.id: then})
    with speaking("ja"):
        parts = flat(tuple(trend_parts(report, trends_of(report))))
    (table,) = [one for one in parts if isinstance(one, Table)]
    assert len(table.rows) == 18
    assert all(isinstance(row, Row) and len(row.cells) == len(table.columns) for row in table.rows)
    built = build_bytes(report_paper(report))[1]
    assert not built.warnings


@pytest.mark.parametrize("has_links", [True, False])
def test_the_chapter_is_there_when_something_is_linked(has_links: bool) -> None:
    report = linked(earlier((10, 10, 40, 30, 14)), {"q2_1": "q2_1"} if has_links else {})
    titles = [one.title for one in report_paper(report).parts if isinstance(one, Chapter)]
    assert ("経年の変化" in titles) is has_links
