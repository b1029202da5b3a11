"""Rules of placements: what may come next, who comes first, which months count, numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import Facility
from bingo_planner.features.usage.placement_fields import PLACEMENT
from bingo_planner.features.usage.placement_model import Case, CountKey, Rank, State, Step
from bingo_planner.features.usage.placement_rules import (
    by_pair,
    check_days,
    counts,
    ends_with_year,
    next_number,
    rank_of,
    runs_on,
)
from bingo_planner.features.usage.placement_steps import (
    RULES,
    STEPS,
    allowed,
    check_step,
    effects,
    last_day,
    taken_back,
)
from bingo_planner.features.usage.placement_tables import Placement
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError, describe

PUBLIC, PRIVATE, UNSAID = (Facility("f", name="園", ownership=kind) for kind in ("public", "private", ""))
DAY = dt.date(2024, 6, 3)
FULL = Case(
    "c", "府-0001", home_id="h", facility_id="f", age_id="a", reason_id="r", wanted_from=dt.date(2024, 7, 1)
)
DAYS = st.dates(dt.date(2023, 4, 1), dt.date(2026, 3, 31))


def _at(state: State, **more: Any) -> Case:
    return replace(FULL, state=state.value, **more)


def test_no_field_can_hold_a_name() -> None:
    names = {field.key for field in PLACEMENT.fields} | {one.name for one in fields(Case)}
    names |= {column.key for column in Placement.__table__.columns}
    assert not {
        one for one in names if any(part in one for part in ("name", "kana", "birth", "address", "tel"))
    }


def test_a_public_nursery_needs_no_contract_and_a_private_one_does() -> None:
    accepted = _at(State.ACCEPTED)
    assert Step.CONTRACT not in allowed(accepted, PUBLIC)
    assert Step.START not in allowed(accepted, PRIVATE)
    for step, place, code in (
        (Step.CONTRACT, PUBLIC, "placement.no_contract"),
        (Step.START, PRIVATE, "placement.contract_first"),
        (Step.START, UNSAID, "placement.ownership"),
    ):
        with pytest.raises(PlanError) as refused:
            check_step(accepted, step, place, DAY)
        assert refused.value.code == code
        assert str(describe(refused.value)).count("。") <= 2


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", list(Step))
def test_every_step_is_either_allowed_or_refused_in_words(state: State, step: Step) -> None:
    case = _at(state, second_id="g")
    if step in allowed(case, PRIVATE):
        check_step(case, step, PRIVATE, DAY)
        assert effects(case, step, DAY)["state"] == RULES[step].target
    else:
        with pytest.raises(PlanError) as refused:
            check_step(case, step, PRIVATE, DAY)
        assert case.number in str(describe(refused.value)) or PRIVATE.name in str(describe(refused.value))


def test_what_the_consultation_says_must_be_known() -> None:
    with pytest.raises(PlanError) as refused:
        check_step(Case("c", "府-0001", state="reviewed", home_id="h"), Step.CONSULT, None, DAY)
    fields_named = {one.field for one in refused.value.problems}
    assert fields_named == {"facility_id", "age_id", "reason_id", "wanted_from"}


def test_a_step_does_not_lie_before_the_one_before_it() -> None:
    case = _at(State.CONSULTED, consulted_on=DAY)
    with pytest.raises(PlanError) as refused:
        check_step(case, Step.ACCEPT, PUBLIC, DAY - dt.timedelta(days=1))
    assert [one.field for one in refused.value.problems] == ["answered_on"]


def test_the_next_nursery_moves_up_the_wishes_and_empties_the_answer() -> None:
    case = _at(State.REFUSED, second_id="g", third_id="k", consult_no="1", answered_on=DAY, refusal="満員")
    values = effects(case, Step.NEXT, DAY)
    assert (values["facility_id"], values["second_id"], values["third_id"]) == ("g", "k", None)
    assert (values["consult_no"], values["answered_on"], values["refusal"]) == ("", None, "")
    with pytest.raises(PlanError) as refused:
        check_step(_at(State.REFUSED), Step.NEXT, PUBLIC, DAY)
    assert refused.value.code == "placement.no_wish"


@given(first=DAYS, wanted=st.none() | DAYS)
def test_an_accepted_placement_never_runs_beyond_its_fiscal_year(
    first: dt.date, wanted: dt.date | None
) -> None:
    end = last_day(first, wanted)
    assert end <= FiscalYear.of(first).end
    assert wanted is None or end <= wanted


@given(st.lists(st.integers(0, 20), max_size=12), st.booleans())
def test_whatever_the_way_each_step_can_be_taken_back(choices: list[int], private: bool) -> None:
    place = PRIVATE if private else PUBLIC
    case = FULL
    for choice in choices:
        steps = [step for step in allowed(case, place) if step not in (Step.NEXT, Step.CHECK)]
        if not steps:
            break
        step = steps[choice % len(steps)]
        noted: dict[str, Any] = dict(effects(case, step, DAY))
        after = replace(case, **noted)
        restored: dict[str, Any] = dict(taken_back(after))
        back = replace(after, **restored)
        assert back.state == case.state
        case = after


def test_an_application_has_nothing_to_take_back() -> None:
    with pytest.raises(PlanError):
        taken_back(FULL)


# -- who comes first ----------------------------------------------------------------------------------
RANKS = (
    Rank("1", "s", "住民", "own"),
    Rank("2", "s", "里帰り", "reason", "birth"),
    Rank("3", "s", "その他", "rest"),
    Rank("x", "another", "別", "rest"),
)


def test_the_written_order_names_the_first_step_that_fits() -> None:
    host = Body("h", name="竹原市")
    case = Case("c", service_id="s", home_id="h", reason_id="birth")
    assert rank_of(case, host, RANKS)[0] == 1, "residents of the host come first"
    assert rank_of(replace(case, home_id="o"), host, RANKS)[0] == 2
    assert rank_of(replace(case, home_id="o", reason_id="work"), host, RANKS)[0] == 3
    assert rank_of(replace(case, home_id="o", reason_id=""), None, RANKS[:2]) == (3, None)


# -- counts -------------------------------------------------------------------------------------------
def _used(first: dt.date, last: dt.date, *, ended: dt.date | None = None, age: str = "a") -> Case:
    state = State.ENDED if ended else State.RUNNING
    return _at(state, decided_from=first, decided_to=last, ended_on=ended, age_id=age)


def test_a_month_counts_who_is_there_on_its_first_day() -> None:
    case = _used(dt.date(2024, 5, 2), dt.date(2024, 9, 30), ended=dt.date(2024, 8, 1))
    months = FiscalYear(2024).months()
    counted = counts([case], months)
    assert [month.month for month, _key in counted] == [6, 7, 8]
    assert not runs_on(_at(State.ACCEPTED, decided_from=dt.date(2024, 5, 1)), dt.date(2024, 6, 1))


@given(st.lists(st.tuples(DAYS, DAYS, st.sampled_from("ab")), max_size=8))
def test_the_ages_of_a_month_add_up_to_its_pairs(spans: list[tuple[dt.date, dt.date, str]]) -> None:
    cases = [_used(min(a, b), max(a, b), age=age) for a, b, age in spans]
    months = FiscalYear(2024).months()
    counted = counts(cases, months)
    summed = by_pair(counted)
    for month in months:
        there = sum(runs_on(case, month) for case in cases)
        assert summed.get((month, CountKey("f", "h")), 0) == there
        assert sum(count for (when, _key), count in counted.items() if when == month) == there


def test_what_ends_on_the_last_of_march_ends_with_the_year() -> None:
    case = _used(dt.date(2024, 5, 1), dt.date(2025, 3, 31))
    assert ends_with_year(case, 2024)
    assert not ends_with_year(replace(case, decided_to=dt.date(2025, 3, 30)), 2024)
    assert not ends_with_year(replace(case, state=State.ENDED.value), 2024)


# -- numbers and days -----------------------------------------------------------------------------------
def test_numbers_run_on_by_home_body() -> None:
    fuchu = Body("h", name="府中市", mark="府")
    assert next_number(fuchu, []) == "府-0001"
    assert next_number(fuchu, ["府-0009", "福-0100", "府-x", "府-0010"]) == "府-0011"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"wanted_from": DAY, "wanted_to": DAY - dt.timedelta(days=1)}, "wanted_to"),
        ({"decided_from": DAY, "decided_to": dt.date(2025, 4, 1)}, "decided_to"),
        ({"consulted_on": DAY, "answered_on": dt.date(2024, 6, 1)}, "answered_on"),
    ],
)
def test_days_that_contradict_each_other_are_refused(values: dict[str, dt.date], field: str) -> None:
    with pytest.raises(PlanError) as refused:
        check_days(values)
    assert [one.field for one in refused.value.problems] == [field]


def test_every_state_but_the_last_ones_leads_on() -> None:
    final = {State.REJECTED, State.ENDED, State.WITHDRAWN}
    assert {state for rule in STEPS for state in rule.sources} == set(State) - final
