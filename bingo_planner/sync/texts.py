"""Long texts on their way in: each is packed against the version it was written over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from bingo_planner.store import wire
from bingo_planner.sync.model import OpId, Refused
from bingo_planner.sync.operations import ReadOp
from bingo_planner.sync.reading import Tx

_EMPTY = (wire.pack_text("", ""), hashlib.sha256(b"").hexdigest())
"""How nothing looks: most records begin without their long texts."""


@dataclass
class Texts:
    """Unpacks the long texts of one batch; versions that came earlier are read from the log."""

    connection: Connection
    _known: dict[OpId, str] = field(default_factory=dict)

    def unpack(self, tx: Tx) -> tuple[str, ...]:
        """The texts of the `x` operations in order. Raises `Refused` when one is not what was signed."""
        return tuple([self._unpack(tx, op) for op in tx.ops if op.kind == "x"])

    def forget(self) -> None:
        """The batch is written: its texts can be read from the log."""
        self._known.clear()

    def _unpack(self, tx: Tx, op: ReadOp) -> str:
        if not op.parents and op.value == _EMPTY[0] and op.digest == _EMPTY[1]:
            return ""
        before = self._text(op.parents[0]) if op.parents else ""
        try:
            text = wire.unpack_text(str(op.value), before)
        except ValueError as error:
            raise Refused("transaction", "text") from error
        if hashlib.sha256(text.encode()).hexdigest() != op.digest:
            raise Refused("transaction", "digest")
        self._known[tx.replica, tx.seq, op.k] = text
        return text

    def _text(self, op: OpId) -> str:
        known = self._known.get(op)
        if known is None:
            found = self.connection.exec_driver_sql(
                "SELECT o.val FROM sync_op o JOIN sync_replica r ON r.ix = o.rep "
                "WHERE r.hex = ? AND o.seq = ? AND o.k = ?",
                op,
            ).scalar()
            known = found if isinstance(found, str) else ""
        return known
