"""In autumn a planner shares the cost of the emergency line, tries what if, prints nine notices, settles later (J6)."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox, QLineEdit

from bingo_planner.features.costshare.page import SharesPage
from bingo_planner.features.costshare.service import read_shares
from bingo_planner.features.costshare.service_read import sheet_in_force
from tests.stories.hands import Planner

NAME = "救急相談 追加負担金"
AMOUNTS = [
    *(4_124_000, 1_077_000, 1_410_000, 642_000, 530_000),
    *(457_000, 401_000, 711_000, 648_000),
]
"""10,000,000 yen, 30 % equal and 70 % by the census of 2020, cut to thousands, the rest to Fukuyama."""


def _page(planner: Planner) -> SharesPage:
    page = planner.program.shell.current_page()
    assert isinstance(page, SharesPage)
    return page


def _field(planner: Planner) -> QLineEdit:
    field = planner.focus()
    assert isinstance(field, QLineEdit)
    return field


def _amounts(planner: Planner, key: str = "amount") -> list[str]:
    """A column of the sheet as the window shows it."""
    model = _page(planner).item_view.sheet.table.rows_model
    at = next(number for number, column in enumerate(model.columns) if column.key == key)
    return [model.text_at(row, at) for row in range(model.rowCount() - 1)]


def _new_item(planner: Planner) -> None:
    """Pick the project, and give its new item name, total and what comes off first."""
    planner.go("costshare")
    planner.press("Ctrl+F")
    planner.type("7119")
    planner.press("Down", "Down", "Ctrl+N")
    assert "名称" in planner.focus().accessibleName()
    planner.press("Ctrl+A")
    planner.write("きゅうきゅうそうだん", NAME)
    planner.press("Return")
    planner.tab_to("総事業費")
    planner.press("Ctrl+A")
    planner.type("１２，３４６千円")
    planner.press("Return")
    assert _field(planner).text() == "12,346,000"
    planner.press("Ctrl+Shift+M")
    planner.press("Ctrl+A")
    planner.type("2346000")
    planner.press("Return")


def _rule(planner: Planner) -> None:
    """Equal 30 and population 70 stand there; a slip is told, and the sheet waits."""
    planner.tab_to("割合：均等割")
    assert _field(planner).text() == "30"
    planner.press("Ctrl+A")
    planner.type("３５")
    planner.press("Return")
    assert "1になりません" in _page(planner).item_view.sheet.problem.words()
    planner.press("Ctrl+Z")
    assert _field(planner).text() == "30"
    planner.tab_to("端数の単位")
    planner.press("Ctrl+A")
    planner.type("1000")
    planner.press("Return")


def _base(planner: Planner) -> None:
    """The census comes out of the region with its source and day; it was there and is not doubled."""
    count = len(_page(planner).presenter.state.bases)
    planner.round_to("ページの区分")
    planner.press("Right", "Right")
    planner.tab_to_button("基礎数値に取り込む")
    planner.press("Space")
    assert any("国勢調査 2020年" in text for text in planner.messages())
    assert len(_page(planner).item_view.bases.grid.cells.columns) == count
    planner.round_to("ページの区分")
    planner.press("Left", "Left")


def _what_if(planner: Planner) -> None:
    """Takehara leaves: what each of the others would pay more; nothing of it is recorded."""
    before = planner.store.undo_state().undo_label
    planner.round_to("ページの区分")
    planner.press("Right")
    planner.press("F4")
    planner.tab_to("抜ける市町")
    choice = planner.focus()
    assert isinstance(choice, QComboBox)
    while choice.currentText() != "竹原市":
        planner.press("Down")
    planner.tab_to_button("試算を追加")
    planner.press("Space")
    model = _page(planner).item_view.tries.table.rows_model
    assert model.text_at(4, 2) == "－"
    assert model.text_at(4, 4) == "△100.0"
    assert planner.store.undo_state().undo_label == before
    planner.round_to("ページの区分")
    planner.press("Left")


def _print_notices(planner: Planner, target: Path) -> None:
    planner.press("Ctrl+Shift+P")
    planner.wait_for(lambda: planner.dialog() is not None, "the notices")
    planner.tab_to_button("名前を付けて保存")
    planner.answer_file(target)
    planner.press("Space")
    planner.press("Escape")
    assert planner.dialog() is None


def _next_stage(planner: Planner, total: str) -> None:
    planner.press("Ctrl+Shift+D")
    assert "総事業費" in planner.focus().accessibleName()
    planner.press("Ctrl+A")
    planner.type(total)
    planner.press("Return")


def test_cost_share_from_rule_to_settlement(planner: Planner, tmp_path: Path) -> None:
    _new_item(planner)
    _rule(planner)
    assert _amounts(planner) == [f"{amount:,}" for amount in AMOUNTS]
    assert _amounts(planner, "rest")[0] == "+5,000"
    _base(planner)
    _what_if(planner)

    planner.press("Ctrl+Return")
    planner.wait_for(lambda: planner.dialog() is not None, "the question")
    planner.tab_to_button("確定")
    planner.press("Return")
    assert any(f"「{NAME}」を確定しました" in text for text in planner.messages())

    pdf = tmp_path / "通知.pdf"
    _print_notices(planner, pdf)
    pages = ["".join(page.extract_text().split()) for page in PdfReader(pdf).pages]
    assert len(pages) == 9
    for text, amount in zip(pages, AMOUNTS, strict=True):
        assert f"{amount:,}円" in text

    _next_stage(planner, "12,646,000")
    differences = _amounts(planner, "against_change")
    assert all(text.startswith("+") for text in differences)
    _next_stage(planner, "12,000,000")
    planner.restart()

    items = [one for one in read_shares(planner.store, 2024).items if one.item.name == NAME]
    by_stage = {one.item.stage: one for one in items}
    assert list(by_stage) == ["budget", "supplementary", "settled"]
    assert list(sheet_in_force(by_stage["budget"]).amounts.values()) == AMOUNTS
    settled = by_stage["settled"]
    assert settled.settles is not None
    assert sum(sheet_in_force(settled).amounts.values()) == 9_654_000
    planner.search("救急相談 追加")
    assert NAME in " ".join(planner.found())
