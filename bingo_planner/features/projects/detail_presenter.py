"""One joint project without a window: what is shown, what was refused, every change of its records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from bingo_planner.features.projects.model import (
    BudgetEdit,
    Kpi,
    KpiEdit,
    PactLine,
    ProjectDetail,
    Step,
)
from bingo_planner.features.projects.presenter import Phase
from bingo_planner.features.projects.rules import Finding, findings
from bingo_planner.features.projects.service import read_history, read_pact_lines, read_paper, read_project
from bingo_planner.features.projects.service_blocks import (
    do_copy_from_last_year,
    do_move_step,
    do_set_budget,
    do_set_grounds,
    do_set_kpi_values,
)
from bingo_planner.features.projects.service_write import do_add, do_remove, do_set
from bingo_planner.features.projects.words import CONTEXT, year_word
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_fiscal_year
from bingo_planner.kernel.desk import Desk, FollowUp
from bingo_planner.kernel.errors import FieldProblem, PlanError, describe
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.history import Entry
from bingo_planner.store.store import Store

ORIGIN: Final = "kpi_origin"
"""What to go to for the figures a KPI is made of; its id is the KPI's."""
TABS: Final = ("summary", "sheet", "kpis", "budget", "schedule", "roles", "progress", "evaluation", "history")


@dataclass(frozen=True, slots=True)
class DetailState:
    """Everything a project's page shows. `problems` are sentences by (record id, field)."""

    year: FiscalYear
    phase: Phase = Phase.LOADING
    detail: ProjectDetail | None = None
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    tab: str = TABS[0]
    kpi: str = ""
    step: str = ""
    member: str = ""
    line: str = ""
    findings: tuple[Finding, ...] = ()
    problems: Mapping[tuple[str, str], str] = field(default_factory=dict, hash=False)
    grounds: tuple[PactLine, ...] = ()
    history: tuple[Entry, ...] | None = None
    problem: PlanError | None = None

    def chosen_kpi(self) -> Kpi | None:
        """The KPI at work: the chosen one, else the first."""
        kpis = self.detail.kpis if self.detail else ()
        return next((kpi for kpi in kpis if kpi.id == self.kpi), kpis[0] if kpis else None)

    def chosen_step(self) -> Step | None:
        """The chosen step of the schedule."""
        steps = self.detail.steps if self.detail else ()
        return next((step for step in steps if step.id == self.step), None)


class DetailPresenter:
    """One project. `show` gets a whole state after every change; `left` is told when the project is gone."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        show: Callable[[DetailState], None],
        left: Callable[[], None],
    ) -> None:
        self._store, self._jobs, self._desk = store, jobs, desk
        self._show, self._left = show, left
        self._project = ""
        self.state = DetailState(year=desk.year, style=desk.style)

    # -- reading ---------------------------------------------------------------------------------
    def opened(self, project_id: str, tab: str = "") -> None:
        """Show a project."""
        if project_id != self._project:
            self._project = project_id
            self.state = DetailState(year=self._desk.year, style=self._desk.style, tab=tab or TABS[0])
        elif tab:
            self.state = replace(self.state, tab=tab)
        self.refreshed()

    def closed(self) -> None:
        """The list is shown again."""
        self._project = ""

    @property
    def project_id(self) -> str:
        """The project that is shown, "" when none is."""
        return self._project

    def refreshed(self) -> None:
        """Read again."""
        wanted = self._project
        if wanted:
            self._jobs.query("project", lambda: self._read(wanted), self._came, self._failed)

    def _read(self, project_id: str) -> tuple[ProjectDetail, tuple[PactLine, ...]]:
        return read_project(self._store, project_id), read_pact_lines(self._store)

    def _came(self, found: tuple[ProjectDetail, tuple[PactLine, ...]]) -> None:
        detail, grounds = found
        if detail.sheet.id != self._project:
            return
        year = self._desk.year
        self.state = replace(
            self.state,
            phase=Phase.FILLED,
            detail=detail,
            year=year,
            style=self._desk.style,
            read_only=self._desk.read_only,
            findings=findings(detail, year),
            grounds=grounds,
            history=None,
            problem=None,
        )
        self._show(self.state)
        self._want_history()

    def _failed(self, error: PlanError) -> None:
        if error.code == "record.gone":
            self._project = ""
            self._left()
            return
        self.state = replace(self.state, phase=Phase.PROBLEM, problem=error)
        self._show(self.state)

    def _want_history(self) -> None:
        detail = self.state.detail
        if self.state.tab != "history" or detail is None or self.state.history is not None:
            return
        self._jobs.query("history", lambda: read_history(self._store, detail), self._history_came)

    def _history_came(self, entries: list[Entry]) -> None:
        self.state = replace(self.state, history=tuple(entries))
        self._show(self.state)

    # -- choosing --------------------------------------------------------------------------------
    def tab_chosen(self, tab: str) -> None:
        """Another tab came to the front."""
        self.state = replace(self.state, tab=tab)
        self._show(self.state)
        self._want_history()

    def chose(self, kind: str, record_id: str) -> None:
        """A KPI, step, member or line of progress was chosen."""
        place = {"kpi": "kpi", "milestone": "step", "project_member": "member", "progress_line": "line"}[kind]
        if getattr(self.state, place) != record_id:
            self.state = replace(self.state, **{place: record_id})  # type: ignore[arg-type]  # names of text fields
            self._show(self.state)

    # -- changing --------------------------------------------------------------------------------
    def field_edited(self, kind: str, record_id: str, key: str, value: Stored) -> None:
        """One field of one record was typed."""
        self._keep_problem(record_id, key, "")

        def failed(error: PlanError) -> None:
            self._refused(record_id, key, error)

        self._jobs.change(lambda: do_set(self._store, kind, record_id, {key: value}), failed=failed)

    def _refused(self, record_id: str, key: str, error: PlanError) -> None:
        """A problem of the field stands beside it; any other refusal goes to the message bar."""
        problems = error.problems or (FieldProblem(key, error.code, error.facts),)
        for problem in problems:
            place = problem.field if problem.field else key
            self._keep_problem(record_id, place, describe(problem).text)
        if not error.problems:
            self._desk.problem(error)
        self._show(self.state)

    def _keep_problem(self, record_id: str, key: str, text: str) -> None:
        problems = {place: words for place, words in self.state.problems.items() if place != (record_id, key)}
        if text:
            problems[record_id, key] = text
        self.state = replace(self.state, problems=problems)

    def added(self, kind: str, values: Mapping[str, Stored]) -> None:
        """A record of this project was added; it is chosen."""
        complete = {"project_id": self._project, **values}

        def done(changes: Changes) -> None:
            for new in changes.ids_of(kind):
                if kind in ("kpi", "milestone", "project_member", "progress_line"):
                    self.chose(kind, new)

        self._jobs.change(lambda: do_add(self._store, kind, complete), done, self._desk.problem)

    def removed(self, kind: str, record_id: str) -> None:
        """A record of this project goes to the bin; undo brings it back."""

        def done(_changes: Changes) -> None:
            self._desk.say(translate(CONTEXT, "Moved to the bin. It can be brought back for a year."))

        self._jobs.change(lambda: do_remove(self._store, kind, record_id), done, self._desk.problem)

    def budget_edited(self, edits: Sequence[BudgetEdit], told: str = "") -> None:
        """Cells of the budget were typed or pasted; `told` says what became of a pasted block."""
        wanted, owner = tuple(edits), self._project

        def done(_changes: Changes) -> None:
            if told:
                self._desk.say(told)

        self._jobs.change(lambda: do_set_budget(self._store, owner, wanted), done, self._turned_down)

    def kpi_edited(self, edits: Sequence[KpiEdit], told: str = "") -> None:
        """Figures of KPIs were typed or pasted."""
        wanted = tuple(edits)

        def done(_changes: Changes) -> None:
            if told:
                self._desk.say(told)

        self._jobs.change(lambda: do_set_kpi_values(self._store, wanted), done, self._turned_down)

    def _turned_down(self, error: PlanError) -> None:
        """Refused cells show again what is kept."""
        self._desk.problem(error)
        self._show(self.state)

    def step_moved(self, step_id: str, start: dt.date, end: dt.date) -> None:
        """A bar was moved or made longer; a point in time stays a point."""
        step = next(
            (one for one in (self.state.detail.steps if self.state.detail else ()) if one.id == step_id), None
        )
        ends = None if step is not None and step.is_point else end
        self._jobs.change(lambda: do_move_step(self._store, step_id, start, ends), failed=self._turned_down)

    def asked_to_add_step(self) -> None:
        """A new step: two weeks from today, or from the start of another year."""
        today, year = self._desk.clock.today(), self._desk.year
        start = today if year.start <= today <= year.end else year.start
        steps = self.state.detail.steps if self.state.detail else ()
        self.added(
            "milestone",
            {
                "title": translate(CONTEXT, "New step"),
                "starts_on": start,
                "ends_on": min(start + dt.timedelta(days=13), year.end),
                "sort": max((step.sort for step in steps), default=0) + 1,
            },
        )

    def asked_to_add_kpi(self) -> None:
        """A new KPI in the project's role area."""
        detail = self.state.detail
        if detail is None:
            return
        kpis = detail.kpis
        self.added(
            "kpi",
            {
                "name": translate(CONTEXT, "New indicator"),
                "role_area": detail.sheet.role_area,
                "number": f"{detail.sheet.code}-{len(kpis) + 1}",
                "baseline_year": int(self._desk.year) - 1,
                "sort": max((kpi.sort for kpi in kpis), default=0) + 1,
            },
        )

    def asked_to_add_progress(self) -> None:
        """A new line of progress, dated today."""
        today = self._desk.clock.today()
        self.added("progress_line", {"on_date": today, "line": translate(CONTEXT, "New line")})

    def asked_to_add_member(self, municipality_id: str) -> None:
        """A body takes part from the chosen year; "" adds an outside partner by name."""
        values: dict[str, Stored] = {"role": "join", "from_fy": int(self._desk.year)}
        if municipality_id:
            values["municipality_id"] = municipality_id
        else:
            values["partner_name"] = translate(CONTEXT, "New partner")
        self.added("project_member", values)

    def grounds_chosen(self, pact_item_ids: Sequence[str]) -> None:
        """The pact items the project rests on: exactly these."""
        owner, wanted = self._project, tuple(pact_item_ids)
        self._jobs.change(lambda: do_set_grounds(self._store, owner, wanted), failed=self._desk.problem)

    def ground_added(self, number: str, title: str) -> None:
        """The project rests on this item in every pact that holds it."""
        detail = self.state.detail
        if detail is None:
            return
        alike = {line.id for line in self.state.grounds if (line.number, line.title) == (number, title)}
        self.grounds_chosen(sorted({line.id for line in detail.pact_items} | alike))

    def ground_removed(self, pact_item_id: str) -> None:
        """The project no longer rests on this item."""
        detail = self.state.detail
        if detail is not None:
            self.grounds_chosen([line.id for line in detail.pact_items if line.id != pact_item_id])

    def asked_to_copy_last_year(self) -> None:
        """Last year's schedule and original budget into the chosen year."""
        owner, year = self._project, int(self._desk.year)

        def done(_changes: Changes) -> None:
            words = format_fiscal_year(year - 1, self._desk.style, "long")
            self._desk.say(
                translate(CONTEXT, "Copied from {year}. Cells that held a value stayed.", year=words)
            )

        self._jobs.change(lambda: do_copy_from_last_year(self._store, owner, year), done, self._desk.problem)

    def asked_for_paper(self) -> None:
        """The sheet as a paper, in the preview."""
        detail = self.state.detail
        if detail is None:
            return
        title, year, style, lang = detail.sheet.name, int(self._desk.year), self._desk.style, language()

        def work(progress: Progress) -> Path:
            from bingo_planner.features.projects.papers import sheet_paper
            from bingo_planner.features.service_paper import PROJECT, build_marked

            target = scratch_folder() / "project.pdf"
            data = read_paper(self._store, year, [detail.sheet.id])
            paper = sheet_paper(data, detail.sheet.id, style, lang)
            build_marked(self._store, paper, PROJECT, target, progress, {"project": {detail.sheet.id}})
            return target

        self._jobs.run(title, work, lambda path: self._desk.preview(title, path), self._desk.problem)

    def asked_for_evidence(self) -> None:
        """Where the newest figure of the chosen KPI comes from, and the way to the figures it was made of."""
        kpi, until = self.state.chosen_kpi(), int(self._desk.year)
        if kpi is None:
            return
        told = max((year for year in kpi.evidence if year <= until), default=None)
        if told is None:
            self._desk.say(
                translate(
                    CONTEXT, "Nobody wrote down where the figures of “{name}” come from.", name=kpi.name
                )
            )
            return
        # The room in which services are counted knows whether a figure was made there; this one does not know it.
        show = FollowUp(translate(CONTEXT, "Open"), lambda: self._desk.go(ORIGIN, kpi.id))
        words = translate(
            CONTEXT,
            "{name} {year}: {evidence}",
            name=kpi.name,
            year=year_word(told, kpi.year_kind, self._desk.style),
            evidence=kpi.evidence[told],
        )
        self._desk.say(words, show)

    def asked_for_record_history(self, kind: str) -> None:
        """The history of the chosen KPI, step, member or line."""
        state, kpi = self.state, self.state.chosen_kpi()
        chosen = {
            "kpi": kpi.id if kpi else "",
            "milestone": state.step,
            "project_member": state.member,
            "progress_line": state.line,
        }[kind]
        if chosen:
            self._desk.show_history(kind, chosen)

    def asked_for_history(self) -> None:
        """The history of the project's own row."""
        if self._project:
            self._desk.show_history("project", self._project)
