"""From the user's settings to theme and language."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QApplication

from bingo_planner.kernel.i18n import Language, set_language
from bingo_planner.kernel.settings import Settings
from bingo_planner.ui.appearance import Appearance
from bingo_planner.ui.theme import Density, Mode


def take_look(app: QApplication, settings: Settings) -> None:
    """Put theme, text size and row height of the settings on the program; "system" goes on following the system."""
    mode = cast(Mode, settings.text("look.theme"))
    density = cast(Density, settings.text("look.density"))
    scale = settings.number("look.scale") / 100
    kept = app.findChild(Appearance)
    if kept is None:
        Appearance(app, mode, scale, density)
        return
    kept.set_mode(mode)
    kept.set_scale(scale)
    kept.set_density(density)


def take_language(settings: Settings) -> None:
    """Speak the language of the settings."""
    set_language(cast(Language, settings.text("language.interface")))
