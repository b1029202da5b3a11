"""What the region page shows, without a window: six tabs over one reading of the region."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bingo_planner.features.region import drafts, service
from bingo_planner.features.region.drafts import FormState
from bingo_planner.features.region.lists import body_lines, map_areas, pact_lines, population_view
from bingo_planner.features.region.mapping import map_view
from bingo_planner.features.region.model import LastChange, MapMeasure, RegionPage
from bingo_planner.features.region.population import Counts
from bingo_planner.features.region.rules import count_words
from bingo_planner.features.region.state import TAB_KINDS, RegionState, Tab
from bingo_planner.kernel.dates import format_date, format_fiscal_year
from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.store.store import Store


class RegionLooker:
    """Reads, and takes the intents that only look; the presenter adds those that write."""

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
        if not told:
            return year
        glue = ", " if language() == "en" else ""
        return translate(
            "region",
            "{region}, {year}: {bodies}, {pacts} pacts",
            region=page.facts.region.label,
            year=year,
            bodies=glue.join(told),
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

    # -- paper and tables ------------------------------------------------------------------------
    def asked_to_print(self) -> None:
        """The region at a glance, as a paper."""
        title, year, lang = translate("region", "The region at a glance"), self.desk.year, language()

        def work(progress: Progress) -> Path:
            from bingo_planner.features.region.printing import build_region

            path = Path(tempfile.mkdtemp(prefix="bingo-planner-")) / f"{title}.pdf"
            build_region(self.store, year, lang, path, progress, self.desk.style)
            return path

        self.jobs.run(title, work, lambda path: self.desk.preview(title, path), self.desk.problem)

    def asked_to_export(self) -> None:
        """Municipalities, populations and pacts as tables."""
        title, year = translate("region", "Region and pacts"), int(self.desk.year)

        def chosen(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                from bingo_planner.exchange import files
                from bingo_planner.features.region.exporter import region_sheets

                files.write(path, region_sheets(service.read_region(self.store, year)))
                return path

            def told(made: Path) -> None:
                self.desk.say(translate("region", "Written to {file}.", file=made.name))

            self.jobs.run(title, work, told, self.desk.problem)

        kinds = (("Excel", "*.xlsx"),)
        ask = FileAsk(translate("region", "Write tables for Excel"), f"{title}.xlsx", kinds)
        self.desk.ask_file(ask, chosen)
