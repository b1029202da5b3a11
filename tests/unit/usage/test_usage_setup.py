"""Setting services up: templates of kinds, what is refused, the bin; the sample's figures as they should be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bingo_planner.features.usage import review
from bingo_planner.features.usage.kinds import KINDS, kind_of
from bingo_planner.features.usage.model import Figure, FindingKind, Measure, Month, UsageYear
from bingo_planner.features.usage.rules import blank_places, measure_total, pending_places
from bingo_planner.features.usage.service import do_set_figures, read_services, read_years
from bingo_planner.features.usage.service_setup import do_add, do_remove, do_restore, do_set
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store
from tests.unit.usage.conftest import JULY, Small


@pytest.mark.parametrize("kind", [one.value for one in KINDS])
def test_a_new_service_starts_with_what_its_kind_has(store: Store, kind: str) -> None:
    do_add(store, "usage_service", {"name": "新しい共同サービス", "kind": kind})
    (service,) = read_services(store)
    template = kind_of(kind)
    assert [one.name for one in service.measures] == [one.name for one in template.measures]
    assert [one.name for one in service.breakdowns] == [one.name for one in template.breakdowns]
    for measure, wanted in zip(service.measures, template.measures, strict=True):
        names = [one.name for one in service.breakdowns if one.id == measure.breakdown_id]
        assert names == ([wanted.breakdown] if wanted.breakdown else [])
    store.undo()
    assert read_services(store) == ()


def test_refused_set_ups(store: Store, small: Small) -> None:
    cases: list[tuple[str, dict[str, Stored], str]] = [
        ("usage_service", {"name": "病児保育", "kind": "other"}, "usage.name_taken"),
        ("usage_service", {"name": "x", "kind": "other", "weekdays": "月火"}, "usage.weekdays"),
        ("usage_facility", {"service_id": small.service}, "field.required"),
        (
            "usage_facility",
            {
                "service_id": small.service,
                "name": "x",
                "opened_on": date(2024, 4, 2),
                "closed_on": date(2024, 4, 1),
            },
            "usage.dates_crossed",
        ),
        ("usage_link", {"kpi_id": "k", "measure_id": small.use, "formula": "ratio"}, "usage.ratio"),
        (
            "usage_report",
            {"service_id": small.service, "month": date(2024, 7, 1), "open_days": 40},
            "field.range",
        ),
        ("nothing", {}, "usage.kind"),
    ]
    for kind, values, code in cases:
        with pytest.raises(PlanError) as refused:
            do_add(store, kind, values)
        assert refused.value.code == code, kind


def test_what_figures_hang_on_stays(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, [small.edit(0, 0, 3)])
    for kind, own in (
        ("usage_facility", small.places[0]),
        ("usage_measure", small.use),
        ("usage_service", small.service),
    ):
        with pytest.raises(PlanError) as refused:
            do_remove(store, kind, own)
        assert refused.value.code == "usage.in_use"
    do_remove(store, "usage_facility", small.places[1])
    assert len(read_services(store)[0].facilities) == 2
    assert len(read_services(store)[0].capacities) == 2
    do_restore(store, "usage_facility", small.places[1])
    assert len(read_services(store)[0].capacities) == 3


def test_a_service_goes_and_comes_back_whole(store: Store, small: Small) -> None:
    before = read_services(store)
    do_remove(store, "usage_service", small.service)
    assert read_services(store) == ()
    do_restore(store, "usage_service", small.service)
    assert read_services(store) == before
    do_set(store, "usage_service", small.service, {"caution": "082-246-2000"})
    assert read_services(store)[0].row.caution == "082-246-2000"


def test_figures_record_by_record_keep_the_rules(store: Store, small: Small) -> None:
    do_add(
        store, "usage_report", {"service_id": small.service, "facility_id": small.places[0], "month": JULY}
    )
    with store.read() as session:
        from bingo_planner.features.usage.tables import UsageReport
        from bingo_planner.store.store import live

        (report,) = live(session, UsageReport)
    base = {"report_id": report.id, "measure_id": small.use, "municipality_id": small.bodies[0]}
    with pytest.raises(PlanError):
        do_add(store, "usage_value", {**base, "value": Decimal(-2)})
    do_add(store, "usage_value", {**base, "value": Decimal(2)})
    do_set_figures(store, small.service, [small.edit(0, 0, 4)])
    with store.read() as session:
        from bingo_planner.features.usage.tables import UsageValue

        (value,) = live(session, UsageValue)
    assert value.value == 4


# -- the sample -------------------------------------------------------------------------------------------
@pytest.fixture
def sample(sample_store: Store) -> dict[str, UsageYear]:
    """The sample's services in fiscal 2024, by kind."""
    return {data.service.row.kind: data for data in read_years(sample_store, 2024)}


def year_sum(data: UsageYear, name: str, year: int, body: str = "") -> Decimal:
    measure = next(one for one in data.service.measures if one.name == name)
    found = Decimal(0)
    for month, held in data.months.items():
        if (month.year if month.month > 3 else month.year - 1) == year:
            one = measure_total(data, measure, held, lambda key: body in ("", key.body)).figure
            found += one if isinstance(one, Decimal) else 0
    return found


def of_class(data: UsageYear, measure: Measure, month: Month, category: str) -> Figure:
    return measure_total(data, measure, month, lambda key: key.category == category).figure


def test_the_sample_agrees_with_its_kpis(sample: dict[str, UsageYear]) -> None:
    sick, care = sample["sick_child"], sample["childcare"]
    assert year_sum(sick, "延べ利用児童数", 2023) == 1655
    assert year_sum(sick, "受入不可", 2023) == 91
    core = next(body.id for body in sick.bodies if body.code == "34207")
    assert year_sum(sick, "延べ利用児童数", 2023, core) == 886
    measure = care.service.measures[0]
    assert measure_total(care, measure, care.month(date(2023, 4, 1))).figure == 200


def test_the_call_centre_adds_up(sample: dict[str, UsageYear]) -> None:
    data = sample["call_centre"]
    calls, sent, hours, ages, urgency, _other = data.service.measures
    for month in data.months.values():
        whole = measure_total(data, calls, month).figure
        assert whole == measure_total(data, hours, month).figure == measure_total(data, ages, month).figure
        advice = data.service.categories(calls.breakdown_id)[0].id
        asked = of_class(data, calls, month, advice)
        assert asked == measure_total(data, urgency, month).figure
        red = data.service.categories(urgency.breakdown_id)[0].id
        moved = of_class(data, urgency, month, red)
        assert moved == measure_total(data, sent, month).figure
    assert "082-246-2000" in data.service.row.caution


def test_july_of_the_sample_is_still_open(sample: dict[str, UsageYear]) -> None:
    sick = sample["sick_child"]
    july = sick.month(JULY)
    names = {sick.service.facility(one).name for one in blank_places(sick, july)}  # type: ignore[union-attr]
    assert names == {"じんせき出張ケア", "井原ひまわり病児"}  # one is late, the sum of the other is wrong
    assert not july.is_confirmed
    assert sick.month(date(2024, 6, 1)).is_confirmed
    assert pending_places(sick, july) == ()
    (correction,) = sick.corrections
    assert correction.difference
    kinds = {one.kind for data in sample.values() for one in review.find(data, data.month(JULY))}
    assert kinds == {FindingKind.JUMP, FindingKind.OVER}


def test_every_figure_of_the_sample_says_where_it_came_from(sample: dict[str, UsageYear]) -> None:
    typed = 0
    for data in sample.values():
        for month in data.months.values():
            for held in month.figures.values():
                if held.figure is Mark.PENDING:
                    continue
                typed += not held.source_id
                assert not held.source_id or held.place
    assert typed == 1  # the correction
    notes = [source.note for source in sample["sick_child"].sources.values() if source.note]
    assert len(notes) == 1
    assert "計は" in notes[0]
