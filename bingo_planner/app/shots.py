"""`shots`: every page as PNG."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from pathlib import Path

from bingo_planner.cli.output import say
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.messages import register_messages

register_messages({"shots.size": ("“{text}” is not a size.", "Write it like 1366x768.")})


def shots(arguments: Namespace) -> int:
    """Draw every page offscreen into a folder; prints the paths."""
    width, height = _size(arguments.size)
    scale = float(arguments.scale)
    # The factor of a screen: everything is drawn larger, and fewer logical pixels fit.
    os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    from PySide6.QtWidgets import QApplication, QDialog

    from bingo_planner.app.rehearsal import rehearsal, views, wait

    folder = Path(arguments.out)
    folder.mkdir(parents=True, exist_ok=True)
    logical = (round(width / scale), round(height / scale))
    with rehearsal(arguments.region, theme=arguments.theme, size=logical) as program:
        for number, (name, show) in enumerate(views(program), start=1):
            show()
            wait(program)
            dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
            picture = (dialogs[-1] if dialogs else program.shell).grab()
            path = folder / f"{number:03d}-{name}.png"
            picture.save(str(path))
            say(str(path))
    return 0


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{3,5})[x×](\d{3,5})", text.strip())
    if match is None:
        raise PlanError("shots.size", text=text)
    return int(match[1]), int(match[2])
