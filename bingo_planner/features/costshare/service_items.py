"""Changes of several rows in one step: base figures handed in or taken from the region, items copied, adopted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from bingo_planner.features.costshare import service_read as rows
from bingo_planner.features.costshare.checks_records import check_values
from bingo_planner.features.costshare.fields import RECORDS
from bingo_planner.features.costshare.model import BaseSet, Basis, Census, CostStage, ItemFacts, ItemState
from bingo_planner.features.costshare.service import HANGING, refuse_fixed
from bingo_planner.features.costshare.tables import BaseFigure, CostBody, CostDeduction, CostItem, CostPart
from bingo_planner.features.costshare.tables import BaseSet as BaseRow
from bingo_planner.features.projects.service_write import refuse_locked
from bingo_planner.features.region.population import Counts
from bingo_planner.features.region.service_read import region_facts
from bingo_planner.features.region.tables import Population
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store, Unit, live

_BASE = ("kind", "name", "unit", "as_of", "fiscal_year", "source", "origin", "provenance", "sort")


def read_censuses(store: Store, year: int) -> tuple[Census, ...]:
    """What populations can be taken as a base, counted ones first, newest first."""
    with store.read() as session:
        facts = region_facts(session, year)
    counts = Counts(facts.persons)
    members = [body.id for body in facts.members]
    found = [
        Census(one.series, at, one.label, (one.series, at) in facts.projected)
        for one in facts.series
        for at in counts.years.get(one.series, ())
        if counts.together(members, one.series, at) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.is_projection, -one.year, one.series)))


def do_put_base(store: Store, base: BaseSet) -> Changes:
    """Hand in base figures with their provenance; `base.id` does not matter.

    A set of the same origin is brought up to date, unless a confirmed item rests on it: then a new set stands
    beside the old one, so that the old sheet still has its figures.
    """
    with store.change(translate("costshare", "Take base figures: {name}", name=base.name)) as unit:
        put_base(unit, base)
    return unit.changes


def put_base(unit: Unit, base: BaseSet) -> str:
    """`do_put_base` as a part of a change under way; the id of the set."""
    values = check_values("base_set", {key: getattr(base, key) for key in _BASE if key != "origin"})
    old = _same_origin(unit.session, base)
    if old is not None and (old.figures == dict(base.figures) or not _confirmed(unit.session, old.id)):
        unit.set(BaseRow, old.id, **values)
        _put_figures(unit, old.id, base.figures)
        return old.id
    row = unit.add(BaseRow(**values, origin=base.origin))
    _put_figures(unit, row.id, base.figures)
    return row.id


def do_take_population(store: Store, series: str, at: int, year: int) -> Changes:
    """Take the populations of a series and year as base figures, with source and day, for the bodies of `year`."""
    with store.read() as session:
        base = population_base(session, series, at, year)
    return do_put_base(store, base)


def population_base(session: Session, series: str, at: int, year: int) -> BaseSet:
    """The base set a population series gives; PlanError `share.base_short` names bodies without a figure."""
    facts = region_facts(session, year)
    counts = Counts(facts.persons)
    figures = {
        body.id: count
        for body in facts.bodies
        if not body.is_outside and (count := counts.of(body.id, series, at)) is not None
    }
    missing = [body.label for body in facts.members if body.id not in figures]
    if missing or not figures:
        raise PlanError("share.base_short", names=", ".join(missing) or series)
    named = next((one for one in facts.series if one.series == series), None)
    days = [
        row.as_of
        for row in live(session, Population, Population.series == series, Population.year == at)
        if row.as_of
    ]
    return BaseSet(
        "",
        Basis.POPULATION,
        translate("costshare", "{series} {year}", series=named.name if named else series, year=at),
        translate("costshare", "persons"),
        min(days, default=None),
        None,
        named.source if named else "",
        f"population:{series}:{at}",
        translate("costshare", "Taken from the populations of the region."),
        figures={body: Decimal(count) for body, count in figures.items()},
    )


def do_copy_item(store: Store, item_id: str, year: int, stage: str) -> Changes:
    """The same item for another year or stage, open and without a total; its id is in the changes.

    A year later the old one becomes what it is compared with; at a later stage of the year what it settles.
    """
    with store.change(translate("costshare", "Copy a cost item")) as unit:
        refuse_locked(unit.session, [year])
        _copy(unit, unit.get(CostItem, item_id), year, stage)
    return unit.changes


def _copy(unit: Unit, old: CostItem, year: int, stage: str) -> None:
    values = {field.key: getattr(old, field.key) for field in RECORDS["cost_item"].fields}
    values |= {"fiscal_year": year, "stage": stage, "state": ItemState.DRAFT.value, "reason": ""}
    values |= {"notice_no": "", "notice_on": None, "due_on": None}
    if year != old.fiscal_year:
        values |= {"before_id": old.id, "against_id": None, "total": None}
    else:
        values |= {"against_id": old.id}
    _copy_parts(unit, old.id, unit.add(CostItem(**values)).id, year - (old.fiscal_year or year))


def do_new_item(store: Store, project_id: str, name: str, year: int) -> Changes:
    """A new item of a project: its original budget's total, an equal and a population part with the newest census."""
    values = check_values(
        "cost_item", {"name": name, "project_id": project_id, "fiscal_year": year, "stage": CostStage.BUDGET}
    )
    with store.change(translate("costshare", "Add a cost item")) as unit:
        refuse_locked(unit.session, [year])
        totals = rows.project_totals(unit.session, project_id, year)
        item = unit.add(CostItem(**values, total=totals.get("original"), rounding="floor_to_lead"))
        known = [one for one in rows.base_sets(unit.session).values() if one.kind == Basis.POPULATION]
        newest = max(known, key=lambda one: (one.as_of is not None, one.as_of), default=None)
        unit.add(CostPart(cost_item_id=item.id, basis=Basis.EQUAL.value, ratio=Decimal(30), sort=10))
        unit.add(
            CostPart(
                cost_item_id=item.id,
                basis=Basis.POPULATION.value,
                ratio=Decimal(70),
                base_set_id=newest.id if newest else None,
                sort=20,
            )
        )
    return unit.changes


def do_adopt(store: Store, facts: ItemFacts) -> Changes:
    """Write an alternative into its item: rule, parts and terms of bodies, in one step."""
    with store.change(translate("costshare", "Adopt an alternative")) as unit:
        item = unit.get(CostItem, facts.item.id)
        refuse_locked(unit.session, [facts.item.fiscal_year])
        refuse_fixed(item)
        keys = ("total", "unit", "rounding", "two_stage", "lead_id", "relief_rise", "relief_fall")
        unit.set(CostItem, item.id, **{key: getattr(facts.item, key) for key in keys})
        _adopt_rows(unit, CostPart, facts.item.id, facts.parts, "cost_part")
        _adopt_rows(unit, CostDeduction, facts.item.id, facts.offs, "cost_deduction")
        _adopt_rows(unit, CostBody, facts.item.id, facts.terms, "cost_body")
    return unit.changes


def do_set_body(store: Store, item_id: str, body_id: str, values: Mapping[str, Stored]) -> Changes:
    """Set what is special about one body in an item, whether or not a row says so yet."""
    checked = check_values("cost_body", values)
    with store.change(translate("costshare", "Change the terms of a body")) as unit:
        item = unit.get(CostItem, item_id)
        refuse_locked(unit.session, [item.fiscal_year] if item.fiscal_year is not None else [])
        refuse_fixed(item)
        found = live(
            unit.session, CostBody, CostBody.cost_item_id == item_id, CostBody.municipality_id == body_id
        )
        if found:
            unit.set(CostBody, found[0].id, **checked)
        else:
            unit.add(CostBody(cost_item_id=item_id, municipality_id=body_id, **checked))
    return unit.changes


def _adopt_rows(unit: Unit, table: type[Any], item_id: str, wanted: Iterable[Any], kind: str) -> None:
    keys = [field.key for field in RECORDS[kind].fields if field.key != "cost_item_id"]
    held = {row.id for row in live(unit.session, table, table.cost_item_id == item_id)}
    for one in wanted:
        values = {key: getattr(one, key) for key in keys}
        if one.id in held:
            unit.set(table, one.id, **values)
            held.discard(one.id)
        else:
            unit.add(table(cost_item_id=item_id, **values))
    for left in held:
        unit.remove(table, left)


def _copy_parts(unit: Unit, old_id: str, new_id: str, years: int) -> None:
    """Parts, earmarked money and terms; figures of a fiscal year move on with the item where they are there."""
    bases = rows.base_sets(unit.session)
    for table in HANGING:
        kind = table.__tablename__
        for row in live(unit.session, table, table.cost_item_id == old_id):
            values = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields}
            if values.get("base_set_id") in bases:
                values["base_set_id"] = _moved_on(bases, bases[values["base_set_id"]], years)
            unit.add(table(**(values | {"cost_item_id": new_id})))


def _moved_on(bases: Mapping[str, BaseSet], base: BaseSet, years: int) -> str:
    """The set of the same name so many fiscal years later, so that the year before last stays the year before last."""
    if base.fiscal_year is None:
        return base.id
    wanted = (base.kind, base.name, base.fiscal_year + years)
    same = [one.id for one in bases.values() if (one.kind, one.name, one.fiscal_year) == wanted]
    return same[-1] if same else base.id


def _same_origin(session: Session, base: BaseSet) -> BaseSet | None:
    if not base.origin:
        return None
    known = [one for one in rows.base_sets(session).values() if one.origin == base.origin]
    same = [one for one in known if one.figures == dict(base.figures)]
    return same[-1] if same else max(known, key=lambda one: one.id, default=None)


def _confirmed(session: Session, base_id: str) -> bool:
    return base_id in rows.fixed_bases(session)


def _put_figures(unit: Unit, base_id: str, figures: Mapping[str, Any]) -> None:
    held = {
        row.municipality_id: row for row in live(unit.session, BaseFigure, BaseFigure.base_set_id == base_id)
    }
    for body, value in figures.items():
        if body in held:
            unit.set(BaseFigure, held.pop(body).id, value=value)
        else:
            unit.add(BaseFigure(base_set_id=base_id, municipality_id=body, value=value))
    for row in held.values():
        unit.remove(BaseFigure, row.id)


def do_copy_year(store: Store, old: int, year: int) -> Changes:
    """Every budget and estimate of a year that has no follower yet, for `year`, in one step."""
    with store.change(translate("costshare", "Copy last year's cost items")) as unit:
        refuse_locked(unit.session, [year])
        followed = {row.before_id for row in live(unit.session, CostItem, CostItem.fiscal_year == year)}
        stages = (CostStage.ESTIMATE.value, CostStage.BUDGET.value)
        for row in live(unit.session, CostItem, CostItem.fiscal_year == old):
            if row.stage in stages and row.id not in followed:
                _copy(unit, row, year, CostStage.BUDGET.value)
    return unit.changes


def do_set_figures(store: Store, edits: list[tuple[str, str, object]]) -> Changes:
    """Figures of base sets as (set, body, value or None) in one step; sets of confirmed items stay as they are."""
    with store.change(translate("costshare", "Change base figures ({n} figures)", n=len(edits))) as unit:
        for base_id, body_id, value in edits:
            base = unit.get(BaseRow, base_id)
            if _confirmed(unit.session, base_id):
                raise PlanError("share.base_fixed", name=base.name)
            _put_figure(unit, base_id, body_id, value)
    return unit.changes


def _put_figure(unit: Unit, base_id: str, body_id: str, value: object) -> None:
    checked = check_values("base_figure", {"value": value if isinstance(value, Decimal) else None})["value"]
    held = live(
        unit.session, BaseFigure, BaseFigure.base_set_id == base_id, BaseFigure.municipality_id == body_id
    )
    if held and checked is None:
        unit.remove(BaseFigure, held[0].id)
    elif held:
        unit.set(BaseFigure, held[0].id, value=checked)
    elif checked is not None:
        unit.add(BaseFigure(base_set_id=base_id, municipality_id=body_id, value=checked))


def read_place(store: Store, kind: str, record_id: str) -> tuple[str, int] | None:
    """The item a record belongs to and its fiscal year; ("", 0) for base figures nobody uses, None when it is gone."""
    with store.read() as session:
        return rows.place_of(session, kind, record_id)
