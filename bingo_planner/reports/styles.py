"""The styles of text: face, size, leading, space and how lines are set. One table for every paper."""

from dataclasses import dataclass
from typing import Final, Literal

from bingo_planner.kernel.i18n import Language
from bingo_planner.reports.grid import DEEP, GREY, INK, B, Colour


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. `first` is the indent of the first line in em, `indent` of all lines in points."""

    name: str
    face: str
    size: float
    leading: float
    colour: Colour = INK
    bold: str = "PB"
    before: float = 0.0
    after: float = 0.0
    first: float = 0.0
    indent: float = 0.0
    justify: bool = False
    hang: bool = False
    align: Literal["left", "right", "center"] = "left"


BODY: Final = Style("body", "M", 10.5, 17, first=1, justify=True, hang=True)
PLAIN: Final = Style("plain", "M", 10.5, 17, justify=True, hang=True)
LEAD: Final = Style("lead", "PG", 9.5, 17, justify=True)
SMALL: Final = Style("small", "PG", 8.5, 13)
NOTE: Final = Style("note", "PG", 7.5, 11, GREY)
SHEET: Final = Style("sheet", "M", 9.6, 15.5, justify=True)
SHEET_TIGHT: Final = Style("sheet-tight", "M", 9.2, 14, justify=True)
SHEET_SMALL: Final = Style("sheet-small", "PG", 8.2, 13)
COMPARE: Final = Style("compare", "M", 9, 14, justify=True)
MINUTES: Final = Style("minutes", "M", 9.8, 16, justify=True)
RECORD: Final = Style("record", "PG", 9, 13.5)
BOX: Final = Style("box", "PG", 9.6, 16)
CAPTION: Final = Style("caption", "PG", 9, 12.75)
CHAPTER_NUMBER: Final = Style("chapter-number", "PB", 12, 17, DEEP)
CHAPTER_TITLE: Final = Style("chapter-title", "PB", 25, 32, DEEP)
TITLE: Final = Style("title", "PB", 16, 24, DEEP)
HEADINGS: Final = (
    Style("h1", "PB", 14, 25.5, DEEP, before=1.25 * B, after=0.5 * B),
    Style("h2", "PB", 11.5, 17, INK, before=B),
    Style("h3", "PB", 10.5, 17, INK, before=0.5 * B),
    Style("h4", "PB", 10, 17, INK, before=0.25 * B),
)
BODY_EN: Final = Style("body-en", "M", 10, 16, after=0.5 * B)
PLAIN_EN: Final = Style("plain-en", "M", 10, 16)


def running(name: str, language: Language) -> Style:
    """The style of running text; English is set ragged right, with space between paragraphs and no indent."""
    japanese = {"body": BODY, "plain": PLAIN, "lead": LEAD, "small": SMALL, "note": NOTE}
    english = {"body": BODY_EN, "plain": PLAIN_EN}
    return english.get(name, japanese[name]) if language == "en" else japanese[name]
