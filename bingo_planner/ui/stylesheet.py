"""The style sheet of frames, buttons, fields, menus and bars, written from the theme. Never used on big views."""

from __future__ import annotations

from string import Template

from bingo_planner.ui.theme import Theme

_SHEET = Template("""
QToolTip { background: $tip; color: $onTip; border: 1px solid $tip; padding: ${s4}px ${s6}px; }
QPushButton, QToolButton[kind] {
  background: $page; color: $text; border: 1px solid $control; border-radius: 4px;
  padding: 0 ${s11}px; min-height: ${inner}px; max-height: ${inner}px; }
QPushButton:hover, QToolButton[kind]:hover { background: $hover; }
QPushButton:pressed, QToolButton[kind]:pressed { background: $accentSoft; }
QPushButton:disabled, QToolButton[kind]:disabled { color: $faint; border-color: $line2; background: $page; }
QPushButton::menu-indicator { width: 0; image: none; }
QPushButton[kind="primary"] { background: $accent; color: $onAccent; border-color: $accent; font-weight: bold; }
QPushButton[kind="primary"]:hover { background: $accentHover; border-color: $accentHover; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $faint; border-color: $line2; }
QPushButton[kind="danger"] { color: $err; border-color: $errLine; }
QPushButton[kind="danger"]:hover { background: $errBg; }
QPushButton[kind="danger"]:disabled { color: $faint; border-color: $line2; }
QPushButton[kind="flat"], QToolButton[kind="flat"] { border-color: transparent; background: transparent; color: $text2;
  padding: 0 ${s7}px; }
QPushButton[kind="flat"]:hover, QToolButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="flat"]:disabled, QToolButton[kind="flat"]:disabled { color: $faint; border-color: transparent; }
QPushButton[kind="link"] { border-color: transparent; background: transparent; color: $accent; padding: 0 ${s4}px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QToolButton[kind="icon"] { border-color: transparent; background: transparent; padding: 0;
  min-width: ${inner}px; max-width: ${inner}px; }
QToolButton[kind="icon"]:disabled { border-color: transparent; background: transparent; }
QToolButton[kind="icon"]:hover { background: $hover; }
QToolButton[kind="icon"]:checked { background: $accentSoft; }
QToolButton::menu-indicator { width: 0; image: none; }
QPushButton[line="true"] { text-align: left; }
QPushButton[low="true"] { min-height: ${low}px; max-height: ${low}px; }
QToolButton[kind="icon"][low="true"] { min-height: ${low}px; max-height: ${low}px;
  min-width: ${low}px; max-width: ${low}px; }
QPushButton[segment="true"] { border-color: $control; padding: 0 ${s10}px; margin: 0; color: $text; }
QPushButton[segment="true"]:checked { background: $accentSoft; color: $accent; font-weight: bold; }
QPushButton[segment="true"][place="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QPushButton[segment="true"][place="middle"] { border-radius: 0; border-left-color: $line2; }
QPushButton[segment="true"][place="last"] { border-top-left-radius: 0; border-bottom-left-radius: 0;
  border-left-color: $line2; }
QLineEdit, QAbstractSpinBox {
  background: $page; color: $text; border: 1px solid $control; border-radius: 4px;
  padding: 0 ${s7}px; min-height: ${inner}px; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 0 ${s6}px; min-height: ${inner2}px; }
QLineEdit:read-only { background: transparent; border-color: transparent; }
QLineEdit:disabled { color: $faint; border-color: $line2; background: $sunken; }
QLineEdit[problem="true"] { background: $errBg; border: 1px solid $err; border-bottom-width: 2px; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus, QComboBox QLineEdit, QComboBox QLineEdit:focus {
  border: 0; padding: 0; background: transparent; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QComboBox { min-height: ${field}px; padding: 0 ${s6}px; }
QTextEdit[field="true"], QPlainTextEdit[field="true"] {
  background: $page; border: 1px solid $control; border-radius: 4px; padding: ${s4}px ${s6}px;
  selection-background-color: $accent; selection-color: $onAccent; }
QTextEdit[field="true"]:focus, QPlainTextEdit[field="true"]:focus { border: 2px solid $focus; }
QTextEdit[field="true"]:read-only, QPlainTextEdit[field="true"]:read-only {
  border-color: transparent; background: transparent; }
QMenuBar { background: transparent; color: $text2; border: 0; }
QMenuBar::item { padding: ${s5}px ${s11}px; margin: 0 2px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenuBar::item:pressed { background: $accentSoft; color: $text; }
QMenu { background: $page; border: 1px solid $line2; padding: ${s4}px 0; }
QMenu::item { padding: ${s5}px ${s20}px ${s5}px ${s12}px; min-height: ${menurow}px;
  color: $text; background: transparent; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $faint; }
QMenu::icon { padding-left: ${s8}px; }
QMenu::separator { height: 1px; background: $line; margin: ${s4}px 0; }
QTabBar { background: transparent; border: 0; }
QTabBar::tab { background: transparent; color: $text2; border: 0; border-bottom: 3px solid transparent;
  padding: ${s6}px ${s6}px ${s4}px ${s6}px; margin-right: ${s12}px; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: bold; }
QTabBar::tab:hover:!selected { color: $text; border-bottom-color: $line2; }
QTabBar::tab:focus { color: $focus; border-bottom-color: $focus; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; border: 0; }
QScrollBar::handle { background: $line2; border: 3px solid transparent; border-radius: ${knob}px; }
QScrollBar::handle:vertical { background: $line2; min-height: ${s28}px; margin: 2px 3px; border: 0; }
QScrollBar::handle:horizontal { background: $line2; min-width: ${s28}px; margin: 3px 2px; border: 0; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QProgressBar { background: $page; border: 1px solid $line2; border-radius: 0; text-align: center;
  min-height: ${s6}px; max-height: ${s6}px; }
QProgressBar::chunk { background: $accent; }
QSplitter::handle { background: $line2; }
QSlider::groove:horizontal { height: 2px; background: $line2; }
QSlider::sub-page:horizontal { height: 2px; background: $accent; }
QSlider::handle:horizontal { background: $page; border: 2px solid $accent; border-radius: ${s6}px;
  width: ${s8}px; height: ${s8}px; margin: -${s5}px 0; }
QSlider::handle:horizontal:focus { background: $accentSoft; border: 2px solid $focus; }
QListView[plain="true"] { border: 0; background: transparent; outline: 0; }
QTableWidget[plainTable="true"] { border: 0; outline: 0; background: $page; }
QTableWidget[plainTable="true"]::item { border-bottom: 1px solid $line; padding: 0 ${s5}px; color: $text; }
QTableWidget[plainTable="true"]::item:selected { background: $sel; color: $text; }
QTableWidget QHeaderView::section { background: $sunken; color: $text2; border: 0;
  border-bottom: 1px solid $line2; padding: 0 ${s8}px; }
QListWidget { border: 1px solid $line2; outline: 0; background: $page; }
QListWidget[side="true"] { border: 0; border-right: 1px solid $line2; background: $raised; padding-top: ${s6}px; }
QListWidget[side="true"]::item { padding: ${s8}px ${s12}px; color: $text; border-left: 3px solid transparent; }
QListWidget[side="true"]::item:selected { background: $sel; color: $text; border-left-color: $accent; }
QListWidget[bare="true"] { border: 0; background: transparent; }
QListWidget::item { padding: ${s5}px ${s8}px; color: $text; }
QListWidget::item:selected { background: $sel; color: $text; }
QFrame[card="true"] { background: $page; border: 1px solid $line; border-radius: 6px; }
QFrame[rule="true"] { background: $line; border: 0; }
#topBar QFrame[rule="true"], #statusBar QFrame[rule="true"] { background: $line2; }
QStatusBar { background: $window; border-top: 1px solid $line2; color: $text2; }
QStatusBar::item { border: 0; }
QTextBrowser { background: $page; border: 0; selection-background-color: $accent; selection-color: $onAccent; }
QCalendarWidget QWidget { alternate-background-color: $sunken; }
QGroupBox { border: 0; font-weight: bold; margin-top: ${s20}px; }
""")

_TOKENS = """window page raised sunken hover sel line line2 control text text2 accent accentHover accentSoft
onAccent focus err errBg errLine tip onTip""".split()  # noqa: SIM905 (one name after another reads better)


def style_sheet(theme: Theme) -> str:
    """The sheet for a theme; empty under high contrast, where the system's own look holds."""
    if theme.high_contrast:
        return ""
    places = {name: theme.color(name).name() for name in _TOKENS}
    places["faint"] = theme.mix(theme.color("text3"), theme.color("page"), 0.35).name()
    for step in (4, 5, 6, 7, 8, 10, 11, 12, 20, 28):
        places[f"s{step}"] = str(theme.px(step / 13))
    field = theme.field_height
    bar = theme.px(0.95)
    places |= {"field": str(field), "inner": str(field - 2), "inner2": str(field - 4)}
    places |= {
        "bar": str(bar),
        "knob": str(max(bar // 2 - 3, 2)),
        "menurow": str(theme.px(1.35)),
        "low": str(theme.px(1.75) - 2),
    }
    return _SHEET.substitute(places)
