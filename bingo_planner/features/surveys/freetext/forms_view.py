"""What opens beside the list: a respondent's answers, a group with its rules, a quote, the lists of words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTextEdit, QWidget

from bingo_planner.features.surveys.freetext.state import Side, TextState
from bingo_planner.features.surveys.freetext.wordlists import (
    DEFAULT_PICK,
    DEFAULT_STOP,
    PICK,
    SAME,
    STOP,
    USE,
)
from bingo_planner.features.surveys.room import Role
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.fields import FormContext, FormField, Option
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


class _AnswersForm(SideForm):
    """Every answer of one respondent; nothing to type."""

    def __init__(self, context: FormContext) -> None:
        super().__init__((), _t("All answers of a respondent"), context=context)
        self._history.setVisible(False)
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QTextEdit.Shape.NoFrame)
        self.text.setAccessibleName(_t("All answers of a respondent"))
        self.text.setMinimumHeight(theme.current().px(36))
        self.form.add_widget(self.text)

    def show_side(self, side: Side, _read_only: bool) -> None:
        """Another respondent: questions in grey, answers beneath them."""
        self.set_head(side.title)
        grey = theme.current().color("text2").name()
        told = (
            f'<p style="margin:0 0 6px 0; line-height:140%"><span style="color:{grey}">{escape(question)}</span><br/>'
            f"{escape(answer).replace(chr(10), '<br/>')}</p>"
            for question, answer in side.answers
        )
        self.text.setHtml("".join(told))


class _GroupForm(SideForm):
    """Field, kind, rules and note of a group."""

    def __init__(self, context: FormContext) -> None:
        fields = (
            FormField("field", _t("Field"), mnemonic="F", hint=_t("Such as 交通")),
            FormField("name", _t("Kind"), mnemonic="K", required=True),
            FormField(
                "rules",
                _t("Rules"),
                "multiline",
                mnemonic="R",
                rows=7,
                hint=_t("One a line; any of them will do. バス かつ （少な または 減） 除く 観光"),
            ),
            FormField("note", _t("What belongs here"), "multiline", rows=3),
        )
        super().__init__((FormSection(fields),), _t("Group of opinions"), context=context)

    def show_side(self, side: Side, read_only: bool) -> None:
        """Another group, or the same with what was refused."""
        _fill(self, side, read_only)


class _QuoteForm(SideForm):
    """A quote as it is printed, what may identify in it, and the answer as it was written."""

    def __init__(self, context: FormContext) -> None:
        fields = (
            FormField("text", _t("As printed"), "multiline", mnemonic="P", rows=7),
            FormField("group_id", _t("Stands for"), "choice", mnemonic="S"),
            FormField(Role.TOWN, _t("Print the town"), "bool"),
            FormField(Role.SEX, _t("Print the sex"), "bool"),
            FormField(Role.AGE, _t("Print the age"), "bool"),
            FormField("checked", _t("Read and found safe"), "bool", mnemonic="R"),
        )
        super().__init__((FormSection(fields),), _t("Quote"), context=context)
        self.doubts = Label("", "label", "warn", wrap=True)
        self.original = Label("", "label", "text2", wrap=True)
        self.form.add_head(_t("To look at"))
        self.form.add_widget(self.doubts)
        self.form.add_head(_t("The answer as it was written"))
        self.form.add_widget(self.original)

    def show_side(self, side: Side, read_only: bool) -> None:
        """Another quote."""
        _fill(self, side, read_only)
        told = [f"▲「{part}」 {why}" for part, why in side.doubts]
        self.doubts.set_words(
            "\n".join(told) or _t("Nothing else was found that identifies. Please read it yourself.")
        )
        self.doubts.set_token("warn" if told else "text2")
        self.original.set_words(side.original)

    def show_groups(self, groups: Sequence[Option]) -> None:
        """What a quote may stand for."""
        self.set_choices("group_id", groups)


class _ListsForm(SideForm):
    """The lists of words, one word a line, and nouns that often stand together."""

    pick_asked = Signal(str)

    def __init__(self, context: FormContext) -> None:
        fields = (
            FormField(STOP, _t("Left out"), "multiline", mnemonic="L", rows=5, hint=_t("One word a line")),
            FormField(
                PICK, _t("Taken as one word"), "multiline", mnemonic="T", rows=5, hint=_t("Such as 病児保育")
            ),
            FormField(
                SAME,
                _t("Same words"),
                "multiline",
                mnemonic="C",
                rows=4,
                hint=_t("本数＝便数, one pair a line"),
            ),
            FormField(
                USE,
                _t("Not as built in"),
                "multiline",
                rows=3,
                hint=_t("Words of the built-in lists that are wrong here"),
            ),
        )
        super().__init__((FormSection(fields),), _t("Lists of words"), context=context)
        self._history.setVisible(False)
        columns: list[Column[tuple[str, int]]] = [
            Column("text", _t("Often together"), lambda row: row[0], 12, stretch=True),
            Column("count", _t("Answers"), lambda row: row[1], 5, "number"),
        ]
        self.table: RowTable[tuple[str, int]] = RowTable(
            columns, lambda row: row[0], name=_t("Often together")
        )
        self.table.activated_row.connect(self.pick_asked)
        self.table.setMinimumHeight(theme.current().px(14))
        self.form.add_head(_t("Nouns that often stand together"))
        self.form.add_widget(Label(_t("Enter takes one as one word"), "small", "text3", wrap=True))
        self.form.add_widget(self.table)
        self.form.add_head(_t("Built in"))
        for title, words in ((_t("Left out"), DEFAULT_STOP), (_t("Taken as one word"), DEFAULT_PICK)):
            self.form.add_widget(Label(f"{title}: {'・'.join(words)}", "small", "text3", wrap=True))

    def show_side(self, side: Side, read_only: bool) -> None:
        """The lists as they are."""
        _fill(self, side, read_only)
        self.table.set_rows(side.candidates)


def _fill(form: SideForm, side: Side, read_only: bool) -> None:
    fresh = form.property("record") != side.record_id
    form.setProperty("record", side.record_id)
    form.set_head(side.title)
    keys = form.form.keys()
    form.set_values({key: side.values.get(key) for key in keys}, fresh=fresh)
    for key in keys:
        problem = side.problems.get(key, "")
        form.set_problem(key, problem or side.warnings.get(key, ""), "err" if problem else _state(side, key))
    form.set_read_only(read_only)


def _state(side: Side, key: str) -> str:
    return "ok" if side.kind == "group" and key == "rules" else "warn"


AnyForm = _AnswersForm | _GroupForm | _QuoteForm | _ListsForm


class SideForms(QStackedWidget):
    """The forms, each built when it is first wanted. `edited(key, value)`, `closed()`, `pick_asked(word)`."""

    edited = Signal(str, object)
    refused = Signal(str, str)
    closed = Signal()
    pick_asked = Signal(str)
    history_asked = Signal(str, str)

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.made: dict[str, AnyForm] = {}
        self._record = ""

    def form(self, kind: str) -> AnyForm:
        """The form of a kind of side."""
        if kind not in self.made:
            made = self._make(kind)
            made.committed.connect(self.edited)
            made.refused.connect(self.refused)
            made.closed.connect(self.closed)
            made.history_asked.connect(lambda: self.history_asked.emit(kind, self._record))
            self.made[kind] = made
            self.addWidget(made)
        return self.made[kind]

    def _make(self, kind: str) -> AnyForm:
        if kind == "respondent":
            return _AnswersForm(self._context)
        if kind == "group":
            return _GroupForm(self._context)
        if kind == "quote":
            return _QuoteForm(self._context)
        made = _ListsForm(self._context)
        made.pick_asked.connect(self.pick_asked)
        return made

    def render_state(self, state: TextState) -> None:
        """Show what is open."""
        side = state.side
        if side is None:
            return
        form = self.form(side.kind)
        self._record = side.record_id
        if isinstance(form, _QuoteForm):
            named = (Option(key, name) for key, name, _digit in state.choices)
            form.show_groups([Option("", _t("Without a group")), *named])
        form.show_side(side, state.read_only)
        self.setCurrentWidget(form)
        if side.focus:
            form.focus_field(side.focus)
