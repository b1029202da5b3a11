"""Which copy this is: a replica id that a restored backup or a copied file must not go on using.

A token is kept both in the file and outside it and changes whenever the file is opened. When the two
differ, the file was copied or set back: it gets a new replica id, and the old log stays as history.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from sqlalchemy.engine import Connection

from bingo_planner.kernel.files import atomic_write
from bingo_planner.store import hlc
from bingo_planner.store.recorder import Recorder

_TOKEN = "token"
_CONTINUES = "continues"


def settle(connection: Connection, recorder: Recorder, identities: Path) -> bool:
    """Continue as the replica of this file, or begin a new one. Returns True when a new one began."""
    current = _state(connection, "replica")
    known = current is not None and _tokens(identities, current).count(_state(connection, _TOKEN) or "-") > 0
    replica = current if known and current is not None else secrets.token_hex(16)
    if not known:
        _begin(connection, replica, None if current is None else _held(connection, current))
    token = secrets.token_hex(16)
    # Outside first: a stop between the two leaves a file whose old token is still accepted.
    _write_tokens(identities, replica, [token, _state(connection, _TOKEN) or ""])
    _set_state(connection, "replica", replica)
    _set_state(connection, _TOKEN, token)
    _load(connection, recorder, replica)
    return not known


def confirm(connection: Connection, recorder: Recorder, identities: Path) -> None:
    """After the commit: only the new token counts from now on."""
    _write_tokens(identities, recorder.replica_hex, [_state(connection, _TOKEN) or ""])


def ancestors(connection: Connection) -> dict[str, int]:
    """The replicas this file continues, with how far: a copied or restored file may hold what nobody else has."""
    return {str(name): int(seq) for name, seq in json.loads(_state(connection, _CONTINUES) or "{}").items()}


def begin_anew(connection: Connection, recorder: Recorder, identities: Path, last: int) -> None:
    """From now on write as a new replica; of the old log this copy answers for the transactions up to `last`."""
    replica, token = secrets.token_hex(16), secrets.token_hex(16)
    _begin(connection, replica, (recorder.replica_hex, last))
    _write_tokens(identities, replica, [token])
    _set_state(connection, "replica", replica)
    _set_state(connection, _TOKEN, token)
    _load(connection, recorder, replica)


def _begin(connection: Connection, replica: str, before: tuple[str, int] | None) -> None:
    if before is not None:
        _set_state(connection, _CONTINUES, json.dumps(ancestors(connection) | dict([before])))
    connection.exec_driver_sql("INSERT INTO sync_replica(hex) VALUES (?)", (replica,))
    # Its first transaction names everything that is here.
    connection.exec_driver_sql("UPDATE sync_replica SET named_seq = 0")
    # What another replica did cannot be taken back by this one.
    connection.exec_driver_sql("DELETE FROM local_undo")


def _held(connection: Connection, replica: str) -> tuple[str, int]:
    last = connection.exec_driver_sql("SELECT last_seq FROM sync_replica WHERE hex = ?", (replica,)).scalar()
    return replica, int(last or 0)


def _load(connection: Connection, recorder: Recorder, replica: str) -> None:
    row = connection.exec_driver_sql(
        "SELECT ix, office, last_seq, last_hash FROM sync_replica WHERE hex = ?", (replica,)
    ).one()
    recorder.replica_ix, recorder.office, recorder.last_seq, recorder.last_hash = row
    recorder.replica_hex = replica
    recorder.last_hlc = _clock(connection, recorder)


def _clock(connection: Connection, recorder: Recorder) -> int:
    """The newest stamp that is believed: of each copy its last transaction, the far future left out."""
    stamps = connection.exec_driver_sql(
        "SELECT t.hlc, r.ix = ? FROM sync_replica r JOIN sync_tx t ON t.rep = r.ix AND t.seq = r.last_seq",
        (recorder.replica_ix,),
    ).all()
    last = max((int(stamp) for stamp, is_own in stamps if is_own), default=0)
    for stamp, _ in stamps:
        last = hlc.seen(recorder.clock.now(), last, int(stamp))
    return last


def _file(identities: Path, replica: str) -> Path:
    return identities / f"{replica}.json"


def _tokens(identities: Path, replica: str) -> list[str]:
    try:
        found = json.loads(_file(identities, replica).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [str(token) for token in found] if isinstance(found, list) else []


def _write_tokens(identities: Path, replica: str, tokens: list[str]) -> None:
    identities.mkdir(parents=True, exist_ok=True)
    with atomic_write(_file(identities, replica)) as file:
        file.write(json.dumps(tokens).encode())


def _state(connection: Connection, key: str) -> str | None:
    found = connection.exec_driver_sql("SELECT value FROM local_state WHERE key = ?", (key,)).scalar()
    return None if found is None else str(found)


def _set_state(connection: Connection, key: str, value: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO local_state(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
