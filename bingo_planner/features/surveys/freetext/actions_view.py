"""What can be done in the tab of free answers, as records for menus, palette and the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bingo_planner.features.surveys.freetext.presenter import TextPresenter
from bingo_planner.features.surveys.freetext.state import TextState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def text_actions(
    does: TextPresenter,
    state: Callable[[], TextState],
    open_groups: Callable[[], None],
    open_copy: Callable[[], None],
) -> Sequence[Action]:
    """The actions; `open_groups` and `open_copy` open menus."""

    def ready() -> bool:
        return bool(state().questions)

    def open_() -> bool:
        return ready() and not state().read_only

    def chosen() -> bool:
        return open_() and bool(state().chosen)

    def one() -> bool:
        return open_() and len(state().chosen) == 1

    def group() -> bool:
        return open_() and bool(state().chosen_group)

    def digits() -> None:
        does.desk.say(
            _t("With the cursor in the list, 1–9 put answers into groups and 0 goes back to the rules.")
        )

    return (
        Action(
            "text.copy",
            _t("Copy groups from another question…"),
            open_copy,
            "",
            "copy",
            open_,
            reason_without_shortcut=_t("Rare: once a survey"),
        ),
        Action(
            "text.remove",
            _t("Move the group to the bin"),
            lambda: does.sorting.asked_to_remove(state().chosen_group),
            "Ctrl+Delete",
            "trash-2",
            group,
            danger=True,
        ),
        Action(
            "text.lists",
            _t("Lists of words"),
            lambda: does.beside.open("lists"),
            "Ctrl+L",
            "list",
            open_,
            "tools",
        ),
        Action(
            "text.digits",
            _t("Sort with the keys 1–9"),
            digits,
            "",
            "keyboard",
            open_,
            "edit",
            reason_without_shortcut=_t("The keys 1–9 are the shortcut"),
        ),
        Action(
            "text.rules",
            _t("Back to what the rules say"),
            does.sorting.restored_rules,
            "",
            "rotate-ccw",
            chosen,
            "edit",
            reason_without_shortcut=_t("The key 0 in the list"),
        ),
        Action("text.sort", _t("Put into groups…"), open_groups, "Ctrl+G", "tag", chosen, "edit"),
        Action(
            "text.group",
            _t("Add a group"),
            does.sorting.asked_to_add,
            "Ctrl+Shift+G",
            "plus",
            open_,
        ),
        Action(
            "text.next",
            _t("Next unsorted"),
            does.asked_for_next_unsorted,
            "F8",
            "arrow-down",
            ready,
            "go",
        ),
        Action(
            "text.quote",
            _t("Quote the answer"),
            does.quoting.asked_to_quote,
            "Ctrl+B",
            "bookmark",
            one,
            "edit",
            primary=True,
        ),
    )
