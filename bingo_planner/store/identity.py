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
from bingo_planner.store.recorder import Recorder

_TOKEN = "token"


def settle(connection: Connection, recorder: Recorder, identities: Path) -> bool:
    """Continue as the replica of this file, or begin a new one. Returns True when a new one began."""
    current = _state(connection, "replica")
    known = current is not None and _tokens(identities, current).count(_state(connection, _TOKEN) or "-") > 0
    replica = current if known and current is not None else secrets.token_hex(16)
    if not known:
        _begin(connection, replica)
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


def _begin(connection: Connection, replica: str) -> None:
    connection.exec_driver_sql("INSERT INTO sync_replica(hex) VALUES (?)", (replica,))
    # What another replica did cannot be taken back by this one.
    connection.exec_driver_sql("DELETE FROM local_undo")


def _load(connection: Connection, recorder: Recorder, replica: str) -> None:
    row = connection.exec_driver_sql(
        "SELECT ix, office, last_seq, last_hash FROM sync_replica WHERE hex = ?", (replica,)
    ).one()
    recorder.replica_ix, recorder.office, recorder.last_seq, recorder.last_hash = row
    recorder.replica_hex = replica
    recorder.last_hlc = int(
        connection.exec_driver_sql("SELECT coalesce(max(hlc), 0) FROM sync_tx").scalar_one()
    )


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
