"""Placements in a region file: steps, refusals, the count beside the reported figures, the next year; undo and redo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bingo_planner.features.region.service import do_lock_year
from bingo_planner.features.usage import placement_service as service
from bingo_planner.features.usage.placement_model import CountKey, State, Step
from bingo_planner.features.usage.placement_rules import counts, differences, months_so_far
from bingo_planner.features.usage.placement_state import count_rows
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store
from tests.unit.usage.placement_region import TO_USE, Nurseries, add, case_of, lay_nurseries, report, walk


@pytest.fixture
def region(store: Store) -> Nurseries:
    """The small region with nurseries."""
    return lay_nurseries(store)


def _refused(code: str, work: object, *args: object, **named: object) -> PlanError:
    with pytest.raises(PlanError) as refused:
        work(*args, **named)  # type: ignore[operator]  # a service
    codes = {refused.value.code, *(one.code for one in refused.value.problems)}
    assert code in codes
    return refused.value


def test_a_case_gets_its_number_service_and_day(store: Store, region: Nurseries) -> None:
    first = add(store, {"home_id": region.fuchu})
    second = add(store, {"home_id": region.fuchu})
    case = case_of(store, second)
    assert (case_of(store, first).number, case.number) == ("府-0001", "府-0002")
    assert (case.service_id, case.applied_on, case.state) == (region.service, date(2024, 8, 26), "applied")
    _refused("placement.number_taken", service.do_set, store, "placement", second, {"number": "府-0001"})
    _refused("field.required", service.do_add, store, "placement", {})


def test_the_whole_way_and_back_is_one_step_each(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked())
    walk(store, case, *TO_USE)
    done = case_of(store, case)
    assert done.state == State.RUNNING
    assert (done.decided_from, done.decided_to) == (date(2024, 5, 1), date(2025, 3, 31))
    for _step in TO_USE:
        store.undo()
    assert case_of(store, case).state == State.APPLIED
    for _step in TO_USE:
        store.redo()
    assert case_of(store, case) == done
    service.do_back(store, case)
    assert case_of(store, case).state == State.ACCEPTED


def test_a_private_host_contracts_before_use(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked(facility_id=region.private))
    walk(store, case, *TO_USE[:3])
    _refused("placement.contract_first", service.do_step, store, [case], Step.START)
    walk(store, case, (Step.CONTRACT, date(2024, 4, 24)), (Step.START, date(2024, 5, 1)))
    assert case_of(store, case).state == State.RUNNING


def test_several_cases_go_together_or_not_at_all(store: Store, region: Nurseries) -> None:
    ready, other = add(store, region.asked()), add(store, region.asked())
    walk(store, other, (Step.REJECT, date(2024, 4, 8)))
    _refused("placement.closed_case", service.do_step, store, [ready, other], Step.REVIEW)
    assert case_of(store, ready).state == State.APPLIED


def test_a_nursery_of_the_home_body_is_refused(store: Store, region: Nurseries) -> None:
    error = _refused("placement.home_is_host", add, store, region.asked(home_id=region.takehara))
    assert error.problems[0].field == "facility_id"
    _refused(
        "placement.home_is_host", add, store, region.asked(home_id=region.fukuyama, third_id=region.private)
    )


def test_both_bodies_must_be_members_of_the_year(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked(facility_id=region.late))
    walk(store, case, TO_USE[0])
    _refused("usage.not_member", service.do_step, store, [case], Step.CONSULT, date(2024, 4, 10))


def test_what_was_sent_stays_until_the_step_is_taken_back(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked())
    walk(store, case, *TO_USE[:2])
    change = {"facility_id": region.private}
    _refused("placement.fixed", service.do_set, store, "placement", case, change)
    service.do_set(store, "placement", case, {"consult_no": "府保第12号"})
    service.do_back(store, case)
    service.do_set(store, "placement", case, change)
    assert case_of(store, case).facility_id == region.private


def test_a_state_typed_elsewhere_is_a_step(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked())
    service.do_set(store, "placement", case, {"state": "reviewed"})
    assert case_of(store, case).reviewed_on == date(2024, 8, 26)
    _refused("placement.not_now", service.do_set, store, "placement", case, {"state": "running"})
    assert case_of(store, case).state == State.REVIEWED


def test_a_settled_year_stays_as_it_is(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked())
    do_lock_year(store, 2024, True, "精算済み")
    _refused("usage.year_locked", service.do_step, store, [case], Step.REVIEW)
    _refused("usage.year_locked", service.do_set, store, "placement", case, {"remark": "x"})
    _refused("usage.year_locked", service.do_remove, store, "placement", case)
    _refused("usage.year_locked", add, store, region.asked())


def test_the_bin_gives_a_case_back(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked())
    before = case_of(store, case)
    service.do_remove(store, "placement", case)
    assert service.read_placements(store, 2024).cases == ()
    service.do_restore(store, "placement", case)
    assert case_of(store, case) == before


# -- counts -------------------------------------------------------------------------------------------
def test_the_count_is_laid_beside_what_was_reported(store: Store, region: Nurseries) -> None:
    for age in region.ages:
        case = add(store, region.asked(age_id=age))
        walk(store, case, *TO_USE)
    report(store, region, date(2024, 5, 1), 2)
    report(store, region, date(2024, 6, 1), 3)
    facts = service.read_placements(store, 2024)
    found = differences(facts)
    assert [(one.month.month, one.cases, one.reported) for one in found] == [(6, 2, Decimal(3))]
    key = CountKey(region.public, region.fuchu, region.ages[1])
    assert counts(facts.cases, months_so_far(2024, facts.today))[date(2024, 5, 1), key] == 1
    rows = count_rows(facts)
    assert [row.kind for row in rows] == ["sum", "age", "age", "reported", "difference"], (
        "parts follow their sum"
    )
    lines = {row.kind: row.cells for row in rows}
    assert [int(str(figure)) for figure in lines["sum"][:3]] == [0, 2, 2]
    assert lines["difference"][2] == -1
    assert service.read_placements(store, 2023).year == 2023
    assert differences(service.read_placements(store, 2023)) == []


def test_a_month_that_is_not_reported_is_no_difference(store: Store, region: Nurseries) -> None:
    walk(store, add(store, region.asked()), *TO_USE)
    facts = service.read_placements(store, 2024)
    assert differences(facts) == []
    assert [row.kind for row in count_rows(facts)] == ["sum", "reported"]


# -- the next year --------------------------------------------------------------------------------------
def test_applying_again_copies_the_case_once(store: Store, region: Nurseries) -> None:
    case = add(store, region.asked(remark="今年だけ"))
    _refused("placement.not_running", service.do_again, store, [case])
    walk(store, case, *TO_USE)
    changes = service.do_again(store, [case])
    copy = case_of(store, next(iter(changes.ids_of("placement"))))
    assert (copy.number, copy.before_id, copy.state) == ("府-0002", case, "applied")
    assert (copy.wanted_from, copy.wanted_to) == (date(2025, 4, 1), date(2026, 3, 31))
    assert (copy.facility_id, copy.reason_id, copy.age_id, copy.remark) == (
        region.public,
        region.reasons[0],
        "",
        "",
    )
    _refused("placement.again", service.do_again, store, [case])
    store.undo()
    service.do_again(store, [case])


def test_the_sample_agrees_but_for_one_pair(sample_store: Store) -> None:
    facts = service.read_placements(sample_store, 2024)
    assert len(facts.cases) >= 12
    assert {State(case.state) for case in facts.cases} >= {State.RUNNING, State.CONSULTED, State.REFUSED}
    found = differences(facts)
    pairs = {(facts.facility_name(one.key.facility), facts.body_name(one.key.home)) for one in found}
    assert pairs == {("駅家れいじ保育園", "井原市")}, "a case that is not entered yet"
    assert not [case for case in facts.cases if facts.host(case) == facts.body(case.home_id)]
