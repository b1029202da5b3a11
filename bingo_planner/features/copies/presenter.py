"""What the page of the copies shows and does, without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bingo_planner.features.copies import service, service_changes, service_inbox
from bingo_planner.features.copies.carrying import Carrying
from bingo_planner.features.copies.model import (
    AnyCase,
    Case,
    DeleteCase,
    House,
    Line,
    NoticeCase,
    Standing,
    Wanted,
)
from bingo_planner.features.copies.service_devices import read_copies
from bingo_planner.features.copies.service_standing import read_meetings, read_standing
from bingo_planner.features.copies.state import CopiesState, Tab
from bingo_planner.features.copies.words import context_words
from bingo_planner.features.region.model import Body
from bingo_planner.features.region.service_read import bodies as read_bodies
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


@dataclass(frozen=True)
class _Read:
    """What one reading found."""

    standing: Standing
    bodies: tuple[Body, ...]
    lines: tuple[Line, ...]
    case: AnyCase | None
    more: CopiesState


class CopiesPresenter(Carrying):
    """Takes intents, asks services, shows whole states."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        house: House,
        show: Callable[[CopiesState], None],
    ) -> None:
        super().__init__(store, jobs, desk, house)
        self._show = show
        self._state = CopiesState()

    @property
    def state(self) -> CopiesState:
        """The state shown last."""
        return self._state

    def emit(self, state: CopiesState) -> None:
        """Another state."""
        self._state = state
        self._show(state)

    # -- reading ---------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something has changed here or come from elsewhere."""
        state, style = self._state, self.desk.style
        self.jobs.query("copies", lambda: self._read(state, style), self._took, self._failed)

    def _read(self, state: CopiesState, style: DateStyle) -> _Read:
        store, house = self.store, self.house
        standing = read_standing(store)
        lines = service_inbox.read_lines(store, house)
        with store.read() as session:
            found = read_bodies(session)
        chosen = _chosen(lines, state.chosen)
        case = service_inbox.read_case(store, house, chosen, style) if chosen else None
        more = replace(state, chosen=chosen.item_id if chosen else "", style=style)
        return _Read(standing, found, lines, case, self._read_tab(more, standing))

    def _read_tab(self, state: CopiesState, standing: Standing) -> CopiesState:
        """What the tab in front shows; counts of the others come from the standing."""
        store, house, style = self.store, self.house, state.style
        meetings = read_meetings(store)
        brought = next((one for one in meetings if one.fields), None)
        state = replace(state, meetings=meetings)
        if state.tab is Tab.ARRIVED:
            return replace(state, arrived=service_changes.read_arrived(store, house, brought, style))
        if state.tab is Tab.UNSENT:
            unsent = service_changes.read_unsent(store, house, standing.unsent, style)
            return replace(state, unsent=unsent)
        if state.tab is Tab.DEVICES:
            copies, has_list, keeps = read_copies(store, house)
            return replace(state, copies=copies, has_list=has_list, keeps_list=keeps)
        if state.tab is Tab.HISTORY:
            people, their = service_changes.read_people(store)
            kinds = tuple((kind, access.record.name()) for kind, access in house.kinds().items())
            found = service_changes.read_history(store, house, state.wanted, style)
            return replace(state, history=found, people=people, their_bodies=their, kinds=kinds)
        return state

    def _took(self, found: _Read) -> None:
        now, was = self._state, self._state.case
        state = replace(
            found.more,
            loading=False,
            problem=None,
            standing=found.standing,
            bodies=found.bodies,
            lines=found.lines,
            case=found.case,
            busy=self.house.busy(),
            context=context_words(found.standing, self.desk.clock.today()),
            # What the user did while it was read stays.
            tab=now.tab,
            wanted=now.wanted,
            setting_up=now.setting_up,
            place=now.place if now.setting_up else found.standing.place,
            findings=now.findings,
            note=now.note,
        )
        same = was is not None and found.case is not None and was.line.item_id == found.case.line.item_id
        if same and _versions(was) == _versions(found.case):
            state = replace(state, choice=now.choice, typed=now.typed, typed_problem=now.typed_problem)
        else:
            state = replace(state, choice=_first_choice(found.case), typed="", typed_problem="", note="")
        self.emit(state)

    def _failed(self, error: PlanError) -> None:
        self.emit(replace(self._state, loading=False, problem=error))

    def showed_busy(self) -> None:
        """A meeting has begun or ended."""
        self.emit(replace(self._state, busy=self.house.busy()))

    # -- looking ---------------------------------------------------------------------------------
    def chose_tab(self, tab: Tab) -> None:
        """Another part of the page."""
        self.emit(replace(self._state, tab=tab, setting_up=False))
        self.opened()

    def chose_line(self, item_id: str) -> None:
        """Another entry of the inbox."""
        if item_id and item_id != self._state.chosen:
            self._state = replace(self._state, chosen=item_id)
            self.opened()

    def went_to(self, kind: str, record_id: str) -> None:
        """To the record that an entry or a change is about."""
        if kind:
            self.desk.go(kind, record_id)

    def asked_for_history(self, kind: str, record_id: str) -> None:
        """All changes of one record."""
        if kind:
            self.desk.show_history(kind, record_id)

    def narrowed(self, wanted: Wanted) -> None:
        """Other filters of the history."""
        self._state = replace(self._state, wanted=wanted)
        self.opened()

    # -- deciding --------------------------------------------------------------------------------
    def chose(self, choice: str) -> None:
        """A card, another value, both, keep or bin."""
        case = self._state.case
        if case is None or not case.line.is_open or choice not in choices_of(case):
            return
        self.emit(replace(self._state, choice=choice))

    def chose_number(self, number: int) -> None:
        """The keys 1 to 9 choose in the order shown."""
        offered = choices_of(self._state.case)
        if 1 <= number <= len(offered):
            self.chose(offered[number - 1])

    def typed(self, text: str) -> None:
        """Another value, checked like the field: beside the window, which would wait for what is being taken in."""
        case = self._state.case
        if not isinstance(case, Case):
            return
        choice = "other" if text.strip() else self._state.choice
        self.emit(replace(self._state, typed=text, typed_problem="", choice=choice))
        if text.strip():
            chosen = case
            self.jobs.query("copies_typed", lambda: self._problem_of(chosen, text), self._checked)

    def _problem_of(self, case: Case, text: str) -> tuple[str, str]:
        try:
            service.read_typed(self.store, self.house, case, text)
        except PlanError as error:
            return text, str(describe(error))
        return text, ""

    def _checked(self, found: tuple[str, str]) -> None:
        text, problem = found
        if text == self._state.typed:
            self.emit(replace(self._state, typed_problem=problem))

    def noted(self, text: str) -> None:
        """A word to the other."""
        self._state = replace(self._state, note=text)

    def decided(self) -> None:
        """Enter: what is chosen stands from now on."""
        state, store = self._state, self.store
        case, note = state.case, state.note.strip()
        if not state.can_decide or case is None:
            return
        if isinstance(case, Case):
            chosen, both = case, case.both(state.choice)
            if both is not None:
                self._change(lambda: service.do_keep_both(store, chosen, both, note))
                return
            self._change(lambda: service.do_decide(store, chosen, self._value(chosen, state), note))
        elif isinstance(case, DeleteCase):
            deletion, keep = case, state.choice == "keep"
            self._change(lambda: service.do_settle_deletion(store, deletion, keep, note))
        elif isinstance(case, NoticeCase):
            notice = case
            self._change(lambda: service.do_close(store, notice, note))

    def _value(self, case: Case, state: CopiesState) -> str | int | None:
        if state.choice == "other":
            return service.read_typed(self.store, self.house, case, state.typed)
        card = case.card(state.choice)
        if card is None:
            raise PlanError("copies.no_value")
        return card.version.value

    def _change(self, work: Callable[[], Changes]) -> None:
        before = self._state.open_lines
        following = _after(before, self._state.chosen)

        def done(changes: Changes) -> None:
            self._state = replace(self._state, chosen=following, note="")
            left = len(before) - 1
            self.desk.say(
                _t("Decided: {n} left", n=left) if left else _t("Decided. Nothing is left to decide.")
            )
            if not changes:
                self.opened()

        self.jobs.change(work, done, self._refused)

    def _refused(self, error: PlanError) -> None:
        self.desk.problem(error)
        self.opened()

    def put_off(self) -> None:
        """Later: on to the next entry; this one stays."""
        following = _after(self._state.open_lines, self._state.chosen)
        if following:
            self.chose_line(following)


def choices_of(case: AnyCase | None) -> tuple[str, ...]:
    """What can be chosen, in the order of the keys 1, 2, 3 …"""
    if isinstance(case, DeleteCase):
        return ("keep", "bin")
    if isinstance(case, Case):
        return (*(card.key for card in case.choices), "other", *(both.key for both in case.boths))
    return ()


def _first_choice(case: AnyCase | None) -> str:
    """Chosen before the user chooses: one's own value, which he meant; keeping, which never loses anything."""
    if isinstance(case, DeleteCase):
        return "keep"
    return case.choices[0].key if isinstance(case, Case) else ""


def _versions(case: AnyCase | None) -> frozenset[tuple[str, int, int]]:
    return frozenset(one.op for one in case.conflict.versions) if isinstance(case, Case) else frozenset()


def _chosen(lines: tuple[Line, ...], wanted: str) -> Line | None:
    found = next((line for line in lines if line.item_id == wanted), None)
    return found or next((line for line in lines if line.is_open), None)


def _after(lines: tuple[Line, ...], item_id: str) -> str:
    """The open entry after this one, going round."""
    ids = [line.item_id for line in lines]
    if item_id not in ids or len(ids) < 2:
        return ""
    return ids[(ids.index(item_id) + 1) % len(ids)]
