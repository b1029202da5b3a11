"""What can be done on the staff page, as records, and the menu of whom to add."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from bingo_planner.features.staff.model import Seat
from bingo_planner.features.staff.presenter import StaffPresenter
from bingo_planner.features.staff.state import StaffState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


class StaffActions:
    """Actions of the page; whether they can be used is asked of the state shown last."""

    def __init__(
        self,
        does: StaffPresenter,
        state_of: Callable[[], StaffState | None],
        open_add: Callable[[], None],
    ) -> None:
        self._does, self._state_of, self._open_add = does, state_of, open_add

    def in_head(self) -> tuple[Action, ...]:
        """Those with a button in the head."""
        handover = Action(
            "staff.handover",
            _t("Make a handover pack"),
            self._does.asked_for_handover,
            "Ctrl+Shift+H",
            "file-text",
            self._anybody,
            "file",
            reading=_t("handover pack paper"),
        )
        add = Action(
            "staff.add",
            _t("Add"),
            self._open_add,
            "Ctrl+N",
            "plus",
            self._writable,
            "edit",
            "staff",
            primary=True,
        )
        return handover, add

    def others(self) -> tuple[Action, ...]:
        """Those in the menus and the palette."""
        does = self._does
        return (
            self._edit(
                "add_contact",
                _t("Add a contact"),
                does.asked_to_add_contact,
                "Ctrl+Shift+N",
                "user-plus",
                free=True,
            ),
            self._edit("copy", _t("Copy this person"), does.asked_to_copy, "Ctrl+Shift+D", "copy"),
            self._edit(
                "remove", _t("Move this person to the bin"), does.asked_to_remove, "Ctrl+Delete", "trash-2"
            ),
            Action(
                "staff.print",
                _t("Print the staff list"),
                does.asked_for_list,
                "Ctrl+P",
                "printer",
                menu="file",
            ),
            Action(
                "staff.export",
                _t("Export the staff list"),
                does.asked_to_export,
                "Ctrl+Shift+E",
                "download",
                menu="file",
            ),
        )

    def _edit(
        self, name: str, words: str, run: Callable[[], None], keys: str, icon: str, *, free: bool = False
    ) -> Action:
        enabled = self._writable if free else self._on_person
        return Action(f"staff.{name}", words, run, keys, icon, enabled, "edit", "staff")

    def _writable(self) -> bool:
        return not self._does.desk.read_only

    def _on_person(self) -> bool:
        state = self._state_of()
        return self._writable() and state is not None and bool(state.chosen)

    def _anybody(self) -> bool:
        state = self._state_of()
        return state is not None and state.secondees > 0

    def add_menu(self, parent: QWidget) -> QMenu:
        """Whom to add: the next one on each seat, somebody on a new seat, a contact."""
        menu, state = QMenu(_t("Add"), parent), self._state_of()
        for seat in state.seats if state is not None else ():
            if seat.terms:
                menu.addAction(self._after_words(seat), partial(self._does.asked_to_add, seat.terms[-1].id))
        menu.addSeparator()
        menu.addAction(_t("Secondee on a new seat"), partial(self._does.asked_to_add, None))
        menu.addAction(_t("Contact of a member body"), self._does.asked_to_add_contact)
        return menu

    def _after_words(self, seat: Seat) -> str:
        state = self._state_of()
        facts = state.facts if state is not None else None
        name = facts.name_of(seat.terms[-1].person_id) if facts is not None else ""
        return _t("{seat}: after {name}", seat=seat.title, name=name or "－").replace("&", "&&")
