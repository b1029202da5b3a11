"""Fonts inside the file: one subset a face with two-byte codes, so that text of every plane can be copied out."""

import hashlib
from collections.abc import Mapping, Sequence

from bingo_planner.reports.fonts import FontBook, load
from bingo_planner.reports.objects import PdfFile


def embedded_fonts(pdf: PdfFile, book: FontBook) -> str:
    """The font entries of the resources: one two-byte font a face, with the characters that were used."""
    return "".join(f"/{key} {_font(pdf, key, chars)} 0 R" for key, chars in sorted(book.used.items()))


def _font(pdf: PdfFile, key: str, chars: Mapping[str, int]) -> int:
    """A two-byte font of just these characters: code n is the n-th character first used."""
    face = load(key)
    font = face.font
    codes = [ord(char) for char in chars]
    name = f"{_tag(codes)}+{font.name.decode('ascii')}"
    data = face.subset(codes)
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
