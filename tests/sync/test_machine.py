"""Four copies under hypothesis: any course of work and delivery means what the plain model says it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import rebuild
from bingo_planner.store.seen import Seen
from bingo_planner.store.store import Store
from bingo_planner.sync import conflicts
from bingo_planner.sync.items import read_items
from bingo_planner.sync.model import Conflict, DeleteConflict
from tests.sync.copies import NEW, Copy, Plan, make_copy, row_id
from tests.sync.reference import meaning
from tests.sync.test_simulation import LONG

ROWS = [row_id("one"), row_id("two")]
copies_ = st.integers(0, 3)
rows = st.sampled_from(ROWS)
words = st.sampled_from(["甲", "乙", ""])
fields = st.sampled_from(["name", "amount", "body"])


def value_for(field: str, word: str) -> str | int:
    return len(word) if field == "amount" else word * 3 if field == "body" else word


class Machine(RuleBasedStateMachine):
    """Rules are what people and networks do; the end compares every copy with the model."""

    def __init__(self) -> None:
        super().__init__()
        self.copies: list[Copy] = []
        self.forms: dict[int, tuple[str, Seen]] = {}

    @initialize(shared=st.booleans())
    def begin(self, shared: bool) -> None:
        self.copies = [make_copy(name) for name in "abcd"]
        if shared:
            self.add(0, ROWS[0], "初")
            for copy in self.copies[1:]:
                copy.take(self.copies[0].give())

    def _do(self, who: int, work: Callable[[Store], object]) -> None:
        try:
            self.copies[who].edit(work)
        except PlanError as refused:
            if refused.code not in ("record.gone", "record.changed", "undo.nothing", "redo.nothing"):
                raise

    @rule(who=copies_, row=rows, word=words)
    def add(self, who: int, row: str, word: str) -> None:
        def work(store: Store) -> None:
            with store.change("add") as unit:
                if unit.session.get(Plan, row) is None:
                    unit.add(Plan(id=row, name=word))

        self._do(who, work)

    @rule(who=copies_, row=rows, field=fields, word=words)
    def edit(self, who: int, row: str, field: str, word: str) -> None:
        def work(store: Store) -> None:
            with store.change("edit") as unit:
                unit.set(Plan, row, **{field: value_for(field, word)})

        self._do(who, work)

    @rule(who=copies_, row=rows)
    def open_form(self, who: int, row: str) -> None:
        self.forms[who] = (row, self.copies[who].store.seen())

    @rule(who=copies_, field=fields, word=words)
    def save_form(self, who: int, field: str, word: str) -> None:
        if who not in self.forms:
            return
        row, seen = self.forms.pop(who)
        store = self.copies[who].store
        before = store.recorder.last_seq

        def work(opened: Store) -> None:
            with opened.as_seen(seen), opened.change("form") as unit:
                unit.set(Plan, row, **{field: value_for(field, word)})

        self._do(who, work)
        if store.recorder.last_seq > before:
            with store.read() as session:
                parents = session.connection().exec_driver_sql(
                    "SELECT prep, pseq, pk FROM sync_parent WHERE rep = ? AND seq = ?",
                    (store.recorder.replica_ix, store.recorder.last_seq),
                )
                assert all(
                    one[0] == store.recorder.replica_ix or seen.covers((one[0], one[1], one[2]))
                    for one in parents
                )

    @rule(who=copies_, row=rows)
    def put_away(self, who: int, row: str) -> None:
        def work(store: Store) -> None:
            with store.change("bin") as unit:
                unit.remove(Plan, row)

        self._do(who, work)

    @rule(who=copies_, row=rows)
    def bring_back(self, who: int, row: str) -> None:
        def work(store: Store) -> None:
            with store.change("restore") as unit:
                unit.restore(Plan, row)

        self._do(who, work)

    @rule(who=copies_, place=st.integers(0, 5), keep=st.booleans())
    def settle_one(self, who: int, place: int, keep: bool) -> None:
        store = self.copies[who].store
        found = conflicts.read_conflicts(store)
        if not found:
            return
        conflict = found[place % len(found)]
        if isinstance(conflict, DeleteConflict):
            act = conflicts.keep_record if keep else conflicts.bin_record
            self._do(who, lambda opened: act(opened, conflict))
        else:
            assert isinstance(conflict, Conflict)
            chosen = conflict.versions[place % len(conflict.versions)]
            self._do(who, lambda opened: conflicts.choose(opened, conflict, chosen))

    @rule(who=copies_)
    def undo(self, who: int) -> None:
        self._do(who, lambda store: store.undo())

    @rule(who=copies_)
    def redo(self, who: int) -> None:
        self._do(who, lambda store: store.redo())

    @rule(who=copies_, days=st.sampled_from([-7300, -116, 116, 7300, 0.01]))
    def turn_clock(self, who: int, days: float) -> None:
        clock = self.copies[who].clock
        clock.moment = max(clock.moment + dt.timedelta(days=days), dt.datetime(1990, 1, 1, tzinfo=dt.UTC))

    @rule(giver=copies_, taker=copies_, order=st.lists(st.integers(0, 40), max_size=6))
    def deliver(self, giver: int, taker: int, order: list[int]) -> None:
        """Single transactions in any order, some twice, some never."""
        found = self.copies[giver].give(most=1)
        if found:
            self.copies[taker].take([found[-1 - place % len(found)] for place in order])

    @rule(giver=copies_, taker=copies_)
    def meet(self, giver: int, taker: int) -> None:
        if giver != taker:
            self.copies[giver].sync(self.copies[taker])

    def teardown(self) -> None:
        if not self.copies:
            return
        for copy in self.copies:
            self._compare(copy)
        for _ in range(2):
            for copy in self.copies[1:]:
                self.copies[0].sync(copy)
        told = [self._compare(copy) for copy in self.copies]
        assert all(one == told[0] for one in told)
        for copy in self.copies:
            copy.close()

    def _compare(self, copy: Copy) -> object:
        with copy.store.read() as session:
            connection = session.connection()
            assert rebuild.differences(connection, NEW) == []
            assert rebuild.broken_links(connection) == []
            wanted = meaning(row[0] for row in connection.exec_driver_sql("SELECT bytes FROM sync_tx"))
            found = rebuild.live(connection, NEW)["plan"]
        items = {(item.kind.value, item.record_id, item.field) for item in read_items(copy.store)}
        assert wanted.problems == []
        assert found == dict(wanted.rows.get("plan", {}))
        assert items == wanted.items
        return found, items


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=3_000 if LONG else 80,
    stateful_step_count=40 if LONG else 30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
