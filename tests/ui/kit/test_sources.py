"""PySide6 does not read the source texts of what is imported after it."""

from __future__ import annotations

import subprocess
import sys


def test_the_source_of_a_later_import_is_not_kept() -> None:
    words = (
        "import linecache; import bingo_planner.ui; before = set(linecache.cache);"
        "import colorsys, wave; print(sorted(set(linecache.cache) - before))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
