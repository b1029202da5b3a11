"""The vision page: outline and checks left, the text in the middle, the printed pages at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from bingo_planner.features.vision import actions as vision_actions
from bingo_planner.features.vision.blocknames import NAMES, known, split
from bingo_planner.features.vision.checks_view import CheckPanel
from bingo_planner.features.vision.chooser_view import Mode
from bingo_planner.features.vision.looks_view import field_look, plate_look
from bingo_planner.features.vision.model import CheckKind, EditionState, SectionState
from bingo_planner.features.vision.outline_view import OutlineList
from bingo_planner.features.vision.presenter import VisionPresenter, VisionState
from bingo_planner.features.vision.printing import Preview
from bingo_planner.features.vision.writing_view import WritingColumn
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import icon_button
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.labels import Label
from bingo_planner.ui.page import Page
from bingo_planner.ui.preview import PagePreview
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.theme import current
from bingo_planner.ui.widths import Width, width_class

WATCHES = frozenset(
    {
        "vision",
        "vision_edition",
        "vision_section",
        "vision_figure",
        "region",
        "municipality",
        "membership",
        "population",
        "pact",
        "pact_item",
        "project",
        "project_member",
        "project_pact_item",
        "progress_line",
        "milestone",
        "budget_line",
        "kpi",
        "kpi_value",
    }
)
_TAGS = {
    EditionState.DRAFT: ("Draft", "accent", ""),
    EditionState.CONSULTING: ("Under consultation", "warn", "megaphone"),
    EditionState.FIXED: ("Fixed", "ok", "lock"),
}


def make_page(store: Store, jobs: Jobs, desk: Desk) -> VisionPage:
    """The page, ready to be opened; answers of its jobs end with it."""
    anchor = QObject()
    page = VisionPage(store, jobs.for_owner(anchor), desk)
    anchor.setParent(page)
    return page


class VisionPage(Page):
    """Writes and prints the vision."""

    page_id: ClassVar[str] = "vision"
    watches: ClassVar[frozenset[str]] = WATCHES
    help_topic: ClassVar[str] = "vision"

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = VisionPresenter(store, jobs, desk, self.render_state)
        self._state = VisionState()
        self._shown_pdf = b""
        self._named_id = ""
        self._pages_beside, self._pages_instead, self._outline_instead = True, False, False
        self._build()
        self._connect()
        self._actions = vision_actions.make(self)
        by_id = {action.id: action for action in self._actions}
        self.head.set_actions([by_id[key] for key in vision_actions.IN_HEAD])

    # -- building --------------------------------------------------------------------------------
    def _build(self) -> None:
        self.tag = TagLabel(parent=self.head)
        self.head.add_tag(self.tag)
        self.editions = ValuePicker("edition", translate("vision", "Edition"), (), self.head)
        self.head.add_control(self.editions)
        self.split = QSplitter(Qt.Orientation.Horizontal, self.state_widget)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.set_content(self.split)
        self.left = self._build_left()
        self.middle = WritingColumn(
            lambda key: field_look(self._state.view, key),
            lambda block: plate_look(self._state.view, block),
            self.split,
        )
        self.editor = self.middle.editor
        self.preview = PagePreview(self.split, with_list=False)
        self.preview.save_button.hide()
        self.preview.print_button.hide()
        for shortcut in self.preview.findChildren(QShortcut):
            shortcut.setEnabled(False)  # printing is an action of the page
        for part in (self.left, self.middle, self.preview):
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 1)
        self.split.setStretchFactor(2, 1)
        self._set_widths()

    def _set_widths(self) -> None:
        """Outline, text of 38 characters, pages; the user may move the lines between them."""
        fh = current().px
        self.left.setMinimumWidth(fh(12))
        self.middle.setMinimumWidth(fh(24))
        self.preview.setMinimumWidth(fh(20))
        for part in (self.split, self.head):
            part.setMinimumWidth(fh(24))  # a narrower window is let in, and then shows fewer columns
        self.split.setSizes([fh(18), fh(40), fh(33)])

    def _build_left(self) -> QWidget:
        left, theme = _Raised(self.split), current()
        self.outline, self.checks = OutlineList(left), CheckPanel(left)
        column, head = QVBoxLayout(left), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head.setContentsMargins(theme.px(1.05), theme.px(0.35), theme.px(0.6), theme.px(0.35))
        head.addWidget(Label(translate("vision", "Contents"), "section", parent=left), 1)
        self.add_button = icon_button(
            "plus",
            translate("vision", "Add a section"),
            lambda: self.presenter.added(),
            shortcut="Ctrl+Shift+N",
            parent=left,
        )
        head.addWidget(self.add_button)
        column.addLayout(head)
        column.addWidget(self.outline, 1)
        column.addWidget(self.checks)
        return left

    def _connect(self) -> None:
        self.editions.picked.connect(lambda _key, value: self.presenter.chose_edition(value))
        self.outline.chosen.connect(self._chose_section)
        self.outline.opened.connect(self._leave_outline)
        self.outline.itemClicked.connect(self._clicked_outline)
        self.outline.renamed.connect(self.presenter.renamed)
        self.outline.move_asked.connect(self._move_asked)
        self.outline.remove_asked.connect(self.presenter.removed)
        self.checks.chosen.connect(self.presenter.chose_check)
        middle = self.middle
        middle.outline_asked.connect(self.show_outline)
        middle.pages_asked.connect(self.toggle_preview)
        middle.done_asked.connect(self.toggle_done)
        middle.chooser_asked.connect(self.open_chooser)
        middle.named.connect(self._named)
        middle.editor.written.connect(self.presenter.wrote)
        middle.editor.field_chosen.connect(self.open_card)
        middle.editor.plate_chosen.connect(self._open_plate)
        middle.searched.connect(self.presenter.searched)
        middle.accepted.connect(self.presenter.accepted)
        middle.source_asked.connect(self.presenter.asked_for_source)

    # -- what the shell asks ---------------------------------------------------------------------
    def title(self) -> str:
        """The page's name."""
        return translate("vision", "Vision")

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # as in Page
        """Everything that can be done here."""
        return self._actions

    def opened(self) -> None:
        """Ask for the edition."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Something changed: read again."""
        self.presenter.opened()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a section or an edition."""
        if kind == "vision_section":
            self.presenter.asked_for_section(record_id)
        elif kind == "vision_edition":
            self.presenter.chose_edition(record_id)

    def focus_content(self) -> None:
        """Work goes on in the text."""
        self.editor.setFocus()

    def cancelled(self) -> bool:
        """Esc closes the panel or card in front."""
        return self.middle.close_panels()

    # -- intents ---------------------------------------------------------------------------------
    def open_chooser(self, mode: Mode) -> None:
        """The list of figures or of tables and charts, over the text."""
        if self._state.editable:
            self.middle.open_chooser(mode)

    def open_card(self, key: str, place: QRect) -> None:
        """The card of a live field."""
        live = self._state.view.figures.get(key) if self._state.view else None
        if live is not None:
            self.middle.open_card(live, place, self._state.editable)

    def open_card_at_cursor(self) -> None:
        """The card of the live field beside the cursor."""
        found = self.editor.field_at_cursor()
        if found is not None:
            self.open_card(*found)

    def toggle_done(self) -> None:
        """The section is done, or not."""
        self.editor.flush()
        item = self._state.item
        if item is not None:
            self.presenter.marked(item.section.state is not SectionState.DONE)

    def toggle_preview(self) -> None:
        """Show or hide the printed pages; on a narrow window they take the place of the text."""
        if width_class(self.window().width()) is Width.WIDE:
            self._pages_beside = not self._pages_beside
        else:
            self._pages_instead, self._outline_instead = not self._pages_instead, False
        self._arrange()

    def show_outline(self) -> None:
        """Go to the outline; where there is room for one column only, it takes the place of the text."""
        self._outline_instead, self._pages_instead = True, False
        self._arrange()
        self.outline.setFocus()

    def flushed(self, act: Callable[[], None]) -> Callable[[], None]:
        """An act that first writes down what was typed."""

        def run() -> None:
            self.editor.flush()
            act()

        return run

    def _chose_section(self, section_id: str) -> None:
        self.editor.flush()
        self.presenter.chose_section(section_id)

    def _leave_outline(self) -> None:
        """Enter in the outline goes on to the text; with one column a click does, too."""
        if self._outline_instead:
            self._outline_instead = False
            self._arrange()
        self.editor.setFocus()

    def _move_asked(self, way: str) -> None:
        acts = {
            "up": lambda: self.presenter.moved(-1),
            "down": lambda: self.presenter.moved(1),
            "indent": self.presenter.indented,
            "outdent": self.presenter.outdented,
        }
        self.flushed(acts[way])()

    def _clicked_outline(self) -> None:
        if self._outline_instead:
            self._leave_outline()

    def _named(self, title: str) -> None:
        item = self._state.item
        if item is not None:
            self.presenter.renamed(item.id, title)

    def _open_plate(self, block: str) -> None:
        name, argument = split(block)
        kind = NAMES[name].argument if known(block) else ""
        if kind in ("project", "kpi"):
            self.presenter.desk.go(kind, argument)

    # -- showing ---------------------------------------------------------------------------------
    def render_state(self, state: VisionState) -> None:
        """Show a whole state."""
        before, self._state = self._state, state
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
            return
        if state.loading or state.view is None:
            self.state_widget.show_loading()
            return
        if state.is_empty:
            self.state_widget.show_empty(
                translate("vision", "There is no vision yet."),
                ("plus", translate("vision", "Start a vision"), self.presenter.asked_to_start),
                "book-open",
            )
            return
        self.state_widget.show_content()
        self._show_head(state)
        self._show_outline(state)
        self._show_text(state)
        self._show_preview(state.preview, before)
        if state.made_id and state.section_id == state.made_id != self._named_id:
            self._named_id = state.made_id
            self.middle.ask_heading()
        if state.catalogue is not before.catalogue and state.catalogue is not None:
            self.middle.chooser.show_catalogue(state.catalogue)
        self.head.renew()

    def _show_head(self, state: VisionState) -> None:
        view = state.view
        if view is None or view.edition is None:
            return
        vision = view.vision
        context = "　".join(filter(None, (vision.number if vision else "", view.edition.name)))
        self.head.set_title(self.title(), context)
        words, kind, icon = _TAGS[view.edition.state]
        self.tag.set_tag(Tag(translate("vision", words), kind, icon))
        self.editions.set_options([Option(row.id, row.name) for row in view.editions])
        self.editions.set_value(view.edition.id)

    def _show_outline(self, state: VisionState) -> None:
        if state.view is None:
            return
        warnings: dict[str, int] = {}
        for check in state.checks:
            if check.kind_of_record == "vision_section" and check.kind is not CheckKind.EMPTY:
                warnings[check.record_id] = warnings.get(check.record_id, 0) + 1
        self.outline.show_items(state.view.outline, warnings, state.section_id, state.editable)
        self.checks.show_checks(state.checks)
        self.add_button.setEnabled(state.editable)

    def _show_text(self, state: VisionState) -> None:
        item = state.item
        self.middle.show_item(item, state.editable)
        if item is None or state.view is None:
            return
        here, whole = state.view.counts.get(item.id, 0), sum(state.view.counts.values())
        self.selection_told.emit(
            translate(
                "vision", "This section {here:,} characters  All {whole:,} characters", here=here, whole=whole
            )
        )

    def _show_preview(self, preview: Preview, before: VisionState) -> None:
        if preview.pdf and preview.pdf is not self._shown_pdf:
            first = not self._shown_pdf
            self._shown_pdf = preview.pdf
            self.preview.set_document(preview.sizes, _renderer(preview.pdf), keep=not first)
            if first:
                self.preview.go_to(preview.page_of(self._state.section_id))
        if before.section_id != self._state.section_id and preview.pdf:
            self.preview.go_to(preview.page_of(self._state.section_id))

    # -- room ------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        """Three columns, two, or one, by the width of the window."""
        width = width_class(self.window().width())
        beside = width is Width.WIDE
        alone = width is Width.TINY and self._outline_instead
        self.left.setVisible(width > Width.TINY or alone)
        self.middle.outline_button.setVisible(width is Width.TINY)
        self.preview.setVisible(self._pages_beside if beside else self._pages_instead)
        self.preview.spread.setVisible(not beside or self.window().width() >= current().px(120))
        self.middle.setVisible(beside or not (self._pages_instead or alone))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page writes what was typed."""
        self.editor.flush()
        super().hideEvent(event)


class _Raised(QWidget):
    """The ground of the outline and the checks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """One flat colour, and the line towards the text is the splitter's."""
        QPainter(self).fillRect(self.rect(), current().color("raised"))


def _renderer(pdf: bytes) -> Callable[[int, float], tuple[bytes, int, int]]:
    def render(page: int, scale: float) -> tuple[bytes, int, int]:
        from bingo_planner.reports.raster import page_picture

        picture = page_picture(pdf, page, scale)
        return picture.data, picture.width, picture.height

    return render
