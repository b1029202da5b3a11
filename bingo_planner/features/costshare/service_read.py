"""Reading cost shares: a year's items with what they refer to, in few selects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.costshare import frozen
from bingo_planner.features.costshare.model import (
    BaseSet,
    BodyTerms,
    CostItem,
    CostStage,
    ItemFacts,
    ItemState,
    Off,
    Office,
    Part,
    ShareFacts,
    Taking,
    Version,
)
from bingo_planner.features.costshare.sheet import Sheet, sheet_of
from bingo_planner.features.costshare.tables import (
    BaseFigure,
    CostBody,
    CostDeduction,
    CostPart,
    CostVersion,
)
from bingo_planner.features.costshare.tables import BaseSet as BaseRow
from bingo_planner.features.costshare.tables import CostItem as ItemRow
from bingo_planner.features.projects import service_read as project_rows
from bingo_planner.features.projects.model import Body, Member
from bingo_planner.features.projects.rules import in_region, members_in
from bingo_planner.features.projects.tables import Project
from bingo_planner.features.region import service_read as region_rows
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.base import Row, column, select_live
from bingo_planner.store.kept import kept

D = TypeVar("D", Part, Off, BodyTerms, Version)
"""What hangs on a cost item."""
_ITEM = tuple(CostItem.__dataclass_fields__)
_STAGES = [stage.value for stage in CostStage]


def share_facts(session: Session, year: int, compared: str | None = None) -> ShareFacts:
    """Everything seen from one fiscal year; earlier amounts of all items, or of the one named."""
    shelf = _shelf(session, _ids_of_year(session, year))
    wanted = [item for item in shelf.items.values() if item.fiscal_year == year]
    return ShareFacts(
        year,
        tuple(shelf.facts(item, compared in (None, item.id)) for item in sorted(wanted, key=shelf.place)),
        tuple(sorted(shelf.bases.values(), key=_base_place)),
        shelf.bodies,
        shelf.projects,
        _office(session),
        year in project_rows.locked_years(session),
        fixed_bases(session),
    )


def item_facts(session: Session, item_id: str) -> ItemFacts:
    """One item; PlanError `record.gone` when it is not there."""
    shelf = _shelf(session, [item_id])
    if item_id not in shelf.items:
        raise PlanError("record.gone", kind="cost_item", id=item_id)
    return shelf.facts(shelf.items[item_id])


def sheet_in_force(facts: ItemFacts) -> Sheet:
    """The sheet that counts: the confirmed version, or the records as they stand."""
    if facts.item.is_fixed and facts.newest is not None:
        return frozen.thaw(facts.newest.snapshot, facts.newest.rule_text)
    return sheet_of(facts)


@dataclass
class _Shelf:
    """Rows by the ids of their items."""

    bodies: tuple[Body, ...]
    projects: Mapping[str, str]
    leads: Mapping[str, str | None]
    core_id: str | None
    members: Mapping[str, Sequence[Member]]
    items: Mapping[str, CostItem]
    parts: Mapping[str, list[Part]]
    offs: Mapping[str, list[Off]]
    terms: Mapping[str, list[BodyTerms]]
    versions: Mapping[str, list[Version]]
    bases: Mapping[str, BaseSet]
    _amounts: dict[str, dict[str, int]] = field(default_factory=dict)

    def place(self, item: CostItem) -> tuple[int, int, str, int, str]:
        """Projects in their order, then the item's own place, name and stage."""
        known = {project: at for at, project in enumerate(self.projects)}
        order = known.get(item.project_id or "", 9999)
        stage = _STAGES.index(item.stage) if item.stage in _STAGES else 9
        return (order, item.sort, item.name, stage, item.id)

    def facts(self, item: CostItem, compared: bool = True) -> ItemFacts:
        """An item with its parts, members and what it is held against; relief always needs last year's amounts."""
        terms = tuple(self.terms.get(item.id, ()))
        before = self.items.get(item.before_id or "")
        settles = self.items.get(item.against_id or "")
        parts = tuple(self.parts.get(item.id, ()))
        used = {part.base_set_id for part in parts}
        return ItemFacts(
            item,
            self.projects.get(item.project_id or "", ""),
            parts,
            tuple(self.offs.get(item.id, ())),
            terms,
            self.members_of(item, terms),
            self.bodies,
            {key: base for key, base in self.bases.items() if key in used},
            item.lead_id or self.leads.get(item.project_id or "") or self.core_id,
            tuple(self.versions.get(item.id, ())),
            self.amounts(before) if compared or has_relief(item) else {},
            before,
            self.amounts(settles) if compared else {},
            settles,
        )

    def members_of(self, item: CostItem, terms: Iterable[BodyTerms]) -> tuple[Body, ...]:
        """Who pays: the project's members of the year that belong to the region, and what the item says."""
        said = {one.municipality_id: one.part for one in terms}
        here = {
            one.municipality_id
            for one in members_in(self.members.get(item.project_id or "", ()), item.fiscal_year)
        }

        def pays(body: Body) -> bool:
            if said.get(body.id, ""):
                return said[body.id] == Taking.IN
            return body.id in here and in_region(body, item.fiscal_year)

        return tuple(body for body in self.bodies if pays(body))

    def amounts(self, item: CostItem | None) -> dict[str, int]:
        """What an earlier item gave; nothing while it cannot be computed, and in a circle of references."""
        if item is None:
            return {}
        if item.id not in self._amounts:
            self._amounts[item.id] = {}
            try:
                self._amounts[item.id] = sheet_in_force(self.facts(item)).amounts
            except PlanError:
                self._amounts[item.id] = {}
        return self._amounts[item.id]


def has_relief(item: CostItem) -> bool:
    """Whether last year's amounts decide this year's."""
    return item.relief_rise is not None or item.relief_fall is not None


def _ids_of_year(session: Session, year: int) -> list[str]:
    return list(
        session.scalars(select(ItemRow.id).where(ItemRow.fiscal_year == year, ItemRow.is_deleted.is_(False)))
    )


def _shelf(session: Session, ids: list[str]) -> _Shelf:
    items = _items(session, ids)
    names = project_rows.sheets(session, with_texts=False)
    wanted = list(items)
    bodies = project_rows.bodies(session)
    region = region_rows.region(session)
    return _Shelf(
        bodies,
        {one.id: f"{one.code} {one.name}".strip() for one in names},
        {one.id: one.lead_id for one in names},
        region.core_id,
        project_rows.members(session),
        items,
        _owned(session, CostPart, Part, wanted),
        _owned(session, CostDeduction, Off, wanted),
        _owned(session, CostBody, BodyTerms, wanted),
        _owned(session, CostVersion, Version, wanted),
        base_sets(session),
    )


def _items(session: Session, ids: list[str]) -> dict[str, CostItem]:
    """The items and those they are held against; further back only where relief hands amounts down."""
    found: dict[str, CostItem] = {}
    wanted = list(ids)
    while wanted:
        rows = session.execute(select_live(ItemRow, *_ITEM).where(column(ItemRow, "id").in_(wanted)))
        fresh = [CostItem(**dict(zip(_ITEM, row, strict=True))) for row in rows]
        first = not found
        found |= {item.id: item for item in fresh}
        wanted = [
            other
            for item in fresh
            if first or has_relief(item)
            for other in (item.before_id, item.against_id)
            if other is not None and other not in found
        ]
    return found


def _owned(session: Session, table: type[Row], kind: type[D], ids: list[str]) -> dict[str, list[D]]:
    """Rows of the items, in order, by the id of their item."""
    query = select_live(table, *kind.__dataclass_fields__).where(column(table, "cost_item_id").in_(ids))
    found: dict[str, list[D]] = defaultdict(list)
    for one in sorted((kind(*row) for row in session.execute(query)), key=_place):
        found[one.cost_item_id or ""].append(one)
    return found


def _place(one: Part | Off | BodyTerms | Version) -> tuple[int, str]:
    return (one.sort or 0 if isinstance(one, Part | Off) else 0, one.id)


@kept("base_set", "base_figure")
def base_sets(session: Session) -> Mapping[str, BaseSet]:
    """Every set of base figures with its figures."""
    figures: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for owner, body, value in session.execute(
        select_live(BaseFigure, "base_set_id", "municipality_id", "value")
    ):
        if owner is not None and body is not None and value is not None:
            figures[owner][body] = value
    names = tuple(name for name in BaseSet.__dataclass_fields__ if name != "figures")
    found = {}
    for row in session.execute(select_live(BaseRow, *names)):
        values = dict(zip(names, row, strict=True))
        found[str(values["id"])] = BaseSet(**values, figures=figures.get(str(values["id"]), {}))
    return found


def fixed_bases(session: Session) -> frozenset[str]:
    """Base sets on which a confirmed item rests."""
    found = session.scalars(
        select(CostPart.base_set_id)
        .join(ItemRow, ItemRow.id == CostPart.cost_item_id)
        .where(
            CostPart.is_deleted.is_(False), ItemRow.is_deleted.is_(False), ItemRow.state == ItemState.FIXED
        )
    )
    return frozenset(one for one in found if one is not None)


def place_of(session: Session, kind: str, record_id: str) -> tuple[str, int] | None:
    """The item a record belongs to and its fiscal year; of base figures the newest item that rests on them.

    ("", 0) for base figures nobody uses, None for what is gone.
    """
    tables: Mapping[str, Any] = {
        "cost_part": CostPart,
        "cost_deduction": CostDeduction,
        "cost_body": CostBody,
        "cost_version": CostVersion,
    }
    if kind in ("base_set", "base_figure"):
        figure = session.get(BaseFigure, record_id) if kind == "base_figure" else None
        return _resting_on(session, figure.base_set_id if figure is not None else record_id)
    owner: str | None = record_id
    if kind in tables:
        row = session.get(tables[kind], record_id)
        owner = row.cost_item_id if row is not None else None
    item = session.get(ItemRow, owner) if owner else None
    return (item.id, item.fiscal_year or 0) if item is not None and not item.is_deleted else None


def _resting_on(session: Session, base_id: str | None) -> tuple[str, int]:
    found = session.execute(
        select(ItemRow.id, ItemRow.fiscal_year)
        .join(CostPart, ItemRow.id == CostPart.cost_item_id)
        .where(CostPart.base_set_id == base_id, CostPart.is_deleted.is_(False), ItemRow.is_deleted.is_(False))
        .order_by(ItemRow.fiscal_year.desc(), ItemRow.id)
    ).first()
    return (found[0], found[1] or 0) if found is not None else ("", 0)


def _base_place(base: BaseSet) -> tuple[int, str, int, str]:
    year = base.fiscal_year or (base.as_of.year if base.as_of else 0)
    return (base.sort, base.kind, -year, base.name)


def _office(session: Session) -> Office:
    region = region_rows.region(session)
    return Office(
        region.council_name, region.core_id, region.office_name, region.office_tel, region.foot_mark
    )


def project_totals(session: Session, project_id: str, year: int) -> dict[str, int]:
    """Totals of a project's budget by stage (estimate, original, supplementary, settled)."""
    budget = project_rows.budgets(session, project_id, totals_of=year).get(project_id, {})
    return {key.stage.value: value for key, value in budget.items() if isinstance(value, int)}


def project_exists(session: Session, project_id: str) -> bool:
    """Whether a project is there."""
    row = session.get(Project, project_id)
    return row is not None and not row.is_deleted
