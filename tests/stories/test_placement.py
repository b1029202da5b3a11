"""A child is placed in another city: application, consultation and answer on paper, contract, and the month's count."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox

from bingo_planner.features.usage.placement_page import PlacementPage
from tests.stories.hands import Planner

NURSERY = "おのみち例示こども園"


def _choose(planner: Planner, label: str, wanted: str) -> None:
    planner.tab_to(label)
    box = planner.focus()
    assert isinstance(box, QComboBox)
    for _ in range(box.count()):
        if box.currentText() == wanted:
            return
        planner.press("Down")
    raise AssertionError(f"{wanted} is not offered for {label}")


def _write(planner: Planner, label: str, text: str) -> None:
    planner.tab_to(label)
    planner.press("Ctrl+A")
    planner.type(text)
    planner.press("Tab")


def _next_step(planner: Planner) -> None:
    """The first step offered is the usual one."""
    planner.press("Ctrl+Return", "Return")


def _print(planner: Planner, keys: str, target: Path) -> str:
    planner.press(keys)
    planner.wait_for(lambda: planner.dialog() is not None, "the paper")
    planner.tab_to_button("名前を付けて保存")
    planner.answer_file(target)
    planner.press("Space")
    planner.press("Escape")
    assert planner.dialog() is None
    return "".join("".join(page.extract_text().split()) for page in PdfReader(target).pages)


def _page(planner: Planner) -> PlacementPage:
    page = planner.program.shell.current_page()
    assert isinstance(page, PlacementPage)
    return page


def _counted(planner: Planner) -> list[list[str]]:
    """The lines of the count as they stand on the screen."""
    model = _page(planner).counts.rows_model
    return [
        [model.text_at(row, column) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_from_the_application_to_the_count(planner: Planner, tmp_path: Path) -> None:
    planner.search("広域入所")
    planner.pick("広域入所")
    planner.press("Ctrl+N")
    _choose(planner, "施設", NURSERY)
    _choose(planner, "年齢区分", "3歳")
    _choose(planner, "理由", "通勤の途中")
    _write(planner, "希望期間", "R6.8.1～R7.3.31")

    _next_step(planner)
    _next_step(planner)
    _write(planner, "協議の文書番号", "福保第500号")
    asked = _print(planner, "Ctrl+P", tmp_path / "協議書.pdf")
    for word in ("様式1", "福保第500号", "尾道市長様", "福山市長", "福-0002", "3歳", NURSERY, "以上"):
        assert word in asked

    _next_step(planner)
    _write(planner, "回答の文書番号", "尾保第77号")
    answer = _print(planner, "Ctrl+Shift+P", tmp_path / "回答書.pdf")
    for word in (
        "様式2",
        "尾保第77号",
        "福山市長様",
        "福保第500号",
        "承諾する",
        "令和7年3月31日",
        "要（私立）",
    ):
        assert word in answer

    _next_step(planner)
    assert _page(planner).form.steps.state.text() == "契約済み"
    _next_step(planner)
    assert _page(planner).form.steps.state.text() == "利用中"

    planner.press("Escape")
    planner.tab_to("表示")
    planner.press("Right", "Right")
    lines = _counted(planner)
    at = next(place for place, line in enumerate(lines) if line[0].startswith(NURSERY))
    august = 3 + 4
    assert lines[at + 1][2] == "個票（3歳）"
    assert lines[at + 1][august] == "1"
    assert lines[at + 1][august - 1] == "0"

    planner.restart()
    planner.search("福保第500号")
    assert any("福-0002" in line for line in planner.found())
