"""What a printed paper says, as plain values: no fonts, no pages, no drawing.

Text is a string or a tuple of `Ink` pieces. In running text (paragraphs, bullets, notes, leads, sheets) a string
may carry marks: `**bold**`, `__underlined__`, `++newly added++` and `[#key]`, which becomes the number of the table,
figure, chapter or heading with that key. `verbatim(text)` shields text that must not be read for marks. Plain strings
in table cells are always verbatim.
"""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  a field of Paper is called date
from decimal import Decimal
from enum import Enum
from typing import Literal

from bingo_planner.kernel.i18n import Language
from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.charts import Drawing, Fill, Ring, Schedule, Spark
from bingo_planner.reports.grid import Frame

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Ink:
    """A piece of text with its emphasis; `ref` is the key of a numbered thing and replaces the text."""

    text: str = ""
    bold: bool = False
    underline: bool = False
    wash: bool = False
    ref: str = ""


Text = str | tuple[Ink, ...]


def verbatim(text: str) -> tuple[Ink, ...]:
    """Text that is printed as it stands, stars, brackets and all."""
    return (Ink(text),)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `style`: body, lead, plain (no indent), small, note, or minutes."""

    text: Text
    style: Literal["body", "plain", "lead", "small", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points; `numbered` counts them 1, 2, 3."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 (1 → (1) → ア → (ア)); its number comes from where it stands."""

    text: str
    level: Literal[1, 2, 3, 4] = 1
    key: str = ""
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` in points, or 0: measured for figures, a `share` of what is left for words.

    Neighbouring columns with the same `over` get one head above them both.
    """

    head: str = ""
    width: float = 0.0
    align: Align = "left"
    over: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than its text: emphasis, alignment of its own, several columns wide, or on a tone.

    `shade` sets the cell on one of the four tones of the ramp: a table of shaded cells is a heat matrix.
    """

    text: Text
    bold: bool = False
    grey: bool = False
    align: Align | None = None
    span: int = 1
    shade: Fill | None = None


Value = str | int | Decimal | Mark | Cell | Spark


class RowKind(Enum):
    """What a row of a table is: it decides rules, weight, wash and indent."""

    PLAIN = "plain"
    GROUP = "group"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `indent` steps its first cell to the right by 8 points each (a PART, うち, always stands further in)."""

    cells: tuple[Value, ...]
    kind: RowKind = RowKind.PLAIN
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with numbered caption above and note below. It may break over pages; its head is then repeated.

    `open_style` is for tables inside sheets and record blocks: no outer rules. Every row has one value a column, a
    GROUP row just one; a `Cell` with `span` counts for several. Figures of a cell that are parted by a line break
    stand above each other. With a `stub` of so many columns a table that is too wide is parted by columns, and the
    stub stands in every part. `leading` of lines in cells: 0 is one and a half times the size.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: Text = ""
    key: str = ""
    numbered: bool = True
    open_style: bool = False
    size: float = 8.5
    pad: float = 1.5
    headless: bool = False
    stub: int = 0
    leading: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with numbered caption above, note and source below; `alt` says in one sentence what it shows."""

    drawing: Drawing
    caption: str
    alt: str
    note: Text = ""
    key: str = ""
    numbered: bool = True

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"the figure “{self.caption}” has no alternative text")


@dataclass(frozen=True, slots=True)
class Members:
    """The row of member bodies on a project sheet: (name, mark) with marks such as ◎ ● －."""

    bodies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """Dated lines of progress, oldest first: (date, text)."""

    lines: tuple[tuple[str, Text], ...]


SheetContent = Text | Paragraph | Bullets | Table | Schedule | Members | Dated


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A labelled row of a sheet; `sub` stands small under the label (a unit, a legend)."""

    label: str
    content: SheetContent
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A one-page sheet of labelled rows, such as a joint project. Too much text overflows to a second page."""

    title: str
    rows: tuple[SheetRow, ...]
    code: str = ""
    area: str = ""
    field: str = ""
    term: str = ""
    status: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """A block of labelled lines: 日時, 場所, 出席 of minutes, or the facts about a person."""

    rows: tuple[tuple[str, Text], ...]
    label_width: float = 66.0


@dataclass(frozen=True, slots=True)
class Box:
    """Text on a pale ground behind a strong edge: what is asked, what was decided."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One changed place: where, old text, new text, why. Mark changes with `__…__` and new text with `++…++`."""

    place: Text
    old: Text
    new: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of old and new wording side by side, on landscape pages."""

    title: str
    rows: tuple[ComparisonRow, ...]
    lead: Text = ""
    old_head: str = ""
    new_head: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """A numbered item of a notice; `amount` sets it large and bold on a rule."""

    label: str
    content: Text | Table
    amount: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter from one office to another: number and date, addressee, sender, subject, text, 記 and items, contact.

    `form` is the number of a prescribed form (様式1), at the left above all.
    """

    addressee: str
    sender: tuple[str, ...]
    subject: str
    body: tuple[Text, ...]
    number: str = ""
    date: str = ""
    seal_omitted: bool = False
    items: tuple[NoticeItem, ...] = ()
    contact: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a paper without cover or chapters, with a rule below and an optional lead."""

    text: str
    lead: Text = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Parts that stay on one page when a page can hold them."""

    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Tables in columns next to each other; `shares` are their relative widths (equal when empty)."""

    tables: tuple[Table, ...]
    shares: tuple[float, ...] = ()
    gap: float = 32.0


@dataclass(frozen=True, slots=True)
class Framed:
    """Parts on pages of another frame, such as a wide table on landscape pages."""

    frame: Frame
    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: number, title, rule, lead and the list of its sections, then its parts, from a new page.

    Without `numbered` it is an annex. Without `opener` it starts quietly: only head, contents and bookmarks know it.
    """

    title: str
    parts: "tuple[Part, ...]"
    lead: Text = ""
    frame: Frame = Frame.TEXT
    numbered: bool = True
    opener: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class CoverArea:
    """An outline on the cover; the core city is drawn a little darker."""

    rings: tuple[Ring, ...]
    core: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: scheme, edition and title, stamp (素案) and term, outlines, then date, council and members."""

    title: str
    scheme: str = ""
    edition: str = ""
    stamp: str = ""
    term: str = ""
    date: str = ""
    council: str = ""
    members: tuple[str, ...] = ()
    note: str = ""
    outline: tuple[CoverArea, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: chapters, headings down to `depth`, and, when asked, sheets, figures and tables."""

    title: str = ""
    depth: Literal[1, 2] = 1
    sheets: bool = False
    lists: bool = False


Part = (
    Paragraph
    | Bullets
    | Heading
    | Table
    | Figure
    | Sheet
    | Records
    | Box
    | Comparison
    | Notice
    | Title
    | PageBreak
    | KeepTogether
    | SideBySide
    | Framed
    | Chapter
    | Cover
    | Contents
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. With a `date` its bytes are the same from run to run; without one it carries the present time.

    `running_title` stands at the head of every page (default: the title), `foot_mark` at its left foot (見本, 素案).
    `right_head` stands at the right where no chapter does.
    """

    title: str
    parts: tuple[Part, ...]
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: Language = "ja"
    date: Date | None = None
    frame: Frame = Frame.TEXT
    running_title: str = ""
    right_head: str = ""
    foot_mark: str = ""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: level 0 is a chapter; `page` counts from 1."""

    title: str
    page: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building a paper: its pages, characters no face has, warnings in the user's language, bookmarks."""

    pages: int
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    seconds: float
