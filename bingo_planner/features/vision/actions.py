"""What can be done on the vision page, as records for head, menus, palette and the list of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bingo_planner.features.vision.chooser_view import Mode
from bingo_planner.features.vision.editor_view import SectionEditor
from bingo_planner.features.vision.markup import LineKind
from bingo_planner.features.vision.model import EditionState
from bingo_planner.features.vision.outline_view import OutlineList
from bingo_planner.features.vision.presenter import VisionPresenter
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action

IN_HEAD = ("vision.consult", "vision.draft", "vision.fix", "vision.edition", "vision.print", "vision.pdf")
"""The head shows the last three; the others stand in its menu."""


class VisionWindow(Protocol):
    """What actions need of the page."""

    presenter: VisionPresenter
    editor: SectionEditor
    outline: OutlineList

    def open_chooser(self, mode: Mode) -> None: ...
    def open_card_at_cursor(self) -> None: ...
    def toggle_done(self) -> None: ...
    def toggle_preview(self) -> None: ...
    def show_outline(self) -> None: ...
    def flushed(self, act: Callable[[], None]) -> Callable[[], None]: ...


def make(page: VisionWindow) -> tuple[Action, ...]:
    """All actions of the page."""
    return (*_paper(page), *_editions(page), *_text(page), *_outline(page))


def _t(text: str) -> str:
    return translate("vision", text)


def _there(page: VisionWindow) -> Callable[[], bool]:
    def there() -> bool:
        view = page.presenter.state.view
        return view is not None and view.edition is not None

    return there


def _editable(page: VisionWindow) -> Callable[[], bool]:
    return lambda: page.presenter.state.editable


def _in_state(page: VisionWindow, *states: EditionState) -> Callable[[], bool]:
    def holds() -> bool:
        state = page.presenter.state
        return state.editable and bool(
            state.view and state.view.edition and state.view.edition.state in states
        )

    return holds


def _paper(page: VisionWindow) -> tuple[Action, ...]:
    presenter, there = page.presenter, _there(page)
    return (
        Action(
            "vision.pdf",
            _t("Make PDF"),
            page.flushed(presenter.printing.asked_for_pdf),
            "Ctrl+Shift+E",
            "file-text",
            there,
            "file",
            "vision",
            reading=_t("pdf make export save"),
            primary=True,
        ),
        Action(
            "vision.print",
            _t("Print…"),
            page.flushed(presenter.printing.asked_to_print),
            "Ctrl+P",
            "printer",
            there,
            "file",
            "vision",
            reading=_t("print paper"),
        ),
        Action(
            "vision.preview",
            _t("Show or hide the pages"),
            page.toggle_preview,
            "Ctrl+Shift+P",
            "panel-right",
            there,
            "view",
            "vision",
        ),
    )


def _editions(page: VisionWindow) -> tuple[Action, ...]:
    presenter = page.presenter
    why = _t("Done once or twice a year; found in the menu of the page.")
    return (
        Action(
            "vision.edition",
            _t("New edition from this one"),
            page.flushed(presenter.asked_for_edition),
            icon="copy",
            enabled=_there(page),
            menu="tools",
            group="vision",
            reading=_t("revision new edition copy"),
            reason_without_shortcut=why,
        ),
        Action(
            "vision.consult",
            _t("Send out for consultation"),
            page.flushed(lambda: presenter.sent_out(True)),
            icon="megaphone",
            enabled=_in_state(page, EditionState.DRAFT),
            menu="tools",
            group="vision",
            reason_without_shortcut=why,
        ),
        Action(
            "vision.draft",
            _t("Back to a draft"),
            page.flushed(lambda: presenter.sent_out(False)),
            icon="rotate-ccw",
            enabled=_in_state(page, EditionState.CONSULTING),
            menu="tools",
            group="vision",
            reason_without_shortcut=why,
        ),
        Action(
            "vision.fix",
            _t("Fix the edition…"),
            page.flushed(presenter.asked_to_fix),
            icon="lock",
            enabled=_editable(page),
            menu="tools",
            group="vision",
            reading=_t("fix freeze settle"),
            reason_without_shortcut=why,
        ),
    )


def _text(page: VisionWindow) -> tuple[Action, ...]:
    editor, may = page.editor, _editable(page)
    return (
        Action(
            "vision.figure",
            _t("Put in a figure"),
            lambda: page.open_chooser("figures"),
            "Ctrl+;",
            "database",
            may,
            "edit",
            "vision",
            reading=_t("insert figure number live"),
        ),
        Action(
            "vision.block",
            _t("Put in a table or chart"),
            lambda: page.open_chooser("blocks"),
            "Ctrl+Shift+I",
            "chart-column",
            may,
            "edit",
            "vision",
        ),
        Action(
            "vision.card",
            _t("Look at the figure at the cursor"),
            page.open_card_at_cursor,
            "Ctrl+.",
            "info",
            _there(page),
            "edit",
            "vision",
        ),
        Action(
            "vision.accept",
            _t("Accept all changed figures"),
            page.flushed(lambda: page.presenter.accepted()),
            icon="check-check",
            enabled=may,
            menu="edit",
            group="vision",
            reason_without_shortcut=_t("Each figure is to be looked at first (Ctrl+.)."),
        ),
        Action(
            "vision.heading",
            _t("Subheading"),
            lambda: editor.set_kind(LineKind.HEADING),
            "Ctrl+Shift+H",
            "heading",
            may,
            "edit",
            "vision-text",
        ),
        Action("vision.bold", _t("Bold"), editor.toggle_bold, "Ctrl+B", "bold", may, "edit", "vision-text"),
        Action(
            "vision.bullets",
            _t("Bullets"),
            lambda: editor.set_kind(LineKind.BULLET),
            "Ctrl+Shift+L",
            "list",
            may,
            "edit",
            "vision-text",
        ),
    )


def _outline(page: VisionWindow) -> tuple[Action, ...]:
    presenter, may = page.presenter, _editable(page)
    in_list = _t("In the outline: Alt with the arrow keys.")
    moves = (
        ("up", _t("Move the section up"), "arrow-up", lambda: presenter.moved(-1)),
        ("down", _t("Move the section down"), "arrow-down", lambda: presenter.moved(1)),
        ("indent", _t("Put the section one level deeper"), "indent-increase", presenter.indented),
        ("outdent", _t("Put the section one level higher"), "indent-decrease", presenter.outdented),
    )
    return (
        Action(
            "vision.outline",
            _t("Show the outline"),
            page.show_outline,
            "Ctrl+Shift+O",
            "list-tree",
            _there(page),
            "view",
            "vision",
        ),
        Action(
            "vision.add",
            _t("Add a section"),
            page.flushed(lambda: presenter.added()),
            "Ctrl+Shift+N",
            "plus",
            may,
            "edit",
            "outline",
        ),
        Action(
            "vision.add_inside",
            _t("Add a section inside this one"),
            page.flushed(lambda: presenter.added(inside=True)),
            "Ctrl+Alt+N",
            "indent-increase",
            may,
            "edit",
            "outline",
        ),
        Action(
            "vision.rename",
            _t("Change the heading"),
            page.outline.rename_current,
            icon="pencil",
            enabled=may,
            menu="edit",
            group="outline",
            reason_without_shortcut=_t("In the outline: F2."),
        ),
        Action(
            "vision.done",
            _t("Section done, or not"),
            page.toggle_done,
            "Ctrl+Shift+D",
            "check",
            may,
            "edit",
            "outline",
        ),
        *(
            Action(
                f"vision.{key}",
                words,
                page.flushed(run),
                icon=icon,
                enabled=may,
                menu="edit",
                group="outline",
                reason_without_shortcut=in_list,
            )
            for key, words, icon, run in moves
        ),
        Action(
            "vision.remove",
            _t("Move the section to the bin"),
            page.flushed(presenter.removed),
            icon="trash-2",
            enabled=may,
            menu="edit",
            group="outline",
            reason_without_shortcut=_t("In the outline: Delete."),
        ),
    )
