"""Files of a shared folder: listed, read whole, put there whole. Never changed, never locked, never judged by date.

A new file gets a name of its own first, is flushed, read back and then renamed, so that a reader sees all of it or
nothing. Scanners and slow shares hold files for a moment; what they refuse is tried again for some two seconds.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeVar

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync.transport import Unreachable

T = TypeVar("T")
WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_HELD = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation."""
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.EIO, errno.ENODEV, errno.ENXIO})


class Files(Protocol):
    """What the folder transport needs of a place; paths are words joined by `/` below its root."""

    def names(self, folder: str) -> list[str]:
        """Names in a folder, sorted; empty when there is no such folder. `Unreachable` when the root is gone."""
        ...

    def read(self, path: str) -> bytes | None:
        """A whole file, or None when it is not there (any more)."""
        ...

    def put(self, path: str, data: bytes, *, replace: bool = False) -> None:
        """Put a file there at once. One that is there already stays unless `replace`."""
        ...

    def remove(self, path: str) -> None:
        """Take a file away; one that is not there is no fault."""
        ...


def no_step(name: str) -> None:
    """Nothing watches the steps."""


class DiskFiles:
    """A folder on a share, a stick or a disk. `step` is told before each step, for tests that stop there."""

    def __init__(
        self,
        root: Path,
        step: Callable[[str], None] = no_step,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.root = root
        self._step = step
        self._sleep = sleep

    def names(self, folder: str) -> list[str]:
        """Names in a folder, sorted."""
        self._reach()
        try:
            return sorted(self._patiently(lambda: [entry.name for entry in os.scandir(self.root / folder)]))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise self._unreachable(error) from error

    def read(self, path: str) -> bytes | None:
        """A whole file, or None."""
        try:
            return self._patiently((self.root / path).read_bytes)
        except (FileNotFoundError, NotADirectoryError):
            self._reach()
            return None
        except OSError as error:
            raise self._unreachable(error) from error

    def put(self, path: str, data: bytes, *, replace: bool = False) -> None:
        """Write beside, flush, read back, rename."""
        self._reach()
        target = self.root / path
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        try:
            self._step("folder")
            target.parent.mkdir(parents=True, exist_ok=True)
            self._write(temporary, data)
            self._step("read back")
            if self._patiently(temporary.read_bytes) != data:
                raise PlanError("sync.unsound", path=str(self.root))
            self._step("rename")
            self._patiently(lambda: _rename(temporary, target, replace))
            self._step("renamed")
        except OSError as error:
            raise self._refused(error) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def remove(self, path: str) -> None:
        """Take a file away."""
        with suppress(FileNotFoundError, PermissionError):
            self._patiently((self.root / path).unlink)

    def _write(self, path: Path, data: bytes) -> None:
        self._step("open")
        with path.open("xb") as file:
            middle = len(data) // 2
            file.write(data[:middle])
            file.flush()
            self._step("half")
            file.write(data[middle:])
            file.flush()
            self._step("flush")
            os.fsync(file.fileno())

    def _reach(self) -> None:
        if not self.root.is_dir():
            raise Unreachable(str(self.root))

    def _patiently(self, action: Callable[[], T]) -> T:
        for wait in WAITS:
            try:
                return action()
            except OSError as error:
                if getattr(error, "winerror", None) not in _HELD:
                    raise
                self._sleep(wait)
        return action()

    def _unreachable(self, error: OSError) -> Exception:
        return Unreachable(f"{self.root}: {error.strerror or error}")

    def _refused(self, error: OSError) -> Exception:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return PlanError("sync.disk_full", path=str(self.root))
        if error.errno in _GONE:
            return self._unreachable(error)
        return PlanError("sync.read_only", path=str(self.root))


def _rename(source: Path, target: Path, replace: bool) -> None:
    # Names follow from what is in a file, so whoever put one there under this name put the same there.
    if replace:
        source.replace(target)
    elif not target.exists():
        source.rename(target)
