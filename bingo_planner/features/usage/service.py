"""What can be read and done with monthly figures: every write is one transaction and one step of undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.model import Body
from bingo_planner.features.usage import service_put as put
from bingo_planner.features.usage import service_read as rows
from bingo_planner.features.usage.model import (
    CellKey,
    Edit,
    Edits,
    Link,
    Month,
    Named,
    Service,
    UsageYear,
)
from bingo_planner.features.usage.rules import cells, facilities_in, order_of
from bingo_planner.features.usage.tables import UsageReport, UsageValue
from bingo_planner.kernel.changes import NOTHING, Changes
from bingo_planner.kernel.dates import FiscalYear, format_month, month_end
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.history import Entry
from bingo_planner.store.history import author as signed_by
from bingo_planner.store.store import Store, Unit


# -- reading ------------------------------------------------------------------------------------------
def read_services(store: Store) -> tuple[Service, ...]:
    """Every joint service with its places and measures, in order."""
    with store.read() as session:
        return rows.services(session)


def read_year(store: Store, service_id: str, year: int) -> UsageYear:
    """A service over a fiscal year and the one before: figures, states, corrections, files."""
    with store.read() as session:
        return rows.usage_year(session, service_id, year, store.clock.today())


def read_years(store: Store, year: int) -> list[UsageYear]:
    """All services over a fiscal year; for papers, exports and other rooms."""
    with store.read() as session:
        today = store.clock.today()
        return [rows.usage_year(session, one.id, year, today) for one in rows.services(session)]


@dataclass(frozen=True, slots=True)
class UsagePage:
    """What the page shows, in one read. `data` is None while there is no service."""

    services: tuple[Service, ...]
    links: tuple[Link, ...]
    data: UsageYear | None
    projects: tuple[Named, ...] = ()
    kpis: tuple[Named, ...] = ()


def read_page(store: Store, year: int, service_id: str = "") -> UsagePage:
    """Services, links and the chosen service over a fiscal year; the first one when none or a strange one is named."""
    with store.read() as session:
        known = rows.services(session)
        chosen = service_id if service_id in {one.id for one in known} else ""
        chosen = chosen or (known[0].id if known else "")
        data = rows.usage_year(session, chosen, year, store.clock.today()) if chosen else None
        return UsagePage(known, rows.links(session), data, rows.projects(session), rows.kpis(session))


def read_where(store: Store, kind: str, record_id: str) -> tuple[str, dt.date | None, CellKey | None]:
    """The service, month and cell a record of figures belongs to."""
    with store.read() as session:
        return rows.where(session, kind, record_id)


def read_links(store: Store) -> tuple[Link, ...]:
    """How KPIs take their figures from measures."""
    with store.read() as session:
        return rows.links(session)


def read_trail(store: Store, value_id: str) -> list[Entry]:
    """Who set one figure, when and to what, newest first."""
    return store.history("usage_value", value_id)


# -- figures ------------------------------------------------------------------------------------------
def do_set_figures(store: Store, service_id: str, edits: Edits) -> Changes:
    """Set figures of open months in one step (a pasted block is one).

    Refused as a whole: a settled year, a confirmed month (correct it with a reason), a month that has not begun,
    a figure the measure cannot hold.
    """
    if not edits:
        return NOTHING
    label = translate("usage", "Change figures ({n})", n=len(edits))
    with store.change(label if len(edits) > 1 else translate("usage", "Change figure")) as unit:
        own = _ready(unit, store, service_id, edits)
        put.refuse_confirmed(unit, own.id, (edit.month for edit in edits))
        put.put_figures(unit, own.id, edits, {})
        for place, month in {(edit.key.facility, edit.month) for edit in edits}:
            arrived(unit, own.id, place, month, edits)
    return unit.changes


def do_correct(store: Store, service_id: str, edits: Edits, reason: str) -> Changes:
    """Change figures of confirmed months: old and new stay side by side with the reason, who and when."""
    if not reason.strip():
        raise PlanError.in_fields(FieldProblem("reason", "usage.reason"))
    with store.change(translate("usage", "Correct figures ({n})", n=len(edits))) as unit:
        own = _ready(unit, store, service_id, edits)
        changed = put.put_corrections(unit, own.id, edits, hand(store, reason))
        put.put_figures(unit, own.id, changed, {})
        for place, month in {(edit.key.facility, edit.month) for edit in changed}:
            arrived(unit, own.id, place, month, changed)
    return unit.changes


def hand(store: Store, reason: str) -> put.Hand:
    """Who corrects, when and why."""
    author = signed_by(store.recorder.user)
    return put.Hand(reason.strip(), store.clock.today(), " ".join((author.body, author.name)).strip())


def _ready(unit: Unit, store: Store, service_id: str, edits: Edits) -> Service:
    """The service, when every edit may be made."""
    own = rows.service(unit.session, service_id)
    months = sorted({edit.month for edit in edits})
    put.refuse_locked(unit, months)
    put.refuse_ahead(months, store.clock.today())
    for edit in edits:
        put.check_edit(own, edit)
    return own


def arrived(unit: Unit, service_id: str, place: str, month: dt.date, edits: Edits) -> None:
    """A place whose figures come in is no longer 未集計 as a whole; cells still missing stay so one by one."""
    mine = [edit for edit in edits if edit.key.facility == place and edit.month == month]
    row = unit.session.get(UsageReport, put.report_id(service_id, place, month))
    is_late = row is not None and row.state == "pending"
    if not is_late or not any(isinstance(edit.figure, Decimal) for edit in mine):
        return
    held = rows.months(unit.session, service_id, month, month).get(month)
    put.put_report(unit, service_id, place, month, state="")
    if held is not None and held.is_confirmed:
        put.put_figures(unit, service_id, _still_pending(unit.session, service_id, place, held, mine), {})


def _still_pending(session: Session, service_id: str, place: str, held: Month, edits: Edits) -> list[Edit]:
    """Figures of a late place that have not come: marked 未集計 one by one."""
    came = {edit.key for edit in edits}
    data = rows.usage_year(session, service_id, FiscalYear.of(held.month), held.month)
    members = order_of(data, held.month)
    return [
        Edit(held.month, key, Mark.PENDING)
        for measure in data.service.measures
        for key in cells(data.service, measure, members, held.month)
        if key.facility == place and key not in came and key not in held.figures
    ]


def do_copy_last_month(store: Store, service_id: str, keys: Sequence[CellKey], month: dt.date) -> Changes:
    """Fill cells with the figures of the month before; cells it does not know stay as they are."""
    data = read_year(store, service_id, FiscalYear.of(month))
    before = data.month(month - dt.timedelta(days=1))
    found = [(key, before.figure(key)) for key in keys]
    edits = [Edit(month, key, one) for key, one in found if one not in (Mark.BLANK, Mark.PENDING)]
    return do_set_figures(store, service_id, edits)


def do_set_pending(
    store: Store, service_id: str, month: dt.date, places: Sequence[str], pending: bool = True
) -> Changes:
    """Say that the figures of places will come later (未集計), or no longer."""
    with store.change(translate("usage", "Mark as not yet counted")) as unit:
        put.service_row(unit, service_id)
        put.refuse_locked(unit, [month])
        put.refuse_confirmed(unit, service_id, [month])
        for place in places:
            put.put_report(unit, service_id, place, month, state="pending" if pending else "")
    return unit.changes


def do_set_open_days(store: Store, service_id: str, month: dt.date, place: str, days: int | None) -> Changes:
    """Say on how many days a place was open; None: by the weekdays of the service."""
    last = month_end(month).day
    if days is not None and not 0 <= days <= last:
        raise PlanError("field.range", label=translate("usage", "Open days"), first=0, last=last)
    with store.change(translate("usage", "Change open days")) as unit:
        put.service_row(unit, service_id)
        put.refuse_locked(unit, [month])
        put.refuse_confirmed(unit, service_id, [month])
        put.put_report(unit, service_id, place, month, open_days=days)
    return unit.changes


def do_mark_seen(store: Store, service_id: str, month: dt.date, keys: Sequence[CellKey]) -> Changes:
    """Note that figures were looked at and are right as they stand."""
    with store.change(translate("usage", "Figures looked at")) as unit:
        put.refuse_locked(unit, [month])
        for key in keys:
            own = put.value_id(put.report_id(service_id, key.facility, month), key)
            row = unit.get(UsageValue, own)
            row.seen = row.value
    return unit.changes


# -- months -------------------------------------------------------------------------------------------
def do_confirm(store: Store, service_id: str, month: dt.date, *, accept_blanks: bool = False) -> Changes:
    """Confirm a month (確定): from now on figures change only with a reason.

    Blank figures refuse it (`usage.blanks` with their count), or become 未集計 with `accept_blanks`; never 0.
    """
    with store.change(translate("usage", "Confirm {month}", month=format_month(month))) as unit:
        put.refuse_locked(unit, [month])
        put.refuse_ahead([month], store.clock.today())
        put_confirmed(unit, service_id, month, hand(store, ""), accept_blanks=accept_blanks)
    return unit.changes


def put_confirmed(unit: Unit, service_id: str, month: dt.date, by: put.Hand, *, accept_blanks: bool) -> None:
    """Confirm a month within a change; what is blank becomes 未集計 when that is accepted."""
    own = rows.service(unit.session, service_id)
    bodies = tuple(body for body in region_rows.bodies(unit.session) if not body.is_outside)
    put_confirmed_of(unit, own, bodies, month, by, accept_blanks=accept_blanks)


def put_confirmed_of(
    unit: Unit, own: Service, bodies: tuple[Body, ...], month: dt.date, by: put.Hand, *, accept_blanks: bool
) -> None:
    """`put_confirmed` with the set-up read already."""
    held = rows.months(unit.session, own.id, month, month).get(month) or Month(month)
    blanks = _blanks(own, bodies, held)
    if blanks and not accept_blanks:
        raise _blank_error(own, month, blanks)
    whole = _wholly_blank(own, held, blanks)
    for place in whole:
        put.put_report(unit, own.id, place, month, state="pending")
    single = [Edit(month, key, Mark.PENDING) for key in blanks if key.facility not in whole]
    if single:
        put.put_figures(unit, own.id, single, {})
    put.put_month(unit, own.id, month, is_confirmed=True, confirmed_on=by.on, confirmed_by=by.by)


def _blanks(own: Service, bodies: tuple[Body, ...], held: Month) -> list[CellKey]:
    """Cells that nobody has entered."""
    data = UsageYear(own, FiscalYear.of(held.month), held.month, bodies, {held.month: held})
    members = order_of(data, held.month)
    return [
        key
        for measure in own.measures
        for key in cells(own, measure, members, held.month)
        if held.figure(key) is Mark.BLANK
    ]


def _wholly_blank(own: Service, held: Month, blanks: list[CellKey]) -> set[str]:
    entered = {key.facility for key, one in held.figures.items() if one.figure is not Mark.BLANK}
    places = {one.id for one in facilities_in(own, held.month)}
    return {key.facility for key in blanks} & places - entered


def _blank_error(own: Service, month: dt.date, blanks: list[CellKey]) -> PlanError:
    places = dict.fromkeys(key.facility for key in blanks)
    found = [own.facility(one) for one in places]
    names = [one.name for one in found if one is not None] or [own.name]
    more = "…" if len(names) > 3 else ""
    return PlanError(
        "usage.blanks",
        count=len(blanks),
        month=format_month(month),
        names=translate("usage", ", ").join(names[:3]) + more,
    )


def do_reopen(store: Store, service_id: str, month: dt.date, reason: str) -> Changes:
    """Open a confirmed month again, for one that was confirmed by mistake; the reason stays with the month."""
    if not reason.strip():
        raise PlanError.in_fields(FieldProblem("reason", "usage.reason"))
    with store.change(translate("usage", "Reopen {month}", month=format_month(month))) as unit:
        put.service_row(unit, service_id)
        put.refuse_locked(unit, [month])
        put.put_month(unit, service_id, month, is_confirmed=False, note=reason.strip())
    return unit.changes
