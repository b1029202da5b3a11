"""The form: every field by keyboard and input method, problems beneath it, nothing typed lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.i18n import set_language
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.ui import theme
from bingo_planner.ui.fields import LineField, TextField
from bingo_planner.ui.fields_calendar import CalendarPopup, shift_month, weeks_of
from bingo_planner.ui.fields_choice import BodiesField, ComboField
from bingo_planner.ui.fields_date import DateField, parse_span
from bingo_planner.ui.fields_kana import Reading
from bingo_planner.ui.form import FormContext, FormField, FormSection, Option, SideForm, mnemonic_label
from bingo_planner.ui.tags import Tag
from tests.ui.kit.samples import FUKUYAMA, MIHARA, D, collect, compose

BODIES = (Option("34207", "福山市", FUKUYAMA), Option("34204", "三原市", MIHARA))
SECTIONS = (
    FormSection(
        [
            FormField("name", "氏名", mnemonic="N", required=True),
            FormField("kana", "ふりがな", "kana", "K", kana_of="name"),
            FormField("body", "派遣元", "body", "M", choices=BODIES, required=True),
            FormField("members", "構成市町", "bodies", choices=BODIES),
            FormField("start", "開始", "date", "D", hint="辞令の日"),
            FormField("term", "期間", "span", "P"),
            FormField("year", "年度", "fiscal_year", "Y"),
            FormField("next", "後任", "person", choices=[Option("p1", "見本 次郎")]),
        ]
    ),
    FormSection(
        [
            FormField("cost", "事業費", "yen", unit="千円"),
            FormField("count", "人数", "integer", marks=True, unit="人"),
            FormField("rate", "割合", "number"),
            FormField("main", "主担当", "bool", placeholder="主担当にする"),
            FormField("memo", "メモ", "multiline", rows=2),
            FormField("post", "職名", "display"),
        ],
        "身分と給与",
        "合計 100%",
    ),
)
VALUES: dict[str, object] = {
    "name": "見本 太郎",
    "kana": "みほん たろう",
    "body": "34204",
    "members": frozenset({"34207"}),
    "start": D(2024, 4, 1),
    "term": (D(2022, 10, 1), D(2024, 9, 30)),
    "year": FiscalYear(2024),
    "next": "未定",
    "cost": 37_950_000,
    "count": 12,
    "rate": Decimal("12.5"),
    "main": True,
    "memo": "一行目",
    "post": "主事",
}


@pytest.fixture
def form(qtbot: QtBot) -> SideForm:
    made = SideForm(SECTIONS, "派遣職員", context=FormContext(today=lambda: D(2024, 8, 26)))
    qtbot.addWidget(made)
    made.set_head("見本 太郎", mark=MIHARA, tag=Tag("あと35日", "warn"))
    made.set_values(VALUES, fresh=True)
    made.resize(340, 700)
    made.show()
    return made


def line(form: SideForm, key: str) -> LineField:
    """A field of one line."""
    field = form.form.field(key)
    assert isinstance(field, LineField)
    return field


def retype(form: SideForm, key: str, text: str, finish: bool = True) -> None:
    """Replace what stands in a line, as a user does."""
    field = line(form, key)
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    if text.isascii():
        QTest.keyClicks(field.line, text)
    else:
        compose(field.line, [], text)
    if finish:
        QTest.keyClick(field.line, Qt.Key.Key_Return)


def test_values_are_shown_in_the_office_way(form: SideForm) -> None:
    shown = {
        key: line(form, key).line.text() for key in ("start", "term", "year", "cost", "count", "rate", "post")
    }
    assert shown == {
        "start": "R6.4.1",
        "term": "R4.10.1 〜 R6.9.30",
        "year": "令和6年度",
        "cost": "37,950",
        "count": "12",
        "rate": "12.5",
        "post": "主事",
    }
    assert form.values() == VALUES


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("start", "令和7年4月1日", D(2025, 4, 1)),
        ("start", "20250401", D(2025, 4, 1)),
        ("start", "２０２５/４/１", D(2025, 4, 1)),
        ("start", "", None),
        ("term", "R6.4.1〜R9.3.31", (D(2024, 4, 1), D(2027, 3, 31))),
        ("term", "令和6年4月1日から", (D(2024, 4, 1), None)),
        ("year", "R7", FiscalYear(2025)),
        ("cost", "△１，２００千円", -1_200_000),
        ("cost", "1.5億円", 150_000_000),
        ("count", "未集計", NumberMark.PENDING),
        ("count", "15人", 15),
        ("rate", "0.25", Decimal("0.25")),
        ("name", "  別名  ", "別名"),
    ],
)
def test_every_spelling_is_read_and_told_once(form: SideForm, key: str, text: str, value: object) -> None:
    told: list[object] = []
    form.committed.connect(collect(told))
    retype(form, key, text)
    assert told == [(key, value)]
    assert form.values()[key] == value
    QTest.keyClick(line(form, key).line, Qt.Key.Key_Return)
    assert len(told) == 1


def test_a_refused_value_stays_with_its_reason(form: SideForm) -> None:
    told: list[object] = []
    refused: list[object] = []
    form.committed.connect(collect(told))
    form.refused.connect(collect(refused))
    retype(form, "start", "R6.13.1")
    assert told == []
    assert line(form, "start").line.text() == "R6.13.1"
    assert "1〜12" in form.form.problem("start")
    assert refused == [("start", form.form.problem("start"))]
    form.set_values(VALUES)
    assert line(form, "start").line.text() == "R6.13.1"
    QTest.keyClick(line(form, "start").line, Qt.Key.Key_Return)
    assert len(refused) == 1
    retype(form, "start", "R6.12.1")
    assert form.form.problem("start") == ""
    assert told == [("start", D(2024, 12, 1))]


def test_escape_restores_then_closes(form: SideForm) -> None:
    closed: list[object] = []
    form.closed.connect(collect(closed))
    retype(form, "rate", "x", finish=False)
    QTest.keyClick(line(form, "rate").line, Qt.Key.Key_Escape)
    assert line(form, "rate").line.text() == "12.5"
    assert closed == []
    QTest.keyClick(line(form, "rate").line, Qt.Key.Key_Escape)
    assert len(closed) == 1


def test_reading_fills_from_the_composition(form: SideForm) -> None:
    told: list[object] = []
    form.committed.connect(collect(told))
    form.set_values({**VALUES, "name": "", "kana": ""}, fresh=True)
    name, kana = line(form, "name").line, line(form, "kana").line
    compose(name, ["たk", "たか", "たかはし", "高橋"], "髙橋")
    QTest.keyClick(name, Qt.Key.Key_Space)
    compose(name, ["はじm", "はじめ", "一"], "一")
    assert name.text() == "髙橋 一"
    assert kana.text() == "たかはし はじめ"
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert told == [("name", "髙橋 一"), ("kana", "たかはし はじめ")]


def test_a_corrected_reading_is_left_alone(form: SideForm) -> None:
    form.set_values({**VALUES, "name": "", "kana": ""}, fresh=True)
    compose(line(form, "name").line, ["こうの", "河野"], "河野")
    retype(form, "kana", "かわの")
    compose(line(form, "name").line, ["いち", "一"], "一")
    assert line(form, "kana").line.text() == "かわの"


def test_reading_takes_kana_as_it_is_and_leaves_latin() -> None:
    reading = Reading()
    reading.compose("ミハラ")
    reading.commit("ミハラ")
    reading.compose("abc")
    reading.commit("ABC")
    assert reading.text == "みはら"


def test_figures_and_dates_switch_the_input_method_off(form: SideForm) -> None:
    attribute = Qt.WidgetAttribute.WA_InputMethodEnabled
    for key in ("start", "term", "year", "cost", "count"):
        assert not line(form, key).line.testAttribute(attribute)
    for key in ("name", "kana"):
        assert line(form, key).line.testAttribute(attribute)


def test_choices_tell_keys_and_persons_may_be_typed(form: SideForm) -> None:
    told: list[object] = []
    form.committed.connect(collect(told))
    body, person = form.form.field("body"), form.form.field("next")
    assert isinstance(body, ComboField)
    assert isinstance(person, ComboField)
    body.combo.setFocus()
    QTest.keyClick(body.combo, Qt.Key.Key_Up)
    assert told == [("body", "34207")]
    edit = person.combo.lineEdit()
    assert edit is not None
    edit.selectAll()
    compose(edit, [], "見本　次郎")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert told[-1] == ("next", "p1")
    assert edit.text() == "見本 次郎"


def test_bodies_switch_by_keyboard_and_mouse(form: SideForm) -> None:
    told: list[object] = []
    form.committed.connect(collect(told))
    field = form.form.field("members")
    assert isinstance(field, BodiesField)
    QTest.keyClick(field.marks, Qt.Key.Key_Right)
    QTest.keyClick(field.marks, Qt.Key.Key_Space)
    assert told == [("members", frozenset({"34207", "34204"}))]
    QTest.mouseClick(field.marks, Qt.MouseButton.LeftButton, pos=field.marks.rect_of(0).center())
    assert told[-1] == ("members", frozenset({"34204"}))
    assert field.marks.accessibleDescription() == "三原市"


def test_long_text_commits_when_left_and_by_ctrl_enter(form: SideForm) -> None:
    told: list[object] = []
    form.committed.connect(collect(told))
    field = form.form.field("memo")
    assert isinstance(field, TextField)
    QTest.keyClicks(field.edit, "A")
    QTest.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == [("memo", "A一行目")]
    QTest.keyClicks(field.edit, "B")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.edit.toPlainText() == "A一行目"


def test_read_only_keeps_the_place_and_takes_no_typing(form: SideForm) -> None:
    form.set_read_only(True)
    before = line(form, "name").line.text()
    QTest.keyClicks(line(form, "name").line, "x")
    assert line(form, "name").line.text() == before
    body = form.form.field("body")
    assert isinstance(body, ComboField)
    assert body.words.text() == "三原市"
    assert not body.words.isHidden()
    form.set_read_only(False)
    assert line(form, "post").line.isReadOnly()
    assert not line(form, "name").line.isReadOnly()


def test_everything_has_a_name_a_label_and_a_buddy(form: SideForm) -> None:
    labels = {label.text(): label for label in form.form.findChildren(QLabel) if label.buddy() is not None}
    assert "氏名(&N)" in labels
    assert len(labels) == len(form.values())
    for key in form.values():
        target = form.form.field(key).focusProxy()
        assert target is not None
        assert target.accessibleName()
    assert line(form, "name").line.accessibleName() == "氏名 必須"
    form.set_problem("name", "同じ名前の人がいます。", "warn")
    assert line(form, "name").line.accessibleDescription() == "同じ名前の人がいます。"


def test_mnemonics_in_both_languages() -> None:
    assert mnemonic_label("氏名", "N") == "氏名(&N)"
    assert mnemonic_label("A&B", "") == "A&&B"
    set_language("en")
    assert mnemonic_label("Home body", "b") == "Home &body"
    assert mnemonic_label("Name", "X") == "Name(&X)"


def test_calendar_by_keyboard(form: SideForm, qtbot: QtBot) -> None:
    told: list[object] = []
    form.committed.connect(collect(told))
    field = form.form.field("start")
    assert isinstance(field, DateField)
    QTest.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    assert popup.day == D(2024, 4, 1)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(popup, key)
    assert popup.day == D(2024, 5, 9)
    assert popup.grab().width() > 100
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert told == [("start", D(2024, 5, 9))]
    QTest.keyClick(field.line, Qt.Key.Key_F4)
    again = [one for one in field.findChildren(CalendarPopup) if one.isVisible()]
    QTest.keyClick(again[0], Qt.Key.Key_Escape)
    assert len(told) == 1


def test_months_and_weeks() -> None:
    assert shift_month(D(2024, 1, 31), 1) == D(2024, 2, 29)
    assert shift_month(D(2024, 1, 31), -2) == D(2023, 11, 30)
    assert weeks_of(D(2024, 8, 1), sunday_first=True)[0][0] == D(2024, 7, 28)
    assert weeks_of(D(2024, 8, 1), sunday_first=False)[0][0] == D(2024, 7, 29)
    assert parse_span("〜R9.3.31") == (None, D(2027, 3, 31))


def test_style_of_dates_follows_the_context(qtbot: QtBot) -> None:
    made = SideForm(SECTIONS, "派遣職員", context=FormContext(style=DateStyle.WESTERN))
    qtbot.addWidget(made)
    made.set_values(VALUES, fresh=True)
    assert line(made, "start").line.text() == "2024/4/1"


@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_grows_with_the_text(qapp: QApplication, form: SideForm, scale: float) -> None:
    small = form.form.field("memo").sizeHint().height()
    theme.apply(qapp, theme.Theme("dark", scale))
    QApplication.processEvents()
    big = form.form.field("memo").sizeHint().height()
    assert (big > small) == (scale > 1)
    form.resize(26 * theme.current().px(1), 700)
    assert form.width() == 26 * theme.current().px(1)
