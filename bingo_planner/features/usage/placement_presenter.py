"""What the page of placements does with what the user wants: list, year end, counts and the case beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bingo_planner.features.staff.model import LastChange
from bingo_planner.features.staff.service import read_last_change
from bingo_planner.features.usage import placement_service as service
from bingo_planner.features.usage.placement_fields import RECORDS
from bingo_planner.features.usage.placement_model import Placements, State, Step
from bingo_planner.features.usage.placement_papers import PlacementPapers
from bingo_planner.features.usage.placement_rules import differences
from bingo_planner.features.usage.placement_state import (
    CaseRow,
    Filters,
    PlacementState,
    Side,
    belongs,
    case_rows,
    count_rows,
    filtered,
    is_waiting,
)
from bingo_planner.features.usage.placement_steps import allowed, state_word
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk, FollowUp
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store

KINDS = frozenset({"placement", "placement_rank"})
SPANS = {"wanted": ("wanted_from", "wanted_to"), "decided": ("decided_from", "decided_to")}
"""Form keys of first and last day together."""


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


class PlacementPresenter:
    """Takes intents, asks services, shows whole states. Holds only what the user chose."""

    def __init__(
        self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[PlacementState], None]
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self.papers = PlacementPapers(store, jobs, desk)
        self._facts: Placements | None = None
        self._problem: PlanError | None = None
        self._filters, self._view = Filters(), "list"
        self._chosen, self._open, self._focus = "", False, ""
        self._typed: dict[str, object] = {}
        self._problems: dict[str, str] = {}
        self._last: LastChange | None = None

    # -- reading --------------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        year = int(self.desk.year)
        self.jobs.query(
            "placements", lambda: service.read_placements(self.store, year), self._read, self._failed
        )

    def _read(self, facts: Placements) -> None:
        self._facts, self._problem = facts, None
        case = facts.case(self._chosen)
        if case is None or not belongs(case, facts.year):
            self._chosen, self._open = "", False
        self._read_last()
        self._emit()

    def _failed(self, error: PlanError) -> None:
        self._problem = error
        self._emit()

    def _read_last(self) -> None:
        chosen = self._chosen
        if chosen and self._open:
            self.jobs.query(
                "placements.last",
                lambda: read_last_change(self.store, [("placement", chosen)]),
                self._last_read,
            )

    def _last_read(self, last: LastChange | None) -> None:
        self._last = last
        self._emit()

    # -- what is shown --------------------------------------------------------------------------------
    def filtered(self, text: str) -> None:
        """Other words in the filter."""
        self._filter(replace(self._filters, text=text))

    def picked(self, key: str, value: str) -> None:
        """Another value of a picker (state, home, host)."""
        self._filter(replace(self._filters, **{key: value}))

    def cleared(self) -> bool:
        """Every filter off again; False when there was nothing to take off."""
        if self._filters == Filters():
            return False
        self._filter(Filters())
        return True

    def _filter(self, filters: Filters) -> None:
        self._filters = filters
        self._emit()

    def viewed(self, view: str) -> None:
        """Cases, year end, or counts by month."""
        self._view = view
        if view == "count":
            self._open = False
        self._emit()

    def chose(self, case_id: str) -> None:
        """Another line of the list."""
        if case_id != self._chosen:
            self._chosen, self._last = case_id, None
            self._forget()
            self._read_last()
            self._emit()

    def entered(self, case_id: str) -> None:
        """Open the case of a line."""
        if case_id != self._chosen:
            self._forget()
        self._chosen, self._open = case_id, True
        self._read_last()
        self._emit()

    def left_side(self) -> None:
        """The case beside the list is closed."""
        self._open = False
        self._forget()
        self._emit()

    def went_to(self, kind: str, record_id: str) -> None:
        """Show a case that was asked for elsewhere (search)."""
        if kind == "placement":
            self._filters, self._view = Filters(), "list"
            self._chosen, self._open = record_id, True
            self._forget()
        self.opened()

    def _forget(self) -> None:
        self._typed, self._problems = {}, {}

    # -- editing --------------------------------------------------------------------------------------
    def edited(self, key: str, value: object) -> None:
        """A field of the form is finished."""
        case = self._chosen
        if not case or self.desk.read_only:
            return
        values = stored(key, value)
        self._typed[key] = value

        def done(_changes: Changes) -> None:
            self._typed.pop(key, None)
            self._problems.pop(key, None)

        def refused(error: PlanError) -> None:
            self._refused(error, key)

        self.jobs.change(lambda: service.do_set(self.store, "placement", case, values), done, refused)

    def refused(self, key: str, words: str) -> None:
        """A field could not read what was typed; the words stay until it can."""
        self._problems[key] = words
        self._emit()

    def _refused(self, error: PlanError, key: str = "") -> None:
        found = {form_key(one.field): str(describe(one)) for one in error.problems}
        if not found or not self._open:
            self._typed.pop(key, None)
            self.desk.problem(error)
        self._problems.update(found)
        if found and not key:
            self._focus = next(iter(found))
        self._emit()

    # -- steps ----------------------------------------------------------------------------------------
    def stepped(self, step: Step) -> None:
        """One step on, noted today."""
        case = self._chosen
        if case:
            self._change(lambda: service.do_step(self.store, [case], step), self._told, self._refused)

    def went_back(self) -> None:
        """The last step was noted by mistake."""
        case = self._chosen
        if case:
            self._change(lambda: service.do_back(self.store, case), self._told, self._refused)

    def _told(self, changes: Changes) -> None:
        self._forget()

    def asked_again(self, case_ids: Sequence[str]) -> None:
        """Apply again for the next year for the lines chosen."""
        ids = list(case_ids) or ([self._chosen] if self._chosen else [])

        def done(_changes: Changes) -> None:
            self.desk.say(_t("{n} cases were applied for again.", n=len(ids)))

        if ids:
            self._change(lambda: service.do_again(self.store, ids), done, self.desk.problem)

    # -- cases ----------------------------------------------------------------------------------------
    def asked_to_add(self) -> None:
        """A case of the home body filtered by, else of the one at this desk."""
        facts = self._facts
        if facts is None:
            return
        own = next((one.id for one in facts.bodies if one.code == self.desk.profile.body_code), "")
        values: dict[str, Stored] = {"home_id": self._filters.home or own or None}
        self._change(lambda: service.do_add(self.store, "placement", values), self._added, self.desk.problem)

    def _added(self, changes: Changes) -> None:
        self._filters, self._view = Filters(), "list"
        self._forget()
        self._chosen, self._open = next(iter(changes.ids_of("placement")), ""), True
        self._focus = "home_id"
        self.opened()

    def asked_to_remove(self) -> None:
        """The case shown goes into the bin, with a way back in the message."""
        facts, chosen = self._facts, self._chosen
        case = facts.case(chosen) if facts is not None else None
        if case is None:
            return

        def back() -> None:
            self._change(lambda: service.do_restore(self.store, "placement", chosen), None, self.desk.problem)

        def done(_changes: Changes) -> None:
            self.desk.say(
                _t("{number} went to the bin.", number=case.number), FollowUp(_t("Bring back"), back)
            )

        self._change(lambda: service.do_remove(self.store, "placement", chosen), done, self.desk.problem)

    def _change(
        self,
        work: Callable[[], Changes],
        done: Callable[[Changes], None] | None,
        refused: Callable[[PlanError], None],
    ) -> None:
        if not self.desk.read_only:
            self.jobs.change(work, done, refused)

    def asked_for_history(self) -> None:
        """Who changed the case."""
        if self._chosen:
            self.desk.show_history("placement", self._chosen)

    # -- papers and files -----------------------------------------------------------------------------
    def asked_for_paper(self, *, is_answer: bool) -> None:
        """The consultation or the answer of the case chosen."""
        if self._chosen:
            self.papers.make(self._chosen, is_answer=is_answer)

    def asked_to_export(self) -> None:
        """Cases, counts and differences as tables for Excel."""
        self.papers.export()

    # -- the state ------------------------------------------------------------------------------------
    def state(self) -> PlacementState:
        """The whole state for what was read last and what the user chose."""
        facts, year = self._facts, self.desk.year
        blank = PlacementState(year, self.desk.style, self.desk.read_only, problem=self._problem)
        if facts is None:
            return blank
        rows = case_rows(facts)
        shown = filtered(rows, self._filters, facts.year if self._view == "ending" else None)
        return replace(
            blank,
            facts=facts,
            filters=self._filters,
            view=self._view,
            rows=shown,
            total=len(rows),
            running=sum(row.case.state == State.RUNNING for row in rows),
            waiting=sum(is_waiting(row.case) for row in rows),
            counts=count_rows(facts) if self._view == "count" else (),
            differences=len(differences(facts)) if self._view == "count" else 0,
            chosen=self._chosen,
            side=self._side(rows) if self._open else None,
        )

    def _side(self, rows: Sequence[CaseRow]) -> Side | None:
        row = next((one for one in rows if one.id == self._chosen), None)
        if row is None:
            return None
        case = row.case
        values: dict[str, object] = {one.key: getattr(case, one.key) for one in RECORDS["placement"].fields}
        values |= {key: (values[first], values[last]) for key, (first, last) in SPANS.items()}
        values["state"] = state_word(case.state)
        return Side(
            row,
            {**values, **self._typed},
            dict(self._problems),
            allowed(case, row.facility),
            case.state != State.APPLIED,
            self._last,
        )

    def _emit(self) -> None:
        state, focus = self.state(), self._focus
        if focus and state.side is not None:
            self._focus = ""
            state = replace(state, side=replace(state.side, focus=focus))
        self._show(state)


def stored(key: str, value: object) -> dict[str, Stored]:
    """From a form key and its value to the fields to store."""
    if key in SPANS and isinstance(value, tuple):
        first, last = SPANS[key]
        return {first: value[0], last: value[1]}
    if value == "" and RECORDS["placement"].by_key[key].kind in ("ref", "body"):
        value = None
    return {key: value}  # type: ignore[dict-item]  # fields of a form hold stored values


def form_key(field: str) -> str:
    """The form's key of a field: days stand together."""
    return next((key for key, both in SPANS.items() if field in both), field)
