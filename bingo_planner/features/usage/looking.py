"""What the usage page shows, without a window: the sheet of a month, months, year table, trail, set-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bingo_planner.features.usage import drafts, service, trails
from bingo_planner.features.usage.model import CellKey, Finding, Link, UsageYear
from bingo_planner.features.usage.review import find
from bingo_planner.features.usage.rules import runs_in
from bingo_planner.features.usage.sheets import key_of, place_of, plan_for, plans_of, sheet_of
from bingo_planner.features.usage.state import TAB_KINDS, Refusal, Tab, UsageState, View
from bingo_planner.features.usage.yearly import Side, month_lines, year_table
from bingo_planner.kernel.dates import FiscalYear, format_month, month_end
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.history import Entry
from bingo_planner.store.store import Store


def preset_month(data: UsageYear) -> dt.date:
    """Where work goes on: the first month that is over and not confirmed, else the last one that has begun."""
    months = FiscalYear(data.year).months()
    begun = [one for one in months if one <= data.today and runs_in(data.service, one)]
    waiting = [one for one in begun if month_end(one) < data.today and not data.month(one).is_confirmed]
    if waiting and any(data.month(one).figures for one in waiting):
        return next(one for one in waiting if data.month(one).figures)
    if waiting:
        return waiting[0]
    return begun[-1] if begun else months[0]


class UsageLooker:
    """Reads, and takes the intents that only look; the rooms above add those that write."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[UsageState], None]) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self._state = UsageState()
        self._links: tuple[Link, ...] = ()
        self._measure = ""
        self._side: Side | None = None
        self._wanted: tuple[str, str] | None = None

    @property
    def state(self) -> UsageState:
        """The state shown last."""
        return self._state

    # -- reading -----------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        year, wanted = int(self.desk.year), self._state.service_id
        if self._state.data is None:
            self._show(self._state)
        self.jobs.query(
            "usage", lambda: service.read_page(self.store, year, wanted), self._read, self._failed
        )

    def _read(self, page: service.UsagePage) -> None:
        self._links = page.links
        data = page.data
        month = self._state.month
        if data is not None and FiscalYear.of(month) != data.year:
            month = preset_month(data)
        self._state = replace(
            self._state,
            loading=False,
            problem=None,
            services=page.services,
            projects=page.projects,
            kpis=page.kpis,
            service_id=data.service.id if data else "",
            data=data,
            month=month,
            style=self.desk.style,
            read_only=self.desk.read_only,
            form=self._form_again(page),
        )
        self._emit()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.opened_record(*wanted)

    def _form_again(self, page: service.UsagePage) -> drafts.FormState | None:
        """The same record after another reading; refused values and their reasons stay."""
        form = self._state.form
        if form is None or form.is_draft:
            return form
        fresh = drafts.form_of(page.services, page.links, form.kind, form.record_id)
        if fresh is None:
            return None
        kept = {key: form.values.get(key) for key in form.problems}
        return replace(fresh, values={**fresh.values, **kept}, problems=form.problems)

    def _failed(self, error: PlanError) -> None:
        self._state = replace(self._state, loading=False, problem=error)
        self._show(self._state)

    def _emit(self, **changed: object) -> None:
        """Show the state with what follows from tab, month and choices worked out anew."""
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        if state.data is not None:
            state = self._worked_out(state, state.data)
        self._state = state
        self._show(state)

    def _worked_out(self, state: UsageState, data: UsageYear) -> UsageState:
        plans = plans_of(data.service)
        plan = plan_for(data.service, self._measure) or (plans[0] if plans else None)
        month = data.month(state.month)
        findings = tuple(find(data, month)) if state.tab is Tab.ENTRY else state.findings
        category = state.category
        if plan is not None and plan.by_category:
            known = [one.id for one in data.service.categories(plan.first.breakdown_id)]
            category = category if category in known else (known[0] if known else "")
        sheet = sheet_of(data, plan, state.month, findings, category) if plan is not None else None
        measure = data.service.measure(self._measure) or (plan.first if plan else None)
        return replace(
            state,
            sheet=sheet,
            findings=findings,
            category=category,
            months=month_lines(data) if state.tab is Tab.MONTHS else state.months,
            setup=self._setup(state, data) if state.tab is Tab.SETUP else state.setup,
            table=year_table(data, measure, self._side) if measure and state.tab is Tab.YEAR else None,
            context=self._context(state, data),
        )

    def _setup(self, state: UsageState, data: UsageYear) -> tuple[drafts.SetupLine, ...]:
        kpis = {one.id: one.name for one in state.kpis}
        return drafts.setup_lines(state.services, data.service.id, self._links, data, kpis)

    def _context(self, state: UsageState, data: UsageYear) -> str:
        if state.tab is not Tab.ENTRY:
            return data.service.name
        plan = plan_for(data.service, self._measure) or next(iter(plans_of(data.service)), None)
        names = translate("usage", ", ").join(one.name for one in plan.measures) if plan else ""
        unit = plan.first.unit if plan else ""
        return translate(
            "usage", "{service}  {measure} ({unit})", service=data.service.name, measure=names, unit=unit
        )

    # -- choices -----------------------------------------------------------------------------------
    def chose_tab(self, tab: Tab) -> None:
        """Another tab; its side form closes."""
        self._emit(tab=tab, form=None, trail=None)

    def chose_service(self, service_id: str) -> None:
        """Another service: its own month, measure and view."""
        if service_id == self._state.service_id:
            return
        self._measure, self._side = "", None
        fresh = UsageState(
            tab=self._state.tab,
            services=self._state.services,
            service_id=service_id,
            style=self._state.style,
            with_last=self._state.with_last,
            with_year=self._state.with_year,
            setup_kind=self._state.setup_kind,
        )
        self._state = fresh
        self._show(fresh)
        self.opened()

    def chose_month(self, month: dt.date) -> None:
        """Another month of the year."""
        data = self._state.data
        if data is None or FiscalYear.of(month) != data.year:
            return
        self._emit(month=month.replace(day=1), **_FRESH)

    def stepped(self, months: int) -> None:
        """So many months on; the year's ends hold."""
        at = self._state.month
        number = at.year * 12 + at.month - 1 + months
        self.chose_month(dt.date(number // 12, number % 12 + 1, 1))

    def chose_measure(self, measure_id: str) -> None:
        """Another sheet, or another measure of the year table."""
        self._measure = measure_id
        self._emit(refusals=(), trail=None, view=View.FIGURES)

    def chose_category(self, category: str) -> None:
        """Another class of a measure that has places, bodies and classes."""
        self._emit(category=category, refusals=())

    def chose_view(self, view: View) -> None:
        """Figures, per open day, or percent of the seats."""
        self._emit(view=View(view))

    def chose_side(self, side: Side) -> None:
        """By what the year table is split."""
        self._side = side
        self._emit()

    def toggled_last(self) -> None:
        """Last month beside the figures, or not."""
        self._emit(with_last=not self._state.with_last)

    def toggled_year(self) -> None:
        """The same month last year beside the figures, or not."""
        self._emit(with_year=not self._state.with_year)

    # -- going to and fro ----------------------------------------------------------------------------
    def went_to(self, finding: Finding) -> None:
        """To the cell of something to look at, on its own sheet."""
        data = self._state.data
        if data is None:
            return
        self._measure = finding.key.measure or self._measure
        self._emit(view=View.FIGURES)
        sheet = self._state.sheet
        place = place_of(sheet, finding.key) if sheet is not None else None
        if place is None and sheet is not None and finding.key.facility and sheet.columns:
            place = (finding.key.facility, sheet.columns[0].key)
        self._emit(jump=place, told=self._state.told + 1)

    def went_to_refusal(self, refusal: Refusal) -> None:
        """To a cell whose text could not be taken."""
        self._emit(jump=(refusal.row, refusal.column), told=self._state.told + 1)

    def opened_month(self, month: dt.date) -> None:
        """A month out of the list: to its sheet."""
        self._emit(tab=Tab.ENTRY, month=month, **_FRESH)

    def opened_record(self, kind: str, record_id: str) -> None:
        """Show a record: a figure in its cell, a month, a record of the set-up in its form."""
        if self._state.data is None:
            self._wanted = (kind, record_id)
            return
        if kind == "kpi_origin":
            self._show_origin(record_id)
            return
        tab = TAB_KINDS.get(kind, Tab.ENTRY)
        if tab is Tab.SETUP:
            self._open_setup(kind, record_id)
        elif kind == "usage_source":
            self._emit(tab=tab)
        else:
            self.jobs.query(
                "usage.where", lambda: service.read_where(self.store, kind, record_id), self._arrive
            )

    def _show_origin(self, kpi_id: str) -> None:
        """The formula that makes the actuals of a KPI, and the months they rest on."""
        link = next((one for one in self._links if one.kpi_id == kpi_id), None)
        if link is not None:
            self.opened_record("usage_link", link.id)
        else:
            self.desk.say(translate("usage", "No joint service gives this KPI its figures: they were typed."))

    def _open_setup(self, kind: str, record_id: str) -> None:
        own = drafts.service_of(self._state.services, self._links, kind, record_id)
        if own and own != self._state.service_id:
            self._wanted = (kind, record_id)
            self.chose_service(own)
            return
        form = drafts.form_of(self._state.services, self._links, kind, record_id)
        self._emit(tab=Tab.SETUP, setup_kind=kind, form=form)

    def _arrive(self, found: tuple[str, dt.date | None, CellKey | None]) -> None:
        own, month, key = found
        if not own or month is None:
            return
        if own != self._state.service_id or self._state.data is None:
            self.chose_service(own)
        if key is not None:
            self._measure = key.measure
        self._emit(tab=Tab.ENTRY)
        self.chose_month(month)
        if key is not None and self._state.sheet is not None:
            self._emit(jump=place_of(self._state.sheet, key), told=self._state.told + 1)

    # -- where a figure came from --------------------------------------------------------------------
    def asked_trail(self, row: str, column: str) -> None:
        """File, cell, who, when and every change of one figure."""
        state = self._state
        key = key_of(state.sheet, row, column) if state.sheet is not None else None
        data = state.data
        if key is None or data is None:
            return
        held = data.month(state.month).figures.get(key)

        def came(entries: list[Entry]) -> None:
            self._emit(trail=trails.trail_of(data, state.month, key, entries, self.desk.style))

        if held is None:
            came([])
        else:
            self.jobs.query("usage.trail", lambda: service.read_trail(self.store, held.id), came)

    def closed_side(self) -> None:
        """The side was closed; a record not yet added is given up."""
        self._emit(form=None, trail=None)

    def asked_history(self) -> None:
        """The history of what the side shows."""
        form, trail = self._state.form, self._state.trail
        if form is not None and form.record_id:
            self.desk.show_history(form.kind, form.record_id)
        elif trail is not None and trail.value_id:
            self.desk.show_history("usage_value", trail.value_id)

    def month_words(self) -> str:
        """令和6年7月."""
        return format_month(self._state.month, self.desk.style)


_FRESH: dict[str, object] = {
    "refusals": (),
    "trail": None,
    "correcting": False,
    "reason": "",
    "reason_problem": "",
    "jump": None,
}
"""What another month starts with."""
