"""The file itself: pages, bookmarks, links and metadata, from pages that are all known before anything is written.

Written here rather than by a canvas library: one pass, two-byte codes, one subset a face, text above U+FFFF right, and
the same bytes from run to run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from bingo_planner.reports.embedding import embedded_fonts
from bingo_planner.reports.fonts import FontBook
from bingo_planner.reports.objects import PdfFile, text_string
from bingo_planner.reports.pen import Page
from bingo_planner.reports.structure import Structure

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
    structure = Structure(pdf, numbers)
    for index, page in enumerate(pages):
        step(index + 1)
        _page(pdf, page, index, numbers, tree, resources, places)
        structure.add(index, page.marks)
    pdf.put(resources, f"<</ProcSet[/PDF/Text]/Font<<{embedded_fonts(pdf, book)}>>>>")
    kids = " ".join(f"{number} 0 R" for number in numbers)
    pdf.put(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>")
    outlines = _outlines(pdf, bookmarks, places, numbers)
    mode = "/UseOutlines" if bookmarks else "/UseNone"
    pdf.put(
        root,
        f"<</Type/Catalog/Pages {tree} 0 R/Lang{text_string(info.language)}/PageMode{mode}"
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
    page.ops.clear()  # packed now: the pages of a long paper need not be there twice while fonts are embedded
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


def _info(pdf: PdfFile, info: Info) -> int:
    when = f"(D:{info.moment:%Y%m%d%H%M%S}+09'00')"
    optional = {
        "Author": info.author,
        "Subject": info.subject,
        "Keywords": ", ".join(info.keywords),
    }
    given = "".join(f"/{name}{text_string(text)}" for name, text in optional.items() if text)
    return pdf.add(
        f"<</Title{text_string(info.title)}{given}/Creator({_PRODUCER})/Producer({_PRODUCER})"
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
    return pdf.stream(xml, "/Type/Metadata/Subtype/XML", packed=False)


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
            f"<</Title{text_string(bookmark.title)}{links}"
            f"/Dest[{numbers[place.page]} 0 R/XYZ null {place.y:.2f} null]>>",
        )
    top = children[-1]
    return pdf.put(
        root,
        f"<</Type/Outlines/Count {len(top)}/First {items[top[0]]} 0 R/Last {items[top[-1]]} 0 R>>",
    )
