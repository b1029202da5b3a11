"""The look in force: one table of tokens, sizes in font heights, fonts by role; light, dark, any scale."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypedDict

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessibilityHints, QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from bingo_planner.kernel.files import resource
from bingo_planner.ui.colours import further_body_colour, ink_on, mixed

Name = Literal["light", "dark"]
Mode = Literal["light", "dark", "system"]
Density = Literal["compact", "normal", "roomy"]
Role = Literal[
    "title", "figure", "section", "body", "strong", "label", "small", "ticks", "column", "column_strong"
]

BASE_PX = 13
SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
UI_FACES = ["BIZ UDPGothic", "Bingo Names"]
EVEN_FACES = ["BIZ UDGothic", "Bingo Names"]
COLUMN_FACES = ["Bingo Figures", "BIZ UDGothic", "Bingo Names"]
FACE_FILES = (
    "BIZUDPGothic-Regular.ttf",
    "BIZUDPGothic-Bold.ttf",
    "BIZUDGothic-Regular.ttf",
    "BIZUDGothic-Bold.ttf",
    "BingoFigures-Regular.ttf",
    "BingoFigures-Bold.ttf",
    "BingoNames-Regular.ttf",
    "BIZUDMincho-Regular.ttf",
)
FRAME_FACES = FACE_FILES[:2]
"""What the window itself is written in; the others come when there is time."""


@dataclass(frozen=True)
class _Type:
    faces: tuple[str, ...]
    size: float
    bold: bool = False


_ROLES: Mapping[Role, _Type] = {
    "title": _Type(tuple(UI_FACES), 1.40, True),
    "figure": _Type(tuple(UI_FACES), 1.75, True),
    "section": _Type(tuple(UI_FACES), 1.08, True),
    "body": _Type(tuple(UI_FACES), 1.00),
    "strong": _Type(tuple(UI_FACES), 1.00, True),
    "label": _Type(tuple(UI_FACES), 0.96),
    "small": _Type(tuple(UI_FACES), 0.92),
    "ticks": _Type(tuple(EVEN_FACES), 0.92),
    "column": _Type(tuple(COLUMN_FACES), 1.08),
    "column_strong": _Type(tuple(COLUMN_FACES), 1.08, True),
}
# (table row, grid row, field and button, form row) in font heights
_DENSITIES: Mapping[Density, tuple[float, float, float, float]] = {
    "compact": (1.85, 1.85, 1.85, 2.15),
    "normal": (2.25, 2.2, 2.15, 2.55),
    "roomy": (2.75, 2.6, 2.45, 3.0),
}


class BodyColour(TypedDict):
    """The light and the dark colour of one body."""

    light: str
    dark: str


class _Tokens(TypedDict):
    light: dict[str, str]
    dark: dict[str, str]
    bodies: list[BodyColour]
    sequential: dict[str, list[str]]


@lru_cache(maxsize=1)
def tokens() -> _Tokens:
    """The table of design tokens beside this module."""
    text = Path(__file__).with_name("tokens.json").read_text(encoding="utf-8")
    table: _Tokens = json.loads(text)
    return table


@lru_cache(maxsize=512)
def _token_color(name: Name, token: str) -> QColor:
    return QColor(tokens()[name][token])


def body_colour(index: int) -> tuple[str, str]:
    """(light, dark) for the body at this place of the official order; any number of bodies gets one."""
    palette = tokens()["bodies"]
    if index < len(palette):
        return palette[index]["light"], palette[index]["dark"]
    return further_body_colour(index - len(palette))


@dataclass(frozen=True)
class Theme:
    """Everything a painter asks: colours by token, sizes in font heights, fonts by role."""

    name: Name = "light"
    scale: float = 1.0
    density: Density = "normal"
    high_contrast: bool = False

    def color(self, token: str) -> QColor:
        """The colour of a token; under high contrast the nearest colour of the system palette."""
        if self.high_contrast:
            return _system_color(token)
        return QColor(_token_color(self.name, token))

    @property
    def fh(self) -> float:
        """Height of the UI font in px: 1 em."""
        return BASE_PX * self.scale

    def px(self, font_heights: float) -> int:
        """Font heights as whole pixels (at least 1 for anything above 0)."""
        size = round(self.fh * font_heights)
        return max(size, 1) if font_heights > 0 else size

    def font(self, role: Role = "body") -> QFont:
        """The font of a role; BIZ UDGothic based roles have figures of one width."""
        return QFont(_role_font(role, self.scale))

    @property
    def row_height(self) -> int:
        """Row of a table."""
        return self.px(_DENSITIES[self.density][0])

    @property
    def grid_row_height(self) -> int:
        """Row of an entry grid."""
        return self.px(_DENSITIES[self.density][1])

    @property
    def field_height(self) -> int:
        """Field and button."""
        return self.px(_DENSITIES[self.density][2])

    @property
    def form_row_height(self) -> int:
        """Row of a form."""
        return self.px(_DENSITIES[self.density][3])

    def ramp(self) -> list[QColor]:
        """Seven steps for maps and heat, from little to much."""
        return [QColor(value) for value in tokens()["sequential"][self.name]]

    def ramp_ink(self, step: int) -> QColor:
        """The ink for figures on a step (0–6) of the ramp."""
        return ink_on(self.ramp()[step])

    def mix(self, one: QColor, other: QColor, share: float) -> QColor:
        """`share` of `other` mixed into `one`."""
        return mixed(one, other, share)

    def tint(self, color: QColor) -> QColor:
        """A body's colour for larger areas: 24 % on the page, 30 % in the dark."""
        return mixed(self.color("page"), color, 0.30 if self.name == "dark" else 0.24)


@lru_cache(maxsize=128)
def _role_font(role: Role, scale: float) -> QFont:
    kind = _ROLES[role]
    font = QFont(list(kind.faces))
    # Whole pixels: fractional sizes blur the hinted strokes of BIZ UD at small sizes.
    font.setPixelSize(max(round(BASE_PX * scale * kind.size), 9))
    font.setBold(kind.bold)
    font.setHintingPreference(QFont.HintingPreference.PreferDefaultHinting)
    return font


_GROUNDS = ("page", "window", "nav", "raised", "sunken", "locked", "desk", "paper", "hover")


def _system_color(token: str) -> QColor:
    palette = QGuiApplication.palette()
    role = QPalette.ColorRole
    if token in _GROUNDS or token.endswith("Bg"):
        return palette.color(role.Base)
    if token in ("sel", "selIdle", "accentSoft", "accent", "focus"):
        return palette.color(role.Highlight)
    if token in ("onAccent", "onTip"):
        return palette.color(role.HighlightedText)
    if token == "scrim":
        return QColor(0, 0, 0, 128)
    return palette.color(role.Text)


class ThemeSignals(QObject):
    """Tells everybody who paints by hand that colours and sizes changed."""

    changed = Signal()


_held: dict[str, Theme] = {"theme": Theme()}
_signals: list[ThemeSignals] = []
_held_faces: dict[str, int] = {}


def current() -> Theme:
    """The theme in force."""
    return _held["theme"]


def theme_signals() -> ThemeSignals:
    """The one signal source of the theme."""
    if not _signals:
        _signals.append(ThemeSignals())
    return _signals[0]


def load_fonts(names: Sequence[str] = FACE_FILES) -> None:
    """Register bundled faces with Qt, each once a program (about a millisecond each)."""
    for name in names:
        path = resource("fonts", name)
        if name not in _held_faces and path.is_file():
            _held_faces[name] = QFontDatabase.addApplicationFont(str(path))


def complete(app: QApplication) -> None:
    """Bring what `apply` left out for the frame."""
    if app.property("houseStyle") is False:
        apply(app, current())


def resolve_mode(app: QApplication, mode: Mode) -> Name:
    """Light or dark; "system" asks the desktop."""
    if mode != "system":
        return mode
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def high_contrast_wanted(app: QApplication) -> bool:
    """Whether the desktop asks for its own high contrast colours."""
    hints: QAccessibilityHints | None = app.styleHints().accessibility()
    if hints is None:
        return False
    return hints.contrastPreference() == Qt.ContrastPreference.HighContrast


def apply(app: QApplication, theme: Theme, *, complete: bool = True) -> None:
    """Put the theme on the program: style, palette, style sheet, fonts; then tell the painters.

    Not `complete`: only what the bare frame needs, so that it stands at once; `complete` follows before pages come.
    """
    from bingo_planner.ui.style import dress  # the style reads `current()`, so it comes after the theme

    _held["theme"] = theme
    load_fonts(FACE_FILES if complete else FRAME_FACES)
    dress(app, theme, complete=complete)
    theme_signals().changed.emit()
