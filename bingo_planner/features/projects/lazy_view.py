"""A side form that is built when it is first wanted, so that its page opens at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.ui.form import SideForm

F = TypeVar("F", bound=SideForm)


class LazyForm(QWidget, Generic[F]):
    """The place of a form; `form()` builds it, `built()` is None until then."""

    def __init__(self, make: Callable[[], F], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._form: F | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column

    def built(self) -> F | None:
        """The form, when it was wanted before."""
        return self._form

    def form(self) -> F:
        """The form, built now if need be."""
        if self._form is None:
            self._form = self._make()
            self._column.addWidget(self._form)
        return self._form
