"""Figures handed on: formulas with the months they rest on, KPIs with their evidence, bases of cost shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from bingo_planner.features.costshare.tables import BaseFigure
from bingo_planner.features.costshare.tables import BaseSet as BaseRow
from bingo_planner.features.projects.tables import Kpi, KpiValue
from bingo_planner.features.usage.formulas import derive
from bingo_planner.features.usage.model import Link
from bingo_planner.features.usage.service import do_confirm, do_set_figures, read_services, read_year
from bingo_planner.features.usage.service_links import do_hand_base, do_hand_to_kpis, read_handed
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store, live
from tests.unit.usage.conftest import JULY, JUNE, Small

APRIL = date(2024, 4, 1)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("sum", 27),
        ("average", Decimal(9)),
        ("max", 18),
        ("last", 18),
        ("first", Mark.PENDING),
        ("per_member", 9),
    ],
)
def test_formulas_over_the_months_known(store: Store, small: Small, formula: str, wanted: object) -> None:
    do_set_figures(store, small.service, small.all_of(0, date(2024, 5, 1)))
    do_set_figures(store, small.service, small.all_of(1, JUNE))
    do_set_figures(store, small.service, small.all_of(2, JULY))
    found = derive(read_year(store, small.service, 2024), Link("", "", small.use, formula))
    assert found.figure == wanted
    assert found.is_prompt


def test_the_first_month_is_april(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, small.all_of(1, APRIL))
    do_confirm(store, small.service, APRIL)
    do_set_figures(store, small.service, small.all_of(5, JUNE))
    found = derive(read_year(store, small.service, 2024), Link("", "", small.use, "first"))
    assert (found.figure == 9, found.months, found.is_prompt) == (True, (APRIL,), False)


def test_a_ratio_over_months_both_know(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, small.all_of(2, JUNE))
    link = Link("", "", small.refused, "ratio", small.use, factor=Decimal(100))
    assert derive(read_year(store, small.service, 2024), link).figure == 0
    upside = Link("", "", small.use, "ratio", small.refused)
    assert derive(read_year(store, small.service, 2024), upside).figure is Mark.BLANK


def test_kpis_take_their_actuals_with_evidence(sample_store: Store) -> None:
    handed = [one for one in read_handed(sample_store, 2024) if not one.body_id]
    assert len(handed) == 5
    do_hand_to_kpis(sample_store, 2024)
    with sample_store.read() as session:
        kpi = session.scalars(select(Kpi).where(Kpi.number == "3-A-02-1")).one()
        values = live(session, KpiValue, KpiValue.kpi_id == kpi.id, KpiValue.year == 2024)
    whole = next(one for one in values if one.municipality_id is None and one.kind == "actual")
    bodies = [one for one in values if one.municipality_id is not None]
    assert whole.value == sum(one.value or 0 for one in bodies)
    assert whole.is_prompt == 1
    assert "延べ利用児童数" in whole.evidence
    assert "未確定 R6.7" in whole.evidence
    sample_store.undo()
    with sample_store.read() as session:
        (again,) = live(session, KpiValue, KpiValue.id == whole.id)
    assert again.mark == "pending"


def test_settled_years_and_files_without_links(sample_store: Store, store: Store, small: Small) -> None:
    with pytest.raises(PlanError) as refused:
        do_hand_to_kpis(sample_store, 2023)
    assert refused.value.code == "usage.year_locked"
    with pytest.raises(PlanError) as refused:
        do_hand_to_kpis(store, 2024)
    assert refused.value.code == "usage.no_links"


def test_use_becomes_a_base_of_cost_shares(sample_store: Store) -> None:
    service = next(one for one in read_services(sample_store) if one.row.kind == "sick_child")
    do_hand_base(sample_store, service.measures[0].id, 2023)
    with sample_store.read() as session:
        base = next(one for one in live(session, BaseRow) if one.origin.startswith("usage:"))
        figures = live(session, BaseFigure, BaseFigure.base_set_id == base.id)
    assert (base.kind, base.fiscal_year, base.unit) == ("use", 2023, "人")
    assert sum(one.value or 0 for one in figures) == 1655
    assert len(figures) == 8, "the body that joined later has no use in that year"
    with pytest.raises(PlanError) as refused:
        do_hand_base(sample_store, service.measures[1].id, 2023)
    assert refused.value.code == "usage.no_base"
