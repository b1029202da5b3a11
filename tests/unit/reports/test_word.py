"""Papers as Word files: the same words and numbers as the PDF, faces for Japanese, heads that repeat, pictures."""

import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from bingo_planner.kernel.errors import PlanError
from bingo_planner.reports.answercharts import Band, Bands
from bingo_planner.reports.document import build, build_word_bytes
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Chapter,
    Column,
    Contents,
    Figure,
    Framed,
    Heading,
    Paper,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
)
from bingo_planner.reports.tones import Fill

from .demo import demo_paper

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BANDS = Bands((("はい", Fill.R4), ("いいえ", Fill.HATCH)), (Band("全体", "n=10", (60.0, 40.0)),))
TABLE = Table(
    (Column("市町"), Column("人", align="right", over="回答"), Column("％", align="right", over="回答")),
    (
        Row(("居住市町",), RowKind.GROUP),
        Row(("福山市", "12\n60.0", 60)),
        Row(("計", "20\n100.0", 100), RowKind.TOTAL),
    ),
    "回答の数",
    "注。",
    key="count",
)


def parts_of(paper: Paper) -> dict[str, bytes]:
    data, _ = build_word_bytes(paper)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(*parts: Part) -> ET.Element:
    return ET.fromstring(parts_of(Paper("紙", parts, date=date(2026, 4, 1)))["word/document.xml"])


def text_of(element: ET.Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def lines_of(root: ET.Element) -> list[str]:
    return [text_of(one) for one in root.iter(f"{W}p")]


def value(element: ET.Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val", "")


def test_the_whole_demonstration_paper_is_whole_xml_with_every_part_related() -> None:
    parts = parts_of(demo_paper())
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(data)
    relations = ET.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {f"word/{one.get('Target')}" for one in relations}
    assert targets == {name for name in parts if name.startswith("word/") and "document" not in name}
    pictures = [name for name in parts if name.endswith(".png")]
    assert len(pictures) > 3
    assert all(parts[name].startswith(b"\x89PNG") for name in pictures)


def test_equal_papers_give_equal_bytes() -> None:
    paper = Paper("紙", (TABLE, Figure(BANDS, "図の題", "説明")), date=date(2026, 4, 1))
    assert build_word_bytes(paper)[0] == build_word_bytes(paper)[0]


def test_numbers_and_references_are_those_of_the_pdf() -> None:
    chapter = Chapter("調査", (Heading("結果", 1), Paragraph("くわしくは[#count]を見る。"), TABLE))
    lines = lines_of(document(chapter))
    assert "第1章　調査" in lines
    assert "1　結果" in lines
    assert "くわしくは表1-1を見る。" in lines
    assert "表1-1　回答の数" in lines


def test_a_reference_leads_to_a_bookmark_that_is_there_once() -> None:
    root = document(Paragraph("[#count]"), TABLE)
    link = root.find(f".//{W}hyperlink")
    assert link is not None
    names = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    assert names.count(link.get(f"{W}anchor")) == 1
    numbers = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
    assert numbers == [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd")]


def test_heads_repeat_and_figures_stand_right_above_each_other() -> None:
    table = document(TABLE).find(f".//{W}tbl")
    assert table is not None
    rows = table.findall(f"{W}tr")
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert repeated == [True, True, False, False, False]
    cell = rows[3].findall(f"{W}tc")[1]
    assert value(cell, f"{W}p/{W}pPr/{W}jc") == "right"
    assert len(cell.findall(f".//{W}br")) == 1
    assert text_of(cell) == "1260.0"
    assert value(rows[2], f"{W}tc/{W}tcPr/{W}gridSpan") == "3"
    widths = [int(one.get(f"{W}w", "")) for one in table.findall(f"{W}tblGrid/{W}gridCol")]
    assert sum(widths) == pytest.approx(462 * 20, abs=3)


def test_japanese_text_has_japanese_faces() -> None:
    styles = ET.fromstring(parts_of(Paper("紙", (Paragraph("本文"),)))["word/styles.xml"])
    faces = {one.get(f"{W}eastAsia") for one in styles.iter(f"{W}rFonts")}
    assert faces == {"BIZ UDPゴシック", "BIZ UD明朝 Medium"}
    language = styles.find(f".//{W}lang")
    assert language is not None
    assert language.get(f"{W}eastAsia") == "ja-JP"


def test_every_style_in_use_is_there() -> None:
    parts = parts_of(demo_paper())
    styles = {one.get(f"{W}styleId") for one in ET.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            used = {one.get(f"{W}val") for one in ET.fromstring(parts[name]).iter(f"{W}pStyle")}
            assert used <= styles, name


def test_a_picture_says_what_it_shows_and_keeps_its_shape() -> None:
    root = document(Figure(BANDS, "回答", "「はい」が<60%>で多い"))
    named = root.find(f".//{WP}docPr")
    extent = root.find(f".//{WP}extent")
    assert named is not None
    assert extent is not None
    assert named.get("descr") == "「はい」が<60%>で多い"
    assert int(extent.get("cx", "")) == 462 * 12700
    lines = lines_of(root)
    assert "図1　回答" in lines


def test_turned_pages_are_sections_of_their_own_and_none_stays_empty() -> None:
    root = document(Paragraph("前"), Framed(Frame.LAND, (TABLE,)), Paragraph("後"))
    sizes = [one.get(f"{W}orient") for one in root.iter(f"{W}pgSz")]
    assert sizes == [None, "landscape", None]
    ends_turned = document(Paragraph("前"), Framed(Frame.LAND, (TABLE,)))
    assert [one.get(f"{W}orient") for one in ends_turned.iter(f"{W}pgSz")] == [None, "landscape"]


def test_contents_are_a_field_that_shows_the_titles_until_word_renews_it() -> None:
    root = document(Contents(), Chapter("調査", (Heading("結果"),)), Chapter("資料", (), numbered=False))
    codes = [one.text or "" for one in root.iter(f"{W}instrText")]
    assert any(" TOC " in code for code in codes)
    kinds = [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end")
    listed = [line for line in lines_of(root) if line]
    assert listed[:4] == ["目次", "第1章　調査", "1　結果", "資料"]


def test_signs_that_xml_forbids_are_left_out() -> None:
    assert "甲乙<&>" in lines_of(document(Paragraph("甲\x0b乙<&>")))


def test_a_path_for_word_gets_a_word_file_and_the_old_one_stays_when_stopped(tmp_path: Path) -> None:
    class Stopped:
        def cancelled(self) -> bool:
            return True

        def step(self, done: int, total: int, text: str) -> None:
            raise AssertionError

    path = tmp_path / "紙.docx"
    built = build(Paper("紙", (TABLE,)), path)
    assert built.pages == 0
    before = path.read_bytes()
    assert zipfile.is_zipfile(path)
    with pytest.raises(PlanError) as refused:
        build(replace(Paper("紙", (TABLE,)), title="別"), path, progress=Stopped())
    assert refused.value.code == "report.cancelled"
    assert path.read_bytes() == before
