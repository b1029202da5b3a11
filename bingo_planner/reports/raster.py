"""Pages as pictures, for the preview and for PNG files. pdfium is called by one thread at a time."""

import struct
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bingo_planner.kernel.errors import PlanError

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfDocument

_LOCK: Final = threading.Lock()
_TRUE_COLOUR, _PALETTE = 2, 3
_MOST_COLOURS: Final = 256


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: four bytes each, blue, green, red and one that is not used, rows from the top."""

    width: int
    height: int
    data: bytes


@contextmanager
def _opened(pdf: bytes | Path) -> "Iterator[PdfDocument]":
    import pypdfium2  # a native library, loaded when the first page is shown

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise PlanError("report.unreadable", reason=str(error)) from error
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes | Path) -> int:
    """How many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes | Path, page: int) -> tuple[float, float]:
    """Width and height of a page (from 0) in points."""
    with _opened(pdf) as document:
        width, height = document[page].get_size()
        return float(width), float(height)


def page_sizes(pdf: bytes | Path) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    with _opened(pdf) as document:
        sizes = [document[at].get_size() for at in range(len(document))]
    return [(float(width), float(height)) for width, height in sizes]


def page_picture(pdf: bytes | Path, page: int, scale: float) -> Picture:
    """A page (from 0) as pixels; scale 1 is 72 dots an inch."""
    with _opened(pdf) as document:
        bitmap = document[page].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        return _pixels(bitmap)


def _pixels(bitmap: "PdfBitmap") -> Picture:
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = bytes(bitmap.buffer)
    rows = [raw[stride * y : stride * y + width * 4] for y in range(height)]
    return Picture(width, height, b"".join(rows))


def page_png(pdf: bytes | Path, page: int, scale: float) -> bytes:
    """A page (from 0) as the bytes of a PNG file."""
    picture = page_picture(pdf, page, scale)
    return png(picture)


Crop = tuple[float, float, float, float]
"""Points taken off at the left, the foot, the right and the head of a page."""


def page_pngs(pdf: bytes, crops: Sequence[Crop], scale: float, step: Callable[[int], None]) -> list[bytes]:
    """Parts of the pages of a PDF as PNG files, one a page, in order; `step` may raise to stop."""
    found: list[bytes] = []
    with _opened(pdf) as document:
        for number, crop in enumerate(crops):
            step(number)
            bitmap = document[number].render(scale=scale, rev_byteorder=False, prefer_bgrx=True, crop=crop)
            found.append(small_png(_pixels(bitmap)))
    return found


def png(picture: Picture) -> bytes:
    """Pixels as a PNG file in true colour."""
    width, height = picture.width, picture.height
    colours = bytearray(width * height * 3)
    colours[0::3], colours[1::3], colours[2::3] = picture.data[2::4], picture.data[1::4], picture.data[0::4]
    rows = b"".join(b"\0" + colours[width * 3 * y : width * 3 * (y + 1)] for y in range(height))
    return _png(picture, _TRUE_COLOUR, rows)


def small_png(picture: Picture) -> bytes:
    """Pixels as a PNG file with a palette, less than half as large; in true colour where there are too many colours.

    Colours that differ by less than eight steps are one: that of most of their pixels, near enough.
    """
    import numpy as np

    width, height = picture.width, picture.height
    pixels = np.frombuffer(picture.data, np.uint8).reshape(height * width, 4)
    blue, green, red = (pixels[:, at].astype(np.uint16) >> 3 for at in range(3))
    keys = red << 10 | green << 5 | blue
    counts = np.bincount(keys, minlength=1 << 15)
    known = np.flatnonzero(counts)
    if len(known) > _MOST_COLOURS:
        return png(picture)
    places = np.zeros(1 << 15, np.uint8)
    places[known] = np.arange(len(known))
    found = places[keys]
    sums = [np.bincount(found, pixels[:, at], len(known)) for at in (2, 1, 0)]
    palette = np.rint(np.column_stack(sums) / counts[known][:, None]).astype(np.uint8)
    rows = np.hstack([np.zeros((height, 1), np.uint8), found.reshape(height, width)])
    return _png(picture, _PALETTE, rows.tobytes(), palette.tobytes())


def _png(picture: Picture, kind: int, rows: bytes, palette: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, kind, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    wanted = [chunk for chunk in chunks if chunk[0] != b"PLTE" or palette]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in wanted)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
