"""Builds every bundled face in resources/fonts from a folder of source TrueType files.

    python packaging/fonts.py SOURCE_FOLDER [TARGET_FOLDER]

The sources are found by file name anywhere below the folder: BIZ UDGothic, BIZ UDPGothic, BIZ UDMincho and
BIZ UDPMincho 1.05 (Morisawa BIZ UD project) and HanaMinA and HanaMinB of 2017-09-04 (Hanazono, GlyphWiki).
Nothing in the output depends on the clock or the machine: two runs give the same bytes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "fonts"

FULL_FACES = ("BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "BIZUDMincho-Regular")
PARTIAL_FACES = ("BIZUDGothic-Regular", "BIZUDGothic-Bold", "BIZUDPMincho-Regular")
FIGURE_STYLES = ("Regular", "Bold")

# Only the comma and the point are reshaped; the rest comes along so that a column of figures is one run.
FIGURES = "0123456789,.+-−±△▲%/:()－ "
NARROW_MARKS = ",."
NARROW_ADVANCE = 0.28

# Signs BIZ UD lacks: check boxes and crosses of forms, and the white parentheses of JIS X 0213.
EXTRA_SIGNS = "☐☑☒✕✖✗⦅⦆"
# Rare kanji beyond JIS X 0213 and JIS X 0212; 𠮷 (as in 𠮷田) is the one that matters most.
EXTRA_KANJI = "𠅘𠔎𠖱𠘑𠙴𠛬𠣪𠤎𠮷𡥼𡩋𡭗𡸕𣏾𣲾𤸄𤿲𥙿𦜞𦝄𦦙𨄌𨣆𨷿𨸗𩗗𩛩𩵋𩵚𪆧𪊲𪙔𪚥𪜈"

IDEOGRAPHS = (
    range(0x2E80, 0x2FE0),  # radicals
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
JOINING = ("ccmp", "liga")
UNUSED_TABLES = ("DSIG", "meta", "vhea", "vmtx", "BASE", "FFTM", "GDEF")

SIL_URL = "https://openfontlicense.org"
OFL_NOTICE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
HANAZONO_NOTICE = "Free software: use, copy and distribute with or without modification; no warranty."


def is_ideograph(code: int) -> bool:
    return any(code in block for block in IDEOGRAPHS)


def codec_characters(codec: str) -> set[int]:
    """Every single code point a Japanese codec can write, without private use areas and controls."""
    found: set[int] = set()
    for code in (*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xF900, 0x10000), *range(0x20000, 0x2A6E0)):
        try:
            chr(code).encode(codec)
        except UnicodeEncodeError:
            continue
        found.add(code)
    return found


def find_source(folder: Path, name: str) -> Path:
    matches = sorted(folder.rglob(f"{name}.ttf"))
    if not matches:
        raise SystemExit(f"{name}.ttf is not below {folder}")
    return matches[0]


def _options(*, hinting: bool, features: tuple[str, ...]) -> Options:
    options = Options()
    options.hinting = hinting
    options.layout_features = list(features)
    options.drop_tables = [*options.drop_tables, *UNUSED_TABLES]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    # Windows decides by these bits whether a face is Japanese at all.
    options.prune_codepage_ranges = False
    return options


def _open(source: Path, options: Options) -> TTFont:
    """Reads the file whole, so that nothing stays open behind a lazily loaded face."""
    return load_font(io.BytesIO(source.read_bytes()), options, dontLoadGlyphNames=True)


def _drop_variant_glyphs(font: TTFont) -> None:
    """Keeps "this sequence is the default form" and forgets the glyphs of the other ideographic variants."""
    for table in font["cmap"].tables:
        if table.format == 14:
            table.uvsDict = {
                selector: [(code, name) for code, name in pairs if name is None]
                for selector, pairs in table.uvsDict.items()
            }


def load_subset(
    source: Path,
    characters: Callable[[set[int]], Iterable[int]],
    features: tuple[str, ...],
    hinting: bool = True,
) -> TTFont:
    options = _options(hinting=hinting, features=features)
    font = _open(source, options)
    _drop_variant_glyphs(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(characters(set(font.getBestCmap()))))
    subsetter.subset(font)
    font.recalcTimestamp = False
    return font


def _hinted(source: Path) -> bool:
    """Mincho is for paper, where hints do nothing but fill a megabyte; the screen faces keep theirs."""
    return "Gothic" in source.name


def full_face(source: Path) -> TTFont:
    """All encoded characters; combining marks and ligatures still join, vertical forms are gone."""
    return load_subset(source, lambda present: present, JOINING, _hinted(source))


def partial_face(source: Path) -> TTFont:
    """Everything that is not a kanji: Latin, kana, punctuation, symbols, units, frames."""
    return load_subset(
        source, lambda have: (c for c in have if not is_ideograph(c)), JOINING, _hinted(source)
    )


def _rename(font: TTFont, family: str, style: str, notice: str, copyright_line: str) -> None:
    postscript = f"{family.replace(' ', '')}-{style}"
    texts = {
        0: copyright_line,
        1: family,
        2: style,
        3: f"1.000;{postscript}",
        4: family if style == "Regular" else f"{family} {style}",
        5: "Version 1.000",
        6: postscript,
        13: notice,
        14: SIL_URL if notice == OFL_NOTICE else "https://fonts.jp/hanazono/",
    }
    table = font["name"]
    table.names = []
    for name_id, text in texts.items():
        table.setName(text, name_id, 3, 1, 0x409)


def _narrow(font: TTFont, character: str) -> None:
    """Gives a mark the advance of a thin column gap, with its ink in the middle of it."""
    name = font.getBestCmap()[ord(character)]
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    advance = round(font["head"].unitsPerEm * NARROW_ADVANCE)
    bearing = (advance - (glyph.xMax - glyph.xMin)) // 2
    glyph.coordinates.translate((bearing - glyph.xMin, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)


def figures_face(source: Path, style: str) -> TTFont:
    """Bingo Figures: tabular figures whose comma and point do not tear a number apart."""
    wanted = {ord(character) for character in FIGURES}
    font = load_subset(source, lambda present: present & wanted, ())
    for character in NARROW_MARKS:
        _narrow(font, character)
    font["post"].isFixedPitch = 0
    # Derived from BIZ UDGothic, whose copyright line has to stay.
    line = (
        "Copyright 2022 The BIZ UDGothic Project Authors "
        "(https://github.com/googlefonts/morisawa-biz-ud-gothic); Copyright 2026 The Bingo Planner authors"
    )
    _rename(font, "Bingo Figures", style, OFL_NOTICE, line)
    return font


def _adopt(base: TTFont, other: TTFont) -> None:
    """Adds the encoded glyphs of `other` (simple outlines, same em) to `base`."""
    mapping: dict[int, str] = {}
    for code, name in sorted(other.getBestCmap().items()):
        own = f"supplement{code:05X}"
        base["glyf"][own] = other["glyf"][name]
        base["hmtx"][own] = other["hmtx"][name]
        mapping[code] = own
    base.setGlyphOrder(base["glyf"].glyphOrder)
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {**base.getBestCmap(), **mapping}
    base["cmap"].tables = [t for t in base["cmap"].tables if t.format == 4 and t.platformID == 3] + [table]


def _align_lines(font: TTFont) -> None:
    """Ascent and descent of BIZ UD (0.88 and 0.12 em), so that one rare name does not move a line of text."""
    em = font["head"].unitsPerEm
    ascent, descent = round(em * 0.88), round(em * 0.12)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def names_face(main: Path, first: Path, second: Path) -> TTFont:
    """Bingo Names: the kanji of JIS X 0212 and of rare names which the BIZ UD faces do not have."""
    have = set(_open(main, Options()).getBestCmap())
    rare = {code for code in codec_characters("euc_jp") if is_ideograph(code)}
    wanted = (rare | {ord(character) for character in EXTRA_SIGNS + EXTRA_KANJI}) - have
    font = load_subset(first, lambda present: present & wanted, (), hinting=False)
    missing = wanted - set(font.getBestCmap())
    _adopt(font, load_subset(second, lambda present: present & missing, (), hinting=False))
    _align_lines(font)
    line = "Derived from Hanazono Mincho (HanaMinA, HanaMinB), Copyright 2008-2017 GlyphWiki Project"
    _rename(font, "Bingo Names", "Regular", HANAZONO_NOTICE, line)
    return font


def build(sources: Path, target: Path) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []

    def keep(font: TTFont, name: str) -> None:
        written.append(target / f"{name}.ttf")
        font.save(written[-1])

    for name in FULL_FACES:
        keep(full_face(find_source(sources, name)), name)
    for name in PARTIAL_FACES:
        keep(partial_face(find_source(sources, name)), name)
    for style in FIGURE_STYLES:
        keep(figures_face(find_source(sources, f"BIZUDGothic-{style}"), style), f"BingoFigures-{style}")
    hanazono = [find_source(sources, name) for name in ("HanaMinA", "HanaMinB")]
    keep(names_face(find_source(sources, "BIZUDPGothic-Regular"), *hanazono), "BingoNames-Regular")
    return written


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        sys.stderr.write("usage: python packaging/fonts.py SOURCE_FOLDER [TARGET_FOLDER]\n")
        return 2
    target = Path(arguments[1]) if len(arguments) == 2 else TARGET
    for path in build(Path(arguments[0]), target):
        sys.stdout.write(f"{path.name:28} {path.stat().st_size:>9,}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
