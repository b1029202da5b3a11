"""What the overview shows and does, without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bingo_planner.features.overview import service
from bingo_planner.features.overview.model import Line, Overview, Scope
from bingo_planner.features.overview.words import context_words
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.store.store import Store


@dataclass(frozen=True)
class OverviewState:
    """All the page shows. With `weak_area` the list holds the weak KPIs of that role area."""

    loading: bool = True
    problem: PlanError | None = None
    overview: Overview | None = None
    context: str = ""
    style: DateStyle = DateStyle.ERA
    scope: Scope = Scope.ALL
    body_id: str = ""
    weak_area: str = ""
    lines: tuple[Line, ...] = ()
    count_all: int = 0
    count_mine: int = 0


def _at_once(what: Callable[[], None]) -> None:
    what()


class OverviewPresenter:
    """Takes intents, asks services, shows whole states."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        show: Callable[[OverviewState], None],
        later: Callable[[Callable[[], None]], None] = _at_once,
    ) -> None:
        """`later` does something when what was shown is painted: until then the shares would be in its way."""
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show, self._later, self._reads = show, later, 0
        self._state = OverviewState()

    @property
    def state(self) -> OverviewState:
        """The state shown last."""
        return self._state

    # -- reading ---------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed.

        At first the part that needs no shares of single bodies is shown; they then follow.
        """
        year, profile, body = int(self.desk.year), self.desk.profile, self._state.body_id
        self._reads += 1
        if self._state.overview is None:
            self.jobs.query(
                "overview", lambda: service.read_first(self.store, year, profile), self._first, self._failed
            )
            return
        self.jobs.query(
            "overview",
            lambda: service.read_overview(self.store, year, profile, body),
            self._read,
            self._failed,
        )

    def _first(self, overview: Overview) -> None:
        self._read(overview)
        self._later(partial(self._complete, overview, self._reads))

    def _complete(self, first: Overview, reads: int) -> None:
        if reads == self._reads:  # else it is read anew already
            self.jobs.query("overview", lambda: service.complete(first), self._read, self._failed)

    def _read(self, overview: Overview) -> None:
        bodies = {body.id for body in overview.facts.here}
        self._emit(
            loading=False,
            problem=None,
            overview=overview,
            context=context_words(overview, self.desk.style),
            style=self.desk.style,
            body_id=self._state.body_id if self._state.body_id in bodies else "",
        )

    def _failed(self, error: PlanError) -> None:
        self._state = replace(self._state, loading=False, problem=error)
        self._show(self._state)

    def _emit(self, **changed: object) -> None:
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        if state.overview is not None:
            state = _with_lines(state, state.overview)
        self._state = state
        self._show(state)

    # -- looking ---------------------------------------------------------------------------------
    def chose_scope(self, scope: Scope) -> None:
        """All lines or only mine."""
        self._emit(scope=scope)

    def chose_body(self, body_id: str) -> None:
        """Lines, cards and KPIs of one body; "" is the whole region."""
        self._emit(body_id=body_id)
        self.opened()

    def asked_weak(self, area: str) -> None:
        """The KPIs of a role area rated C or D."""
        self._emit(weak_area=area)

    def left_weak(self) -> bool:
        """Back to what is due; False when that is shown already."""
        if not self._state.weak_area:
            return False
        self._emit(weak_area="")
        return True

    def went_to(self, line_id: str) -> None:
        """Open the record of a line."""
        line = next((one for one in self._state.lines if one.id == line_id), None)
        if line is not None:
            self.desk.go(line.kind, line.record_id)

    def went_to_body(self, body_id: str) -> None:
        """Open a municipality."""
        self.desk.go("municipality", body_id)

    def went_to_projects(self) -> None:
        """The projects, from the first one on."""
        overview = self._state.overview
        first = next(iter(overview.facts.projects), "") if overview is not None else ""
        if first:
            self.desk.go("project", first)

    # -- paper -----------------------------------------------------------------------------------
    def asked_to_print(self) -> None:
        """The lines shown, as a short paper."""
        state, overview = self._state, self._state.overview
        if overview is None:
            return
        title, lang = translate("overview", "To do"), language()
        whose = translate("overview", "Mine only.") if state.scope is Scope.MINE else ""

        def work(progress: Progress) -> Path:
            from bingo_planner.features.overview.report import todo_paper
            from bingo_planner.features.service_paper import build_marked

            path = scratch_folder() / f"{title}.pdf"
            paper = todo_paper(overview, state.lines, state.style, lang, whose)
            own: dict[str, set[str]] = {}
            for line in state.lines:
                own.setdefault(line.kind, set()).add(line.record_id)
            build_marked(self.store, paper, own.keys(), path, progress, own)
            return path

        self.jobs.run(title, work, lambda path: self.desk.preview(title, path), self.desk.problem)


def _with_lines(state: OverviewState, overview: Overview) -> OverviewState:
    if state.weak_area:
        lines = tuple(
            line for line in overview.weak if overview.weak_areas.get(line.record_id) == state.weak_area
        )
    else:
        lines = overview.lines
    own = tuple(line for line in lines if line.mine)
    shown = own if state.scope is Scope.MINE and not state.weak_area else lines
    return replace(state, lines=shown, count_all=len(lines), count_mine=len(own))
