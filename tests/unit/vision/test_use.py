"""Use of joint services in the vision: figures with their state, blocks with the pictures' own figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from bingo_planner.features.usage.pictures import Kind, matrix, measures_for
from bingo_planner.features.usage.pictures_figures import YearUse
from bingo_planner.features.usage.pictures_report import heat_table, month_bars
from bingo_planner.features.usage.pictures_service import read_pictures
from bingo_planner.features.usage.pictures_state import Chart, Heat, picture_of
from bingo_planner.features.vision import service
from bingo_planner.features.vision.facts import FigureFacts
from bingo_planner.features.vision.figures import resolve
from bingo_planner.features.vision.model import FigureProblem
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import set_language
from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.charts import Bars
from bingo_planner.reports.model import Cell, RowKind
from bingo_planner.store.store import Store

USE = YearUse(
    "m", "病児保育", "延べ利用児童数", "人", 0, 2023, Decimal(1655), Fraction(1, 8), is_settled=True
)
FACTS = FigureFacts(
    None,
    (),
    {},
    {},
    {},
    {},
    {},
    {},
    0,
    {"s": "病児保育"},
    {
        ("m", 2023): USE,
        ("m", 2024): replace(USE, year=2024, figure=Decimal(641), is_settled=False),
        ("m", 2022): replace(USE, year=2022, figure=Mark.PENDING, occupancy=None),
    },
    {"m": "病児保育 延べ利用児童数"},
)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("use:m:2023", "1,655人"),
        ("use:m:2024", "641人（速報）"),
        ("use:m:2022", "未集計"),
        ("occupancy:m:2023", "12.5%"),
        ("occupancy:m:2024", "12.5%（速報）"),
    ],
)
def test_a_figure_of_use_says_whether_it_is_settled(key: str, text: str) -> None:
    assert resolve(key, FACTS).text == text


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("use:m:2019", FigureProblem.BLANK),
        ("occupancy:m:2022", FigureProblem.BLANK),
        ("use:gone:2023", FigureProblem.GONE),
        ("use:m", FigureProblem.UNKNOWN),
    ],
)
def test_a_figure_that_is_not_there_says_why(key: str, problem: FigureProblem) -> None:
    assert resolve(key, FACTS).problem is problem


def test_english_figures_have_their_unit_apart() -> None:
    set_language("en")
    assert resolve("use:m:2024", FACTS).text == "641 人 (preliminary)"


def test_the_catalogue_offers_figures_and_blocks_of_use(sample_store: Store) -> None:
    found = service.read_catalogue(sample_store, "病児 延べ").entries
    assert any(one.markup.startswith("{{use:") and "641人（速報）" in one.text for one in found)
    assert any(one.markup.startswith("{{occupancy:") for one in found)
    blocks = service.read_catalogue(sample_store, "濃淡表").entries
    assert {one.markup.split(":")[0] for one in blocks} == {"[[use-matrix", "[[occupancy"}


def test_a_field_in_the_text_is_read_with_only_what_it_needs(sample_store: Store) -> None:
    use = next(
        one
        for one in service.read_catalogue(sample_store, "病児 延べ").entries
        if one.markup.startswith("{{use:")
    )
    view = service.read_vision(sample_store)
    service.do_write_section(sample_store, view.outline[1].id, f"利用は{use.markup}であった。")
    figure = service.read_vision(sample_store).figures[use.markup.strip("{}")]
    assert (figure.text, figure.figure.problem) == (use.text, None)
    assert figure.figure.source_kind == "usage_measure"


def test_the_heat_table_holds_the_figures_of_the_picture(sample_store: Store) -> None:
    data = read_pictures(sample_store, 2024).data
    assert data is not None
    measure = measures_for(data.service, Kind.MATRIX)[0]
    picture = picture_of(data, Kind.MATRIX, measure, DateStyle.ERA)
    assert isinstance(picture, Heat)
    table = heat_table(picture)
    assert table.rows[-1].kind is RowKind.TOTAL
    whole = table.rows[-1].cells[-1]
    assert isinstance(whole, Cell)
    assert str(whole.text).strip("*") == str(matrix(data, measure).whole.figure)
    shades = {cell.shade for row in table.rows for cell in row.cells if isinstance(cell, Cell)}
    assert len(shades) > 2
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_the_stacked_bars_add_up_to_their_totals(sample_store: Store) -> None:
    calls = next(one for one in read_pictures(sample_store, 2024).services if one.row.kind == "call_centre")
    data = read_pictures(sample_store, 2024, calls.id).data
    assert data is not None
    picture = picture_of(data, Kind.MONTHS, measures_for(calls, Kind.MONTHS)[0], DateStyle.ERA)
    assert isinstance(picture, Chart)
    bars = month_bars(picture).drawing
    assert isinstance(bars, Bars)
    for at, total in enumerate(bars.totals):
        height = sum(layer.values[at] for layer in bars.series)
        assert total == (f"{height:,.0f}" if height else "")
