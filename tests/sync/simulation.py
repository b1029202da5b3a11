"""Offices, their computers, their clocks, a share, a stick and a hub in one process, driven by one seed.

Real engine, real store, real segment files. Every step can be played again from its seed. After each step the
promises I1 to I12 are looked at where they can break; at the end everything is connected, updated and compared.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from unittest.mock import patch

from sqlalchemy.engine import Connection

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import hlc, identity, rebuild
from bingo_planner.store.home import Home
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.seen import Seen
from bingo_planner.store.standing import read_names
from bingo_planner.store.store import Store
from bingo_planner.sync import conflicts, folder, own, rebirth, session
from bingo_planner.sync.folder import FolderTransport
from bingo_planner.sync.keys import DeviceKey, KeyBook, Member, OpenBook, device_key
from bingo_planner.sync.model import Conflict, DeleteConflict, Segment
from bingo_planner.sync.segment import decode
from bingo_planner.sync.session import synchronise
from bingo_planner.sync.transport import Transport
from tests.sync.copies import Copy, OldPlan, Plan, Visit, make_copy, row_id, update
from tests.sync.places import Hub, HubTransport, Share, View
from tests.sync.reference import meaning

ROWS = [row_id(f"row {number}") for number in range(5)]
WORDS = ("甲", "乙", "丙", "", "か\u3099", "😀")
SENTENCES = ("高さは9 mとする。", "緑地は30%とする。", "駐車場を設ける。\n", "以上。")


def key_of(replica: str) -> DeviceKey:
    """The key of any replica of the simulation, the same in every run."""
    return device_key(replica, hashlib.sha256(b"sim" + replica.encode()).digest())


@dataclass
class Body:
    """One computer: its copy, and the form somebody has open on it."""

    name: str
    copy: Copy
    form: tuple[str, Seen, dict[str, object]] | None = None
    views: dict[str, View] = field(default_factory=dict)
    latest: int = 0

    @property
    def store(self) -> Store:
        return self.copy.store

    @property
    def plan(self) -> type[Plan]:
        # The older one has fewer fields; nothing here asks it for the others.
        return Plan if self.copy.version == 2 else cast(type[Plan], OldPlan)


class World:
    """All of it. `run(steps)`; any broken promise raises AssertionError."""

    def __init__(self, seed: int, bodies: int = 0, *, skew: bool = True) -> None:
        self.dice = random.Random(seed)
        count = bodies or self.dice.choice((3, 4, 5))
        self.skew = skew
        self.bodies = [self._body(f"{number // 3}-{number % 3}") for number in range(count)]
        self.share, self.stick, self.hub = Share(self.dice), Share(self.dice), Hub()
        self.replicas: list[str] = [one.copy.key.replica for one in self.bodies]
        self.log: list[str] = []

    def run(self, steps: int) -> None:
        """That many steps, then the end of all faults and the great comparison."""
        with self._quiet():
            for number in range(steps):
                self.step(number)
            self.settle()

    def step(self, number: int) -> None:
        """One thing happens somewhere."""
        self.share.now = self.stick.now = self.hub.now = number
        body = self.dice.choice(self.bodies)
        if self.dice.random() < 0.1:
            self._parcel(body)
        elif self.dice.random() < 0.25:
            way = self.dice.choice((self._by_folder, self._by_folder, self._by_stick, self._by_hub))
            self._meet(body, way)
        elif self.dice.random() < 0.1:
            self._misfortune(body)
        else:
            self._work(body)

    def close(self) -> None:
        for body in self.bodies:
            body.copy.close()

    # What people do

    def _work(self, body: Body) -> None:
        act: Callable[[Body], object] = self.dice.choice(
            (
                *(self._edit, self._edit, self._edit, self._form, self._save, self._bin, self._bin_shown),
                *(self._restore, self._text, self._undo, self._redo, self._resolve, self._resolve),
                *(self._visit, self._many),
            )
        )
        self.log.append(f"{body.name} {act.__name__}")
        body.copy.clock.moment += dt.timedelta(seconds=self.dice.choice((0, 1, 30)))
        try:
            act(body)
        except PlanError as refused:
            if refused.code not in ("undo.nothing", "redo.nothing", "record.gone", "record.changed"):
                raise

    def _edit(self, body: Body) -> None:
        row = self.dice.choice(ROWS)
        with body.store.change("edit") as unit:
            if unit.session.get(body.plan, row) is None:
                unit.add(body.plan(id=row, name=self.dice.choice(WORDS)))
            else:
                unit.set(body.plan, row, **self._values(body))

    def _values(self, body: Body) -> dict[str, object]:
        values: dict[str, object] = {
            "name": self.dice.choice(WORDS),
            "amount": self.dice.choice((None, 0, -1, 2**40)),
            "starts_on": self.dice.choice((None, dt.date(2024, 4, 1), dt.date(2025, 4, 1))),
        }
        if body.copy.version == 2:
            values["done"] = self.dice.random() < 0.5
        return {name: values[name] for name in self.dice.sample(sorted(values), self.dice.choice((1, 1, 2)))}

    def _many(self, body: Body) -> None:
        table = body.plan.__table__
        with body.store.change("bulk") as unit:
            unit.session.execute(table.update().where(table.c.is_deleted.is_(False)).values(amount=7))  # type: ignore[attr-defined]  # a Table

    def _form(self, body: Body) -> None:
        row = self.dice.choice(ROWS)
        with body.store.read() as opened:
            plan = opened.get(body.plan, row)
            if plan is not None and not plan.is_deleted:
                shown: dict[str, object] = {
                    "name": plan.name,
                    "amount": plan.amount,
                    "starts_on": plan.starts_on,
                }
                body.form = (row, body.store.seen(opened), shown)

    def _save(self, body: Body) -> None:
        if body.form is None:
            return
        (row, seen, shown), body.form = body.form, None
        values = shown | {"name": self.dice.choice(WORDS)}
        before = body.store.recorder.last_seq
        by_hand = self.dice.random() < 0.5
        with body.store.as_seen(seen), body.store.change("form") as unit:
            if by_hand:
                plan = unit.get(body.plan, row)
                for name, value in values.items():
                    setattr(plan, name, value)
            else:
                unit.set(body.plan, row, **values)
        if body.store.recorder.last_seq > before:
            self._replaced_only_seen(body, seen)

    def _replaced_only_seen(self, body: Body, seen: Seen) -> None:
        """I6: what a save replaced had been on the screen."""
        recorder = body.store.recorder
        with body.store.read() as opened:
            parents = opened.connection().exec_driver_sql(
                "SELECT prep, pseq, pk FROM sync_parent WHERE rep = ? AND seq = ?",
                (recorder.replica_ix, recorder.last_seq),
            )
            for parent in parents:
                assert parent[0] == recorder.replica_ix or seen.covers(tuple(parent)), "I6: replaced unseen"

    def _bin(self, body: Body) -> None:
        with body.store.change("bin") as unit:
            unit.remove(body.plan, self.dice.choice(ROWS))

    def _bin_shown(self, body: Body) -> None:
        """Into the bin from a page: what the page had not shown must not vanish."""
        if body.form is None:
            return
        (row, seen, _), body.form = body.form, None
        with body.store.as_seen(seen), body.store.change("bin") as unit:
            unit.remove(body.plan, row)
        with body.store.read() as opened:
            leaves = opened.connection().exec_driver_sql(
                "SELECT rep, seq, k FROM sync_leaf WHERE row = ?", (row,)
            )
            for leaf in leaves:
                own_one = leaf[0] == body.store.recorder.replica_ix
                assert own_one or seen.covers(tuple(leaf)), "I7: binned what was not shown"

    def _restore(self, body: Body) -> None:
        with body.store.change("restore") as unit:
            unit.restore(body.plan, self.dice.choice(ROWS))

    def _text(self, body: Body) -> None:
        text = "".join(self.dice.sample(SENTENCES, self.dice.randrange(5)))
        with body.store.change("text") as unit:
            unit.set(body.plan, self.dice.choice(ROWS), body=text)

    def _visit(self, body: Body) -> None:
        if body.copy.version == 2:
            row = row_id(f"visit {self.dice.randrange(3)}")
            with body.store.change("visit") as unit:
                if unit.session.get(Visit, row) is None:
                    unit.add(Visit(id=row, title=self.dice.choice(WORDS)))
                else:
                    unit.set(Visit, row, title=self.dice.choice(WORDS))

    def _undo(self, body: Body) -> None:
        body.store.undo()

    def _redo(self, body: Body) -> None:
        body.store.redo()

    def _resolve(self, body: Body) -> None:
        found = conflicts.read_conflicts(body.store)
        if not found:
            return
        conflict = self.dice.choice(found)
        if isinstance(conflict, DeleteConflict):
            self.dice.choice((conflicts.keep_record, conflicts.bin_record))(body.store, conflict)
            return
        assert isinstance(conflict, Conflict)
        third = self.dice.random() < 0.3 and conflict.item.field == "name"
        value = "選" if third else self.dice.choice(conflict.versions).value
        conflicts.write(body.store, conflict, value)

    # How copies meet

    def _meet(self, body: Body, way: Callable[[Body, KeyBook], Transport]) -> None:
        copy = body.copy
        keys = own.signers(copy.store, Path())
        book = _Book()
        transport = way(body, book)
        self.log.append(f"{body.name} meets {transport.name}")
        before = None if self.dice.random() < 0.8 else self._held(body)
        report = synchronise(
            copy.store, Home(Path("/nowhere")), transport, keys, book
        )  # I11: never asks anybody
        if before is not None and not report.received.transactions:
            assert self._held(body) == before, "I8: a meeting that brought nothing changed something"
        if copy.store.recorder.replica_hex not in self.replicas:
            self.replicas.append(copy.store.recorder.replica_hex)
        self._check_clock(body)
        if self.dice.random() < 0.15:
            self.check(body)

    def _parcel(self, body: Body) -> None:
        """Some of what another copy holds, cut small, in any order, some of it twice, once and never again."""
        giver = self.dice.choice(self.bodies)
        self.log.append(f"{body.name} gets a parcel of {giver.name}")
        found = giver.copy.engine.outgoing({}, own.signers(giver.store, Path()), self.dice.choice((1, 2, 9)))
        some = [one for one in found if one.last > body.copy.engine.vector().get(one.replica, 0) - 3]
        parcel = self.dice.choices(some, k=self.dice.choice((1, 1, 2, 3, 12))) if some else []
        received = body.copy.take(parcel)
        with body.store.read() as opened:
            waiting = opened.connection().exec_driver_sql("SELECT count(*) FROM sync_pending").scalar_one()
        if parcel:
            assert waiting == received.pending, "what waits was not kept"
        self._check_clock(body)

    def _check_clock(self, body: Body) -> None:
        """I9: a clock from the far future moves no other one."""
        recorder = body.store.recorder
        with body.store.read() as opened:
            mine = (
                opened.connection()
                .exec_driver_sql(
                    "SELECT coalesce(max(t.hlc), 0) FROM sync_tx t WHERE t.rep = ?", (recorder.replica_ix,)
                )
                .scalar_one()
            )
        furthest = hlc.stamp(body.copy.clock.now() + dt.timedelta(milliseconds=hlc.AHEAD_MS), 0)
        body.latest = max(body.latest, mine, furthest)
        assert recorder.last_hlc <= body.latest + 0xFFFF, "I9: the clock followed a wrong one"

    def _by_folder(self, body: Body, book: KeyBook) -> Transport:
        return FolderTransport(self._view(body, "share", self.share), book, "share")

    def _by_stick(self, body: Body, book: KeyBook) -> Transport:
        return FolderTransport(self._view(body, "stick", self.stick), book, "stick")

    def _by_hub(self, body: Body, book: KeyBook) -> Transport:
        return HubTransport(self.hub, body.store.recorder.replica_hex, self.dice)

    def _view(self, body: Body, name: str, share: Share) -> View:
        if name not in body.views:
            body.views[name] = View(share, body.name, self.dice.choice((0, 0, 3)))
        return body.views[name]

    # What goes wrong

    def _misfortune(self, body: Body) -> None:
        what = self.dice.choice(
            (
                self._harm,
                self._harm,
                self._clock,
                self._hub_back,
                self._hub_fails,
                self._update,
                self._set_back,
            )
        )
        self.log.append(f"{body.name} {what.__name__}")
        what(body)

    def _harm(self, body: Body) -> None:
        self.log.append(self.share.harm() if self.dice.random() < 0.8 else self.stick.harm())

    def _clock(self, body: Body) -> None:
        self._check_clock(body)  # what was believed until now stays believed
        if self.skew:
            days = self.dice.choice((-7300, -400, -1, 0.04, 1.5, 400, 7300))
            body.copy.clock.moment = max(
                body.copy.clock.moment + dt.timedelta(days=days), dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
            )

    def _hub_back(self, body: Body) -> None:
        if self.dice.random() < 0.5:
            self.hub.back_up()
        else:
            self.hub.set_back(self.dice)

    def _hub_fails(self, body: Body) -> None:
        """The server is away, is back, or dies in the middle of the next sending."""
        self.hub.is_there = not self.hub.is_there or self.dice.random() < 0.5
        self.hub.dies_after = self.dice.choice((None, 0, 1))

    def _update(self, body: Body) -> None:
        update(body.copy)

    def _set_back(self, body: Body) -> None:
        """The file is put back to what it was, or copied, and opened again: its token does not fit any more."""
        with body.store.silently() as connection:
            identity.begin_anew(connection, body.store.recorder, Path(), body.store.recorder.last_seq)
        self.replicas.append(body.store.recorder.replica_hex)

    # Promises

    def _held(self, body: Body) -> tuple[object, object]:
        with body.store.read() as opened:
            connection = opened.connection()
            rows = rebuild.live(connection, body.store.recorder.registry)
        return rows, self._items(body)

    def _items(self, body: Body) -> set[tuple[str, str, str]]:
        with body.store.read() as opened:
            return {
                (kind, row, col or "")
                for kind, row, col in opened.connection().exec_driver_sql(
                    "SELECT i.kind, i.row, c.name FROM sync_item i LEFT JOIN sync_name c ON c.ix = i.col "
                    "WHERE i.closed IS NULL AND i.kind IN ('field', 'text', 'delete')"
                )
            }

    def check(self, body: Body) -> None:
        """I1, I2, I3, I4, I5, I7 and I12 for one copy."""
        registry = body.store.recorder.registry
        with body.store.read() as opened:
            connection = opened.connection()
            assert rebuild.differences(connection, registry) == [], "I12: log and tables differ"
            assert rebuild.broken_links(connection) == [], "I2: the chain breaks"
            assert rebuild.unsealed(connection) == [], "I1: bytes and operations differ"
            data = [row[0] for row in connection.exec_driver_sql("SELECT bytes FROM sync_tx")]
            wanted = meaning(data, body.copy.version)
            assert wanted.problems == [], f"I3, I5: {wanted.problems}"
            live = rebuild.live(connection, registry)
            assert _leaves(connection, registry) == {cell: ops for cell, ops in wanted.leaves.items() if ops}
        found = {name: rows for name, rows in live.items() if name != "poll" and rows}
        assert found == {name: rows for name, rows in wanted.rows.items() if rows}, (
            "I4: not what the log means"
        )
        assert self._items(body) == wanted.items, "I5, I7: the inbox differs from what the log means"

    def settle(self) -> None:
        """Everything is connected, updated and whole again: all copies must be the same."""
        first = self.bodies[0]
        for body in self.bodies:
            update(body.copy)
        first.copy.take(_everything(self.bodies[1:], first))
        for body in self.bodies[1:]:
            body.copy.take(_everything([first], body))
        self.check(first)
        expected, vector = self._held(first), first.copy.engine.vector()
        for body in self.bodies[1:]:
            assert body.copy.engine.vector() == vector, "not everything arrived"
            assert self._held(body) == expected, "I4: copies differ"
            with body.store.read() as opened:
                waiting = (
                    opened.connection().exec_driver_sql("SELECT count(*) FROM sync_pending").scalar_one()
                )
                forks = (
                    opened.connection()
                    .exec_driver_sql("SELECT count(*) FROM sync_item WHERE kind = 'fork'")
                    .scalar_one()
                )
            assert waiting == 0, "something still waits"
            assert forks == 0, "a fork is told where there is none"

    def _body(self, name: str) -> Body:
        return Body(name, make_copy(name, version=self.dice.choice((1, 2, 2))))

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Names and keys from the seed, nothing on the disk; bytes that were found sound once are remembered."""
        sound: dict[bytes, Segment] = {}

        def remembered(data: bytes, book: KeyBook) -> Segment:
            if data not in sound:
                sound[data] = decode(data, book)
            return sound[data]

        def token(size: int) -> str:
            return self.dice.randbytes(size).hex()

        def signers(store: Store, _folder: Path) -> dict[str, DeviceKey]:
            with store.read() as opened:
                names = [store.recorder.replica_hex, *identity.ancestors(opened.connection())]
            return {name: _signer(name) for name in names}

        with ExitStack() as stack:
            for target, name, new in (
                (secrets, "token_hex", token),
                (identity, "_write_tokens", _nothing),
                (own, "signers", signers),
                (session, "_keep", _nothing),
                (folder, "decode", remembered),
            ):
                stack.enter_context(patch.object(target, name, new))
            yield


_SIGNERS: dict[str, DeviceKey] = {}


def _signer(replica: str) -> DeviceKey:
    if replica not in _SIGNERS:
        _SIGNERS[replica] = key_of(replica)
    return _SIGNERS[replica]


class _Book(OpenBook):
    """Everybody's key is known, as a signed roster would have it."""

    def member(self, replica: str) -> Member | None:
        return Member(_signer(replica).public)

    def may_sign(self, signer: str, replica: str) -> bool:
        return True


def _nothing(*_: object) -> None:
    return None


def _everything(givers: Iterable[Body], taker: Body) -> list[Segment]:
    """All that these hold beyond what the taker has."""
    have = taker.copy.engine.vector()
    return [
        segment
        for giver in givers
        for segment in giver.copy.engine.outgoing(have, own.signers(giver.store, Path()))
    ]


def _leaves(
    connection: Connection, registry: object
) -> dict[tuple[str, str, str], set[tuple[str, int, int]]]:
    words = read_names(connection).words
    found: dict[tuple[str, str, str], set[tuple[str, int, int]]] = {}
    for tbl, row, col, name, seq, k in connection.exec_driver_sql(
        "SELECT l.tbl, l.row, l.col, r.hex, l.seq, l.k FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep"
    ):
        found.setdefault((words[tbl], row, words[col]), set()).add((name, seq, k))
    return found


__all__ = ["Recorder", "World", "rebirth"]
