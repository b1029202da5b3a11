"""Where bundled files lie, and how a file is written so that the old one survives every fault."""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bingo_planner.kernel.leftovers import remove_leftovers

_PACKAGE = Path(__file__).resolve().parent.parent
_WINDOWS = os.name == "nt"
_scratch: list[Path] = []
_REPLACE_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0)


def bundle_root() -> Path:
    """The folder that holds `resources/` and `db/`: inside the installed package, or the checkout."""
    bundled = _PACKAGE / "_bundle"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Path of a bundled asset: `resource("fonts", "x.ttf")`. Not checked for existence."""
    return bundle_root().joinpath("resources", *parts)


def database_folder(*parts: str) -> Path:
    """Path below the bundled `db/`: `database_folder("sample")`, `database_folder("migrations")`."""
    return bundle_root().joinpath("db", *parts)


def scratch_folder() -> Path:
    """A new empty folder for a paper that is only looked at; it goes when the program ends."""
    if not _scratch:
        kept = tempfile.TemporaryDirectory(prefix="bingo-planner-")
        atexit.register(kept.cleanup)
        _scratch.append(Path(kept.name))
    return Path(tempfile.mkdtemp(dir=_scratch[0]))


@contextmanager
def atomic_path(path: Path | str) -> Iterator[Path]:
    """Yield a temporary path in the same folder; on success it replaces `path`, on any fault `path` stays.

    For writers that insist on a file name of their own (SQLite backup, zip). A link is followed, so that the
    file behind it is replaced and not the link.
    """
    import secrets  # loads a library of ciphers, which a window that only opens need not wait for

    target = Path(os.path.realpath(path))
    remove_leftovers(target.parent, target.name[:80])
    temporary = target.with_name(f".{target.name[:80]}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
        _flush(temporary)
        _keep_mode(target, temporary)
        _replace(temporary, target)
    except BaseException as fault:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(fault, OSError) and fault.filename in (None, str(temporary)):
            fault.filename = str(target)  # the name a person knows, not that of our helper
        raise
    _flush_folder(target.parent)


@contextmanager
def atomic_write(path: Path | str) -> Iterator[BinaryIO]:
    """Yield a binary file; when the block ends well it becomes `path` at once and on the disk.

    >>> with atomic_write(folder / "vision.pdf") as file:  # doctest: +SKIP
    ...     file.write(pages)
    """
    with atomic_path(path) as temporary, temporary.open("xb") as file:
        yield file
        file.flush()


def _flush(path: Path) -> None:
    # Windows refuses to sync a handle opened for reading only, hence "r+b".
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _keep_mode(old: Path, new: Path) -> None:
    """The rights of the old file stay; not every file system can say so, and that is no reason to fail."""
    with suppress(OSError):
        shutil.copymode(old, new)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable. Windows has no such call, some network drives refuse it; the file is there."""
    if _WINDOWS:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(source: Path, target: Path) -> None:
    """`os.replace`, patient with virus scanners and indexers that hold a new file open for a moment."""
    for wait in _REPLACE_WAITS:
        try:
            source.replace(target)
            return
        except PermissionError:
            if not _WINDOWS:  # elsewhere the refusal is about rights and waiting cannot help
                raise
            time.sleep(wait)
    source.replace(target)
