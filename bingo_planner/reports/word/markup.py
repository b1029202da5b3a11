"""Pieces of WordprocessingML: runs and paragraphs with Japanese faces. Sizes are points, lengths twentieths of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from bingo_planner.reports.grid import INK, PALE, Colour
from bingo_planner.reports.model import Ink, Text
from bingo_planner.reports.text import resolve

GOTHIC: Final = "BIZ UDPゴシック"
MINCHO: Final = "BIZ UD明朝 Medium"
MINCHO_LATIN: Final = "BIZ UDP明朝 Medium"
"""Faces as Windows names them; the fixed Mincho sets Latin letters at half width, so they take the proportional one."""

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def safe(text: str) -> str:
    """Text that may stand in XML, in quoted attributes too."""
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"})


def hexa(colour: Colour) -> str:
    """A colour as Word writes it: 16181C."""
    return "".join(f"{round(part * 255):02X}" for part in colour)


def twips(points: float) -> int:
    """Points in twentieths."""
    return round(points * 20)


def fonts(face: str, latin: str = "") -> str:
    """The faces of a run: Japanese and Latin."""
    name, other = safe(face), safe(latin or face)
    return f'<w:rFonts w:ascii="{other}" w:hAnsi="{other}" w:eastAsia="{name}" w:cs="{other}"/>'


@dataclass(frozen=True, slots=True)
class Look:
    """How a run differs from its paragraph: 0 and empty mean: not at all."""

    bold: bool = False
    colour: Colour | None = None
    size: float = 0.0
    underline: bool = False
    fill: Colour | None = None

    def properties(self) -> str:
        """The run's properties, in the order that the schema asks for."""
        parts = []
        if self.bold:
            parts.append(f"{fonts(GOTHIC)}<w:b/>")
        if self.colour is not None and self.colour != INK:
            parts.append(f'<w:color w:val="{hexa(self.colour)}"/>')
        if self.size:
            half = round(self.size * 2)
            parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
        if self.underline:
            parts.append('<w:u w:val="single"/>')
        if self.fill is not None:
            parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{hexa(self.fill)}"/>')
        return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


PLAIN: Final = Look()


def run(text: str, look: Look = PLAIN) -> str:
    """A run of text; a line break in it starts a new line, a tab goes to the next stop."""
    if not text:
        return ""
    pieces = []
    for part in re.split("([\n\t])", text):
        if part == "\n":
            pieces.append("<w:br/>")
        elif part == "\t":
            pieces.append("<w:tab/>")
        elif part:
            pieces.append(f'<w:t xml:space="preserve">{safe(part)}</w:t>')
    return f"<w:r>{look.properties()}{''.join(pieces)}</w:r>"


def paragraph(style: str, content: str, more: str = "") -> str:
    """A paragraph of a style; `more` are further properties, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def field(code: str, shown: str = "") -> str:
    """A field that Word works out, with what it shows until then."""
    before, after = field_round(code)
    return f"{before}{run(shown)}{after}"


def field_round(code: str) -> tuple[str, str]:
    """What stands before and behind the words of a field that may go over many paragraphs; Word renews it."""
    before = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {safe(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return before, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


class Words:
    """Turns texts with emphasis and references into runs."""

    def __init__(self, label: Callable[[str], str], anchors: Mapping[str, str]) -> None:
        self._label, self._anchors = label, anchors

    def runs(self, text: Text, base: Look = PLAIN) -> str:
        """The runs of a text; references become links to their bookmarks."""
        return self.inks(resolve(text, self._label), base)

    def inks(self, pieces: Sequence[Ink], base: Look = PLAIN) -> str:
        """The runs of resolved pieces."""
        found = []
        for piece in pieces:
            look = Look(
                base.bold or piece.bold,
                base.colour,
                base.size,
                base.underline or piece.underline,
                PALE if piece.wash else base.fill,
            )
            made = run(piece.text, look)
            anchor = self._anchors.get(piece.ref) if piece.ref else None
            if anchor is not None:
                made = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{made}</w:hyperlink>'
            found.append(made)
        return "".join(found)
