"""In spring a planner adds the next secondee on a seat and prints the handover pack."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.stories.hands import Planner

DUTY, MATTER = "病児保育の広域調整", "利用料の差を埋める案"


def _line(planner: Planner) -> str:
    field = planner.focus()
    assert isinstance(field, QLineEdit)
    return field.text()


def _add_after_the_last_one(planner: Planner) -> None:
    """Ctrl+N opens the seats; the fourth is 笠岡市枠, and what its last term said is filled in."""
    planner.go("staff")
    planner.press("Ctrl+N")
    planner.press("Down", times=3)
    planner.press("Return")
    assert "氏名" in planner.focus().accessibleName()


def _fill_in(planner: Planner) -> None:
    planner.press("Ctrl+A")
    planner.write("みほんさぶろう", "見本 三郎")
    assert _line(planner) == "見本 三郎", "the Enter of the input method confirmed the name and no more"
    planner.press("Tab")
    assert _line(planner) == "みほんさぶろう", "the reading comes from typing"
    planner.press("End")
    planner.press("Left", times=4)
    planner.write("　", "　")
    assert _line(planner) == "みほん　さぶろう", "and can be put right"
    planner.press("Tab")
    home = planner.focus()
    assert isinstance(home, QComboBox)
    assert home.currentText() == "笠岡市"
    planner.press("Down")
    assert home.currentText() == "井原市"


def _date_it(planner: Planner) -> None:
    """Three spellings of a day, one way of showing it."""
    planner.tab_to("期間")
    planner.press("Ctrl+A")
    planner.type("R9.4.1～20290331")
    planner.press("Tab", "Shift+Tab")
    assert _line(planner) == "R9.4.1 〜 R11.3.31"
    planner.tab_to("協定日")
    planner.type("２０２７/３/19")
    planner.press("Tab", "Shift+Tab")
    assert _line(planner) == "R9.3.19"


def _hand_over(planner: Planner) -> None:
    planner.tab_to_button("業務を追加")
    planner.press("Space", "Ctrl+A")
    planner.write("びょうじほいく", DUTY)
    planner.press("Tab")
    planner.type("６０")
    planner.tab_to_button("事項を追加")
    planner.press("Space", "Ctrl+A")
    planner.write("りようりょう", MATTER)
    planner.tab_to("期限")
    planner.type("令和9年5月20日")
    planner.press("Tab", "Shift+Tab")
    assert _line(planner) == "R9.5.20"


def _print(planner: Planner, target: Path) -> None:
    planner.press("Ctrl+Shift+H")
    planner.wait_for(lambda: planner.dialog() is not None, "the pages of the pack")
    planner.tab_to_button("名前を付けて保存")
    planner.answer_file(target)
    planner.press("Space")
    planner.press("Escape")
    assert planner.dialog() is None


def test_add_a_secondee_and_print_the_pack(planner: Planner, tmp_path: Path) -> None:
    _add_after_the_last_one(planner)
    _fill_in(planner)
    _date_it(planner)
    _hand_over(planner)
    pdf = tmp_path / "引継書.pdf"
    _print(planner, pdf)

    pages = PdfReader(pdf).pages
    assert 1 <= len(pages) <= 10
    words = "".join("".join(page.extract_text().split()) for page in pages)
    assert "見本三郎" in words
    assert "井原市" in words
    assert DUTY in words
    assert "60" in words
    assert MATTER in words
    assert "R9.5.20" in words

    planner.press("Escape")
    assert planner.program.shell.current_page() is not None
    planner.restart()
    planner.search("みほんさ")
    assert "見本 三郎" in planner.found()
