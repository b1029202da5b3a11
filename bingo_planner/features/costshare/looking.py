"""What the page of cost shares shows, without a window: one reading of a year, and intents that only look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bingo_planner.features.costshare import frozen, service, service_items
from bingo_planner.features.costshare.model import Census, ItemFacts, ShareFacts
from bingo_planner.features.costshare.record import values_of
from bingo_planner.features.costshare.ruletext import mix_words, stage_words
from bingo_planner.features.costshare.service_read import sheet_in_force
from bingo_planner.features.costshare.sheet import checked_amount
from bingo_planner.features.costshare.state import ItemLine, SharesState, Tab
from bingo_planner.features.costshare.tries import Wish, carried_out
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.text import fold
from bingo_planner.store.store import Store

_TAB_OF = {"base_set": Tab.BASES, "base_figure": Tab.BASES, "cost_version": Tab.VERSIONS}


class ShareLooker:
    """Reads, and takes the intents that change nothing in the file."""

    def __init__(
        self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[SharesState], None]
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self._state = SharesState(year=desk.year, style=desk.style)
        self._every: tuple[ItemLine, ...] = ()
        self._problems: dict[str, str] = {}
        self._typed: dict[str, object] = {}
        self._wishes: dict[str, tuple[tuple[str, Wish], ...]] = {}
        self._count = 0
        self._focus = ""
        self._other_year: int | None = None
        self._awaited = ""

    @property
    def state(self) -> SharesState:
        """The state shown last."""
        return self._state

    # --- reading --------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        year = self._other_year or int(self.desk.year)

        item = self._state.chosen if self._state.is_open else ""

        def work() -> tuple[ShareFacts, tuple[ItemLine, ...], tuple[Census, ...]]:
            facts = service.read_shares(self.store, year, compared=item)
            lines = tuple(line_of(one) if one.item.id == item else light_line(one) for one in facts.items)
            return facts, lines, service_items.read_censuses(self.store, year) if item else ()

        self.jobs.query("shares", work, self._read, self._failed)

    def _read(self, found: tuple[ShareFacts, tuple[ItemLine, ...], tuple[Census, ...]]) -> None:
        facts, self._every, censuses = found
        self._state = replace(
            self._state,
            year=self.desk.year,
            style=self.desk.style,
            read_only=self.desk.read_only or facts.locked,
            loading=False,
            problem=None,
            facts=facts,
            censuses=censuses,
            bases=facts.bases,
        )
        self._emit()

    def _failed(self, error: PlanError) -> None:
        self._state = replace(self._state, loading=False, problem=error)
        self._show(self._state)

    def _emit(self) -> None:
        """Show the state with what follows from the choices worked out anew."""
        state = replace(self._state, lines=self._filtered(), problems=dict(self._problems))
        line = next((one for one in self._every if one.id == state.chosen), None)
        if line is None and state.chosen and state.chosen == self._awaited:
            # A new item comes with the next reading; until then what is there stays in sight.
            self._state = state
            self._show(replace(state, chosen="", is_open=False, tries=()))
            return
        self._awaited = ""
        if line is None:
            state = replace(state, chosen="", is_open=False, tries=())
        elif line.id not in {one.id for one in state.lines}:
            state = replace(state, lines=(*state.lines, line))
        if line is not None:
            state = self._with_item(state, line)
        self._state = state
        self._show(replace(state, focus=self._focus))
        if state.is_open:
            self._focus = ""

    def _with_item(self, state: SharesState, line: ItemLine) -> SharesState:
        bodies = [body.id for body in line.facts.bodies if not body.is_outside]
        body = state.body_id if state.body_id in bodies else next(iter(bodies), "")
        bases = {one.id: one for one in state.bases}
        return replace(
            state,
            body_id=body,
            values={**values_of(line.facts, body), **self._typed},
            tries=tuple(
                carried_out(key, line.facts, wish, bases) for key, wish in self._wishes.get(line.id, ())
            ),
        )

    def _filtered(self) -> tuple[ItemLine, ...]:
        words = [fold(word) for word in self._state.needle.split()]

        def holds(line: ItemLine) -> bool:
            facts = line.facts
            text = fold(f"{facts.item.name} {facts.project} {mix_words(facts)} {stage_words(facts.item)}")
            return all(word in text for word in words)

        return tuple(line for line in self._every if holds(line))

    # --- looking --------------------------------------------------------------------------------
    def filtered(self, text: str) -> None:
        """Words typed into the filter."""
        self._state = replace(self._state, needle=text)
        self._emit()

    def chose(self, item_id: str) -> None:
        """Another line of the list."""
        if item_id != self._state.chosen and not self._state.is_open:
            self._state = replace(self._state, chosen=item_id)
            self._forget()
            self._emit()

    def entered(self, item_id: str) -> None:
        """Open an item's page."""
        self._forget()
        self._state = replace(self._state, chosen=item_id, is_open=True, tab=Tab.SHEET, reason="")
        self.opened()

    def left(self) -> None:
        """Back to the list."""
        self._forget()
        self._state = replace(self._state, is_open=False)
        if self._other_year is None:
            self._emit()
        else:
            self._other_year = None
            self.opened()

    def year_changed(self) -> None:
        """Another fiscal year or way of writing dates was chosen for the whole window."""
        self._other_year = None
        self.opened()

    def chose_tab(self, tab: Tab) -> None:
        """Another part of the item's page."""
        self._state = replace(self._state, tab=tab)
        self._emit()

    def chose_body(self, body_id: str) -> None:
        """The body whose terms the form shows."""
        if body_id != self._state.body_id:
            self._state = replace(self._state, body_id=body_id)
            for kept in (self._typed, self._problems):
                for key in [one for one in kept if one.startswith("cost_body.")]:
                    del kept[key]
            self._emit()

    def went_to(self, kind: str, record_id: str) -> None:
        """Show a record that was asked for elsewhere (search, history)."""
        tab = _TAB_OF.get(kind, Tab.SHEET)
        self.jobs.query(
            "shares.go",
            lambda: service_items.read_place(self.store, kind, record_id),
            lambda place: self._arrived(place, tab),
        )

    def _arrived(self, place: tuple[str, int] | None, tab: Tab) -> None:
        if place is None:
            self.opened()
            return
        item, year = place
        self._forget()
        self._awaited = item
        self._state = replace(self._state, chosen=item, is_open=bool(item), tab=tab, needle="")
        # Another year's item is shown without changing the year of the whole window.
        self._other_year = year if item and year != int(self.desk.year) else None
        self.opened()

    def _forget(self) -> None:
        self._typed, self._problems = {}, {}


def line_of(facts: ItemFacts) -> ItemLine:
    """An item with its sheet, or why there is none."""
    try:
        sheet = sheet_in_force(facts)
    except PlanError as error:
        return ItemLine(facts, None, error)
    return ItemLine(facts, sheet, None, sheet.shared)


def light_line(facts: ItemFacts) -> ItemLine:
    """An item for the list: checked, but not worked out."""
    newest = facts.newest
    if facts.item.is_fixed and newest is not None:
        return ItemLine(facts, shared=frozen.shared(newest.snapshot))
    try:
        return ItemLine(facts, shared=checked_amount(facts))
    except PlanError as error:
        return ItemLine(facts, None, error)
