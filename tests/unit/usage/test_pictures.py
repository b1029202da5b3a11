"""Pictures of use: shares are exact, what is not known is never 0, parts add up to the whole, flows cross borders."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.usage import pictures as p
from bingo_planner.features.usage.model import UsageYear
from bingo_planner.features.usage.pictures import Kind
from bingo_planner.features.usage.pictures_service import read_pictures
from bingo_planner.features.usage.pictures_state import Chart, FlowMap, Heat, picture_of
from bingo_planner.features.usage.service import do_set_figures, do_set_open_days, do_set_pending
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store
from tests.unit.usage.conftest import JULY, JUNE, Small

AT_JULY, AT_JUNE = 3, 2


def _data(store: Store, service: str = "") -> UsageYear:
    found = read_pictures(store, 2024, service).data
    assert found is not None
    return found


def test_occupancy_is_an_exact_share_of_open_days(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, small.all_of(2))
    do_set_open_days(store, small.service, JULY, small.places[0], 20)
    data = _data(store)
    measure = data.service.measures[0]
    found = p.occupancy(data, measure)
    first = found.rows[0][1][AT_JULY]
    assert (first.used, first.capacity) == (Decimal(6), Decimal(80))
    assert first.share == Fraction(3, 40)
    whole = found.together[AT_JULY]
    used = [row[AT_JULY].used for _place, row in found.rows]
    assert whole.used == sum((one for one in used if isinstance(one, Decimal)), Decimal(0))
    assert found.rows[0][1][AT_JUNE].share is None


def test_what_is_pending_stays_so_and_is_left_out_of_the_whole(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, [small.edit(0, body, 4) for body in range(3)])
    do_set_pending(store, small.service, JULY, [small.places[1]])
    data = _data(store)
    found = p.occupancy(data, data.service.measures[0])
    assert found.rows[1][1][AT_JULY].used is Mark.PENDING
    assert found.together[AT_JULY].is_partial
    picture = picture_of(data, Kind.OCCUPANCY, data.service.measures[0], DateStyle.ERA)
    assert isinstance(picture, Heat)
    pending = picture.lines[1].cells[AT_JULY]
    assert (pending.text, pending.step, pending.is_pending) == ("未集計", None, True)
    assert picture.lines[-1].cells[AT_JULY].text.endswith("*")
    assert "未集計を除いた" in picture.sentence


@given(st.fractions(0, 3), st.fractions(0, 2))
def test_steps_of_the_ramp_rise_with_the_value(value: Fraction, most: Fraction) -> None:
    step = p.step_of(value, most)
    assert 0 <= step < p.STEPS
    assert p.step_of(value + 1, most) >= step


def test_home_and_host_add_up_and_only_borders_are_flows(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, [*small.all_of(2), *small.all_of(3, JUNE)])
    data = _data(store)
    found = p.matrix(data, data.service.measures[0])
    cells = [cell.figure for row in found.cells for cell in row]
    assert found.whole.figure == sum(one for one in cells if isinstance(one, Decimal)) == 3 * 3 * 5
    assert found.months == 2
    flows = p.flows(found)
    assert all(one.home.id != one.host.id and one.value > 0 for one in flows)
    diagonal = sum(
        cell.figure
        for home, row in zip(found.homes, found.cells, strict=True)
        for host, cell in zip(found.hosts, row, strict=True)
        if home.id == host.id and isinstance(cell.figure, Decimal)
    )
    assert sum(one.value for one in flows) + diagonal == found.whole.figure
    assert [one.value for one in flows] == sorted((one.value for one in flows), reverse=True)


def test_a_level_is_taken_in_one_month(sample_store: Store) -> None:
    care = next(one for one in read_pictures(sample_store, 2024).services if one.row.kind == "childcare")
    data = _data(sample_store, care.id)
    found = p.matrix(data, data.service.measures[0])
    assert found.month == dt.date(2024, 7, 1)
    assert found.whole.figure == 238


def test_classes_of_the_calls_add_up_and_are_checked(sample_store: Store) -> None:
    calls = next(one for one in read_pictures(sample_store, 2024).services if one.row.kind == "call_centre")
    data = _data(sample_store, calls.id)
    measure = p.measures_for(data.service, Kind.CLASSES)[0]
    found = p.classes(data, measure)
    for at, whole in enumerate(found.sums):
        parts = [row[at] for row in found.figures]
        known = [one for one in parts if isinstance(one, Decimal)]
        assert whole.figure == sum(known) if known else isinstance(whole.figure, Mark)
    assert {one.whole for one in found.checks} == {"受付件数", "救急電話相談"}
    assert found.faults == 0


def test_a_split_that_does_not_add_up_is_named(sample_store: Store) -> None:
    from bingo_planner.features.usage.model import CellKey, Edit

    calls = next(one for one in read_pictures(sample_store, 2024).services if one.row.kind == "call_centre")
    ages = next(one for one in calls.measures if one.name == "年齢別の受付件数")
    first = calls.categories(ages.breakdown_id)[0]
    do_set_figures(sample_store, calls.id, [Edit(JULY, CellKey(ages.id, "", "", first.id), Decimal(9999))])
    data = _data(sample_store, calls.id)
    picture = picture_of(data, Kind.CLASSES, p.measures_for(data.service, Kind.CLASSES)[0], DateStyle.ERA)
    assert isinstance(picture, Chart)
    assert picture.faults == 1
    assert "▲「年齢別の受付件数」" in picture.sentence


def test_two_years_compare_the_months_they_share(store: Store, small: Small) -> None:
    last = JULY.replace(year=2023)
    now = [small.edit(0, body, 3) for body in range(3)]
    do_set_figures(store, small.service, [*now, *(small.edit(0, body, 2, last) for body in range(2))])
    data = _data(store)
    picture = picture_of(data, Kind.YEARS, data.service.measures[0], DateStyle.ERA)
    assert isinstance(picture, Chart)
    assert picture.runs[1].figures[AT_JULY] == 9
    assert picture.runs[0].figures[AT_JULY] == 4
    assert "（+5）" in picture.sentence
    assert "速報" in picture.sentence


def test_nothing_entered_is_no_picture(store: Store, small: Small) -> None:
    data = _data(store)
    for kind in Kind:
        for measure in p.measures_for(data.service, kind):
            assert picture_of(data, kind, measure, DateStyle.ERA) is None


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_picture_of_the_sample_reads_itself_out(sample_store: Store, lang: Literal["ja", "en"]) -> None:
    set_language(lang)
    made = 0
    for service in read_pictures(sample_store, 2024).services:
        data = _data(sample_store, service.id)
        for kind in Kind:
            for measure in p.measures_for(service, kind):
                picture = picture_of(data, kind, measure, DateStyle.ERA)
                assert picture is not None
                assert any(sign.isdigit() for sign in picture.sentence)
                if isinstance(picture, Heat):
                    assert all(len(line.cells) == len(picture.columns) for line in picture.lines)
                if isinstance(picture, FlowMap):
                    assert sum(picture.received.values()) == sum(one.value for one in picture.flows)
                made += 1
    assert made > 20
    set_language("ja")
    assert not {text for context, text in missing() if context == "pictures"}


def test_a_year_is_settled_when_each_month_is(sample_store: Store) -> None:
    data = _data(sample_store)
    assert not p.is_settled(data)
    earlier = read_pictures(sample_store, 2023).data
    assert earlier is not None
    assert p.is_settled(earlier) == all(
        earlier.month(month).is_confirmed for month in FiscalYear(2023).months()
    )
