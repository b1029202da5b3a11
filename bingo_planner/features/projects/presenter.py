"""The list of joint projects without a window: filters, what is chosen, what a user may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from bingo_planner.features.projects.model import Body, ProjectList, ProjectRow, Rating
from bingo_planner.features.projects.service import owner_of, read_paper, read_projects
from bingo_planner.features.projects.service_blocks import do_copy_project
from bingo_planner.features.projects.service_write import do_add, do_remove
from bingo_planner.features.projects.words import CONTEXT
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_fiscal_year
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store

ALL: Final = ""
_DEFAULT_AREA: Final = "LIFE"
"""Where a new project starts when no role area is chosen in the filter; it can be changed on its sheet."""


class Phase(StrEnum):
    """What a page shows."""

    LOADING = "loading"
    EMPTY = "empty"
    FILLED = "filled"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class ListState:
    """Everything the list shows."""

    year: FiscalYear
    phase: Phase = Phase.LOADING
    rows: tuple[ProjectRow, ...] = ()
    total: int = 0
    bodies: tuple[Body, ...] = ()
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    text: str = ""
    area: str = ALL
    body: str = ALL
    state: str = ALL
    grouping: str = "area"
    selected: str = ""
    problem: PlanError | None = None

    @property
    def summary(self) -> str:
        """24事業・令和6年度."""
        year = format_fiscal_year(self.year, self.style, "long")
        if len(self.rows) != self.total:
            return translate(
                CONTEXT, "{shown} of {n} projects · {year}", shown=len(self.rows), n=self.total, year=year
            )
        return translate(CONTEXT, "{n} projects · {year}", n=self.total, year=year)


class ProjectsPresenter:
    """The list. `show` gets a whole state after every change; `open_project` shows one project."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        show: Callable[[ListState], None],
        open_project: Callable[[str], None],
    ) -> None:
        self._store, self._jobs, self._desk = store, jobs, desk
        self._show, self._open = show, open_project
        self._list: ProjectList | None = None
        self.state = ListState(year=desk.year, style=desk.style)

    # -- reading ---------------------------------------------------------------------------------
    def refreshed(self) -> None:
        """Read again: the page was opened, something changed, another year was chosen."""
        year = self._desk.year
        self._jobs.query("projects", lambda: read_projects(self._store, year), self._came, self._failed)

    def _came(self, found: ProjectList) -> None:
        self._list = found
        self._tell()

    def _failed(self, error: PlanError) -> None:
        self.state = replace(self.state, phase=Phase.PROBLEM, problem=error)
        self._show(self.state)

    def _tell(self) -> None:
        if self._list is None:
            return
        found = self._list
        rows = tuple(row for row in found.rows if self._passes(row))
        self.state = replace(
            self.state,
            phase=Phase.FILLED if found.rows else Phase.EMPTY,
            rows=rows,
            total=len(found.rows),
            bodies=tuple(body for body in found.bodies if not body.is_outside),
            year=FiscalYear(found.year),
            style=self._desk.style,
            read_only=self._desk.read_only,
            problem=None,
        )
        self._show(self.state)

    def _passes(self, row: ProjectRow) -> bool:
        state = self.state
        return (
            state.area in (ALL, row.role_area)
            and (state.body == ALL or state.body in {body.id for body in row.bodies})
            and (state.state == ALL or _is(row, state.state))
        )

    # -- intents ---------------------------------------------------------------------------------
    def filtered(self, text: str) -> None:
        """Words were typed into the filter; the table itself looks for them."""
        self.state = replace(self.state, text=text)
        self._tell()

    def picked(self, key: str, value: str) -> None:
        """A value was picked: `area`, `body` or `state`."""
        if key == "area":
            self.state = replace(self.state, area=value)
        elif key == "body":
            self.state = replace(self.state, body=value)
        else:
            self.state = replace(self.state, state=value)
        self._tell()

    def grouped(self, by: str) -> None:
        """Groups by `area` or `field`."""
        self.state = replace(self.state, grouping=by)
        self._tell()

    def cleared(self) -> None:
        """Filter nothing."""
        self.state = replace(self.state, text="", area=ALL, body=ALL, state=ALL)
        self._tell()

    def chose(self, project_id: str) -> None:
        """A row was chosen."""
        self.state = replace(self.state, selected=project_id)

    def opened(self, project_id: str) -> None:
        """A project is to be shown."""
        self.chose(project_id)
        self._open(project_id)

    def asked_where(self, kind: str, record_id: str, found: Callable[[str], None]) -> None:
        """Which project a record belongs to; `found` gets its id, or nothing."""
        self._jobs.query("owner", lambda: owner_of(self._store, kind, record_id), found)

    def asked_for_sheets(self) -> None:
        """All sheets as one paper, in the preview."""
        year, style, lang = int(self._desk.year), self._desk.style, language()

        def work(progress: Progress) -> Path:
            from bingo_planner.features.projects.papers import projects_paper
            from bingo_planner.features.service_paper import PROJECTS, build_marked

            target = scratch_folder() / "projects.pdf"
            paper = projects_paper(read_paper(self._store, year), style, lang)
            build_marked(self._store, paper, PROJECTS, target, progress)
            return target

        title = translate(CONTEXT, "Sheets of all projects")
        self._jobs.run(title, work, lambda path: self._desk.preview(title, path), self._desk.problem)

    def asked_to_add(self) -> None:
        """A new project in the role area of the filter, named for now; its sheet opens."""
        values: dict[str, Stored] = {
            "code": self._free_code(),
            "name": translate(CONTEXT, "New project"),
            "role_area": self.state.area or _DEFAULT_AREA,
            "status": "new",
            "starts_fy": int(self._desk.year),
        }
        self._jobs.change(lambda: do_add(self._store, "project", values), self._open_new, self._desk.problem)

    def _free_code(self) -> str:
        """A number nobody has: the year and a count; the office gives the final one."""
        taken = {row.code for row in self._list.rows} if self._list else set()
        stem, count = f"{int(self._desk.year)}", 1
        while f"{stem}-{count:02d}" in taken:
            count += 1
        return f"{stem}-{count:02d}"

    def asked_to_copy(self) -> None:
        """A copy of the chosen project; the copy opens."""
        chosen = self.state.selected
        if chosen:
            self._jobs.change(
                lambda: do_copy_project(self._store, chosen), self._open_new, self._desk.problem
            )

    def _open_new(self, changes: Changes) -> None:
        new = sorted(changes.ids_of("project"))
        if new:
            self.opened(new[0])

    def asked_to_remove(self) -> None:
        """The chosen project goes to the bin after a question."""
        chosen = self.state.selected
        row = next((one for one in self.state.rows if one.id == chosen), None)
        if row is None:
            return
        self._desk.confirm(
            translate(CONTEXT, "Move “{name}” to the bin?", name=row.name),
            translate(
                CONTEXT, "Its KPIs, budget and schedule go with it. It can be brought back for a year."
            ),
            translate(CONTEXT, "Move to the bin"),
            lambda: self._remove(chosen, row.name),
        )

    def _remove(self, project_id: str, name: str) -> None:
        def done(_changes: Changes) -> None:
            self._desk.say(
                translate(CONTEXT, "“{name}” is in the bin. It can be brought back for a year.", name=name)
            )

        self._jobs.change(lambda: do_remove(self._store, "project", project_id), done, self._desk.problem)


def _is(row: ProjectRow, wanted: str) -> bool:
    """The states of the filter: a stage of life, or something to look at."""
    checks = {
        "late": row.late > 0,
        "weak": bool({Rating.C, Rating.D} & set(row.ratings)),
        "no_ground": row.pact_items == 0,
        "pending": row.pending > 0 or Rating.PENDING in row.ratings,
    }
    return checks.get(wanted, row.status == wanted)
