"""Whole papers: what can be read, searched, followed and trusted in the PDF."""

import hashlib
import io
import re
import subprocess
from datetime import date
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports import yardstick
from bingo_planner.reports.document import build, build_bytes
from bingo_planner.reports.model import Chapter, Contents, Heading, Paper, Paragraph, Part, SheetRow
from bingo_planner.reports.model import Sheet as ProjectSheet

from .demo import demo_paper, project_sheet

SENTENCES = (
    "髙橋さんと山﨑さん、𠮷田さんは㈱見本の①番窓口にいる。",
    "利用は△1,234件（△27.0%）で、救急相談センター（#7119）の「すぐに受診すべきか」が24時間続く。",
    "連携協約（図2-1）。減少の幅は『圏域計』、【改訂】及び〔注〕による。",
)


def small(*parts: Part, language: str = "ja") -> Paper:
    return Paper("小さな文書", parts, date=date(2024, 4, 1), language="en" if language == "en" else "ja")


@pytest.fixture(scope="module")
def demo() -> tuple[bytes, pypdf.PdfReader]:
    data, built = build_bytes(demo_paper())
    assert not built.missing
    assert not built.warnings
    return data, pypdf.PdfReader(io.BytesIO(data))


def entry(thing: object, *path: str) -> object:
    """What lies at a path of dictionary keys, references followed."""
    for key in path:
        found = thing.get_object() if isinstance(thing, PdfObject) else thing
        assert isinstance(found, DictionaryObject)
        thing = found[key].get_object()
    return thing


def entries(thing: object, key: str) -> list[PdfObject]:
    """The members of an array, references followed."""
    found = entry(thing, key)
    assert isinstance(found, ArrayObject)
    return [item.get_object() for item in found]


def target(link: PdfObject) -> int:
    """The object number of the page a link leads to."""
    place = entry(link, "/Dest")
    assert isinstance(place, ArrayObject)
    page = list.__getitem__(place, 0)
    assert isinstance(page, IndirectObject)
    return page.idnum


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("style", ["body", "lead"])
def test_sentences_are_extracted_as_they_were_written(style: str, tmp_path: Path) -> None:
    parts = tuple(Paragraph(text, "body" if style == "body" else "lead") for text in SENTENCES * 3)
    data, _ = build_bytes(small(*parts))
    with_pypdf = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    for text in SENTENCES:
        assert squeezed(text) in with_pypdf
    file = tmp_path / "x.pdf"
    file.write_bytes(data)
    command = ["pdftotext", "-raw", str(file), "-"]
    try:
        words = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except FileNotFoundError:
        pytest.skip("poppler is not installed")
    assert not re.search(r"[\u3041-\u9fff] [\u3041-\u9fff]", words.replace("\n", ""))
    for text in SENTENCES:
        assert squeezed(text) in squeezed(words)


def test_the_document_says_what_it_is(demo: tuple[bytes, pypdf.PdfReader]) -> None:
    reader = demo[1]
    info = reader.metadata
    assert info is not None
    assert (info.title, info.author) == ("第3期びんご圏域ビジョン（素案）", "備後圏域連携協議会")
    assert info.subject == "備後圏域連携中枢都市圏ビジョンの素案"
    assert str(info["/CreationDate"]) == "D:20241101000000+09'00'"
    root = reader.root_object
    assert str(root["/Lang"]) == "ja-JP"
    assert entry(root, "/ViewerPreferences", "/DisplayDocTitle") == BooleanObject(True)
    assert entry(root, "/MarkInfo", "/Marked") == BooleanObject(True)
    stream = entry(root, "/Metadata")
    assert isinstance(stream, StreamObject)
    assert "備後圏域連携協議会" in stream.get_data().decode("utf-8")


def test_only_bundled_faces_are_used_and_all_are_embedded(demo: tuple[bytes, pypdf.PdfReader]) -> None:
    assert b"Helvetica" not in demo[0]
    fonts = entry(demo[1].pages[0], "/Resources", "/Font")
    assert isinstance(fonts, DictionaryObject)
    assert len(fonts) == 6
    for font in fonts.values():
        (descendant,) = entries(font, "/DescendantFonts")
        assert isinstance(entry(descendant, "/FontDescriptor", "/FontFile2"), StreamObject)
        name = str(entry(descendant, "/FontDescriptor", "/FontName"))
        assert "BIZUD" in name or "Names" in name


def test_contents_name_the_right_pages_and_lead_there(demo: tuple[bytes, pypdf.PdfReader]) -> None:
    reader = demo[1]
    contents = reader.pages[1]
    listed = contents.extract_text().replace("\u3000", " ")
    for title in (
        "第2章 圏域の現状と将来",
        "圏域の構成と土地",
        "これからの課題",
        "病児・病後児保育の広域利用",
    ):
        found = re.search(re.escape(title) + r"\D*?(\d+)", listed)
        assert found is not None
        page = reader.pages[int(found.group(1)) - 1].extract_text()
        assert squeezed(title).removeprefix("第2章") in squeezed(page)
    numbers = {
        page.indirect_reference.idnum: i for i, page in enumerate(reader.pages, 1) if page.indirect_reference
    }
    links = entries(contents, "/Annots")
    assert len(links) >= 12
    targets = {numbers[target(link)] for link in links}
    assert targets <= set(range(3, len(reader.pages) + 1))


def test_bookmarks_follow_the_outline(demo: tuple[bytes, pypdf.PdfReader]) -> None:
    data, built = build_bytes(demo_paper())
    titles = [entry.title for entry in built.outline]
    assert titles[:3] == ["目次", "第1章　ビジョンの趣旨", "1　策定の経緯"]
    assert titles.index("2　圏域の構成と土地") > titles.index("第2章　圏域の現状と将来")
    flat: list[str] = []

    def walk(items: list[object]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                flat.append(str(getattr(item, "title", "")))

    walk(list(pypdf.PdfReader(io.BytesIO(data)).outline))
    assert flat == titles


def test_heads_and_folios(demo: tuple[bytes, pypdf.PdfReader]) -> None:
    reader = demo[1]
    total = len(reader.pages)
    words = squeezed(reader.pages[4].extract_text())
    assert f"5/{total}" in words
    assert "第2章圏域の現状と将来" in words
    assert f"1/{total}" not in squeezed(reader.pages[0].extract_text())
    assert reader.pages[10].mediabox.width > reader.pages[10].mediabox.height


def test_the_same_paper_gives_the_same_bytes() -> None:
    first, _ = build_bytes(demo_paper())
    second, _ = build_bytes(demo_paper())
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_figures_have_alternative_text_and_tables_a_structure(demo: tuple[bytes, pypdf.PdfReader]) -> None:
    kids = entries(entry(demo[1].root_object, "/StructTreeRoot", "/K"), "/K")
    roles = [str(entry(kid, "/S")) for kid in kids]
    assert "/Table" in roles
    assert "/H1" in roles
    figures = [kid for kid, role in zip(kids, roles, strict=True) if role == "/Figure"]
    assert len(figures) >= 5
    assert all(len(str(entry(figure, "/Alt"))) > 10 for figure in figures)
    rows = entries(kids[roles.index("/Table")], "/K")
    assert {str(entry(row, "/S")) for row in rows} == {"/TR"}
    assert {str(entry(cell, "/S")) for cell in entries(rows[-1], "/K")} == {"/TD"}


def test_missing_characters_are_reported_and_not_drawn_as_boxes() -> None:
    data, built = build_bytes(small(Paragraph("絵文字🙂です")))
    assert built.missing == ("🙂",)
    assert "絵文字〓です" in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_a_reference_to_nothing_is_reported() -> None:
    _, built = build_bytes(small(Paragraph("（[#nowhere]）")))
    assert len(built.warnings) == 1
    assert "nowhere" in built.warnings[0]


def test_warnings_and_progress_speak_the_readers_language() -> None:
    watcher = Watcher()
    _, built = build_bytes(small(Paragraph("See [#nowhere]."), language="en"), progress=watcher)
    assert built.warnings == ("本文が参照している「nowhere」は、この文書にありません。",)
    assert "書き出しています" in watcher.steps[-1][2]


def test_an_english_paper_speaks_english() -> None:
    text = "The nine municipalities share sick-child care across their borders. " * 12
    chapter = Chapter("State of the region", (Heading("Population"), Heading("Outlook", 2), Paragraph(text)))
    data, built = build_bytes(small(Contents(), chapter, language="en"))
    assert built.outline[1].title == "Chapter 1  State of the region"
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert "Contents" in reader.pages[0].extract_text()
    assert str(reader.root_object["/Lang"]) == "en"
    words = reader.pages[1].extract_text().split()
    assert words.count("municipalities") == 12


def test_a_sheet_with_long_texts_is_set_tighter_before_it_overflows() -> None:
    for length, pages in ((1, 1), (3, 1), (40, 2)):
        _, built = build_bytes(small(project_sheet(length)))
        assert built.pages >= pages
        assert (built.pages == 1) == (pages == 1)
        assert bool(built.warnings) == (pages > 1)


def test_an_overflowing_sheet_repeats_its_head() -> None:
    rows = tuple(SheetRow(f"項目{i}", "本文です。" * 60) for i in range(14))
    data, built = build_bytes(small(ProjectSheet("長い個票", rows, code="9-Z-99")))
    assert built.pages >= 2
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        assert "長い個票" in page.extract_text()


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for count in range(30, 45):
        filler = tuple(Paragraph("埋め草") for _ in range(count))
        data, _ = build_bytes(small(*filler, Heading("見出しです", 2), Paragraph("本文が続く。")))
        for page in pypdf.PdfReader(io.BytesIO(data)).pages:
            words = page.extract_text()
            assert ("見出しです" in words) == ("本文が続く。" in words)


class Watcher(Progress):
    """Counts steps, and cancels when told to."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._stop_after = stop_after

    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append((done, total, text))

    def cancelled(self) -> bool:
        return len(self.steps) >= self._stop_after


def test_progress_is_told_and_cancel_is_heard(tmp_path: Path) -> None:
    watcher = Watcher()
    build_bytes(demo_paper(), progress=watcher)
    done, total, text = watcher.steps[-1]
    assert done == total
    assert "書き出しています" in text
    target = tmp_path / "old.pdf"
    target.write_bytes(b"old")
    with pytest.raises(PlanError, match=r"report\.cancelled"):
        build(demo_paper(), target, progress=Watcher(3))
    assert target.read_bytes() == b"old"


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "vision.pdf"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PlanError) as caught:
        build(small(Paragraph("本文")), target)
    assert caught.value.code == "report.write_failed"
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["vision.pdf"]
    assert "vision.pdf" in describe(caught.value).text


def test_a_paper_can_go_into_an_open_file() -> None:
    target = io.BytesIO()
    built = build(small(Paragraph("本文")), target)
    assert target.getvalue().startswith(b"%PDF-1.7")
    assert built.pages == 1
    assert built.seconds > 0


def test_an_empty_paper_has_one_empty_page() -> None:
    data, built = build_bytes(small())
    assert built.pages == 1
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1


def test_the_yardstick_prints_the_same_words_both_ways() -> None:
    sections = yardstick.content()[:2]
    texts = []
    for data in (yardstick.kit_bytes(sections), yardstick.stock_bytes(sections)):
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        texts.append(squeezed("".join(page.extract_text() for page in pages)))
    for section in sections:
        for text in texts:
            assert squeezed(section.title) in text
            assert all(f"この段落は{n}番である" in text for n in (1, 12, 23))
            assert section.tables[0][-1][-1] in text
