"""What is due, what waits for a figure, how KPIs and money stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.overview.due import awaited_year, group_of
from bingo_planner.features.overview.model import Group, OverviewFacts, ProjectBrief
from bingo_planner.features.overview.rules import area_card, budget_card, compose, figures_year
from bingo_planner.features.projects.model import BudgetKey, Kpi, Member, Rating, Stage, Step
from bingo_planner.features.region.model import Body, PactRow, RegionRow
from bingo_planner.features.region.model import Term as Membership
from bingo_planner.features.staff.model import Duty, Person, StaffFacts, Task, Term
from bingo_planner.kernel.numbers import Mark
from bingo_planner.kernel.profile import Profile

TODAY = dt.date(2024, 8, 26)  # a Monday


def facts(**more: object) -> OverviewFacts:
    bodies = (Body("a", name="甲市", short_name="甲"), Body("b", name="乙市", short_name="乙"))
    base = OverviewFacts(2024, TODAY, RegionRow("r", "試行圏域"), bodies, frozenset({"a", "b"}))
    return replace(base, **more)  # type: ignore[arg-type]  # fields of OverviewFacts by name


def staff(**more: object) -> StaffFacts:
    return replace(StaffFacts(TODAY), **more)  # type: ignore[arg-type]  # fields of StaffFacts by name


@given(st.integers(-400, 400), st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_every_day_falls_into_one_group_or_lies_beyond(days: int, today: dt.date) -> None:
    group = group_of(today + dt.timedelta(days=days), today)
    if days < 0:
        assert group is Group.OVERDUE
    elif days > 90:
        assert group is None
    else:
        sunday = 6 - today.weekday()
        assert group is (Group.WEEK if days <= sunday else Group.NINETY)


@pytest.mark.parametrize(
    ("due", "group", "days"),
    [
        (dt.date(2024, 8, 25), Group.OVERDUE, -1),
        (dt.date(2024, 8, 26), Group.WEEK, 0),
        (dt.date(2024, 9, 1), Group.WEEK, 6),
        (dt.date(2024, 9, 2), Group.NINETY, 7),
        (dt.date(2024, 11, 24), Group.NINETY, 90),
    ],
)
def test_a_task_stands_where_its_day_says(due: dt.date, group: Group, days: int) -> None:
    known = facts(staff=staff(tasks=(Task("t", "試行", due_on=due, body_id="b"),)))
    (line,) = compose(known).lines
    assert (line.group, line.days, line.kind, line.record_id, line.body_ids) == (
        group,
        days,
        "task",
        "t",
        ("b",),
    )


def test_done_undated_and_distant_tasks_are_left_out() -> None:
    tasks = (
        Task("1", due_on=TODAY, state="done"),
        Task("2"),
        Task("3", due_on=TODAY + dt.timedelta(days=91)),
    )
    assert compose(facts(staff=staff(tasks=tasks))).lines == ()


def test_steps_show_when_late_or_near_and_name_their_project() -> None:
    project = ProjectBrief("p", "3-A-01", "保育", "LIFE")
    steps = (
        Step("late", "遅れ", TODAY, dt.date(2024, 8, 1), 40),
        Step("done", "済み", TODAY, dt.date(2024, 8, 1), 100),
        Step("near", "近い", dt.date(2024, 9, 20), None, 0),
        Step("far", "遠い", dt.date(2024, 9, 1), dt.date(2024, 10, 31), 0),
        Step("undated", "未定"),
    )
    members = {"p": (Member("m", "p", "b"), Member("n", "p", "a", to_fy=2023))}
    lines = compose(facts(projects={"p": project}, steps={"p": steps}, members=members)).lines
    assert [line.record_id for line in lines] == ["late", "near"]
    assert lines[0].note == "3-A-01 保育"
    assert lines[0].body_ids == ("b",)


def test_a_term_that_ends_says_who_follows() -> None:
    people = (Person("1", "見本 太郎"), Person("2", "見本 直子"))
    terms = (
        Term("x", "1", sender_id="b", starts_on=dt.date(2022, 10, 1), ends_on=dt.date(2024, 9, 30)),
        Term("y", "1", ends_on=dt.date(2024, 9, 30), starts_on=dt.date(2022, 4, 1), successor_id="2"),
        Term("old", "2", ends_on=dt.date(2024, 3, 31)),
        Term("plan", "2", state="planned", ends_on=dt.date(2024, 10, 1)),
    )
    lines = compose(facts(staff=staff(people=people, terms=terms))).lines
    assert {(line.record_id, line.note) for line in lines} == {("x", "後任は未定"), ("y", "後任：見本 直子")}


def test_leaving_bodies_new_pacts_and_last_years_are_told() -> None:
    leaves = Body("b", name="乙市", terms=(Membership("t", left_on=dt.date(2024, 10, 1)),))
    known = facts(
        bodies=(Body("a", name="甲市"), leaves),
        pacts=(
            PactRow("p", "a", effective_on=dt.date(2024, 9, 1)),
            PactRow("q", "a", effective_on=TODAY - dt.timedelta(1)),
        ),
        today=dt.date(2025, 1, 31),
        projects={"x": ProjectBrief("x", "1-01", "試行", "ECONOMY", "continued", 2024)},
    )
    assert [line.kind for line in compose(known).lines] == ["project"]
    earlier = replace(known, today=TODAY)
    assert [(line.kind, line.record_id) for line in compose(earlier).lines] == [
        ("pact", "p"),
        ("membership", "t"),
    ]


def kpi(key: str = "k", **more: object) -> Kpi:
    base = Kpi(
        key, "1", "指標", "p", target=Decimal(100), target_year=2028, baseline=Decimal(0), baseline_year=2022
    )
    return replace(base, role_area="LIFE", **more)  # type: ignore[arg-type]  # fields of Kpi by name


@pytest.mark.parametrize(
    ("actuals", "year", "awaited"),
    [
        ({2023: Decimal(1)}, 2024, None),
        ({2023: Decimal(1), 2024: Mark.PENDING}, 2024, 2024),
        ({}, 2024, 2023),
        ({2023: Mark.NONE}, 2024, None),
        ({2023: Mark.PENDING}, 2023, 2023),
        ({}, 2022, None),
        ({2023: Decimal(1)}, 2026, None),
    ],
)
def test_a_figure_is_awaited_when_marked_or_when_its_year_is_over(
    actuals: dict[int, Decimal | Mark], year: int, awaited: int | None
) -> None:
    assert awaited_year(kpi(actuals=actuals), year, TODAY) == awaited


def test_abolished_and_unassessable_kpis_wait_for_nothing() -> None:
    assert awaited_year(kpi(flag="abolished"), 2024, TODAY) is None
    assert awaited_year(kpi(target_kind="text", target_text="検討"), 2024, TODAY) is None


def test_only_the_bodies_without_their_figure_are_named() -> None:
    one = kpi(
        actuals={2024: Mark.PENDING, 2023: Decimal(3)},
        member_actuals={("a", 2024): Decimal(2), ("b", 2023): Decimal(1)},
    )
    known = facts(kpis=(one,), projects={"p": ProjectBrief("p", "1", "事業", "LIFE")})
    (line,) = compose(known).lines
    assert (line.group, line.year, line.body_ids) == (Group.NO_FIGURE, 2024, ("b",))


def test_mine_are_my_tasks_and_the_projects_of_my_duties() -> None:
    known = facts(
        staff=staff(
            people=(Person("1", "見本　花子"),),
            duties=(Duty("d", "1", "p"),),
            tasks=(Task("t", due_on=TODAY, person_id="1"), Task("u", due_on=TODAY)),
        ),
        projects={"p": ProjectBrief("p", "1", "事業", "LIFE")},
        steps={"p": (Step("s", "工程", TODAY),)},
    )
    lines = compose(known, Profile("見本 花子", "", "34207", "甲市")).lines
    assert {line.record_id: line.mine for line in lines} == {"t": True, "u": False, "s": True}
    assert not any(line.mine for line in compose(known).lines)


def test_one_body_narrows_lines_and_kpis() -> None:
    own = kpi(
        "own",
        actuals={2023: Decimal(1)},
        member_actuals={("b", 2023): Decimal(1)},
        member_targets={("b", 2028): Decimal(90)},
    )
    known = facts(
        kpis=(own, kpi("other", actuals={2023: Decimal(99)})),
        staff=staff(tasks=(Task("t", due_on=TODAY, body_id="a"), Task("u", due_on=TODAY, body_id="b"))),
    )
    seen = compose(known, body_id="b")
    assert [line.record_id for line in seen.lines] == ["u"]
    assert sum(card.now.total for card in seen.areas) == 1


def test_weak_kpis_come_worst_first() -> None:
    behind = kpi("c", actuals={2023: Decimal(10)}, targets={2023: Decimal(17)})
    far = kpi("d", actuals={2023: Decimal(1)}, targets={2023: Decimal(17)}, sort=9)
    good = kpi("a", actuals={2023: Decimal(17)}, targets={2023: Decimal(17)})
    seen = compose(facts(kpis=(behind, far, good)))
    assert [(line.record_id, line.rating) for line in seen.weak] == [("d", Rating.D), ("c", Rating.C)]
    assert set(seen.weak_areas.values()) == {"LIFE"}


def test_the_share_is_compared_only_with_enough_figures() -> None:
    both = [
        kpi(
            str(at),
            actuals={2023: Decimal(50), 2024: Decimal(80)},
            targets={2023: Decimal(50), 2024: Decimal(100)},
        )
        for at in range(4)
    ]
    card = area_card("LIFE", both, 2024)
    assert (card.figures_year, card.now.good_share, card.before.good_share, card.change) == (
        2024,
        Decimal("100.0"),
        Decimal("100.0"),
        Decimal("0.0"),
    )
    new = [kpi(str(at), actuals={2023: Decimal(50)}, targets={2023: Decimal(50)}) for at in range(4)]
    assert area_card("LIFE", new, 2023).change is None
    assert area_card("HUB", new, 2023).figures_year is None


def test_the_year_of_the_figures_is_the_newest_that_half_of_them_have() -> None:
    known = [kpi("1", actuals={2022: Decimal(1), 2023: Decimal(1)}), kpi("2", actuals={2022: Decimal(1)})]
    assert figures_year(known, 2024) == 2023
    assert figures_year([*known, kpi("3", actuals={2022: Decimal(1)})], 2024) == 2022
    assert figures_year([], 2024) is None


def test_money_is_compared_settled_and_measured_against_time() -> None:
    budgets = {
        2024: {
            "p": {BudgetKey(2024, Stage.ORIGINAL): 400_000, BudgetKey(2024, Stage.SUPPLEMENTARY): 100_000}
        },
        2023: {"p": {BudgetKey(2023, Stage.ORIGINAL): 300_000}},
    }
    card = budget_card(facts(budgets=budgets))
    assert (card.original.value, card.change, card.settled_share) == (400_000, 100_000, None)
    assert 0 < card.elapsed < 1
    budgets[2024]["p"][BudgetKey(2024, Stage.SETTLED)] = 450_000
    later = budget_card(facts(budgets=budgets, today=dt.date(2025, 6, 1)))
    assert (later.settled_share, later.elapsed) == (Decimal("0.9"), Decimal(1))
    assert budget_card(facts(today=dt.date(2020, 1, 1))).elapsed == 0


def test_an_empty_file_is_empty() -> None:
    assert compose(facts(bodies=(), member_ids=frozenset())).is_empty
    assert not compose(facts()).is_empty
    assert not compose(facts()).has_figures
