"""Figures handed on: actuals to KPIs by their formula, a year's use by home body as a base of cost shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from bingo_planner.features.costshare.model import BaseSet, Basis
from bingo_planner.features.costshare.service_items import put_base
from bingo_planner.features.projects.tables import Kpi, KpiValue
from bingo_planner.features.usage import service_put as put
from bingo_planner.features.usage import service_read as rows
from bingo_planner.features.usage.formulas import Derived, derive, evidence, rounded, year_use
from bingo_planner.features.usage.model import Figure, Link, UsageYear
from bingo_planner.features.usage.service_read import WORDS
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, round_half_up
from bingo_planner.store.store import Store, Unit, live


@dataclass(frozen=True, slots=True)
class Handed:
    """A KPI figure as a link gives it. `body_id` empty: of the region."""

    kpi_id: str
    body_id: str
    figure: Figure
    evidence: str
    is_prompt: bool
    derived: Derived


def read_handed(store: Store, year: int, service_id: str = "") -> list[Handed]:
    """What every link (of one service) would hand to its KPI for a year, with the months it rests on."""
    with store.read() as session:
        return list(_handed(session, year, store.clock.today(), service_id))


def _handed(session: Session, year: int, today: dt.date, service_id: str) -> Iterator[Handed]:
    known: dict[str, UsageYear] = {}
    owners = {measure.id: one.id for one in rows.services(session) for measure in one.measures}
    for link in rows.links(session):
        own = owners.get(link.measure_id, "")
        kpi = session.get(Kpi, link.kpi_id)
        if not own or service_id not in ("", own) or kpi is None or kpi.is_deleted:
            continue
        if own not in known:
            known[own] = rows.usage_year(session, own, year, today)
        yield from _of_link(known[own], link, kpi.decimals)


def _of_link(data: UsageYear, link: Link, decimals: int) -> Iterator[Handed]:
    bodies = [body.id for body in data.bodies] if link.by_body else []
    for body in ("", *bodies):
        derived = derive(data, link, body)
        if derived.months or not body:
            figure = rounded(derived.figure, decimals)
            words = evidence(data, link, derived)
            yield Handed(link.kpi_id, body, figure, words, derived.is_prompt, derived)


def do_hand_to_kpis(store: Store, year: int, service_id: str = "") -> Changes:
    """Write the actual figures of a year that links give; PlanError `usage.no_links` when there is none."""
    label = translate("usage", "Hand figures to KPIs ({year})", year=format_fiscal_year(FiscalYear(year)))
    with store.change(label) as unit:
        put.refuse_locked(unit, [FiscalYear(year).start])
        handed = [
            one
            for one in _handed(unit.session, year, store.clock.today(), service_id)
            if isinstance(one.figure, Decimal)
        ]
        if not handed:
            raise PlanError("usage.no_links")
        for one in handed:
            _put_actual(unit, year, one)
    return unit.changes


def _put_actual(unit: Unit, year: int, one: Handed) -> None:
    found = live(
        unit.session,
        KpiValue,
        KpiValue.kpi_id == one.kpi_id,
        KpiValue.year == year,
        KpiValue.kind == "actual",
        KpiValue.municipality_id == (one.body_id or None),
    )
    values: dict[str, object] = {
        "value": one.figure if isinstance(one.figure, Decimal) else None,
        "mark": WORDS[one.figure] if isinstance(one.figure, Mark) else "",
        "is_prompt": int(one.is_prompt),
        "evidence": one.evidence,
    }
    if found:
        unit.set(KpiValue, found[0].id, **values)
    else:
        unit.add(
            KpiValue(
                kpi_id=one.kpi_id, year=year, kind="actual", municipality_id=one.body_id or None, **values
            )
        )


def do_hand_base(store: Store, measure_id: str, year: int) -> Changes:
    """A year's use by home body as a dated, sourced base of cost shares; PlanError `usage.no_base` without figures."""
    label = translate("usage", "Hand use to cost shares ({year})", year=format_fiscal_year(FiscalYear(year)))
    with store.change(label) as unit:
        put_base(unit, base_of(unit.session, measure_id, year, store.clock.today()))
    return unit.changes


def base_of(session: Session, measure_id: str, year: int, today: dt.date) -> BaseSet:
    """The base: figures of the bodies that took part, what they leave out, and as of when."""
    owner = next((one for one in rows.services(session) if one.measure(measure_id) is not None), None)
    measure = owner.measure(measure_id) if owner else None
    if owner is None or measure is None or not measure.by_body:
        raise PlanError("usage.no_base")
    data = rows.usage_year(session, owner.id, year, today)
    use = year_use(data, measure)
    figures = {
        body: round_half_up(
            one.figure, max(measure.decimals, 1) if measure.counting == "level" else measure.decimals
        )
        for body, one in use.items()
        if isinstance(one.figure, Decimal)
    }
    if not any(figures.values()):
        raise PlanError("usage.no_base")
    is_open = any(one.left_out for one in use.values())
    words = format_fiscal_year(FiscalYear(year))
    told = "Months are open or leave something out." if is_open else "Every month is confirmed."
    return BaseSet(
        "",
        Basis.USE,
        translate(
            "usage", "{service} {measure} {year}", service=owner.name, measure=measure.name, year=words
        ),
        measure.unit,
        min(today, FiscalYear(year).end),
        year,
        translate("usage", "Monthly reports of the facilities"),
        f"usage:{measure_id}:{year}",
        translate("usage", told),
        figures=figures,
    )
