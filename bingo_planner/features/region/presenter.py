"""What the region page shows and does, without a window: six tabs over one reading of the region."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bingo_planner.features.region import drafts, service
from bingo_planner.features.region.drafts import FormState
from bingo_planner.features.region.lists import (
    BodyLine,
    MapArea,
    PactLine,
    PopulationView,
    body_lines,
    map_areas,
    pact_lines,
    population_view,
)
from bingo_planner.features.region.mapping import MapView, map_view
from bingo_planner.features.region.model import ItemRow, LastChange, MapMeasure, RegionPage, YearRow
from bingo_planner.features.region.population import Counts
from bingo_planner.features.region.rules import count_words
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle, format_date, format_fiscal_year
from bingo_planner.kernel.desk import Desk, FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store


class Tab(StrEnum):
    """The tabs of the page."""

    BODIES = "bodies"
    MAP = "map"
    POPULATION = "population"
    PACTS = "pacts"
    YEARS = "years"
    REGION = "region"


TAB_KINDS: Mapping[str, Tab] = {
    "municipality": Tab.BODIES,
    "membership": Tab.BODIES,
    "other_region": Tab.BODIES,
    "outline": Tab.MAP,
    "population": Tab.POPULATION,
    "population_series": Tab.POPULATION,
    "pact": Tab.PACTS,
    "pact_item": Tab.PACTS,
    "year_lock": Tab.YEARS,
    "region": Tab.REGION,
}
FORM_KINDS: Mapping[Tab, str] = {
    Tab.BODIES: "municipality",
    Tab.PACTS: "pact",
    Tab.YEARS: "year_lock",
    Tab.REGION: "region",
}


@dataclass(frozen=True)
class RegionState:
    """All the page shows. `form` is the record beside the table, None while the side is closed."""

    loading: bool = True
    problem: PlanError | None = None
    page: RegionPage | None = None
    tab: Tab = Tab.BODIES
    context: str = ""
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    needle: str = ""
    bodies: tuple[BodyLine, ...] = ()
    pacts: tuple[PactLine, ...] = ()
    pact_id: str = ""
    items: tuple[ItemRow, ...] = ()
    years: tuple[YearRow, ...] = ()
    measure: MapMeasure = MapMeasure.DENSITY
    map: MapView | None = None
    areas: tuple[MapArea, ...] = ()
    attribution: str = ""
    population: PopulationView = field(default_factory=PopulationView)
    form: FormState | None = None
    region_form: FormState | None = None

    @property
    def is_empty(self) -> bool:
        """There is no municipality yet, and none is being written."""
        return self.page is not None and not self.page.facts.bodies and self.form is None


class RegionPresenter:
    """Takes intents, asks services, shows whole states."""

    def __init__(
        self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[RegionState], None]
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self._state = RegionState()
        self._counts = Counts({})
        self._series, self._whose = "", ""
        self._wanted: tuple[str, str] | None = None

    @property
    def state(self) -> RegionState:
        """The state shown last."""
        return self._state

    # -- reading ---------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        year = int(self.desk.year)
        self.jobs.query("region", lambda: service.read_page(self.store, year), self._read, self._failed)

    def _read(self, page: RegionPage) -> None:
        self._counts = Counts(page.facts.persons)
        pacts = pact_lines(page)
        chosen = self._state.pact_id
        if chosen not in {line.id for line in pacts}:
            chosen = pacts[0].id if pacts else ""
        self._state = replace(
            self._state,
            loading=False,
            problem=None,
            page=page,
            context=self._context(page),
            style=self.desk.style,
            read_only=self.desk.read_only,
            pacts=pacts,
            pact_id=chosen,
            years=page.years,
            attribution=page.facts.attribution,
            form=self._form_again(page),
            region_form=drafts.region_form(page, self._state.region_form),
        )
        self._emit()
        if self._wanted is not None:
            kind, record_id = self._wanted
            self._wanted = None
            self.opened_record(kind, record_id)

    def _failed(self, error: PlanError) -> None:
        self._state = replace(self._state, loading=False, problem=error)
        self._show(self._state)

    def _context(self, page: RegionPage) -> str:
        cities, towns, villages = count_words(page.facts.members)
        year = format_fiscal_year(self.desk.year, self.desk.style)
        parts = [(cities, "{n} cities"), (towns, "{n} towns"), (villages, "{n} villages")]
        told = [translate("region", words, n=count) for count, words in parts if count]
        glue = ", " if language() == "en" else ""
        return translate(
            "region",
            "{region}, {year}: {bodies}, {pacts} pacts",
            region=page.facts.region.label,
            year=year,
            bodies=glue.join(told) or "0",
            pacts=len(page.facts.pacts),
        )

    def _form_again(self, page: RegionPage) -> FormState | None:
        form = self._state.form
        return drafts.renewed(page, form) if form is not None else None

    def _emit(self, **changed: object) -> None:
        """Show the state with what follows from tab, filter and choices worked out anew."""
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        page = state.page
        if page is not None:
            state = replace(state, items=page.items_of(state.pact_id))
            if state.tab is Tab.BODIES:
                state = replace(state, bodies=body_lines(page, self._counts, state.needle))
            elif state.tab is Tab.MAP:
                view = map_view(page.facts, state.measure, self._counts)
                state = replace(state, map=view, areas=map_areas(page, view))
            elif state.tab is Tab.POPULATION:
                view_of = population_view(page, self._counts, self._series, self._whose)
                state = replace(state, population=view_of)
        self._state = state
        self._show(state)

    # -- looking ---------------------------------------------------------------------------------
    def chose_tab(self, tab: Tab) -> None:
        """Another tab; its side form closes."""
        self._emit(tab=tab, form=None)

    def filtered(self, text: str) -> None:
        """Words typed into the filter."""
        self._emit(needle=text)

    def chose_measure(self, measure: MapMeasure) -> None:
        """What the map shows."""
        self._emit(measure=measure)

    def chose_series(self, series: str) -> None:
        """Which source and vintage the population tab shows."""
        self._series = series
        self._emit()

    def chose_whose(self, body_id: str) -> None:
        """Whose population: a body, or "" for the whole region."""
        self._whose = body_id
        self._emit()

    def chose_pact(self, pact_id: str) -> None:
        """The pact whose schedule is shown."""
        if pact_id == self._state.pact_id:
            return
        form = self._state.form
        self._emit(pact_id=pact_id, form=None if form is not None and form.kind == "pact_item" else form)
        if form is not None and form.kind == "pact":
            self.opened_record("pact", pact_id)

    def chose(self, kind: str, record_id: str) -> None:
        """Another row was selected: an open form follows."""
        form = self._state.form
        if form is not None and form.kind == kind and not form.is_draft and form.record_id != record_id:
            self.opened_record(kind, record_id)

    def opened_record(self, kind: str, record_id: str) -> None:
        """Show a record in its tab, with its form open."""
        page = self._state.page
        if page is None:
            self._wanted = (kind, record_id)
            return
        tab = TAB_KINDS.get(kind, Tab.BODIES)
        kind, record_id = drafts.owner(page, kind, record_id)
        pact_id = drafts.pact_of(page, kind, record_id) or self._state.pact_id
        form = drafts.form_of(page, kind, record_id) if tab not in (Tab.REGION, Tab.MAP) else None
        self._emit(
            tab=tab, pact_id=pact_id, form=form, needle="" if tab is Tab.BODIES else self._state.needle
        )
        if form is not None:
            self._ask_last_change(form)

    def _ask_last_change(self, form: FormState) -> None:
        def told(change: LastChange | None) -> None:
            now = self._state.form
            if now is not None and now.record_id == form.record_id and change is not None:
                self._emit(form=replace(now, foot=self._changed_words(change)))

        self.jobs.query(
            "region.change",
            lambda: service.read_last_change(self.store, form.kind, form.record_id),
            told,
        )

    def _changed_words(self, change: LastChange) -> str:
        day = format_date(change.at.date(), self.desk.style, "month_day")
        return translate(
            "region", "Last changed {day} {time}, {who}", day=day, time=f"{change.at:%H:%M}", who=change.who
        )

    def closed_form(self) -> None:
        """The side form was closed; a record not yet added is given up."""
        self._emit(form=None)

    def asked_history(self) -> None:
        """The history of the record in the form."""
        form = self._state.form
        if form is not None and form.record_id:
            self.desk.show_history(form.kind, form.record_id)

    def went_to_project(self, project_id: str) -> None:
        """A project that rests on an item."""
        self.desk.go("project", project_id)

    # -- editing ---------------------------------------------------------------------------------
    def edited(self, key: str, value: Stored) -> None:
        """A finished edit in the side form."""
        form = self._state.form
        if form is None:
            return
        if (
            form.kind == "year_lock"
        ):  # a settled year is opened from here, so its reason can always be written
            self._emit(form=form.typed(key, value))
        elif self.desk.read_only:
            return
        elif form.is_draft:
            self._edited_draft(form, key, value)
        else:
            self._change(form, key, value)

    def edited_region(self, key: str, value: Stored) -> None:
        """A finished edit of the region's own facts."""
        form = self._state.region_form
        if form is None or self.desk.read_only:
            return

        def refused(error: PlanError) -> None:
            self._emit(region_form=form.refused(key, value, error))

        def done(_changes: Changes) -> None:
            self.opened()

        def work() -> Changes:
            if form.record_id:
                return service.do_set(self.store, "region", form.record_id, {key: value})
            return service.do_add(self.store, "region", {key: value})

        self._state = replace(self._state, region_form=form.typed(key, value))
        self.jobs.change(work, done, refused)

    def edited_item(self, item_id: str, key: str, text: str) -> None:
        """A cell of the schedule was typed into."""
        if not self.desk.read_only:
            self.jobs.change(
                lambda: service.do_set(self.store, "pact_item", item_id, {key: text}),
                self._changed,
                self.desk.problem,
            )

    def _change(self, form: FormState, key: str, value: Stored) -> None:
        def refused(error: PlanError) -> None:
            now = self._state.form
            if now is not None and now.record_id == form.record_id:
                self._emit(form=now.refused(key, value, error))
            else:
                self.desk.problem(error)

        page = self._state.page
        if page is not None:
            self._state = replace(self._state, form=form.typed(key, value))
            self.jobs.change(self._work(page, form, key, value), self._changed, refused)

    def _work(self, page: RegionPage, form: FormState, key: str, value: Stored) -> Callable[[], Changes]:
        body = page.facts.body(form.record_id)
        if key == "others":
            names = re.split(r"[、,，;；]", str(value or ""))
            return lambda: service.do_set_others(self.store, form.record_id, names)
        if key.startswith(drafts.TERM) and body is not None:
            name = key.removeprefix(drafts.TERM)
            if not body.terms:
                values = {"municipality_id": body.id, "role": "partner", name: value}
                return lambda: service.do_add(self.store, "membership", values)
            term = body.terms[-1].id
            return lambda: service.do_set(self.store, "membership", term, {name: value})
        return lambda: service.do_set(self.store, form.kind, form.record_id, {key: value})

    def _changed(self, _changes: Changes) -> None:
        self.opened()

    # -- adding and removing ---------------------------------------------------------------------
    def asked_to_add(self) -> None:
        """A new record of the tab's kind; it is kept as soon as its required fields are filled in."""
        page = self._state.page
        if page is None or self.desk.read_only:
            return
        if self._state.tab is Tab.PACTS:
            self._emit(form=drafts.new_pact(page))
        else:
            self._emit(tab=Tab.BODIES, form=drafts.new_body(page, self.desk.year.start))

    def asked_to_add_item(self) -> None:
        """A new item in the schedule of the chosen pact."""
        page = self._state.page
        if page is not None and self._state.pact_id and not self.desk.read_only:
            self._emit(tab=Tab.PACTS, form=drafts.new_item(page, self._state.pact_id))

    def _edited_draft(self, form: FormState, key: str, value: Stored) -> None:
        page = self._state.page
        if page is None:
            return
        form = drafts.completed(page, form.typed(key, value), key)
        if not form.is_complete:
            self._emit(form=form)
            return

        def refused(error: PlanError) -> None:
            self._emit(form=form.refused(key, value, error))

        def added(changes: Changes) -> None:
            new = sorted(changes.ids_of(form.kind))
            self._state = replace(self._state, form=None)
            self._wanted = (form.kind, new[0]) if new else None
            self._say_undo(translate("region", "Added."))
            self._reopen()

        self._state = replace(self._state, form=form)
        self.jobs.change(lambda: drafts.add(self.store, form), added, refused)

    def _reopen(self) -> None:
        """Read again and then show the record that is wanted."""
        wanted, self._wanted = self._wanted, None

        def done(page: RegionPage) -> None:
            self._wanted = wanted
            self._read(page)

        year = int(self.desk.year)
        self.jobs.query("region", lambda: service.read_page(self.store, year), done, self._failed)

    def asked_to_remove(self) -> None:
        """Put the record in the form into the bin."""
        form = self._state.form
        if form is None or form.is_draft or self.desk.read_only or form.kind == "year_lock":
            return

        def removed(_changes: Changes) -> None:
            self._state = replace(self._state, form=None)
            self._say_undo(translate("region", "“{name}” went to the bin.", name=form.title))
            self.opened()

        self.jobs.change(
            lambda: service.do_remove(self.store, form.kind, form.record_id), removed, self.desk.problem
        )

    def asked_to_copy_items(self) -> None:
        """Copy the schedule of the first pact that has one into the chosen pact."""
        page, target = self._state.page, self._state.pact_id
        if page is None or not target or self.desk.read_only:
            return
        source = next(
            (pact.id for pact in page.facts.pacts if pact.id != target and page.items_of(pact.id)), ""
        )
        if source:
            self.jobs.change(
                lambda: service.do_copy_items(self.store, source, target), self._changed, self.desk.problem
            )

    def _say_undo(self, text: str) -> None:
        def undo() -> None:
            self.jobs.change(self.store.undo, self._changed, self.desk.problem)

        self.desk.say(text, FollowUp(translate("region", "Undo"), undo))

    # -- years -----------------------------------------------------------------------------------
    def asked_to_lock(self, locked: bool) -> None:
        """Settle the year in the form or open it again; its reason must be written."""
        form = self._state.form
        if form is None or form.kind != "year_lock":
            return
        year, reason = int(form.record_id), str(form.values.get("reason") or "")

        def refused(error: PlanError) -> None:
            self._emit(form=form.refused("reason", reason, error))

        def done(_changes: Changes) -> None:
            words = "{year} is settled." if locked else "{year} is open again."
            name = format_fiscal_year(year, self.desk.style)
            self._state = replace(self._state, form=None)
            self._say_undo(translate("region", words, year=name))
            self.opened()

        self.jobs.change(lambda: service.do_lock_year(self.store, year, locked, reason), done, refused)
