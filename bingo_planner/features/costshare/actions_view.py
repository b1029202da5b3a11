"""What can be done with cost shares, as action records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bingo_planner.features.costshare.presenter import SharesPresenter
from bingo_planner.features.costshare.state import SharesState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action


def _t(text: str) -> str:
    return translate("costshare", text)


class ShareActions:
    """Actions of the list and of the item shown; what cannot be used now is grey."""

    def __init__(
        self,
        does: SharesPresenter,
        state: Callable[[], SharesState | None],
        open_form: Callable[[], None],
    ) -> None:
        self._does, self._state, self._open_form = does, state, open_form

    def every(self) -> Sequence[Action]:
        """Everything that can be done here: the last three stand in the head, the others behind its ⋯."""
        return (*self._others(), *self._item_actions()) if self._is_open() else self._list_actions()

    def _is_open(self) -> bool:
        state = self._state()
        return state is not None and state.is_open

    def _writable(self) -> bool:
        state = self._state()
        return state is not None and not state.read_only

    def _editable(self) -> bool:
        state = self._state()
        return state is not None and state.editable

    def _fixed(self) -> bool:
        state = self._state()
        line = state.line if state else None
        return self._writable() and line is not None and line.facts.item.is_fixed

    def _computed(self) -> bool:
        state = self._state()
        line = state.line if state else None
        return line is not None and line.sheet is not None

    def _any(self) -> bool:
        state = self._state()
        return state is not None and bool(state.lines)

    def _list_actions(self) -> Sequence[Action]:
        does = self._does
        return (
            Action(
                "costshare.export",
                _t("Export to Excel"),
                does.asked_to_export,
                "Ctrl+Shift+E",
                "file-down",
                self._any,
            ),
            Action(
                "costshare.notices",
                _t("All notices"),
                does.asked_for_notices,
                "Ctrl+Shift+P",
                "mail",
                self._any,
            ),
            Action(
                "costshare.sheets", _t("All sheets"), does.asked_for_sheet, "Ctrl+P", "printer", self._any
            ),
            Action(
                "costshare.copy_year",
                _t("Copy last year"),
                does.asked_to_copy_last_year,
                "Ctrl+Shift+Y",
                "copy",
                self._writable,
            ),
            Action(
                "costshare.add",
                _t("Add an item"),
                does.asked_to_add,
                "Ctrl+N",
                "plus",
                self._writable,
                primary=True,
            ),
        )

    def _item_actions(self) -> Sequence[Action]:
        does = self._does
        return (
            Action(
                "costshare.print_sheet",
                _t("Sheet on A4"),
                does.asked_for_sheet,
                "Ctrl+P",
                "printer",
                self._computed,
            ),
            Action(
                "costshare.print_notices",
                _t("Notices"),
                does.asked_for_notices,
                "Ctrl+Shift+P",
                "mail",
                self._computed,
            ),
            Action(
                "costshare.fix",
                _t("Confirm"),
                does.asked_to_fix,
                "Ctrl+Return",
                "stamp",
                lambda: self._editable() and self._computed(),
                primary=True,
            ),
        )

    def _others(self) -> Sequence[Action]:
        does = self._does
        return (
            Action("costshare.rule", _t("Into the rule"), self._open_form, "F4", "pencil", self._is_open),
            Action(
                "costshare.reopen",
                _t("Open again with a reason"),
                does.asked_to_reopen,
                "Ctrl+Shift+Return",
                "lock-open",
                self._fixed,
            ),
            Action(
                "costshare.add_part",
                _t("Add a part to the rule"),
                does.asked_to_add_part,
                "Ctrl+Shift+N",
                "plus",
                self._editable,
            ),
            Action(
                "costshare.add_off",
                _t("Add earmarked money"),
                does.asked_to_add_deduction,
                "Ctrl+Shift+M",
                "minus",
                self._editable,
            ),
            Action(
                "costshare.stage",
                _t("Next stage (supplementary, settlement)"),
                does.asked_for_stage,
                "Ctrl+Shift+D",
                "copy",
                self._writable,
            ),
            Action(
                "costshare.own_notice",
                _t("Notice to the chosen body"),
                does.asked_for_own_notice,
                "Ctrl+Alt+P",
                "mail",
                self._computed,
            ),
            Action(
                "costshare.export_item",
                _t("Export with formulas"),
                does.asked_to_export,
                "Ctrl+Shift+E",
                "file-down",
                self._computed,
            ),
            Action(
                "costshare.adopt",
                _t("Adopt the alternative"),
                does.asked_to_adopt,
                "Ctrl+Alt+A",
                "check",
                self._editable,
            ),
            Action(
                "costshare.remove",
                _t("Move to the bin"),
                does.asked_to_remove,
                "Ctrl+Delete",
                "trash-2",
                self._editable,
            ),
            Action(
                "costshare.history",
                _t("Change history"),
                does.asked_for_history,
                "Ctrl+Shift+H",
                "history",
                self._is_open,
            ),
        )
