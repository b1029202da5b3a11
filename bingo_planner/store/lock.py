"""One program at a time: a lock beside the region file that ends with the process, however it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from bingo_planner.kernel.errors import PlanError

if sys.platform == "win32":
    import msvcrt

    def _hold(file: FileIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _free(file: FileIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _hold(file: FileIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _free(file: FileIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)


@dataclass
class FileLock:
    """A held lock; `release` it when the file is closed."""

    path: Path
    _file: FileIO | None

    def release(self) -> None:
        """Free the lock. Releasing twice is harmless."""
        if self._file is not None:
            _free(self._file)
            self._file.close()
            self._file = None


def acquire(region_file: Path) -> FileLock:
    """Hold the file for this program; PlanError `file.in_use` when another one has it open."""
    path = region_file.with_name(region_file.name + "-lock")
    try:
        # The file stays after release: removing it would let two programs lock two different files.
        # Unbuffered: on a full disk a buffer would fail once more when it is closed.
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise PlanError("file.read_only", path=str(region_file)) from error
    try:
        file.seek(0)
        _hold(file)
    except OSError as error:
        file.close()
        raise PlanError("file.in_use", path=str(region_file)) from error
    _note_owner(file)
    return FileLock(path, file)


def _note_owner(file: FileIO) -> None:
    # For a person who looks; nothing reads it. On Windows the first byte is the locked one.
    if sys.platform != "win32":
        with suppress(OSError):
            file.truncate(0)
            file.write(str(os.getpid()).encode())
