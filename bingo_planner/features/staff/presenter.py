"""What the staff page does with what the user wants: list, timeline, loads and the record beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bingo_planner.features.staff import arrange, service
from bingo_planner.features.staff.model import LastChange, StaffFacts
from bingo_planner.features.staff.papers import StaffPapers
from bingo_planner.features.staff.record import problems_of, side_of, stored
from bingo_planner.features.staff.service import NewSecondee
from bingo_planner.features.staff.state import Filters, Side, StaffState
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk, FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store

KINDS = frozenset({"person", "secondment", "duty", "task"})


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


class StaffPresenter:
    """Takes intents, asks services, shows whole states. Holds only what the user chose."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[StaffState], None]) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self._papers = StaffPapers(store, jobs, desk)
        self._facts: StaffFacts | None = None
        self._problem: PlanError | None = None
        self._filters = Filters()
        self._view = "list"
        self._chosen = ""
        self._open = False
        self._parts: dict[str, str] = {}
        self._typed: dict[str, object] = {}
        self._problems: dict[str, str] = {}
        self._last: LastChange | None = None
        self._focus = ""

    # --- reading ------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        self.jobs.query("staff", lambda: service.read_staff(self.store), self._read, self._failed)

    def _read(self, facts: StaffFacts) -> None:
        self._facts, self._problem = facts, None
        if facts.person(self._chosen) is None:
            self._chosen, self._open = "", False
        self._read_last()
        self._emit()

    def _failed(self, error: PlanError) -> None:
        self._problem = error
        self._emit()

    def _read_last(self) -> None:
        facts, person = self._facts, self._chosen
        if facts is None or not person or not self._open:
            return
        records = [("person", person)]
        records += [("secondment", term.id) for term in facts.terms_of(person)]
        self.jobs.query("staff.last", lambda: service.read_last_change(self.store, records), self._last_read)

    def _last_read(self, last: LastChange | None) -> None:
        self._last = last
        self._emit()

    # --- what is shown ------------------------------------------------------------------------
    def filtered(self, text: str) -> None:
        """Other words in the filter."""
        self._filter(replace(self._filters, text=text))

    def picked(self, key: str, value: str) -> None:
        """Another value of a picker (body, presence)."""
        self._filter(replace(self._filters, **{key: value}))

    def _filter(self, filters: Filters) -> None:
        self._filters = filters
        self._emit()

    def cleared(self) -> bool:
        """Every filter off again; False when there was nothing to take off."""
        if self._filters == Filters():
            return False
        self._filter(Filters())
        return True

    def viewed(self, view: str) -> None:
        """List and terms, or load by month."""
        self._view = view
        self._emit()

    def chose(self, person_id: str) -> None:
        """Another line of the list."""
        if person_id == self._chosen:
            return
        self._chosen, self._last = person_id, None
        self._forget()
        self._read_last()
        self._emit()

    def entered(self, person_id: str) -> None:
        """Open the record of a line."""
        if person_id != self._chosen:
            self._forget()
        self._chosen, self._open = person_id, True
        self._read_last()
        self._emit()

    def chose_seat(self, key: str, enter: bool = False) -> None:
        """A row of the timeline: its person."""
        facts = self._facts
        seat = next((one for one in arrange.seats_of(facts) if one.key == key), None) if facts else None
        if facts is None or seat is None:
            return
        person = arrange.holder_of(seat, self.desk.year, facts.today)
        if person and enter:
            self.entered(person)
        elif person:
            self.chose(person)

    def left_side(self) -> None:
        """The record beside the list is closed."""
        self._open = False
        self._forget()
        self._emit()

    def went_to(self, kind: str, record_id: str) -> None:
        """Show a record that was asked for elsewhere (search, overview)."""
        self.jobs.query(
            "staff", lambda: service.read_staff(self.store), lambda facts: self._go(facts, kind, record_id)
        )

    def _go(self, facts: StaffFacts, kind: str, record_id: str) -> None:
        person = arrange.person_of(facts, kind, record_id)
        self._facts, self._problem = facts, None
        if person is not None:
            self._filters, self._view = Filters(presence=""), "list"
            self._chosen, self._open = person, True
            self._forget()
            self._parts = {kind: record_id} if kind in ("duty", "task") else {}
        self._read_last()
        self._emit()

    def _forget(self) -> None:
        self._typed, self._problems, self._parts = {}, {}, {}

    # --- editing ------------------------------------------------------------------------------
    def edited(self, key: str, value: object) -> None:
        """A field of the form is finished."""
        kind, values = stored(key, value)
        record = self._record_of(kind)
        if not record or self.desk.read_only:
            return
        self._typed[key] = value

        def done(_changes: Changes) -> None:
            self._settled(kind, key)

        def refused(error: PlanError) -> None:
            self._refused(kind, key, error)

        self.jobs.change(lambda: service.do_set(self.store, kind, record, values), done, refused)

    def refused(self, key: str, words: str) -> None:
        """A field could not read what was typed; the words stay until it can."""
        self._problems[key] = words
        self._emit()

    def _settled(self, kind: str, key: str) -> None:
        self._typed.pop(key, None)
        for known in [one for one in self._problems if one.startswith(f"{kind}.")]:
            if known not in self._typed:
                del self._problems[known]

    def _refused(self, kind: str, key: str, error: PlanError) -> None:
        found = problems_of(kind, error)
        if not found:
            self._typed.pop(key, None)
            self.desk.problem(error)
        self._problems.update(found)
        self._emit()

    def _record_of(self, kind: str) -> str:
        if kind == "person":
            return self._chosen
        side = self._side()
        if kind == "secondment":
            return side.term.id if side is not None and side.term is not None else ""
        return self._parts.get(kind, "")

    # --- duties and tasks ---------------------------------------------------------------------
    def chose_part(self, kind: str, record_id: str) -> None:
        """A duty or a task whose fields are to be shown; "" for none."""
        self._parts[kind] = record_id
        self._drop(kind)
        self._emit()

    def asked_to_add_part(self, kind: str) -> None:
        """One more duty or task of the person shown."""
        title = _t("New duty") if kind == "duty" else _t("New matter")
        values = {"person_id": self._chosen, "title": title}

        def done(changes: Changes) -> None:
            self._parts[kind] = next(iter(changes.ids_of(kind)), "")
            self._drop(kind)
            self._focus = f"{kind}.title"

        self._change(lambda: service.do_add(self.store, kind, values), done)

    def asked_to_remove_part(self, kind: str) -> None:
        """The chosen duty or task goes into the bin."""
        record = self._parts.get(kind, "")
        if record:
            self._parts[kind] = ""
            self._drop(kind)
            self._change(lambda: service.do_remove(self.store, kind, record))

    def task_ticked(self, task_id: str, done: bool) -> None:
        """A task is done, or open again."""
        self._change(lambda: service.do_finish_task(self.store, task_id, done))

    def _drop(self, kind: str) -> None:
        for kept in (self._typed, self._problems):
            for key in [one for one in kept if one.startswith(f"{kind}.")]:
                del kept[key]

    # --- people -------------------------------------------------------------------------------
    def asked_to_add(self, after: str | None = None) -> None:
        """A secondee: the next one after a term, or the first on a new seat."""
        body = self._filters.body or None
        new = NewSecondee(_t("(name to come)"), after=after, sender_id=body)
        self._change(lambda: service.do_add_secondee(self.store, new), self._added)

    def asked_to_add_contact(self) -> None:
        """Somebody of a member body for the duty list."""
        name, body = _t("(name to come)"), self._filters.body or None
        self._change(lambda: service.do_add_contact(self.store, name, body), self._added)

    def asked_to_copy(self) -> None:
        """The person shown once more."""
        person = self._chosen
        if person:
            self._change(lambda: service.do_copy_person(self.store, person), self._added)

    def _added(self, changes: Changes) -> None:
        self._filters = replace(self._filters, text="", presence="")
        self._forget()
        self._chosen, self._open = next(iter(changes.ids_of("person")), ""), True
        self._focus = "person.name"
        self.opened()

    def asked_to_remove(self) -> None:
        """The person shown goes into the bin, with a way back in the message."""
        person, facts = self._chosen, self._facts
        if not person or facts is None:
            return
        name = facts.name_of(person)

        def back() -> None:
            self._change(lambda: service.do_restore(self.store, "person", person))

        def done(changes: Changes) -> None:
            more = len(changes.ids) - 1
            words = _t(
                "{name} and {n} records went to the bin. They can come back for a year.", name=name, n=more
            )
            self.desk.say(words, FollowUp(_t("Bring back"), back))

        self._change(lambda: service.do_remove(self.store, "person", person), done)

    def _change(self, work: Callable[[], Changes], done: Callable[[Changes], None] | None = None) -> None:
        if self.desk.read_only:
            return
        self.jobs.change(work, done, self.desk.problem)

    def asked_for_history(self) -> None:
        """Who changed the person shown: the history of the record changed last."""
        if self._last is not None:
            self.desk.show_history(self._last.kind, self._last.record_id)
        elif self._chosen:
            self.desk.show_history("person", self._chosen)

    # --- papers and files ---------------------------------------------------------------------
    def asked_for_handover(self) -> None:
        """The handover pack of the person chosen (of the one who leaves first when nobody is)."""
        self._papers.make_handover(self._chosen or None)

    def asked_for_list(self) -> None:
        """The staff list on paper."""
        self._papers.make_list()

    def asked_to_export(self) -> None:
        """The staff list as a table for Excel."""
        self._papers.export_list()

    # --- the state ----------------------------------------------------------------------------
    def _side(self) -> Side | None:
        facts = self._facts
        person = facts.person(self._chosen) if facts is not None else None
        if facts is None or person is None:
            return None
        side = side_of(facts, person, self.desk.year, self.desk.style)
        return replace(
            side,
            values={**side.values, **self._typed},
            problems=dict(self._problems),
            duty_id=self._parts.get("duty", ""),
            task_id=self._parts.get("task", ""),
            last=self._last,
        )

    def state(self) -> StaffState:
        """The whole state for what was read last and what the user chose."""
        year, style = self.desk.year, self.desk.style
        facts, problem, locked = self._facts, self._problem, self.desk.read_only
        if facts is None:
            return StaffState(year, self.desk.clock.today(), style, locked, problem=problem)
        everybody = arrange.person_rows(facts, year)
        rows = arrange.filtered(facts, everybody, self._filters)
        present, contacts = arrange.counts(everybody)
        return StaffState(
            year,
            facts.today,
            style,
            locked,
            facts,
            problem,
            self._filters,
            self._view,
            rows,
            present,
            contacts,
            arrange.seats_of(facts, year),
            arrange.load_rows(facts, rows, year) if self._view == "load" else (),
            self._chosen,
            self._side() if self._open else None,
        )

    def _emit(self) -> None:
        state, focus = self.state(), self._focus
        if focus and state.side is not None and _is_there(state.side, focus):
            self._focus = ""
            state = replace(state, side=replace(state.side, focus=focus))
        self._show(state)


def _is_there(side: Side, focus: str) -> bool:
    """Whether the field belongs to a record that has been read: a new one comes with the next reading."""
    part = {"duty": side.duty, "task": side.task}.get(focus.partition(".")[0], side.person)
    return part is not None
