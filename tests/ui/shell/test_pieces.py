"""States, side arrangement, page head, matching: small pieces with their own promises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.text import fold
from bingo_planner.ui.actions import Action, plain
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.matching import matching_actions, spans
from bingo_planner.ui.pagehead import PageHead
from bingo_planner.ui.palettelist import pieces
from bingo_planner.ui.shellmodel import Hit
from bingo_planner.ui.states import State, StateWidget


@pytest.fixture
def content(qtbot: QtBot) -> Iterator[StateWidget]:
    made = StateWidget(QLabel("rows"))
    made.resize(400, 300)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def shown(widget: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [part for part in widget.findChildren(kind) if part.isVisible()]


def test_loading_shows_bars_only_after_a_moment(content: StateWidget, qtbot: QtBot) -> None:
    content.show_loading()
    assert content.state() is State.LOADING
    assert content._content.isVisible(), "the old rows stay for 0.3 s"
    qtbot.waitUntil(lambda: not content._content.isVisible(), timeout=2000)
    content.show_content()
    assert content._content.isVisible()


def test_fast_answers_never_flicker(content: StateWidget, qtbot: QtBot) -> None:
    content.show_loading()
    content.show_content()
    qtbot.wait(400)
    assert content._content.isVisible()


def test_empty_offers_the_work(content: StateWidget) -> None:
    done: list[str] = []
    content.show_empty(
        "8月の会議はまだありません", ("copy", "前回の次第から作る", lambda: done.append("made"))
    )
    buttons = [part for part in shown(content, QPushButton) if isinstance(part, QPushButton)]
    assert [part.text() for part in buttons] == ["前回の次第から作る"]
    buttons[0].click()
    assert done == ["made"]


def test_a_problem_says_what_and_lets_copy(content: StateWidget) -> None:
    tried: list[str] = []
    content.show_problem(PlanError("os.disk_full"), lambda: tried.append("again"))
    again, copy = (part for part in shown(content, QPushButton) if isinstance(part, QPushButton))
    again.click()
    copy.click()
    assert tried == ["again"]
    assert "os.disk_full" in QApplication.clipboard().text()


@pytest.mark.parametrize(("pixels", "main_width"), [(1366, 1366 - 338), (1100, 1100), (683, 0)])
def test_the_side_stands_floats_or_takes_the_place(qtbot: QtBot, pixels: int, main_width: int) -> None:
    main, side = QLineEdit(), QLineEdit()
    both = Beside(main, side)
    both.resize(pixels, 500)
    both.show()
    qtbot.waitExposed(both)
    both.open_side()
    QApplication.processEvents()
    assert (main.width() if main.isVisible() else 0) == main_width
    assert both.panel.isVisible()
    assert both.panel.geometry().right() == pixels - 1
    assert both.panel.back.isVisible() == (pixels == 683)
    side.setFocus()
    QTest.keyClick(side, Qt.Key.Key_Escape)
    assert not both.is_open()
    assert main.isVisible()
    both.close()
    both.deleteLater()


def test_the_head_keeps_the_primary_action_when_narrow(qtbot: QtBot) -> None:
    done: list[str] = []
    head = PageHead("派遣職員", "4人・担当者 12人")
    head.set_actions(
        [
            Action("a.add", "追加", lambda: done.append("add"), "Ctrl+N", primary=True),
            Action("a.print", "印刷", lambda: done.append("print"), enabled=lambda: False),
        ]
    )
    head.resize(1366, 50)
    head.show()
    qtbot.waitExposed(head)
    assert [made.isVisible() for _action, made in head._buttons] == [True, True]
    assert [action.id for action, _made in head._buttons] == ["a.print", "a.add"], "the primary one is last"
    assert not head._buttons[0][1].isEnabled()
    head.resize(800, 50)
    QApplication.processEvents()
    assert [made.isVisible() for _action, made in head._buttons] == [False, True]
    head._buttons[1][1].click()
    assert done == ["add"]
    head.close()
    head.deleteLater()


def test_words_lose_their_mnemonics() -> None:
    assert [plain(text) for text in ("ファイル(&F)", "&Save as…", "R&D")] == ["ファイル", "Save as", "RD"]


@pytest.mark.parametrize(
    ("title", "query", "found"),
    [
        ("病児・病後児保育", "病児", ((0, 2),)),
        ("髙橋 太郎", "高橋", ((0, 2),)),
        ("カナと①", "ｶﾅ", ((0, 2),)),
        ("第①回", "1", ((1, 1),)),
        ("ガス", "ｶﾞｽ", ((0, 2),)),
        ("概況", "事業", ()),
    ],
)
def test_spans_are_blind_to_spelling(title: str, query: str, found: tuple[tuple[int, int], ...]) -> None:
    assert spans(title, query) == found


@given(
    st.text(alphabet="あアｱ高髙aＡ1① ", max_size=12),
    st.text(alphabet="あア高髙aＡ1①", min_size=1, max_size=3),
)
def test_spans_hold_what_was_asked_for(title: str, query: str) -> None:
    for start, length in spans(title, query):
        assert fold(title[start : start + length]).startswith(fold(query))
    hit = Hit("record", "k", "1", title, matches=spans(title, query))
    assert "".join(text for text, _found in pieces(hit)) == title


def test_actions_that_cannot_run_are_not_offered() -> None:
    actions = [
        Action("a", "職員を追加", lambda: None),
        Action("b", "追加する", lambda: None),
        Action("c", "追加", lambda: None, enabled=lambda: False),
        Action("d", "印刷", lambda: None, reading="ついか"),
    ]
    assert [hit.id for hit in matching_actions(actions, "追加")] == ["b", "a"]
    assert [hit.id for hit in matching_actions(actions, "ツイカ")] == ["d"]
    assert [hit.id for hit in matching_actions(actions, "追加 職員")] == ["a"]
