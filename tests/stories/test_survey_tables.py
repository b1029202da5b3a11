"""From answers to tables by keyboard: a question by town, age and sex nested, what the figures say, the paper."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox, QListWidget

from bingo_planner.features.surveys.crosstab.cross_view import CrossTab
from bingo_planner.features.surveys.crosstab.state import CrossState
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.service_read import read_surveys
from tests.stories.hands import Planner


def _page(planner: Planner) -> SurveysPage:
    page = planner.program.shell.current_page()
    assert isinstance(page, SurveysPage)
    return page


def _to_tab(planner: Planner, key: str) -> None:
    page = _page(planner)
    for _ in range(page.tabs.count()):
        if page.tabs.key() == key:
            return
        planner.press("Ctrl+Tab")
    raise AssertionError(f"there is no tab {key}")


def _state(planner: Planner) -> CrossState:
    tab = _page(planner).tab("tables")
    assert isinstance(tab, CrossTab)
    return tab.presenter.state


def test_a_question_by_town_age_and_sex(planner: Planner, tmp_path: Path) -> None:
    planner.go("surveys")
    planner.wait_for(lambda: isinstance(planner.program.shell.current_page(), SurveysPage), "the page")
    _to_tab(planner, "tables")
    planner.wait_for(lambda: _state(planner).printed is not None, "a table")

    planner.press("Ctrl+F")
    planner.type("公共交通")
    planner.wait_for(lambda: len(_state(planner).questions) == 4, "the questions that hold the word")
    planner.press("Down", "Down")
    planner.wait_for(lambda: _state(planner).question == "q5_5", "the question")

    planner.press("Ctrl+Shift+X")
    planner.press("Down", "Space")  # 年代 out: it comes back within 性別
    planner.tab_to("外側の属性")
    _pick(planner, "年代")
    planner.press("Tab")
    _pick(planner, "性別")
    planner.press("Tab", "Space")
    assert _state(planner).axes_words == "居住地・年代 × 性別"
    planner.tab_to_button("調査の既定にする")
    planner.press("Space")
    planner.press("Escape")
    assert next(one for one in read_surveys(planner.store) if one.survey.axes).survey.axes == "q1|q2*f1"

    planner.round_to("クロス表")
    planner.press("Ctrl+Home", "Down")
    told = planner.program.shell.status.selection.words()
    assert told.startswith("福山市 ｜")
    planner.press("Ctrl+Shift+C")
    title, head, *lines = planner.clipboard().split("\r\n")
    assert title == "問5-5 公共交通（生活の満足度）"
    assert head.split("\t")[:2] == ["区分", "n"]
    rows = {line.split("\t")[0]: line.split("\t") for line in lines if "\t" in line}
    towns = list(rows)[1:11]
    assert towns[0] == "福山市"
    assert towns[-1] == "不明"
    assert sum(int(rows[one][1]) for one in towns) == int(rows["圏域計"][1].replace(",", "")) == 3402
    assert "65歳以上 × 女性" in rows
    assert any("n<30" in line for line in lines)
    assert any("標本誤差（95 %" in line for line in lines)

    _to_tab(planner, "report")
    planner.tab_to_button("すべて外す")
    planner.press("Space")
    planner.tab_to("設問")
    _tick(planner, "公共交通（生活の満足度）")
    target = tmp_path / "報告書.pdf"
    planner.answer_file(target)
    planner.press("Ctrl+Shift+S")
    planner.wait_for(target.exists, "the paper", 120)
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(target).pages)
    for word in ("公共交通", "年代×性別", "65歳以上×女性"):
        assert word in text


def _tick(planner: Planner, words: str) -> None:
    found = planner.focus()
    assert isinstance(found, QListWidget)
    planner.press("Home")
    for _ in range(found.count()):
        item = found.currentItem()
        if item is not None and words in item.text():
            planner.press("Space")
            return
        planner.press("Down")
    raise AssertionError(f"{words} is not among the questions")


def _pick(planner: Planner, words: str) -> None:
    box = planner.focus()
    assert isinstance(box, QComboBox)
    for _ in range(box.count()):
        if box.currentText() == words:
            return
        planner.press("Down" if box.findText(words) > box.currentIndex() else "Up")
    raise AssertionError(f"{words} is not offered")
