"""Cleans Lucide icons into resources/icons and draws mark.ico from mark.svg.

    python packaging/icons.py LUCIDE_FOLDER [NAME …]     the icons already there, and the named ones
    python packaging/icons.py --mark                     only the mark

LUCIDE_FOLDER is the unpacked lucide-static package (`icons/` and `LICENSE`). An icon keeps its Lucide name,
loses class and comment, and gets the house's stroke of 1.75; colour stays `currentColor`, filled in at load.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "icons"
SVG = "http://www.w3.org/2000/svg"
STROKE = "1.75"
MARK_SIZES = (16, 24, 32, 48, 64, 256)
HEAD = (
    f'<svg xmlns="{SVG}" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    f'stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round">\n'
)


def clean_icon(source: str) -> str:
    """One shape a line under a head that is the same in every icon."""
    shapes = []
    for element in ElementTree.fromstring(source):
        attributes = "".join(f' {name}="{value}"' for name, value in element.attrib.items())
        shapes.append(f"<{element.tag.removeprefix(f'{{{SVG}}}')}{attributes}/>\n")
    return f"{HEAD}{''.join(shapes)}</svg>\n"


def write_icons(lucide: Path, names: list[str]) -> int:
    present = {path.stem for path in TARGET.glob("*.svg")} - {"mark"}
    wanted = sorted(present | set(names))
    for name in wanted:
        source = (lucide / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        (TARGET / f"{name}.svg").write_text(clean_icon(source), encoding="utf-8", newline="\n")
    licence = (lucide / "LICENSE").read_text(encoding="utf-8")
    (TARGET / "LICENSE").write_text(licence, encoding="utf-8", newline="\n")
    return len(wanted)


def mark_colours(mark: Path) -> list[str]:
    """The fills of the nine squares, row by row."""
    squares = ElementTree.parse(mark).getroot().iter(f"{{{SVG}}}rect")
    return [square.attrib["fill"] for square in squares]


def draw_mark(size: int, colours: list[str]) -> Image.Image:
    """Squares on whole pixels: scaling the drawing would blur the small sizes."""
    square = size // 4
    gap = max(1, round((size - 3 * square) / 4))
    margin = (size - 3 * square - 2 * gap) // 2
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for index, colour in enumerate(colours):
        row, column = divmod(index, 3)
        left, top = (margin + place * (square + gap) for place in (column, row))
        pen.rectangle((left, top, left + square - 1, top + square - 1), fill=colour)
    return image


def write_mark() -> None:
    images = [draw_mark(size, mark_colours(TARGET / "mark.svg")) for size in MARK_SIZES]
    images[-1].save(
        TARGET / "mark.ico", sizes=[(size, size) for size in MARK_SIZES], append_images=images[:-1]
    )


def main(arguments: list[str]) -> int:
    if not arguments:
        sys.stderr.write("usage: python packaging/icons.py LUCIDE_FOLDER [NAME …] | --mark\n")
        return 2
    if arguments[0] != "--mark":
        count = write_icons(Path(arguments[0]), arguments[1:])
        sys.stdout.write(f"{count} icons\n")
    write_mark()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
