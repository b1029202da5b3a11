"""The engine with one rule broken at a time: each breakage must be noticed by the simulation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from bingo_planner.store import hlc, recorder, standing, undo, unit
from bingo_planner.sync import apply, batch, engine, intake, outgoing, session
from bingo_planner.sync.intake import Accepted, Head, Intake

Patches = Sequence[tuple[object, str, object]]


def _stale_base_ignored() -> Patches:
    return [(unit, "base_on_seen", lambda *_: True)]


def _deletion_blind_to_what_was_shown() -> Patches:
    return [(unit, "unseen", lambda *_: False)]


def _no_deps() -> Patches:
    def accept(self: Intake, replica: str, head: Head, frame: intake.Frame) -> Accepted | None:
        tx = self._next.get(replica) or self._read(replica, head, frame)
        if tx is None:
            return None
        head.seen = head.seen | dict(tx.deps) | {replica: tx.seq}
        return Accepted(tx, self.texts.unpack(tx), frame.link, head.seen)

    return [(Intake, "_accept", accept)]


def _gaps_allowed() -> Patches:
    real = Intake._run

    def run(self: Intake, replica: str, most: int) -> Iterator[Accepted]:
        frames, head = self._waiting[replica], self._head(replica)
        if frames and head.seq + 1 not in frames:
            first = min(frames)
            head.seq, head.link = first - 1, frames[first].previous
        return real(self, replica, most)

    return [(Intake, "_run", run)]


def _newest_overwrites() -> Patches:
    """Last writer wins: whatever arrives drops what stands in its cell."""

    def drop(one: batch.Batch) -> None:
        for cell, _, _ in one.leaves.values():
            one.connection.exec_driver_sql(
                "DELETE FROM sync_leaf WHERE tbl = ? AND row = ? AND col = ?", cell
            )
        if one.cancelled:
            one.connection.exec_driver_sql(
                "DELETE FROM sync_del WHERE tbl = ? AND row = ? AND rep = ? AND seq = ? AND k = ?",
                one.cancelled,
            )

    return [(apply, "_drop_replaced", drop)]


def _coarse_clock() -> Patches:
    return [(standing.Leaf, "__lt__", lambda self, other: (self.hlc >> 40) < (other.hlc >> 40))]


def _deletion_hides() -> Patches:
    return [(standing, "is_hidden", lambda deletions, marks: bool(deletions))]


def _deletions_pooled() -> Patches:
    """Each value seen by some deletion is enough, though no single one had seen them all."""

    def hidden(deletions: Sequence[Mapping[str, int]], marks: Any) -> bool:
        lived = list(marks)
        return bool(deletions) and all(
            any(seq <= vector.get(replica, 0) for vector in deletions) for replica, seq in lived
        )

    return [(standing, "is_hidden", hidden)]


def _restoring_is_no_sign_of_life() -> Patches:
    def marks(connection: Any, tbl: int, row: str) -> Iterator[tuple[str, int]]:
        rows = connection.exec_driver_sql(
            "SELECT r.hex, l.seq FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep WHERE l.tbl = ? AND l.row = ?",
            (tbl, row),
        )
        return ((str(name), int(seq)) for name, seq in rows)

    return [(standing, "_marks", marks)]


def _parents_forgotten() -> Patches:
    """The values a remote operation replaced stay beside it."""
    return [(apply, "_drop_replaced", lambda one: None)]


def _quick_way_for_all() -> Patches:
    """Cells with several values take the quick way: what came last is shown."""

    def hard(one: batch.Batch) -> set[standing.Cell]:
        apply._stage(one.connection, one.rows)
        return set()

    return [(apply, "_hard_cells", hard)]


def _clock_follows_anybody() -> Patches:
    return [(hlc, "seen", lambda now, last, remote: max(last, remote))]


def _unknown_fields_forgotten() -> Patches:
    from tests.sync import copies

    return [(copies, "show_waiting", lambda *_: None)]


def _undo_of_a_choice_forgets_the_others() -> Patches:
    def take_back(self: undo._Step) -> bool:
        parents = self._parents(self.op)
        if self._stands():
            self._set_back(self._value(parents[-1]) if parents else None)
        return True

    return [(undo._Step, "take_back", take_back)]


def _tables_left_as_written() -> Patches:
    """After an own save nothing is settled: a save over an old form shows itself whatever stands beside it."""
    return [(recorder, "settle_own", lambda *_: None)]


def _names_not_told_anew() -> Patches:
    """A copy under a new name does not say what it had seen under the old one."""
    real = recorder.Recorder._dependencies

    def dependencies(self: recorder.Recorder, connection: Any) -> dict[str, int]:
        found = real(self, connection)
        return {} if self.last_seq == 0 else found

    return [(recorder.Recorder, "_dependencies", dependencies)]


def _heir_stays_silent() -> Patches:
    return [(outgoing._Log, "_heir", lambda *_: None)]


def _pending_dropped() -> Patches:
    return [(engine._Work, "_write_pending", lambda self, left: None)]


def _deletion_claims_all() -> Patches:
    """A remote deletion is taken to have seen what this copy holds."""
    real = batch.Batch._row

    def row(self: batch.Batch, rep: int, accepted: Accepted, op: Any) -> None:
        rows = self.connection.exec_driver_sql("SELECT hex, last_seq FROM sync_replica")
        vector = dict(accepted.vector) | {str(name): int(seq) for name, seq in rows}
        real(self, rep, Accepted(accepted.tx, accepted.texts, accepted.link, vector), op)

    return [(batch.Batch, "_row", row)]


def _wiped_folder_counts() -> Patches:
    """What is not in the folder any more is taken for deleted."""
    real = session.Meeting.look

    def look(self: session.Meeting) -> None:
        real(self)
        if not self.heads and self.transport.name == "share":
            with self.store.silently() as connection:
                connection.exec_driver_sql("UPDATE plan SET is_deleted = 1")

    return [(session.Meeting, "look", look)]


MUTANTS: Mapping[str, Callable[[], Patches]] = {
    made.__name__.strip("_"): made
    for made in (
        _stale_base_ignored,
        _no_deps,
        _gaps_allowed,
        _newest_overwrites,
        _coarse_clock,
        _deletion_hides,
        _deletions_pooled,
        _restoring_is_no_sign_of_life,
        _parents_forgotten,
        _quick_way_for_all,
        _unknown_fields_forgotten,
        _undo_of_a_choice_forgets_the_others,
        _tables_left_as_written,
        _names_not_told_anew,
        _heir_stays_silent,
        _pending_dropped,
        _deletion_claims_all,
        _wiped_folder_counts,
        _deletion_blind_to_what_was_shown,
        _clock_follows_anybody,
    )
}
"""By name. The seventh of the prototype, "no check for children", breaks nothing: a child never comes first."""


@contextmanager
def broken(name: str) -> Iterator[None]:
    """The engine with this rule broken."""
    with ExitStack() as stack:
        for target, attribute, new in MUTANTS[name]():
            stack.enter_context(patch.object(target, attribute, new))
        yield
