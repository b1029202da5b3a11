"""The bundled faces, icons and mark are all there, licensed, and good for what the program asks of them."""

from __future__ import annotations

import importlib.util
import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
ICONS = ROOT / "resources" / "icons"
SVG = "{http://www.w3.org/2000/svg}"

FULL = ("BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "BIZUDMincho-Regular")
PARTIAL = ("BIZUDGothic-Regular", "BIZUDGothic-Bold", "BIZUDPMincho-Regular")
FIGURES = ("BingoFigures-Regular", "BingoFigures-Bold")
FAMILIES = {
    "BIZUDPGothic-Regular": ("BIZ UDPGothic", "Regular"),
    "BIZUDPGothic-Bold": ("BIZ UDPGothic", "Bold"),
    "BIZUDMincho-Regular": ("BIZ UDMincho", "Regular"),
    "BIZUDGothic-Regular": ("BIZ UDGothic", "Regular"),
    "BIZUDGothic-Bold": ("BIZ UDGothic", "Bold"),
    "BIZUDPMincho-Regular": ("BIZ UDPMincho", "Regular"),
    "BingoFigures-Regular": ("Bingo Figures", "Regular"),
    "BingoFigures-Bold": ("Bingo Figures", "Bold"),
    "BingoNames-Regular": ("Bingo Names", "Regular"),
}
LARGEST_FILE = 5_000_000
LARGEST_FONTS = 17_000_000

# What navigation, page heads, message bars and state pages name directly.
NEEDED_ICONS = """
    layout-dashboard briefcase-business grid-3x3 table-2 coins users landmark calendar-days megaphone
    factory message-square-text chart-column trending-up book-open inbox undo-2 redo-2 search
    chevron-left chevron-right chevron-down chevron-up lock lock-open check check-check circle-alert
    triangle-alert x plus minus pencil trash-2 printer file-text file-down file-up download upload copy
    clipboard-paste history settings sun moon monitor languages keyboard refresh-cw user database
    ellipsis ellipsis-vertical map table zoom-in zoom-out panel-right columns-3 filter arrow-up
    arrow-down arrow-up-down arrow-left arrow-right link link-2 external-link image list heading bold
    message-square git-branch cloud-off loader calendar clock flag star info circle-help save
    folder-open folder rotate-ccw eye eye-off hash type square check-square circle circle-check
    circle-dot diamond bookmark building-2 user-plus user-round phone mail gauge target wallet percent
    layers menu maximize move
"""


@cache
def face(name: str) -> TTFont:
    return TTFont(io.BytesIO((FONTS / f"{name}.ttf").read_bytes()))


@cache
def characters(name: str) -> frozenset[int]:
    return frozenset(face(name).getBestCmap())


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"assets_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def writable(codec: str) -> Iterator[int]:
    """Single code points of a codec without controls and the private use area."""
    for code in (*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xF900, 0x10000), *range(0x20000, 0x30000)):
        try:
            chr(code).encode(codec)
        except UnicodeEncodeError:
            continue
        yield code


def advance(font: TTFont, character: str) -> float:
    """Width in em."""
    width: int = font["hmtx"][font.getBestCmap()[ord(character)]][0]
    return width / int(font["head"].unitsPerEm)


def test_licence_texts_lie_beside_the_assets() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "Hanazono Font License" in (FONTS / "HANAZONO-LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in (ICONS / "LICENSE").read_text(encoding="utf-8")


def test_every_face_is_described_and_nothing_else_lies_there() -> None:
    assert {path.stem for path in FONTS.glob("*.ttf")} == set(FAMILIES)
    text = (FONTS / "FONTS.md").read_text(encoding="utf-8")
    assert all(family in text for family, _ in FAMILIES.values())


def test_files_stay_small() -> None:
    sizes = {path: path.stat().st_size for folder in (FONTS, ICONS) for path in folder.iterdir()}
    assert [path.name for path, size in sizes.items() if size > LARGEST_FILE] == []
    assert sum(size for path, size in sizes.items() if path.suffix == ".ttf") < LARGEST_FONTS


@pytest.mark.parametrize("name", FAMILIES)
def test_face_has_its_own_name_a_licence_and_may_be_embedded(name: str) -> None:
    font = face(name)
    assert (font["name"].getDebugName(1), font["name"].getDebugName(2)) == FAMILIES[name]
    assert font["name"].getDebugName(13)
    assert font["OS/2"].fsType == 0
    assert "glyf" in font, "the PDF kit embeds TrueType outlines only"
    assert bool(font["head"].macStyle & 1) == name.endswith("Bold")


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("codec", ["cp932", "shift_jis_2004"])
def test_full_faces_with_the_fallback_cover_japanese(name: str, codec: str) -> None:
    covered = characters(name) | characters("BingoNames-Regular")
    assert [f"U+{code:04X} {chr(code)}" for code in writable(codec) if code not in covered] == []


def test_names_beyond_the_standard_are_covered() -> None:
    covered = characters("BIZUDPGothic-Regular") | characters("BingoNames-Regular")
    wanted = "𠮷髙﨑濵邉彅𡈽𣘺𠀋𩸽𡌛𠮟☑☐✕"
    assert [character for character in wanted if ord(character) not in covered] == []
    assert [f"U+{code:04X}" for code in writable("euc_jp") if code >= 0x4E00 and code not in covered] == []


def test_the_fallback_repeats_nothing_and_keeps_the_line_height() -> None:
    names, gothic = face("BingoNames-Regular"), face("BIZUDPGothic-Regular")
    assert characters("BingoNames-Regular") & characters("BIZUDPGothic-Regular") <= {0x20, 0xA0}
    for side in ("ascent", "descent"):
        theirs = getattr(gothic["hhea"], side) / gothic["head"].unitsPerEm
        assert getattr(names["hhea"], side) / names["head"].unitsPerEm == pytest.approx(theirs, abs=0.001)


@pytest.mark.parametrize("name", PARTIAL)
def test_partial_faces_hold_everything_but_kanji(name: str) -> None:
    whole, part = characters("BIZUDPGothic-Regular"), characters(name)
    assert {ord(character) for character in "Aあア１1、。」・％㎡①㈱℃│々△－"} <= part
    assert [chr(code) for code in part if 0x4E00 <= code < 0xA000 or code >= 0x20000] == []
    assert {code for code in whole - part if 0x20 <= code < 0x2E80} == set()


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_tabular_with_narrow_marks(name: str) -> None:
    font = face(name)
    assert {advance(font, digit) for digit in "0123456789"} == {0.5}
    for mark in ",.":
        assert advance(font, mark) == pytest.approx(0.28, abs=0.001)
        glyph = font["glyf"][font.getBestCmap()[ord(mark)]]
        assert 0 < glyph.xMin < glyph.xMax < 0.28 * font["head"].unitsPerEm


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_figures_come_out_of_the_script_the_same_each_time(style: str) -> None:
    script = load_script("fonts")
    results = []
    for _ in range(2):
        buffer = io.BytesIO()
        script.figures_face(FONTS / f"BIZUDGothic-{style}.ttf", style).save(buffer)
        results.append(buffer.getvalue())
    assert results[0] == results[1]
    rebuilt, kept = TTFont(io.BytesIO(results[0])), face(f"BingoFigures-{style}")
    assert rebuilt.getBestCmap().keys() == kept.getBestCmap().keys()
    assert [width for width, _ in rebuilt["hmtx"].metrics.values()] == [
        w for w, _ in kept["hmtx"].metrics.values()
    ]


def icon_files() -> list[Path]:
    return sorted(path for path in ICONS.glob("*.svg") if path.stem != "mark")


def test_the_needed_icons_are_there() -> None:
    assert set(NEEDED_ICONS.split()) - {path.stem for path in icon_files()} == set()


@pytest.mark.parametrize("path", icon_files(), ids=lambda path: path.stem)
def test_icon_is_a_clean_drawing_that_takes_its_colour_at_load(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.attrib["viewBox"] == "0 0 24 24"
    assert root.attrib["stroke"] == "currentColor"
    assert root.attrib["stroke-width"] == "1.75"
    assert len(root) > 0
    assert "class=" not in text
    assert re.findall(r'(?:fill|stroke)="(?!none|currentColor)[^"]*"', text) == []


def test_the_mark_is_nine_squares_in_every_size() -> None:
    root = ElementTree.parse(ICONS / "mark.svg").getroot()
    fills = [square.attrib["fill"] for square in root.iter(f"{SVG}rect")]
    assert len(fills) == 9
    with Image.open(ICONS / "mark.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in (16, 24, 32, 48, 64, 256)}
    script = load_script("icons")
    assert script.mark_colours(ICONS / "mark.svg") == fills
    for size in script.MARK_SIZES:
        colours = {colour for _, colour in script.draw_mark(size, fills).getcolors()}
        assert len(colours) == len(set(fills)) + 1, "squares lie on whole pixels, so no mixed colours"
