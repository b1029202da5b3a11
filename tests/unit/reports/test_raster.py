"""Pages as pictures."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from PIL import Image

from bingo_planner.kernel.errors import PlanError
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.model import PageBreak, Paper, Paragraph
from bingo_planner.reports.raster import (
    Picture,
    page_count,
    page_picture,
    page_png,
    page_size,
    png,
    small_png,
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return build_bytes(Paper("絵", (Paragraph("一"), PageBreak(), Paragraph("二")), date=date(2024, 4, 1)))[0]


def test_pages_are_counted_and_measured(pdf: bytes) -> None:
    assert page_count(pdf) == 2
    assert page_size(pdf, 0) == pytest.approx((595.28, 841.89), abs=0.01)


def test_a_page_becomes_pixels_with_ink_on_white(pdf: bytes) -> None:
    picture = page_picture(pdf, 0, 1.0)
    assert (picture.width, picture.height) == (596, 842)
    assert len(picture.data) == picture.width * picture.height * 4
    assert picture.data[:3] == b"\xff\xff\xff"
    assert min(picture.data[0::4]) < 80


def test_a_png_shows_the_same_page(pdf: bytes) -> None:
    image = Image.open(io.BytesIO(page_png(pdf, 1, 0.5))).convert("RGB")
    assert image.size == (298, 421)
    low, high = image.convert("L").getextrema()
    assert isinstance(low, int | float)
    assert low < 200
    assert high == 255


def test_a_small_png_has_a_palette_and_hardly_other_colours(pdf: bytes) -> None:
    picture = page_picture(pdf, 0, 2.0)
    small, large = small_png(picture), png(picture)
    assert len(small) < len(large) * 0.6
    image, same = Image.open(io.BytesIO(small)), Image.open(io.BytesIO(large))
    assert image.mode == "P"
    shown, wanted = image.convert("RGB").tobytes(), same.convert("RGB").tobytes()
    assert max(abs(one - other) for one, other in zip(shown, wanted, strict=True)) < 8
    assert shown[:3] == b"\xff\xff\xff"


def test_too_many_colours_stay_true() -> None:
    data = b"".join(bytes((at % 256, at // 256 * 8, 0, 0)) for at in range(32 * 256))
    image = Image.open(io.BytesIO(small_png(Picture(256, 32, data))))
    assert (image.mode, image.size) == ("RGB", (256, 32))


def test_several_threads_may_ask_at_once(pdf: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda i: page_picture(pdf, i % 2, 0.5).data, range(12)))
    assert len(set(pictures)) == 2


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(PlanError, match=r"report\.unreadable"):
        page_count(b"no pdf")
