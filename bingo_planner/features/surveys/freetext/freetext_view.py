"""The tab 自由意見: the list of answers at the left; words, what stands together, groups or quotes at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.freetext.actions_view import text_actions
from bingo_planner.features.surveys.freetext.forms_view import SideForms
from bingo_planner.features.surveys.freetext.groups_view import GroupsPanel
from bingo_planner.features.surveys.freetext.list_view import ListPane
from bingo_planner.features.surveys.freetext.menus_view import TextMenus
from bingo_planner.features.surveys.freetext.network_view import NetworkPanel
from bingo_planner.features.surveys.freetext.presenter import TextPresenter
from bingo_planner.features.surveys.freetext.quotes_view import QuotesPanel
from bingo_planner.features.surveys.freetext.state import VIEWS, TextState
from bingo_planner.features.surveys.freetext.words_view import WordsPanel
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.theme import current
from bingo_planner.ui.widths import Width, width_class

SIDE_FH = 28.0
LOW_FH = 46.0
ALL_THREE_FH = 125.0
"""Window width in font heights from which list, part and side form stand side by side."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return TextTab(frame)


def _chosen_words(state: TextState) -> str:
    """What is chosen, for the status bar."""
    if len(state.chosen) > 1:
        return _t("{n} answers chosen", n=len(state.chosen))
    if state.reading is None:
        return ""
    line = state.reading.line
    groups = "・".join(chip.name for chip in line.chips if chip.by != "out")
    return " ｜ ".join(part for part in (_t("Respondent {key}", key=line.key), line.who, groups) if part)


class TextTab(TabView):
    """Shows what the presenter says and tells it what the user does; decides nothing."""

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._state = TextState()
        self.presenter = TextPresenter(frame.store, frame.jobs, frame.desk, self.render_state)
        self._split_for = (0, False)
        self._build(frame)
        self.menus = TextMenus(self.presenter, self.list.table, self.groups.copy)
        self._connect()
        self._actions = text_actions(
            self.presenter, lambda: self._state, self.menus.open_groups, self.menus.open_copy
        )

    # -- building --------------------------------------------------------------------------------------
    def _build(self, frame: TabFrame) -> None:
        self.bar = FilterBar(_t("Words, town, age"), self)
        self.bar.add_picker("question", _t("Question"), [Option("", "")])
        self.bar.add_picker("break", _t("Hold against"), [Option("", _t("nothing"))])
        words = (_t("Texts"), _t("Words"), _t("Together"), _t("Groups"), _t("Quotes"))
        self.views = Segmented(
            [Segment(key, text) for key, text in zip(VIEWS, words, strict=True)], _t("Beside the list")
        )
        self.views.setObjectName("text_views")
        self.bar.add_views(self.views)
        self.list = ListPane()
        self.words, self.network = WordsPanel(), NetworkPanel()
        self.groups, self.quotes = GroupsPanel(), QuotesPanel()
        self.counted = QStackedWidget()
        self.counted.addWidget(self.words)
        self.counted.addWidget(self.network)
        self.counted_state = StateWidget(self.counted)
        self.panels = QStackedWidget()
        for part in (self.counted_state, self.groups, self.quotes):
            self.panels.addWidget(part)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.panels)
        self.forms = SideForms(frame.context)
        self.beside = Beside(self.split, self.forms, side_fh=SIDE_FH)
        self.state_widget = StateWidget(self.beside, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.state_widget, 1)

    def _connect(self) -> None:
        does = self.presenter
        self.bar.filtered.connect(does.filtered)
        self.bar.picked.connect(does.picked)
        self.bar.left.connect(self._into_list)
        self.views.chosen.connect(does.viewed)
        self._connect_list()
        for panel in (self.words, self.network):
            panel.picked.connect(does.picked)
            panel.looked.connect(self._looked_at_word)
        self.words.stop_asked.connect(does.quoting.asked_to_stop)
        self.words.group_asked.connect(does.sorting.asked_from_word)
        self.words.lists_asked.connect(self._open_lists)
        self.network.paired.connect(self._looked_at_pair)
        self.network.copied.connect(self._say_copied)
        self.groups.looked.connect(self._looked_at_group)
        self.groups.entered.connect(self._enter_group)
        self.groups.add_asked.connect(self._add_group)
        self.groups.copy_asked.connect(self.menus.open_copy)
        self.groups.moved.connect(does.sorting.moved)
        self.quotes.entered.connect(does.quoting.entered)
        self.quotes.chosen.connect(self._show_answer)
        self.quotes.remove_asked.connect(does.quoting.asked_to_remove)
        self.forms.edited.connect(does.beside.edited)
        self.forms.refused.connect(does.beside.refused)
        self.forms.closed.connect(self.beside.close_side)
        self.forms.pick_asked.connect(does.quoting.asked_to_pick)
        self.forms.history_asked.connect(self._show_history)
        self.beside.closed.connect(does.beside.close)

    def _connect_list(self) -> None:
        does, table = self.presenter, self.list.table
        self.list.looked.connect(self._looked)
        self.list.turned.connect(does.turned)
        table.selected_rows.connect(self._chose)
        table.activated_row.connect(self._entered)
        table.digit.connect(does.sorting.pressed_digit)
        table.restored.connect(does.sorting.restored_rules)
        table.customContextMenuRequested.connect(self.menus.open_groups_at)
        self.list.contexts.selected_rows.connect(self._chose_context)
        self.list.contexts.activated_row.connect(self._entered_context)
        self.list.reading.quote_asked.connect(does.quoting.asked_to_quote)
        self.list.reading.groups_asked.connect(self.menus.open_groups)
        self.list.reading.respondent_asked.connect(self._enter_chosen)

    def _into_list(self) -> None:
        """↓ out of the filter: the list, on its first line when none is chosen."""
        table = self.list.table
        ids = table.shown_ids()
        if ids and not table.selected_ids():
            table.select_row(ids[0])
        self.work().setFocus()

    # -- intents that need a word ----------------------------------------------------------------------
    def _looked(self, kind: str, rest: str) -> None:
        self.presenter.looked_at(kind, *([rest] if rest else []))

    def _looked_at_word(self, base: str) -> None:
        self.presenter.looked_at("word", base)

    def _looked_at_pair(self, first: str, second: str) -> None:
        self.presenter.looked_at("pair", first, second)

    def _looked_at_group(self, key: str) -> None:
        if key in ("unsorted", "nothing"):
            self.presenter.looked_at(key)
        else:
            self.presenter.looked_at("group", key)

    def _enter_group(self, key: str) -> None:
        if key not in ("unsorted", "nothing"):
            self.presenter.beside.open("group", key, focus="name")

    def _add_group(self) -> None:
        self.presenter.sorting.asked_to_add()

    def _open_lists(self) -> None:
        self.presenter.beside.open("lists", focus="stop")

    def _chose(self, ids: list[str]) -> None:
        self.presenter.chose(tuple(int(one) for one in ids))

    def _entered(self, row_id: str) -> None:
        self.presenter.beside.entered_answer(int(row_id))

    def _chose_context(self, ids: list[str]) -> None:
        self.presenter.chose(tuple(dict.fromkeys(int(one.partition("/")[0]) for one in ids)))

    def _entered_context(self, row_id: str) -> None:
        self._entered(row_id.partition("/")[0])

    def _enter_chosen(self) -> None:
        if self.presenter.chosen:
            self.presenter.beside.entered_answer(self.presenter.chosen[-1])

    def _show_answer(self, at: int) -> None:
        self.presenter.show_answer(at)
        self.list.table.select_row(str(at))

    def _show_history(self, kind: str, record_id: str) -> None:
        kinds = {"group": "survey_group", "quote": "survey_quote"}
        if kind in kinds:
            self._frame.desk.show_history(kinds[kind], record_id)

    def _say_copied(self) -> None:
        self._frame.desk.say(_t("The picture is on the clipboard, with its sentences."))

    # -- what the page asks ----------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.framed(state)

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """What can be done with free answers."""
        return self._actions

    def work(self) -> QWidget:
        """The list, or what stands in its place."""
        if self.list.isVisible():
            return self.list.contexts if self._state.in_context else self.list.table
        return self.panels

    def filter_field(self) -> QWidget | None:
        """The filter."""
        return self.bar.field

    def side(self) -> QWidget | None:
        """The side form while it is open."""
        return self.forms if self.beside.is_open() else None

    def open_record(self, kind: str, record_id: str) -> None:
        """A group or a quote beside the list."""
        if kind == "survey_group":
            self.presenter.viewed("groups")
            self.presenter.beside.open("group", record_id)
        elif kind == "survey_quote":
            self.presenter.quoting.entered(record_id)

    def cancelled(self) -> bool:
        """Esc closes the side form, then lists everything again."""
        if self.beside.is_open():
            self.beside.close_side()
            self.work().setFocus()
            return True
        if self.presenter.cleared():
            self.bar.field.clear()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In narrow windows one part stands alone."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """In narrow windows one part stands alone; the side form takes the place of the part beside the list."""
        room = self.window().width()
        alone = width_class(room) < Width.MIDDLE
        texts = self._state.view == "texts"
        crowded = self._state.side is not None and room < current().px(ALL_THREE_FH)
        self.network.set_low(self.window().height() < current().px(LOW_FH))
        self.list.setVisible(texts or not alone)
        self.panels.setVisible(not texts and (alone or not crowded))
        wanted = (self.width(), crowded)
        if not alone and not texts and wanted != self._split_for:
            self._split_for = wanted
            self.split.setSizes([self.width() // 2, self.width() - self.width() // 2])

    # -- state -----------------------------------------------------------------------------------------
    def render_state(self, state: TextState) -> None:
        """Show a whole state."""
        reset = bool(self._state.search) and not state.search
        self._state = state
        if reset and self.bar.text():
            self.bar.field.blockSignals(True)
            self.bar.clear()
            self.bar.field.blockSignals(False)
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.read)
        elif state.loading:
            self.state_widget.show_loading()
        elif state.is_empty:
            more = _t("They come with the file of answers, when a question is of the kind “free text”.")
            self.state_widget.show_empty(
                _t("There are no free answers yet"), None, "message-square-text", more
            )
        else:
            self._show(state)
            self.state_widget.show_content()
        self.bar.setVisible(not state.is_empty)
        self.actions_changed.emit()

    def _show(self, state: TextState) -> None:
        self.bar.picker("question").set_options([Option(key, words) for key, words in state.questions])
        self.bar.picker("question").set_value(state.question)
        breaks = [Option("", _t("nothing")), *(Option(key, words) for key, words in state.breaks)]
        self.bar.picker("break").set_options(breaks)
        self.bar.picker("break").set_value(state.broken.question)
        self.views.set_key(state.view)
        self.list.render_state(state)
        self._show_panel(state)
        self._arrange()
        self.selection_told.emit(_chosen_words(state))
        if state.side is not None:
            self.forms.render_state(state)
            self.beside.open_side()
        else:
            self.beside.close_side()

    def _show_panel(self, state: TextState) -> None:
        if state.view in ("words", "network"):
            self.panels.setCurrentWidget(self.counted_state)
            self._show_counted(state)
        elif state.view == "groups":
            self.panels.setCurrentWidget(self.groups)
            self.groups.render_state(state)
        elif state.view == "quotes":
            self.panels.setCurrentWidget(self.quotes)
            self.quotes.render_state(state)

    def _show_counted(self, state: TextState) -> None:
        if not state.has_dictionary:
            self.counted_state.show_empty(
                _t("Words cannot be counted: the dictionary of Japanese words is not installed here"),
                None,
                "book-open",
                _t("Run start.py text with a network. Searching, groups, rules and quotes work without it."),
            )
        elif state.words_problem is not None:
            self.counted_state.show_problem(state.words_problem, self.presenter.counting.again)
        elif state.words is None:
            self.counted_state.show_loading()
        else:
            panel = self.words if state.view == "words" else self.network
            panel.render_state(state)
            self.counted.setCurrentWidget(panel)
            self.counted_state.show_content()
