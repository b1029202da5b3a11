"""The words of the answers with their counts, held against another question; what is typical is marked."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.freetext.state import Break, TextState, WordLine
from bingo_planner.features.surveys.freetext.words import Part
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button, icon_button
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable, TotalRow

FEWEST = (2, 3, 5, 10, 20, 50)
FEW = 30
"""Categories with fewer opinions are starred, as in every table of surveys."""
TYPICAL_SIGN = "▲"


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def percent(share: float | None) -> Decimal | None:
    """A share with one decimal, rounded half up; the figure itself where it sorts."""
    return None if share is None else Decimal(format_number(Decimal(repr(share)), 1, "-").replace(",", ""))


def percent_text(share: float | None) -> str:
    """12.3, 0.0 for less than half a tenth, "-" for none at all."""
    if share is None:
        return ""
    return "-" if share == 0 else format_number(Decimal(repr(share)), 1)


def part_word(part: Part) -> str:
    """What sort of word it is, in words."""
    return {
        Part.NOUN: _t("Noun"),
        Part.PLACE: _t("Place"),
        Part.NAME: _t("Name"),
        Part.PERSON: _t("Person"),
        Part.VERB: _t("Verb"),
        Part.ADJECTIVE: _t("Adjective"),
        Part.PICKED: _t("Picked"),
    }[part]


def fewest_options(suggested: str) -> list[Option]:
    """The lowest counts to choose from; the first is the usual one."""
    return [Option("0", suggested), *(Option(str(one), _t("{n} answers", n=one)) for one in FEWEST)]


def part_options() -> list[Option]:
    """The parts of speech to look at."""
    return [
        Option("", _t("All words")),
        Option("nouns", _t("Nouns")),
        Option("verbs", _t("Verbs")),
        Option("adjectives", _t("Adjectives")),
    ]


class WordsPanel(QWidget):
    """The list of words. `looked(base)` for the row under the cursor."""

    looked = Signal(str)
    picked = Signal(str, str)
    stop_asked = Signal(str)
    group_asked = Signal(str)
    lists_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fewest = ValuePicker("fewest", _t("From"), fewest_options(_t("{n} answers", n=2)), self)
        self.part = ValuePicker("part", "", part_options(), self)
        for picker in (self.part, self.fewest):
            picker.picked.connect(self.picked)
        self.stop = button(
            _t("Leave out"), self._stop, icon="eye-off", parent=self, tip=_t("Never count this word")
        )
        self.group = button(_t("Make a group"), self._group, icon="tag", parent=self)
        self.lists = icon_button(
            "list", _t("Lists of words"), self.lists_asked.emit, shortcut="Ctrl+L", parent=self
        )
        self.table: RowTable[WordLine] = RowTable(
            _columns(Break()), lambda row: row.base, self, name=_t("Words"), frozen=1
        )
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.selected_rows.connect(self._selected)
        self.note = Label("", "small", "text3", wrap=True, parent=self)
        now, row, column = theme.current(), QHBoxLayout(), QVBoxLayout(self)
        row.setContentsMargins(now.px(0.6), now.px(0.35), now.px(1.0), now.px(0.35))
        row.setSpacing(now.px(0.6))
        row.addWidget(self.part)
        row.addWidget(self.fewest)
        row.addStretch(1)
        for made in (self.stop, self.group, self.lists):
            row.addWidget(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.note.setContentsMargins(now.px(1.0), now.px(0.3), now.px(1.0), now.px(0.3))
        column.addWidget(self.note)
        self._lines: tuple[WordLine, ...] | None = None
        self._broken: Break | None = None

    def _selected(self, ids: list[str]) -> None:
        if ids:
            self.looked.emit(ids[0])

    def _stop(self) -> None:
        self.stop_asked.emit(self.table.current_id())

    def _group(self) -> None:
        self.group_asked.emit(self.table.current_id())

    def render_state(self, state: TextState) -> None:
        """The words as they were counted."""
        self.part.set_value(state.part)
        self.fewest.set_value(str(state.fewest))
        if state.broken != self._broken:
            self._broken = state.broken
            self.table.set_columns(_columns(state.broken))
            self.note.set_words(_note(state.broken))
        if state.word_lines is not self._lines:
            self._lines = state.word_lines
            self.table.set_rows(state.word_lines)
            self.table.set_totals([_base_row(state)])
        chosen = bool(self.table.selected_ids()) and not state.read_only
        for made in (self.stop, self.group):
            made.setEnabled(chosen)
        self.lists.setEnabled(not state.read_only)


def _columns(broken: Break) -> list[Column[WordLine]]:
    found: list[Column[WordLine]] = [
        Column(
            "label",
            _t("Word"),
            lambda row: row.label,
            wide(8.5, 9.5),
            primary=True,
            stretch=not broken.categories,
        ),
        Column("part", _t("Part of speech"), lambda row: part_word(row.part), wide(5.8, 9.4)),
        Column("answers", _t("Answers"), lambda row: row.answers, wide(5.2, 6.6), "number"),
        Column(
            "share",
            "%",
            lambda row: percent(row.share),
            4.2,
            "number",
            text=lambda row: percent_text(row.share),
        ),
        Column("uses", _t("Uses"), lambda row: row.uses, wide(6.2, 5.0), "number"),
    ]
    for at, name in enumerate(broken.categories):
        few = broken.bases[at] < FEW
        found.append(_share_column(at, f"＊{name}" if few else name))
    return found


def _share_column(at: int, name: str) -> Column[WordLine]:
    def text(row: WordLine) -> str:
        return (
            f"{TYPICAL_SIGN} {percent_text(row.shares[at])}"
            if row.typical[at]
            else percent_text(row.shares[at])
        )

    def tip(row: WordLine) -> str:
        return _t("Typical of “{name}”", name=name) if row.typical[at] else ""

    width = max(6.0, len(name) + 1.6)
    return Column(
        f"share{at}", name, lambda row: percent(row.shares[at]), width, "number", text=text, tip=tip
    )


def _base_row(state: TextState) -> TotalRow:
    cells: dict[str, object] = {"answers": state.totals.wrote}
    cells |= {f"share{at}": base for at, base in enumerate(state.broken.bases)}
    return TotalRow(_t("Opinions (n)"), cells)


def _note(broken: Break) -> str:
    words = _t("Answers that hold the word, each answer once; % of those with an opinion.")
    if broken.categories:
        words += " " + _t("{sign} typical of the category (Jaccard, ten words each).", sign=TYPICAL_SIGN)
        if any(base < FEW for base in broken.bases):
            words += " " + _t("＊ fewer than {n} opinions: for reference.", n=FEW)
    return words
