"""The sheet: base unit, page frames and inks of every printed paper (sizes in points)."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

B: Final = (
    17.0  # base unit: the leading of body text; every space is a quarter, half, three quarters, 1 or 1¼ of it
)

A4: Final = (595.276, 841.89)

Colour = tuple[float, float, float]


def _ink(code: str) -> Colour:
    red, green, blue = (round(int(code[i : i + 2], 16) / 255, 4) for i in (0, 2, 4))
    return red, green, blue


INK: Final = _ink("16181C")
DEEP: Final = _ink("1D3557")
MID: Final = _ink("5F7693")
GREY: Final = _ink("5B6068")
HAIR: Final = _ink("A9AEB5")
PALE: Final = _ink("DFE5EC")
WASH: Final = _ink("F1F3F6")
WHITE: Final = _ink("FFFFFF")
RAMP: Final = (_ink("DDE3EA"), _ink("B9C4D1"), _ink("7F91A8"), _ink("33496A"))


@dataclass(frozen=True, slots=True)
class FrameSize:
    """Where text stands on a page: paper, left margin, text width, bottom margin, text height, head and folio."""

    paper: tuple[float, float]
    left: float
    width: float
    bottom: float
    height: float
    head: float
    folio: float
    gutter: float = 6.0

    @property
    def top(self) -> float:
        """Height of the upper edge of the text above the foot of the paper."""
        return self.bottom + self.height

    @property
    def column(self) -> float:
        """Width of one of the twelve columns."""
        return (self.width - 11 * self.gutter) / 12


class Frame(Enum):
    """The four page frames: chapters, one-page sheets, landscape tables, and pages without head and folio."""

    TEXT = "text"
    SHEET = "sheet"
    LAND = "land"
    BARE = "bare"

    @property
    def size(self) -> FrameSize:
        return _SIZES[self]


_SIZES: Final = {
    Frame.TEXT: FrameSize(A4, 66.64, 462.0, 71.0, 697.0, 42.0, 40.0),
    Frame.SHEET: FrameSize(A4, 54.64, 486.0, 54.0, 731.0, 40.0, 33.0),
    Frame.LAND: FrameSize((A4[1], A4[0]), 54.95, 732.0, 62.0, 459.0, 42.0, 34.0),
    Frame.BARE: FrameSize(A4, 66.64, 462.0, 71.0, 697.0, 42.0, 40.0),
}
