"""Keeps PySide6 from reading the source text of every module that is imported after it.

It looks for the word "PySide6" there, to serve `from __feature__ import …`, which nobody here uses. With SQLAlchemy
and ReportLab that is a third of the time of all imports, and the texts stay in memory (some 25 MB).
"""

from __future__ import annotations

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401  # loads the machinery in question

NO_FEATURE = 0


def leave_sources_unread() -> None:
    """Answer "no feature" for every module from now on; without effect where PySide6 works in another way."""
    feature = sys.modules.get("shibokensupport.feature")
    names = vars(feature) if feature is not None else {}
    known = names.get("pyside_feature_dict")
    if isinstance(known, dict) and "feature_imported" in names:

        def imported(module: ModuleType) -> None:
            known.setdefault(getattr(module, "__name__", ""), NO_FEATURE)

        names["feature_imported"] = imported
