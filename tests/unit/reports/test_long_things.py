"""However long the texts are, nothing leaves its page and nothing is lost."""

import io
import re
from datetime import date

import pypdf
import pytest

from bingo_planner.reports.charts import Bars, BarSeries, Fill
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Box,
    Bullets,
    Cell,
    Chapter,
    Column,
    Comparison,
    ComparisonRow,
    Contents,
    Figure,
    Framed,
    Heading,
    KeepTogether,
    Notice,
    NoticeItem,
    Paper,
    Paragraph,
    Part,
    Records,
    Row,
    Sheet,
    SheetRow,
    Table,
    Title,
)

SENTENCE = "市町の境を越えて取り組む（第3期）。"


def long_parts(n: int) -> tuple[Part, ...]:
    text = SENTENCE * n
    cells = Row(("名", Cell(text)))
    bars = Bars(("R6", "R7"), (BarSeries("人口", (3.0, 2.0), Fill.R3),))
    return (
        Title(SENTENCE * min(n, 4), text),
        Heading(SENTENCE),
        Paragraph(text),
        Bullets((text, text), numbered=True),
        Table((Column("名", width=60), Column("説明")), (cells, cells), "表題" * 20, text),
        Records((("日時", text), ("長い見出しです", "短い"))),
        Box((text, text), numbered=True),
        KeepTogether((Heading("見出し", 2), Paragraph(text), Box((text,)))),
        Figure(bars, "図", "説明する文。", SENTENCE * min(n, 5)),
        Sheet("個票" * n, (SheetRow("概要", text), SheetRow("主な事業", Bullets((text, "二つ目"))))),
        Comparison(
            "新旧", (ComparisonRow("場所", text, text, "理由"), ComparisonRow("場所", "旧", "新", text))
        ),
        Notice("宛先　様", ("差出人",), "件名", (text,), items=(NoticeItem("項目", text),), contact=SENTENCE),
        Framed(Frame.LAND, (Paragraph(text),)),
    )


@pytest.mark.parametrize("n", [1, 9, 40, 90])
def test_nothing_leaves_the_page(n: int) -> None:
    chapter = Chapter("章" * min(n, 60), long_parts(n), lead=SENTENCE * min(n, 10))
    data, built = build_bytes(Paper("題" * n, (Contents(), chapter), date=date(2024, 4, 1), right_head="右"))
    assert not built.missing
    assert not [warning for warning in built.warnings if "1ページに収まらない図や表" in warning]
    words = ""
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        words += page.extract_text()
        contents = page.get_contents()
        assert contents is not None
        for x, y in re.findall(rb"BT 1 0 0 1 (\S+) (\S+) Tm", contents.get_data()):
            assert 30 < float(x) < float(page.mediabox.width) - 30
            assert 30 < float(y) < float(page.mediabox.height) - 30
    assert len(re.sub(r"\s", "", words)) > n * len(SENTENCE) * 12


@pytest.mark.parametrize("count", [1, 30, 34, 35, 36, 80])
def test_contents_of_any_length_keep_their_pages(count: int) -> None:
    chapters = tuple(Chapter(f"章の題{i}", (Heading(f"節{i}"),), opener=False) for i in range(count))
    data, built = build_bytes(Paper("目次の長い文書", (Contents(), *chapters), date=date(2024, 4, 1)))
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert built.pages == len(reader.pages)
    first = built.outline[1].page
    listed = "".join(page.extract_text() for page in reader.pages[: first - 1]).replace("\u3000", " ")
    for i in range(count):
        found = re.search(rf"章の題{i} *\n? *(\d+)", listed)
        assert found is not None
        assert int(found.group(1)) == first + i
