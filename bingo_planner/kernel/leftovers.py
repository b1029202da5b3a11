"""Half-written files of programs that were killed: found by their names and removed, never anything else."""

import os
import re
import time
from contextlib import suppress
from pathlib import Path

_TEMPORARY = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)-[0-9a-f]{8}\.tmp(?:-journal|-wal|-shm)?")
_IDLE = 10
_FORGOTTEN = 3600
"""Seconds without a write after which nobody is at work on a file: its program ended, or its host is another one."""


def remove_leftovers(folder: Path, beginning: str) -> None:
    """Remove temporary files (`.name.pid-token.tmp`) whose target's name begins so and whose writer is gone.

    What cannot be looked at or removed stays: this is housekeeping and no reason to fail.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found and found["name"].startswith(beginning):
                with suppress(OSError):
                    if _is_left(int(found["pid"]), time.time() - entry.stat().st_mtime):
                        Path(entry.path).unlink()


def _is_left(pid: int, idle: float) -> bool:
    return idle > _FORGOTTEN or (idle > _IDLE and not _runs(pid))


def _runs(pid: int) -> bool:
    """Whether a process of this number lives. Windows has no harmless way to ask; there only age counts."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
