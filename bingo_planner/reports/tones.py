"""How an area is filled, and which fills stand beside each other so that every pair differs in print."""

from enum import Enum


class Fill(Enum):
    """How an area is filled: the ramp from light to dark, hatches, dots, white, or white with a diagonal."""

    R1 = 0
    R2 = 1
    R3 = 2
    R4 = 3
    HATCH = 4
    WHITE = 5
    DIAGONAL = 6
    LIGHT = 7
    """Thin lines far apart: the milder of two hatched answers."""
    BACK = 8
    """Hatched the other way."""
    DOTS = 9

    @property
    def is_plain(self) -> bool:
        """One even tone: a label needs no plate on it."""
        return self.value < 4


_SCALES = {
    1: (Fill.R4,),
    2: (Fill.R4, Fill.HATCH),
    3: (Fill.R4, Fill.R1, Fill.HATCH),
    4: (Fill.R4, Fill.R3, Fill.R1, Fill.HATCH),
    5: (Fill.R4, Fill.R3, Fill.R1, Fill.LIGHT, Fill.HATCH),
    6: (Fill.R4, Fill.R3, Fill.R2, Fill.R1, Fill.LIGHT, Fill.HATCH),
    7: (Fill.R4, Fill.R3, Fill.R2, Fill.R1, Fill.LIGHT, Fill.HATCH, Fill.BACK),
}
_KINDS = (Fill.R4, Fill.R2, Fill.HATCH, Fill.R1, Fill.R3, Fill.LIGHT, Fill.DOTS, Fill.BACK)
MOST = len(_KINDS)
"""So many answers without an order can be told apart in one bar."""


def scale_fills(count: int) -> tuple[Fill, ...]:
    """Fills of answers in order, from best (dark) over light to worst (hatched); more than seven repeat in kind."""
    return _SCALES.get(count) or kind_fills(count)


def kind_fills(count: int) -> tuple[Fill, ...]:
    """Fills of answers without an order: neighbours differ in grey or by hatch."""
    return tuple(_KINDS[at % MOST] for at in range(count))
