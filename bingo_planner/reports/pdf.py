"""The file itself: objects, pages, embedded fonts, bookmarks, links, metadata and the structure for screen readers.

Written here rather than by a canvas library because every page is known before anything is emitted: one pass, two-byte
codes, one subset a face, text above U+FFFF right, and the same bytes from run to run.
"""

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from bingo_planner.reports.fonts import FontBook, load
from bingo_planner.reports.pen import Mark, Page

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PRODUCER: Final = "Bingo Planner"


@dataclass(frozen=True, slots=True)
class Info:
    """The document information."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    level: int
    key: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key leads: page index from 0 and height on the page."""

    page: int
    y: float


class PdfFile:
    """Numbered objects, written once; numbers may be reserved before their content is known."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        self._objects.append(b"null")
        return len(self._objects)

    def put(self, number: int, body: str | bytes) -> int:
        self._objects[number - 1] = body.encode("latin-1") if isinstance(body, str) else body
        return number

    def add(self, body: str | bytes) -> int:
        return self.put(self.reserve(), body)

    def stream(self, data: bytes, extra: str = "", *, number: int = 0) -> int:
        """Add a compressed stream."""
        packed = zlib.compress(data, 6)
        head = f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>\nstream\n".encode("latin-1")
        return self.put(number or self.reserve(), head + packed + b"\nendstream")

    def finish(self, root: int, info: int) -> bytes:
        """The bytes of the whole file."""
        parts = [_HEADER]
        offsets: list[int] = []
        place = len(_HEADER)
        for number, body in enumerate(self._objects, 1):
            offsets.append(place)
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            place += len(parts[-1])
        entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        digest = hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest()
        count = len(offsets) + 1
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, entries))
        parts.append(
            f"trailer\n<</Size {count}/Root {root} 0 R/Info {info} 0 R/ID[<{digest}><{digest}>]>>\n"
            f"startxref\n{place}\n%%EOF\n".encode("latin-1")
        )
        return b"".join(parts)


def write(
    pages: Sequence[Page],
    book: FontBook,
    info: Info,
    bookmarks: Sequence[Bookmark],
    places: Mapping[str, Place],
    step: Callable[[int], None],
) -> bytes:
    """The finished file. `step` is told the number of every page emitted and may raise to stop."""
    pdf = PdfFile()
    root, tree = pdf.reserve(), pdf.reserve()
    resources = pdf.reserve()
    numbers = [pdf.reserve() for _ in pages]
    structure = _Structure(pdf, numbers)
    for index, page in enumerate(pages):
        step(index + 1)
        _page(pdf, page, index, numbers, tree, resources, places)
        structure.add(index, page.marks)
    pdf.put(resources, f"<</ProcSet[/PDF/Text]/Font<<{_fonts(pdf, book)}>>>>")
    kids = " ".join(f"{number} 0 R" for number in numbers)
    pdf.put(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>")
    outlines = _outlines(pdf, bookmarks, places, numbers)
    mode = "/UseOutlines" if bookmarks else "/UseNone"
    pdf.put(
        root,
        f"<</Type/Catalog/Pages {tree} 0 R/Lang{_string(info.language)}/PageMode{mode}"
        f"{f'/Outlines {outlines} 0 R' if outlines else ''}/ViewerPreferences<</DisplayDocTitle true>>"
        f"/MarkInfo<</Marked true>>/StructTreeRoot {structure.finish()} 0 R/Metadata {_metadata(pdf, info)} 0 R>>",
    )
    return pdf.finish(root, _info(pdf, info))


def _page(
    pdf: PdfFile,
    page: Page,
    index: int,
    numbers: Sequence[int],
    tree: int,
    resources: int,
    places: Mapping[str, Place],
) -> None:
    content = pdf.stream("\n".join(page.ops).encode("latin-1"))
    width, height = page.frame.size.paper
    links = [
        pdf.add(_link(link.area, places[link.key], numbers)) for link in page.links if link.key in places
    ]
    annotations = f"/Annots[{' '.join(f'{link} 0 R' for link in links)}]" if links else ""
    pdf.put(
        numbers[index],
        f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]/Resources {resources} 0 R"
        f"/Contents {content} 0 R/StructParents {index}/Tabs/S{annotations}>>",
    )


def _link(area: tuple[float, float, float, float], place: Place, numbers: Sequence[int]) -> str:
    box = " ".join(f"{edge:.2f}" for edge in area)
    return (
        f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{box}]/Dest[{numbers[place.page]} 0 R/XYZ null "
        f"{place.y:.2f} null]>>"
    )


def _fonts(pdf: PdfFile, book: FontBook) -> str:
    return "".join(f"/{key} {_font(pdf, key, chars)} 0 R" for key, chars in sorted(book.used.items()))


def _font(pdf: PdfFile, key: str, chars: Mapping[str, int]) -> int:
    """A two-byte font of just these characters: code n is the n-th character first used."""
    face = load(key)
    font = face.font
    codes = [ord(char) for char in chars]
    name = f"{_tag(codes)}+{font.name.decode('ascii')}"
    data = font.makeSubset(codes)
    file = pdf.stream(data, f"/Length1 {len(data)}")
    box = " ".join(f"{edge:.0f}" for edge in font.bbox)
    descriptor = pdf.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {font.ascent:.0f}"
        f"/Descent {font.descent:.0f}/CapHeight {font.capHeight:.0f}/StemV {font.stemV:.0f}/FontFile2 {file} 0 R>>"
    )
    widths = " ".join(f"{face.widths[char]:g}" for char in chars)
    mapping = pdf.stream(_glyphs(font.charToGlyph, codes))
    descendant = pdf.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[1[{widths}]]/CIDToGIDMap {mapping} 0 R>>"
    )
    unicode = pdf.stream(_to_unicode(codes))
    return pdf.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {unicode} 0 R>>"
    )


def _tag(codes: Sequence[int]) -> str:
    digest = hashlib.md5(repr(codes).encode("ascii"), usedforsecurity=False).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _glyphs(char_to_glyph: Mapping[int, int], codes: Sequence[int]) -> bytes:
    """code → glyph of the subset; two characters may share one glyph, so this is not always n → n."""
    order: dict[int, int] = {0: 0}
    glyphs = [0, *(order.setdefault(char_to_glyph[code], len(order)) for code in codes)]
    return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)


def _to_unicode(codes: Sequence[int]) -> bytes:
    entries = [
        f"<{n:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for n, code in enumerate(codes, 1)
    ]
    blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) "
        "/Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _string(text: str) -> str:
    """A text string: plain when ASCII, else UTF-16 in hex."""
    if text.isascii() and text.isprintable():
        return (
            f"({text.replace(chr(92), chr(92) * 2).replace('(', chr(92) + '(').replace(')', chr(92) + ')')})"
        )
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _info(pdf: PdfFile, info: Info) -> int:
    when = f"(D:{info.moment:%Y%m%d%H%M%S}+09'00')"
    optional = {
        "Author": info.author,
        "Subject": info.subject,
        "Keywords": ", ".join(info.keywords),
    }
    given = "".join(f"/{name}{_string(text)}" for name, text in optional.items() if text)
    return pdf.add(
        f"<</Title{_string(info.title)}{given}/Creator({_PRODUCER})/Producer({_PRODUCER})"
        f"/CreationDate{when}/ModDate{when}>>"
    )


def _metadata(pdf: PdfFile, info: Info) -> int:
    when = f"{info.moment:%Y-%m-%dT%H:%M:%S}+09:00"
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(info.author)}</rdf:li></rdf:Seq></dc:creator>"
    subject = escape(info.subject)
    about = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>'
    )
    xml = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(info.title)}</rdf:li></rdf:Alt></dc:title>{author if info.author else ''}"
        f"{about if info.subject else ''}<dc:language><rdf:Bag><rdf:li>{info.language}</rdf:li></rdf:Bag>"
        f"</dc:language><pdf:Keywords>{escape(', '.join(info.keywords))}</pdf:Keywords>"
        f"<pdf:Producer>{_PRODUCER}</pdf:Producer><xmp:CreateDate>{when}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{when}</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="r"?>'
    ).encode()
    head = f"<</Type/Metadata/Subtype/XML/Length {len(xml)}>>\nstream\n".encode("ascii")
    return pdf.add(head + xml + b"\nendstream")


def _outlines(
    pdf: PdfFile, bookmarks: Sequence[Bookmark], places: Mapping[str, Place], numbers: Sequence[int]
) -> int:
    """The tree of bookmarks; a level that was skipped counts as the next one down. 0 when there are none."""
    if not bookmarks:
        return 0
    root = pdf.reserve()
    items = [pdf.reserve() for _ in bookmarks]
    parents: list[int] = []
    children: dict[int, list[int]] = {-1: []}
    open_at: list[tuple[int, int]] = []
    for i, bookmark in enumerate(bookmarks):
        while open_at and open_at[-1][0] >= bookmark.level:
            open_at.pop()
        parent = open_at[-1][1] if open_at else -1
        parents.append(parent)
        children.setdefault(parent, []).append(i)
        children.setdefault(i, [])
        open_at.append((bookmark.level, i))
    for i, bookmark in enumerate(bookmarks):
        beside, place = children[parents[i]], places[bookmark.key]
        at = beside.index(i)
        links = f"/Parent {root if parents[i] < 0 else items[parents[i]]} 0 R"
        links += f"/Prev {items[beside[at - 1]]} 0 R" if at else ""
        links += f"/Next {items[beside[at + 1]]} 0 R" if at + 1 < len(beside) else ""
        if children[i]:
            links += f"/First {items[children[i][0]]} 0 R/Last {items[children[i][-1]]} 0 R/Count -{len(children[i])}"
        pdf.put(
            items[i],
            f"<</Title{_string(bookmark.title)}{links}/Dest[{numbers[place.page]} 0 R/XYZ null {place.y:.2f} null]>>",
        )
    top = children[-1]
    return pdf.put(
        root,
        f"<</Type/Outlines/Count {len(top)}/First {items[top[0]]} 0 R/Last {items[top[-1]]} 0 R>>",
    )


class _Structure:
    """The tree that a screen reader follows: one element a marked part, cells gathered into rows and tables."""

    def __init__(self, pdf: PdfFile, pages: Sequence[int]) -> None:
        self._pdf, self._pages = pdf, pages
        self._root, self._document = pdf.reserve(), pdf.reserve()
        self._kids: list[int] = []
        self._parents: list[str] = []
        self._table: tuple[int, int, list[int]] | None = None
        self._row: tuple[int, list[int]] | None = None

    def add(self, index: int, marks: Sequence[Mark]) -> None:
        """The marked parts of one page, in reading order."""
        owners = [self._element(mark, index, mcid) for mcid, mark in enumerate(marks)]
        self._parents.append(f"{index}[{' '.join(f'{owner} 0 R' for owner in owners)}]")

    def _element(self, mark: Mark, index: int, mcid: int) -> int:
        number = self._pdf.reserve()
        parent = self._parent(mark, number)
        alt = f"/Alt{_string(mark.alt)}" if mark.alt else ""
        return self._pdf.put(
            number,
            f"<</S/{mark.role}/P {parent} 0 R/Pg {self._pages[index]} 0 R/K {mcid}{alt}>>",
        )

    def _parent(self, mark: Mark, number: int) -> int:
        if mark.role not in ("TD", "TH"):
            self._close_table()
            self._kids.append(number)
            return self._document
        table, row = divmod(mark.group, 1 << 20)
        if self._table is None or self._table[1] != table:
            self._close_table()
            self._table = (self._pdf.reserve(), table, [])
            self._kids.append(self._table[0])
        if self._row is None or self._row_key != row:
            self._close_row()
            self._row, self._row_key = (self._pdf.reserve(), []), row
            self._table[2].append(self._row[0])
        self._row[1].append(number)
        return self._row[0]

    _row_key = -1

    def _close_row(self) -> None:
        if self._row is not None and self._table is not None:
            kids = " ".join(f"{kid} 0 R" for kid in self._row[1])
            self._pdf.put(self._row[0], f"<</S/TR/P {self._table[0]} 0 R/K[{kids}]>>")
        self._row = None

    def _close_table(self) -> None:
        self._close_row()
        if self._table is not None:
            kids = " ".join(f"{kid} 0 R" for kid in self._table[2])
            self._pdf.put(self._table[0], f"<</S/Table/P {self._document} 0 R/K[{kids}]>>")
        self._table = None

    def finish(self) -> int:
        self._close_table()
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        self._pdf.put(self._document, f"<</S/Document/P {self._root} 0 R/K[{kids}]>>")
        numbers = self._pdf.add(f"<</Nums[{' '.join(self._parents)}]>>")
        return self._pdf.put(
            self._root,
            f"<</Type/StructTreeRoot/K {self._document} 0 R/ParentTree {numbers} 0 R"
            f"/ParentTreeNextKey {len(self._parents)}>>",
        )
