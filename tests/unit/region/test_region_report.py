"""The region on paper: figures and tables carry the sums of the file, and nothing when there is nothing."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest

from bingo_planner.features.region.exporter import region_sheets
from bingo_planner.features.region.mapping import map_view
from bingo_planner.features.region.model import MapMeasure, RegionFacts, RegionRow
from bingo_planner.features.region.report import (
    BUILDERS,
    members_table,
    region_map,
    region_paper,
)
from bingo_planner.features.region.report_population import (
    population_figure,
    population_table,
    pyramid_figure,
)
from bingo_planner.features.region.service import read_region
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import LANGUAGES, speaking
from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.charts import Bars, Choropleth, Pyramid
from bingo_planner.reports.document import build
from bingo_planner.reports.model import Chapter, Figure, Paper, RowKind, Table
from bingo_planner.store.store import Store


@pytest.fixture
def facts(sample_store: Store) -> RegionFacts:
    return read_region(sample_store, 2024)


def test_the_table_adds_up_to_the_region(facts: RegionFacts) -> None:
    table = population_table(facts)
    assert table is not None
    total = table.rows[-1]
    assert total.kind is RowKind.TOTAL
    assert total.cells == ("圏域計", 852_168, 769_116, 694_457, 621_862, -230_306, "△27.0", "40.2")
    for column in (1, 4, 5):
        parts = [row.cells[column] for row in table.rows[:-1]]
        assert sum(part for part in parts if isinstance(part, int)) == total.cells[column]
    assert [row.cells[0] for row in table.rows[:2]] == ["福山市", "三原市"]


def test_the_bars_of_a_year_add_up_to_its_total(facts: RegionFacts) -> None:
    figure = population_figure(facts)
    assert figure is not None
    chart = figure.drawing
    assert isinstance(chart, Bars)
    assert chart.totals[0] == "85.2"
    assert sum(series.values[0] for series in chart.series) == 852_168
    assert "852,168" in figure.alt


def test_the_pyramid_shows_the_first_and_the_last_year_of_the_fine_series(facts: RegionFacts) -> None:
    figure = pyramid_figure(facts)
    assert figure is not None
    chart = figure.drawing
    assert isinstance(chart, Pyramid)
    assert (chart.earlier.title, chart.earlier.total) == ("2015年（実績）", "計 883,638人")
    assert (chart.later.title, chart.later.total) == ("2045年（推計）", "計 702,321人")
    assert sum(chart.earlier.men) + sum(chart.earlier.women) == 883_638
    assert pyramid_figure(facts, 2015, 1999) is None


@pytest.mark.parametrize("measure", list(MapMeasure))
def test_every_measure_colours_every_member(facts: RegionFacts, measure: MapMeasure) -> None:
    figure, view = region_map(facts, measure), map_view(facts, measure)
    assert figure is not None
    assert view is not None
    chart = figure.drawing
    assert isinstance(chart, Choropleth)
    assert len(chart.areas) == 9
    assert [area.name for area in chart.areas if area.core] == ["福山市"]
    assert all(area.grade is not None and area.grade < len(chart.classes) for area in chart.areas)
    assert len(chart.classes) == len(view.limits) + 1


def test_the_strongest_fall_is_the_darkest(facts: RegionFacts) -> None:
    figure = region_map(facts, MapMeasure.CHANGE)
    assert figure is not None
    assert isinstance(figure.drawing, Choropleth)
    grades = {area.name: (area.grade, area.value) for area in figure.drawing.areas}
    assert grades["神石高原町"] == (3, "△53.7%")
    assert grades["福山市"] == (0, "△16.8%")


def test_members_show_declaration_pacts_and_other_regions(facts: RegionFacts) -> None:
    table = members_table(facts)
    assert table is not None
    rows = {row.cells[0]: row.cells for row in table.rows}
    assert rows["福山市"][4:] == ("（宣言 平成27年2月24日）", Mark.NONE)
    assert rows["竹原市"][4:] == ("令和6年3月28日", "広島広域都市圏")
    assert rows["圏域計"][2:4] == (852_168, "100.0")


def test_a_region_without_figures_gives_nothing_and_no_fault() -> None:
    empty = RegionFacts(RegionRow(name="新圏域"), 2024)
    assert {name: builder(empty) for name, builder in BUILDERS.items()} == dict.fromkeys(BUILDERS)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_pieces_print_in_both_languages(facts: RegionFacts, language: str) -> None:
    with speaking("en" if language == "en" else "ja"):
        parts = tuple(part for builder in BUILDERS.values() if (part := builder(facts)) is not None)
    assert all(isinstance(part, Figure | Table) for part in parts)
    assert len(parts) == len(BUILDERS)
    built = build(Paper("圏域", (Chapter("人口", parts),)), BytesIO())
    assert built.missing == ()
    assert built.warnings == ()


def test_the_paper_has_its_sections_in_both_languages(facts: RegionFacts) -> None:
    for lang in LANGUAGES:
        built = build(region_paper(facts, dt.date(2024, 8, 26), DateStyle.ERA, lang), BytesIO())
        assert (built.missing, built.warnings) == ((), ())
        assert len(built.outline) >= 3


def test_sheets_carry_codes_marks_and_iso_days(facts: RegionFacts) -> None:
    bodies, populations, pacts = region_sheets(facts)
    assert [column.name for column in bodies.columns][:2] == ["code", "name"]
    assert [row[0] for row in bodies.rows[:2]] == ["34207", "34204"]
    assert len(populations.rows) == len(facts.persons)
    assert dt.date(2024, 3, 28) in {cell for row in pacts.rows for cell in row}
    for sheet in (bodies, populations, pacts):
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
