"""The text of a fault report: what broke and on what system; no records, no names, no file contents."""

from __future__ import annotations

import traceback

from PySide6.QtCore import qVersion

from bingo_planner import __version__

PARTS = ("PySide6-Essentials", "SQLAlchemy", "reportlab", "pyqtgraph")


def report_text(fault: BaseException) -> str:
    """Traceback and versions, ready to be copied into a mail."""
    lines = [f"{type(fault).__name__}: {fault}", "", *_versions(), ""]
    lines += [part.rstrip("\n") for part in traceback.format_exception(fault)]
    return "\n".join(lines)


def version_of(part: str) -> str:
    """Version of an installed part, or "?"."""
    from importlib import metadata  # half a hundred modules that only a report needs

    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return "?"


def _versions() -> list[str]:
    import platform

    system = (
        f"{platform.system()} {platform.release()} / Python {platform.python_version()} / Qt {qVersion()}"
    )
    return [f"Bingo Planner {__version__}", system, *(f"{part} {version_of(part)}" for part in PARTS)]
