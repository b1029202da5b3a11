"""What a database fault means for the user: a full disk, a read-only folder, a damaged file."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bingo_planner.kernel.errors import PlanError

_BY_CODE = {
    sqlite3.SQLITE_FULL: "file.disk_full",
    sqlite3.SQLITE_READONLY: "file.read_only",
    sqlite3.SQLITE_CANTOPEN: "file.cannot_open",
    sqlite3.SQLITE_IOERR: "file.io",
    sqlite3.SQLITE_CORRUPT: "file.damaged",
    sqlite3.SQLITE_NOTADB: "file.damaged",
    sqlite3.SQLITE_BUSY: "file.in_use",
    sqlite3.SQLITE_PERM: "file.read_only",
}
_ROOM = 64 * 1024
"""Bytes that the file beside a region file needs at least."""


def translate_fault(error: DBAPIError | sqlite3.Error, path: Path) -> Exception:
    """The PlanError for a fault of the machine or the file; a programming error stays as it is."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return error
    found = _BY_CODE.get(code & 0xFF)
    if found == "file.io" and _is_full(path.parent):
        found = "file.disk_full"  # the shared memory beside the file could not grow
    return error if found is None else PlanError(found, path=str(path))


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False
