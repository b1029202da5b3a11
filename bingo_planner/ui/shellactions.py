"""What the shell itself can do, as records: pages, year, size, regions, search, help."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action, run_action
from bingo_planner.ui.shellmodel import Hit
from bingo_planner.ui.theme import SCALES, current

if TYPE_CHECKING:
    from bingo_planner.ui.shell import Shell


def shell_actions(shell: Shell) -> list[Action]:
    """All of them, in menu order."""
    return [*_edit(shell), *_view(shell), *_go(shell), *_help(shell)]


def run_hit(actions: Sequence[Action], hit: Hit) -> bool:
    """Run the action a palette line stands for; False when it stands for something else."""
    if hit.kind != "action":
        return False
    for action in actions:
        if action.id == hit.id:
            run_action(action)
            return True
    return False


def _t(text: str, **facts: object) -> str:
    return translate("ui", text, **facts)


def _edit(shell: Shell) -> list[Action]:
    def can(step: str) -> bool:
        state = shell.state()
        return state is not None and getattr(state, step) is not None

    undo = Action(
        "edit.undo", _t("&Undo"), shell.calls.undo, "Ctrl+Z", "undo-2", lambda: can("undo"), "edit", "undo",
        reading=_t("undo take back"),
    )  # fmt: skip
    redo = Action(
        "edit.redo", _t("&Redo"), shell.calls.redo, "Ctrl+Y; Ctrl+Shift+Z", "redo-2", lambda: can("redo"), "edit",
        "undo", reading=_t("redo again"),
    )  # fmt: skip
    saved = Action(
        "edit.saved", _t("Show when it was &saved"), lambda: _tell_saved(shell), "Ctrl+S", "save", menu="edit",
        group="saved", reading=_t("save"),
    )  # fmt: skip
    return [undo, redo, saved]


def _tell_saved(shell: Shell) -> None:
    state = shell.state()
    time = state.saved if state is not None else ""
    if time:
        shell.say(_t("Everything was saved at {time}. There is no need to save.", time=time))
    else:
        shell.say(_t("Nothing was changed yet. Changes are saved as you make them."))


def _view(shell: Shell) -> list[Action]:
    return [
        Action("view.search", _t("&Search and commands"), shell.open_palette, "Ctrl+K", "search", menu="view",
               group="search", reading=_t("palette find")),
        Action("view.filter", _t("&Filter this page"), lambda: _filter(shell), "Ctrl+F", "filter", menu="view",
               group="search", reading=_t("filter narrow")),
        Action("view.larger", _t("&Larger text"), lambda: _scale(shell, 1), "Ctrl++; Ctrl+=", "zoom-in",
               lambda: current().scale < SCALES[-1], "view", "size", reading=_t("zoom in")),
        Action("view.smaller", _t("S&maller text"), lambda: _scale(shell, -1), "Ctrl+-", "zoom-out",
               lambda: current().scale > SCALES[0], "view", "size", reading=_t("zoom out")),
        Action("view.normal", _t("&Normal text size"), lambda: shell.calls.choose_scale(1.0), "Ctrl+0",
               "a-large-small", menu="view", group="size", reading=_t("zoom 100")),
        Action("view.style", _t("Switch &era and CE years"), lambda: _switch_style(shell), "Ctrl+E", "calendar",
               menu="view", group="year", reading=_t("era western")),
        Action("view.year_before", _t("&Previous fiscal year"), lambda: shell.top.years.step(-1), "Ctrl+PgUp",
               "chevron-left", menu="view", group="year", reading=_t("last year")),
        Action("view.year_after", _t("Nex&t fiscal year"), lambda: shell.top.years.step(1), "Ctrl+PgDown",
               "chevron-right", menu="view", group="year", reading=_t("next year")),
        Action("view.messages", _t("Earlier m&essages"), lambda: _messages(shell), "Ctrl+Shift+M",
               "message-square-text", menu="view", group="messages", reading=_t("messages history")),
    ]  # fmt: skip


def _filter(shell: Shell) -> None:
    page = shell.current_page()
    if page is not None:
        page.focus_filter()


def _scale(shell: Shell, by: int) -> None:
    now = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - current().scale))
    shell.calls.choose_scale(SCALES[min(max(now + by, 0), len(SCALES) - 1)])


def _switch_style(shell: Shell) -> None:
    state = shell.state()
    if state is not None:
        era = state.style is DateStyle.ERA
        shell.calls.choose_style(DateStyle.WESTERN if era else DateStyle.ERA)


def _messages(shell: Shell) -> None:
    from bingo_planner.ui.messagelist import MessageList

    MessageList.show_over(shell, tuple(shell.messages.passing.history))


def _go(shell: Shell) -> list[Action]:
    state = shell.state()
    pages = [
        Action(f"go.{item.page_id}", item.text, partial(shell.open_page, item.page_id),
               f"Ctrl+{number}" if number < 10 else "", item.icon, menu="go", group="pages",
               reason_without_shortcut="" if number < 10 else _t("only nine pages have a key of their own"))
        for number, item in enumerate(state.navigation if state is not None else (), 1)
    ]  # fmt: skip
    return [
        *pages,
        Action("go.next_region", _t("Next part of the &window"), shell.next_region, "F6", "panel-right", menu="go",
               group="regions", reading=_t("region focus")),
        Action("go.previous_region", _t("&Previous part of the window"), lambda: shell.next_region(True), "Shift+F6",
               "panel-left", menu="go", group="regions", reading=_t("region focus")),
        Action("go.up", _t("Back to the &list"), lambda: _up(shell), "Alt+Left", "chevron-left",
               lambda: _can_go_up(shell), "go", "regions", reading=_t("back list")),
        Action("go.back", _t("&Close the record or message"), lambda: escape(shell), "Esc", "x", menu="go",
               group="regions", reading=_t("escape close")),
    ]  # fmt: skip


def _up(shell: Shell) -> None:
    page = shell.current_page()
    if page is not None:
        page.head.go_back()


def _can_go_up(shell: Shell) -> bool:
    page = shell.current_page()
    return page is not None and page.head.has_back()


def escape(shell: Shell) -> None:
    """Nearest first: the message, then whatever the page has open."""
    bar = shell.messages.passing
    page = shell.current_page()
    reading = bar.isVisible() and bar.isAncestorOf(shell.focusWidget() or bar)
    if reading or page is None or not page.cancelled():
        bar.leave()


def _help(shell: Shell) -> list[Action]:
    def topic() -> None:
        page = shell.current_page()
        shell.calls.open_help(page.help_topic if page is not None else "index")

    return [
        Action("help.topic", _t("&Help for this page"), topic, "F1", "circle-help", menu="help", group="help",
               reading=_t("help manual")),
        Action("help.index", _t("&Contents of the help"), lambda: shell.calls.open_help("index"), "Shift+F1",
               "book-open", menu="help", group="help", reading=_t("help contents")),
        Action("help.keys", _t("&Keyboard shortcuts"), lambda: _keys(shell), "Ctrl+/", "keyboard", menu="help",
               group="help", reading=_t("keys shortcuts list")),
        Action("help.about", _t("&About Bingo Planner"), lambda: _about(shell), menu="help", group="about", icon="info",
               reading=_t("version licence"), reason_without_shortcut=_t("seldom used; reached by the menu")),
    ]  # fmt: skip


def _keys(shell: Shell) -> None:
    from bingo_planner.ui.shortcuts import ShortcutList

    ShortcutList.show_over(shell, shell.all_actions())


def _about(shell: Shell) -> None:
    from bingo_planner.ui.about import AboutBox

    AboutBox.show_over(shell)
