"""Keeps the look the user chose: light, dark or the system's, text size, row height; follows the system's changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from bingo_planner.ui import theme
from bingo_planner.ui.icons import renew_icons
from bingo_planner.ui.theme import Density, Mode, Theme

SMALLEST, LARGEST = 0.8, 2.0
_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}


class Appearance(QObject):
    """One for the program. Every setter takes effect at once."""

    def __init__(
        self, app: QApplication, mode: Mode = "light", scale: float = 1.0, density: Density = "normal"
    ) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = mode
        self._scale = scale
        self._density: Density = density
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        app.screenAdded.connect(lambda _screen: renew_icons())
        self._take()

    @property
    def mode(self) -> Mode:
        """What was chosen, not what came of it."""
        return self._mode

    @property
    def scale(self) -> float:
        """Text size, 1.0 = 100 %."""
        return self._scale

    def set_mode(self, mode: Mode) -> None:
        """Light, dark or as the system."""
        self._mode = mode
        self._take()

    def set_scale(self, scale: float) -> None:
        """Text size between 80 and 200 %."""
        self._scale = min(max(scale, SMALLEST), LARGEST)
        self._take()

    def set_density(self, density: Density) -> None:
        """Height of rows and fields."""
        self._density = density
        self._take()

    def _take(self) -> None:
        """Tell the system (for the window frame), then dress the program."""
        hints = self._app.styleHints()
        hints.blockSignals(True)
        hints.setColorScheme(_SCHEMES[self._mode])
        hints.blockSignals(False)
        self._dress()

    def _dress(self) -> None:
        wanted = Theme(
            theme.resolve_mode(self._app, self._mode),
            self._scale,
            self._density,
            theme.high_contrast_wanted(self._app),
        )
        dressed = self._app.property("houseStyle")
        if wanted != theme.current() or dressed is None:
            theme.apply(self._app, wanted, complete=bool(dressed))

    def _system_changed(self, *_news: object) -> None:
        self._dress()
