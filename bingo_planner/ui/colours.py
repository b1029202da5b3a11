"""Colour sums: contrast, mixing, the ink that can be read, colours for more bodies than the palette has."""

from __future__ import annotations

import colorsys
from functools import lru_cache

from PySide6.QtGui import QColor

DARK_INK = "#101827"
GOLDEN_TURN = 0.61803398875


def luminance(color: QColor) -> float:
    """Relative luminance of WCAG 2 (0 black … 1 white)."""
    return _luminance(color.redF(), color.greenF(), color.blueF())


@lru_cache(maxsize=1024)
def _luminance(red: float, green: float, blue: float) -> float:
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of WCAG 2, from 1 to 21."""
    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def ink_on(ground: QColor) -> QColor:
    """White or near-black, whichever reads better; white wins as soon as it reaches 4.5."""
    white, dark = QColor("#FFFFFF"), QColor(DARK_INK)
    if contrast(white, ground) >= 4.5:
        return white
    return white if contrast(white, ground) > contrast(dark, ground) else dark


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of `other` in `one` (0 → one, 1 → other), opaque."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        one.redF() * keep + other.redF() * share,
        one.greenF() * keep + other.greenF() * share,
        one.blueF() * keep + other.blueF() * share,
    )


def further_body_colour(index: int) -> tuple[str, str]:
    """(light, dark) for a body beyond the palette: hues a golden turn apart, lightness in three steps."""
    hue = (0.08 + index * GOLDEN_TURN) % 1.0
    lightness = (0.30, 0.62, 0.46)[index % 3]
    light = colorsys.hls_to_rgb(hue, lightness, 0.52)
    dark = colorsys.hls_to_rgb(hue, min(lightness + 0.17, 0.8), 0.58)
    return _readable(QColor.fromRgbF(*light)).name(), _readable(QColor.fromRgbF(*dark)).name()


def _readable(ground: QColor) -> QColor:
    """Lighter in small steps until a mark can be read on it."""
    while contrast(ink_on(ground), ground) < 4.6:
        ground = mixed(ground, QColor("#FFFFFF"), 0.06)
    return ground
