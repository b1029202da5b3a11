"""Where a region file may live: on the local disk. Network drives and sticks are refused with a reason.

A write-ahead log needs one host that shares memory; mapped drives have broken its locking, and a stick
that is pulled early loses what was not flushed. The share and the stick carry packets instead.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bingo_planner.kernel.errors import PlanError

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "davfs", "ceph", "glusterfs"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.rclone"}
)
_MOUNTS = Path("/proc/self/mounts")


def check(path: Path) -> None:
    """Raise PlanError `place.network` or `place.removable` (path) when a region file must not live here."""
    kind = drive_kind(path)
    if kind != "local":
        raise PlanError(f"place.{kind}", path=str(path))


def drive_kind(path: Path) -> str:
    """`local`, `network` or `removable`."""
    if sys.platform == "win32":
        return _windows_kind(path)
    return _mounted_kind(Path(os.path.realpath(path)), _read_mounts())


def _windows_kind(path: Path) -> str:
    import ctypes

    text = str(path.absolute())
    if text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return "network"
    windows = getattr(ctypes, "windll")  # noqa: B009  # exists on Windows only
    kind = int(windows.kernel32.GetDriveTypeW(Path(text).anchor))
    return {2: "removable", 4: "network"}.get(kind, "local")


def _read_mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _mounted_kind(path: Path, mounts: str, blocks: Path = Path("/sys/class/block")) -> str:
    device, kind = _mount_of(path, mounts)
    if kind in _NETWORK:
        return "network"
    return "removable" if _is_removable(device, blocks) else "local"


def _mount_of(path: Path, mounts: str) -> tuple[str, str]:
    best, found = -1, ("", "")
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = Path(parts[1].replace("\\040", " "))
        if len(point.parts) >= best and path.is_relative_to(point):
            best, found = len(point.parts), (parts[0], parts[2])
    return found


def _is_removable(device: str, blocks: Path) -> bool:
    if not device.startswith("/dev/"):
        return False
    # A partition's folder lies inside its disk's; either may hold the mark.
    folder = (blocks / Path(device).name).resolve()
    for candidate in (folder, folder.parent):
        mark = candidate / "removable"
        try:
            if mark.is_file() and mark.read_text().strip() == "1":
                return True
        except OSError:
            continue
    return False
