"""The region in a file: read, written, refused, taken back and done again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bingo_planner.features.region.model import PersonsKey, RegionPage
from bingo_planner.features.region.population import Counts
from bingo_planner.features.region.service import (
    accesses,
    do_add,
    do_add_member,
    do_copy_items,
    do_leave,
    do_lock_year,
    do_remove,
    do_set,
    do_set_others,
    read_last_change,
    read_page,
    read_region,
)
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.rebuild import differences
from bingo_planner.store.store import Store


def only(changes: Changes, kind: str) -> str:
    (found,) = changes.ids_of(kind)
    return found


def member(store: Store, code: str, name: str, joined: dt.date | None = dt.date(2015, 4, 1)) -> str:
    return only(do_add_member(store, {"code": code, "name": name}, joined), "municipality")


def pact(store: Store, partner: str, **days: Stored) -> str:
    return only(do_add(store, "pact", {"partner_id": partner, "title": "協約", **days}), "pact")


def refusal(error: pytest.ExceptionInfo[PlanError]) -> tuple[str, str]:
    problem = error.value.problems[0]
    assert describe(problem).text
    return problem.field, problem.code


def test_the_first_member_is_the_core_and_the_next_a_partner(store: Store) -> None:
    do_add(store, "region", {"name": "試行圏域"})
    core, other = member(store, "34207", "甲市"), member(store, "34204", "乙市")
    facts = read_region(store, 2024)
    assert [body.id for body in facts.members] == [core, other]
    assert facts.core is not None
    assert facts.core.id == core
    assert facts.region.core_id == core
    assert not facts.bodies[1].is_core


def test_a_code_with_a_wrong_check_digit_or_used_twice_is_refused(store: Store) -> None:
    member(store, "342076", "甲市")
    with pytest.raises(PlanError) as error:
        member(store, "342042", "乙市")
    assert refusal(error) == ("code", "code.check_digit")
    with pytest.raises(PlanError) as error:
        member(store, "34207", "丙市")
    assert refusal(error) == ("code", "region.code_taken")
    assert len(read_region(store, 2024).bodies) == 1


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("name", "", "field.required"),
        ("kind", "hamlet", "field.choice"),
        ("color_light", "blue", "region.colour"),
        ("mark", "福山", "region.mark_length"),
        ("area_km2", Decimal(0), "region.area"),
    ],
)
def test_fields_of_a_municipality_say_why_they_refuse(
    store: Store, key: str, value: Stored, code: str
) -> None:
    body = member(store, "34207", "甲市")
    with pytest.raises(PlanError) as error:
        do_set(store, "municipality", body, {key: value})
    assert refusal(error) == (key, code)


def test_memberships_neither_overlap_nor_end_before_they_begin(store: Store) -> None:
    member(store, "34207", "甲市")
    other = member(store, "34204", "乙市")
    term = read_region(store, 2024).body(other).terms[0].id  # type: ignore[union-attr]  # it was just added
    with pytest.raises(PlanError) as error:
        do_set(store, "membership", term, {"left_on": dt.date(2015, 3, 31)})
    assert refusal(error) == ("left_on", "region.left_before_joined")
    with pytest.raises(PlanError) as error:
        do_add(store, "membership", {"municipality_id": other, "joined_on": dt.date(2020, 4, 1)})
    assert refusal(error) == ("joined_on", "region.terms_overlap")
    with pytest.raises(PlanError) as error:
        do_set(store, "membership", term, {"role": "core"})
    assert refusal(error) == ("role", "region.second_core")


def test_a_body_that_left_belongs_to_the_years_before(store: Store) -> None:
    core = member(store, "34207", "甲市")
    other = member(store, "34204", "乙市")
    do_leave(store, other, dt.date(2024, 4, 1))
    assert [body.id for body in read_region(store, 2023).members] == [core, other]
    assert [body.id for body in read_region(store, 2024).members] == [core]
    with pytest.raises(PlanError, match=r"region\.is_core"):
        do_leave(store, core, dt.date(2024, 4, 1))


def test_days_of_a_pact_come_in_order_also_when_set_one_by_one(store: Store) -> None:
    member(store, "34207", "甲市")
    other = member(store, "34204", "乙市")
    made = pact(store, other, signed_on=dt.date(2024, 3, 28))
    with pytest.raises(PlanError) as error:
        do_set(store, "pact", made, {"core_voted_on": dt.date(2024, 3, 29)})
    assert refusal(error)[1] == "region.signed_on_before_core_voted_on"
    do_set(store, "pact", made, {"core_voted_on": dt.date(2024, 3, 22)})
    assert read_region(store, 2024).pacts[0].core_voted_on == dt.date(2024, 3, 22)


def test_the_core_city_has_no_pact_with_itself(store: Store) -> None:
    do_add(store, "region", {"name": "試行圏域"})
    core = member(store, "34207", "甲市")
    with pytest.raises(PlanError) as error:
        pact(store, core)
    assert refusal(error) == ("partner_id", "region.partner_is_core")


def test_schedules_are_copied_and_keep_their_numbers_apart(store: Store) -> None:
    member(store, "34207", "甲市")
    one = pact(store, member(store, "34204", "乙市"))
    two = pact(store, member(store, "34205", "丙市"))
    item = {"pact_id": one, "number": "1", "title": "医療", "role_area": "LIFE"}
    do_add(store, "pact_item", item)
    with pytest.raises(PlanError) as error:
        do_add(store, "pact_item", item)
    assert refusal(error) == ("number", "region.number_taken")
    do_copy_items(store, one, two)
    do_copy_items(store, one, two)
    assert [row.title for row in read_page(store, 2024).items_of(two)] == ["医療"]


def test_other_regions_are_said_as_a_list(store: Store) -> None:
    body = member(store, "34207", "甲市")
    do_set_others(store, body, ["広域圏", " 流域圏 ", ""])
    do_set_others(store, body, ["流域圏", "沿岸圏"])
    found = read_region(store, 2024).bodies[0].others
    assert {other.name for other in found} == {"流域圏", "沿岸圏"}


def test_a_year_is_settled_and_opened_with_a_reason(store: Store) -> None:
    with pytest.raises(PlanError) as error:
        do_lock_year(store, 2023, True, "  ")
    assert refusal(error) == ("reason", "region.reason")
    do_lock_year(store, 2023, True, "決算認定")
    do_lock_year(store, 2023, False, "指標の訂正")
    row = next(row for row in read_page(store, 2024).years if row.year == 2023)
    assert (row.is_locked, row.reason) == (False, "指標の訂正")
    assert [entry.new for entry in store.history("year_lock", row.id) if entry.field == "reason"] == [
        "指標の訂正",
        "決算認定",
    ]


def test_used_records_stay_and_parts_go_along(sample_store: Store) -> None:
    page = read_page(sample_store, 2024)
    used = next(item for item in page.items if item.projects)
    for kind, key, code in (
        ("pact_item", used.id, "region.item_in_use"),
        ("pact", used.pact_id, "region.pact_in_use"),
        ("municipality", str(page.facts.region.core_id), "region.is_core"),
    ):
        with pytest.raises(PlanError) as error:
            do_remove(sample_store, kind, key)
        assert error.value.code == code
    outside = next(body for body in page.facts.bodies if body.is_outside)
    do_remove(sample_store, "municipality", outside.id)
    assert read_region(sample_store, 2024).body(outside.id) is None


def test_the_sample_reads_as_the_public_facts_say(sample_store: Store) -> None:
    facts = read_region(sample_store, 2024)
    counts = Counts(facts.persons)
    members = [body.id for body in facts.members]
    assert len(members) == 9
    assert len(read_region(sample_store, 2023).members) == 8
    assert len(read_region(sample_store, 2023, on=dt.date(2024, 3, 28)).members) == 9
    assert counts.together(members, "census", 2020) == 852_168
    assert counts.together(members, "ipss_r5", 2050, (65, None)) == 250_184
    assert facts.persons[PersonsKey(members[0], "census", 2015)] == 464_811
    assert set(facts.outlines) == set(members)


def test_writing_undoing_and_redoing_gives_the_same_region(sample_store: Store) -> None:
    def state() -> RegionPage:
        return read_page(sample_store, 2024)

    before = state()
    body = before.facts.bodies[1]
    do_set(sample_store, "municipality", body.id, {"desk": "広域連携課"})
    do_set_others(sample_store, body.id, ["広島広域都市圏", "瀬戸内圏"])
    do_lock_year(sample_store, 2024, True, "試行")
    after = state()
    assert after != before
    for _ in range(3):
        sample_store.undo()
    assert state() == before
    for _ in range(3):
        sample_store.redo()
    assert state() == after
    with sample_store.read() as session:
        assert differences(session.connection()) == []


def test_the_last_change_names_who(store: Store) -> None:
    body = member(store, "34207", "甲市")
    change = read_last_change(store, "municipality", body)
    assert change is not None
    assert change.who == "見本 花子"


def test_every_kind_is_open_to_the_command_line(store: Store) -> None:
    kinds = {access.kind: access for access in accesses()}
    add = kinds["population_series"].add
    assert add is not None
    made = only(add(store, {"series": "register", "name": "住民基本台帳"}), "population_series")
    change, remove = kinds["population_series"].change, kinds["population_series"].remove
    assert change is not None
    assert remove is not None
    change(store, made, {"vintage": "2024-04-01"})
    assert read_region(store, 2024).series[0].vintage == "2024-04-01"
    remove(store, made)
    assert read_region(store, 2024).series == ()


def test_ages_the_wrong_way_round_are_refused(store: Store) -> None:
    body = member(store, "34207", "甲市")
    values: dict[str, Stored] = {"municipality_id": body, "series": "census", "year": 2020, "sex": "T"}
    with pytest.raises(PlanError) as error:
        do_add(store, "population", {**values, "age_from": 65, "age_to": 15, "persons": 1})
    assert refusal(error) == ("age_to", "region.ages")
    with pytest.raises(PlanError) as error:
        do_add(store, "population", {**values, "persons": -1})
    assert refusal(error) == ("persons", "field.range")
