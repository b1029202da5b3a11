"""Tokens, sizes and contrast hold what the look promises."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from bingo_planner.ui import theme
from bingo_planner.ui.appearance import Appearance
from bingo_planner.ui.colours import contrast, ink_on
from bingo_planner.ui.icons import icon, icon_side
from bingo_planner.ui.theme import Name, Theme, body_colour

SURFACES = ("page", "window", "nav", "raised", "sunken", "hover", "sel", "selIdle", "accentSoft", "locked")


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent"])
def test_text_reads_on_every_surface(name: Name, ink: str) -> None:
    look = Theme(name)
    assert min(contrast(look.color(ink), look.color(ground)) for ground in SURFACES) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("state", ["ok", "warn", "err", "conf"])
def test_states_read_on_their_ground(name: Name, state: str) -> None:
    look = Theme(name)
    assert contrast(look.color(state), look.color(f"{state}Bg")) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_controls_and_focus_stand_out(name: Name) -> None:
    look = Theme(name)
    assert contrast(look.color("control"), look.color("page")) >= 3
    assert contrast(look.color("focus"), look.color("page")) >= 3


def test_any_number_of_bodies_gets_its_own_readable_colour() -> None:
    pairs = [body_colour(place) for place in range(40)]
    assert len(set(pairs)) == 40
    for light, dark in pairs:
        for value in (light, dark):
            assert contrast(ink_on(QColor(value)), QColor(value)) >= 4.4


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 1.5, 2.0])
def test_sizes_follow_the_font(scale: float) -> None:
    look = Theme(scale=scale)
    assert look.font("title").pixelSize() == round(13 * 1.4 * scale)
    assert look.field_height == round(13 * 2.15 * scale)
    assert Theme(scale=scale, density="compact").row_height < look.row_height
    assert look.row_height < Theme(scale=scale, density="roomy").row_height


def test_bundled_faces_are_used(qapp: QApplication) -> None:
    assert QFontInfo(theme.current().font("body")).family() == "BIZ UDPGothic"
    assert QFontInfo(theme.current().font("column")).family() == "Bingo Figures"


def test_switching_tells_the_painters_and_recolours_icons(qapp: QApplication) -> None:
    told: list[bool] = []
    theme.theme_signals().changed.connect(lambda: told.append(True))
    before = icon("search").pixmap(icon_side()).toImage()
    theme.apply(qapp, Theme("dark", 1.0))
    after = icon("search").pixmap(icon_side()).toImage()
    assert told
    assert before != after
    assert qapp.palette().window().color() == QColor("#1B2028")


def test_the_chosen_look_takes_effect_at_once_and_keeps_its_bounds(qapp: QApplication) -> None:
    look = Appearance(qapp, "dark")
    assert theme.current().name == "dark"
    look.set_scale(9.0)
    assert theme.current().scale == 2.0
    look.set_density("roomy")
    look.set_mode("light")
    assert theme.current() == Theme("light", 2.0, "roomy")
    look.set_mode("system")
    assert theme.current().name == theme.resolve_mode(qapp, "system")
    assert look.mode == "system"
    look.setParent(None)
    look.deleteLater()
