"""Cards, tags, ratings, the filter bar and segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bingo_planner.ui import theme
from bingo_planner.ui.cards import Card, KpiCard, KpiCardData, segment_widths
from bingo_planner.ui.cards_share import Share, ShareBars
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.rating import RatingLabel, paint_rating, rating_width, rating_words
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.tags import Tag, TagLabel, paint_tags, tag_width
from tests.ui.kit.samples import collect

KPI = KpiCardData(
    "経済成長",
    "75.0",
    "%",
    "A・B の割合",
    "指標 13",
    "△4.8 ポイント",
    True,
    [("A", 5), ("B", 4), ("C", 2), ("D", 1), ("未", 1)],
    foot="前年度 66.7 %",
    link="C・D 3件を見る",
)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=5), st.integers(260, 900))
def test_segments_fill_the_bar_exactly(counts: list[int], width: int) -> None:
    widths = segment_widths(counts, width, [24] * len(counts), 2)
    assert sum(widths) + 2 * (len(counts) - 1) == width
    assert min(widths) >= 24


def test_kpi_card_speaks_and_its_link_opens(qtbot: QtBot) -> None:
    card = KpiCard(KPI)
    qtbot.addWidget(card)
    card.show()
    told: list[object] = []
    card.opened.connect(lambda: told.append("opened"))
    assert card.accessibleDescription() == (
        "経済成長、指標 13、75.0%、A・B の割合、△4.8 ポイント、A 5 B 4 C 2 D 1 未 1、前年度 66.7 %"
    )
    card._link.click()
    assert told == ["opened"]
    card.set_data(KpiCardData("事業費", "412,860", share=0.389, marker=0.333))
    assert card._link.isHidden()


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_kpi_card_paints_in_every_look(
    qapp: QApplication, qtbot: QtBot, name: theme.Name, scale: float
) -> None:
    theme.apply(qapp, theme.Theme(name, scale))
    card = KpiCard(KPI)
    qtbot.addWidget(card)
    card.resize(card.sizeHint())
    card.show()
    image = card.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 3)
    }
    for token in ("ok", "okBg", "warnBg", "errBg", "page"):
        assert theme.current().color(token).name() in colours


def test_card_holds_a_title_and_a_widget(qtbot: QtBot) -> None:
    card = Card("予算", note="千円")
    qtbot.addWidget(card)
    card.set_content(QLabel("中身"))
    card.add_tag(TagLabel(Tag("遅れ 1", "warn")))
    card.set_note("円")
    card.show()
    assert card.note.text() == "円"
    assert card.accessibleName() == "予算"


@pytest.mark.parametrize("letter", ["A", "B", "C", "D", "－", "未"])
def test_each_rating_has_its_own_shape_and_words(qapp: QApplication, letter: str) -> None:
    pictures = {}
    for one in ("A", "B", "C", "D", "－", "未"):
        image = QImage(60, 30, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        painter = QPainter(image)
        paint_rating(painter, QRect(0, 0, 60, 30), one)
        painter.end()
        # Grey pictures must differ too: never colour alone.
        pictures[one] = bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits())
    assert sum(picture == pictures[letter] for picture in pictures.values()) == 1
    assert rating_words(letter) != letter
    assert rating_width() > rating_width(meter=False)


def test_labels_take_the_room_they_need(qtbot: QtBot) -> None:
    tag, rating = TagLabel(Tag("あと35日", "warn", "calendar-clock")), RatingLabel("B")
    for widget in (tag, rating):
        qtbot.addWidget(widget)
    assert tag.sizeHint().width() == tag_width(Tag("あと35日", "warn", "calendar-clock"))
    assert tag.accessibleName() == "あと35日"
    tag.set_tag(None)
    assert tag.isHidden()
    rating.set_letter("D")
    assert rating.accessibleName() == "D：大きく遅れている"


def test_shares_are_one_list_of_words(qtbot: QtBot) -> None:
    bars = ShareBars("業務の割合")
    qtbot.addWidget(bars)
    bars.set_shares([Share("病児保育", 0.5, "50%"), Share("#7119", 0.3, "30%")])
    assert bars.accessibleDescription() == "病児保育 50%、#7119 30%"
    assert not bars.grab().isNull()
    bars.set_shares([])
    assert bars.isHidden()


def test_tags_that_do_not_fit_are_left_out(qapp: QApplication) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    paint_tags(painter, QRect(0, 0, 40, 30), [Tag("長い札の文字", "err"), Tag("次", "ok")])
    painter.end()
    assert image.pixelColor(39, 2).name() == "#ffffff"


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar("氏名で絞り込む")
    qtbot.addWidget(made)
    made.add_picker("body", "派遣元", [Option("", "すべて"), Option("m", "三原市")])
    made.add_picker("state", "状態", [Option("", "在任中"), Option("x", "退任")])
    made.add_views(Segmented([Segment("a", "名簿", "users"), Segment("b", "負荷")], "表示"))
    made.add_tool("printer", "印刷", lambda: None, "Ctrl+P")
    made.resize(900, 44)
    made.show()
    return made


def test_filter_tells_soon_after_typing(bar: FilterBar, qtbot: QtBot) -> None:
    told: list[object] = []
    bar.filtered.connect(collect(told))
    bar.focus_filter()
    QTest.keyClicks(bar.field, "abc")
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=1000)
    assert told == ["abc"]
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=1000)
    assert told[-1] == ""


def test_pickers_tell_and_show_the_value(bar: FilterBar) -> None:
    told: list[object] = []
    bar.picked.connect(collect(told))
    picker = bar.picker("body")
    menu = picker.menu()
    menu.actions()[1].trigger()
    menu.actions()[1].trigger()
    assert told == [("body", "m")]
    assert picker.accessibleName() == "派遣元 三原市"
    picker.set_options([Option("", "すべて")])
    assert picker.value == ""


def test_narrow_bars_keep_the_most_used_pickers(bar: FilterBar) -> None:
    assert not bar.picker("state").isHidden()
    bar.resize(640, 44)
    QApplication.processEvents()
    assert bar.picker("state").isHidden()
    assert not bar.picker("body").isHidden()
    bar.resize(480, 44)
    QApplication.processEvents()
    assert bar.picker("body").isHidden()
    bar.resize(900, 44)
    QApplication.processEvents()
    assert not bar.picker("state").isHidden()
