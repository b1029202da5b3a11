"""The yardstick of the PDF kit: the same content through stock ReportLab paragraphs and tables, and through the kit.

40 sections, 460 paragraphs, 60 tables of 20 rows and 6 columns, 40 bar charts, bookmarks and a table of contents.
`compare()` returns the best seconds of both.
"""

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from bingo_planner.kernel.files import resource
from bingo_planner.reports import model
from bingo_planner.reports.charts import Bars, BarSeries, Fill
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.paragraph import set_lines

SECTIONS, PARAGRAPHS, TABLES, ROWS = 40, 460, 60, 20
_SENTENCES = (
    "この圏域では、人口の減少が市町ごとに異なる速さで進み、令和5年推計によれば2020年の852,168人から2050年には621,862人となる。",
    "救急相談センター（#7119）は、令和6年4月から圏域の住民も利用でき、「すぐに受診すべきか」を看護師に24時間相談できる。",
    "住む市町の施設だけでは応えきれない場面が残るため、病児・病後児保育の広域利用を進め、偏りを市町の境を越えてならす。",
    "利用者数だけでなく運転手の確保にも左右される路線バスは、幹線を圏域で、支線を各市町で計画することが現実的である。",
    "市町負担金は、前々年度の延べ利用児童数の割合（3.5%以上）で按分し、千円未満の端数は中心市が負担する。",
)
_HEADS = ("市町", "R7年度", "R8年度", "R9年度", "R10年度", "計")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the common content."""

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    bars: tuple[float, ...]


def content() -> tuple[Section, ...]:
    """The content both builders print."""
    return tuple(_section(i) for i in range(SECTIONS))


def _section(i: int) -> Section:
    share = range(PARAGRAPHS * i // SECTIONS, PARAGRAPHS * (i + 1) // SECTIONS)
    paragraphs = tuple(_paragraph(n) for n in share)
    tables = tuple(_table(n) for n in range(TABLES * i // SECTIONS, TABLES * (i + 1) // SECTIONS))
    return Section(
        f"取組{i + 1}の現状と見通し",
        paragraphs,
        tables,
        tuple(float(20 + (i * 7 + k * 13) % 60) for k in range(7)),
    )


def _paragraph(n: int) -> str:
    return "".join(_SENTENCES[(n + k) % len(_SENTENCES)] for k in range(4)) + f"この段落は{n + 1}番である。"


def _table(n: int) -> tuple[tuple[str, ...], ...]:
    rows = []
    for row in range(ROWS):
        years = [1000 + (n * 37 + row * 113 + year * 59) % 90000 for year in range(4)]
        name = f"広域連携の取組{row + 1}と市町の担当課による運営"
        rows.append((name, *(f"{value:,}" for value in (*years, sum(years)))))
    return tuple(rows)


def kit_bytes(sections: tuple[Section, ...]) -> bytes:
    """The content through the kit."""
    chapters = tuple(part for section in sections for part in (model.PageBreak(), *_kit_section(section)))
    paper = model.Paper("尺度", (model.Contents(), *chapters), author="試験", date=date(2024, 4, 1))
    data, _ = build_bytes(paper)
    return data


def _kit_section(section: Section) -> Iterator[model.Part]:
    yield model.Heading(section.title)
    for text in section.paragraphs:
        yield model.Paragraph(text)
    bars = Bars(
        tuple(str(2020 + i) for i in range(7)), (BarSeries("人口", section.bars, Fill.R3),), height=150
    )
    yield model.Figure(bars, "推移", "七つの年の棒グラフ。")
    for rows in section.tables:
        columns = (
            model.Column(_HEADS[0], share=2),
            *(model.Column(head, align="right") for head in _HEADS[1:]),
        )
        yield model.Table(columns, tuple(model.Row(row) for row in rows), "見込額（千円）")


class _StockDocument(BaseDocTemplate):
    """Stock Platypus with a table of contents, hence two passes."""

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Paragraph) and flowable.style.name == "head":
            text = flowable.getPlainText()
            key = f"s{self.page}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, 0)
            self.notify("TOCEntry", (0, text, self.page, key))


def stock_bytes(sections: tuple[Section, ...]) -> bytes:
    """The content through stock ReportLab paragraphs and tables."""
    _register()
    target = io.BytesIO()
    document = _StockDocument(target, pagesize=A4, initialFontName="StockGothic", title="尺度")
    document.addPageTemplates(PageTemplate("page", [Frame(66, 71, 462, 697)]))
    body = ParagraphStyle(
        "body", fontName="StockMincho", fontSize=10.5, leading=17, wordWrap="CJK", alignment=TA_JUSTIFY
    )
    head = ParagraphStyle("head", fontName="StockGothic", fontSize=14, leading=25, wordWrap="CJK")
    cell = ParagraphStyle("cell", fontName="StockGothic", fontSize=8.5, leading=12.75, wordWrap="CJK")
    figure = ParagraphStyle("figure", parent=cell, alignment=TA_RIGHT)
    contents = TableOfContents()
    contents.levelStyles = [ParagraphStyle("toc", fontName="StockGothic", fontSize=9.5, leading=17)]
    story: list[Flowable] = [contents]
    for section in sections:
        story += [PageBreak(), Paragraph(section.title, head)]
        story += [Paragraph(text, body) for text in section.paragraphs]
        story.append(_stock_chart(section.bars))
        story += [_stock_table(rows, cell, figure) for rows in section.tables]
    document.multiBuild(story)
    return target.getvalue()


def _register() -> None:
    for name, file in (
        ("StockMincho", "BIZUDMincho-Regular.ttf"),
        ("StockGothic", "BIZUDPGothic-Regular.ttf"),
    ):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))


def _stock_table(rows: tuple[tuple[str, ...], ...], cell: ParagraphStyle, figure: ParagraphStyle) -> Table:
    data = [[Paragraph(text, figure if i else cell) for i, text in enumerate(row)] for row in (_HEADS, *rows)]
    rules = TableStyle()
    rules.add("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.grey)
    rules.add("VALIGN", (0, 0), (-1, -1), "TOP")
    return Table(data, colWidths=[142, *[64] * 5], repeatRows=1, style=rules)


def _stock_chart(values: tuple[float, ...]) -> Drawing:
    drawing = Drawing(462, 165)
    drawing.add(Line(0, 15, 462, 15))
    for i, value in enumerate(values):
        drawing.add(Rect(10 + i * 66, 15, 40, value * 1.8))
        drawing.add(String(18 + i * 66, 4, str(2020 + i), fontName="StockGothic", fontSize=7.5))
    return drawing


def _seconds(work: Callable[[], bytes], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def compare(times: int = 3) -> tuple[float, float]:
    """(stock seconds, kit seconds): the best of some rounds each, the kit without its memory of earlier lines."""
    sections = content()
    return _seconds(lambda: stock_bytes(sections), times), _seconds(lambda: _fresh(sections), times)


def _fresh(sections: tuple[Section, ...]) -> bytes:
    set_lines.cache_clear()
    return kit_bytes(sections)
