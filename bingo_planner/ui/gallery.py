"""A window without data that shows the kit: for pictures, and to look at a change of the look at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import Choice, button, icon_button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.marks import Mark, mark_size, paint_mark
from bingo_planner.ui.page import Page
from bingo_planner.ui.shell import Shell
from bingo_planner.ui.shellmodel import Hit, Lamp, NavItem, Person, ShellCalls, ShellState, YearItem
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.theme import body_colour, current

LETTERS = "ABCDEFGHI"


def sample_marks(count: int = 9) -> list[Mark]:
    """Marks with letters for any region."""
    return [Mark(LETTERS[place % 9], LETTERS[place % 9], *body_colour(place)) for place in range(count)]


class MarkRow(QWidget):
    """Marks in a row; the last two are no members."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(mark_size() + 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = mark_size()
        for place, mark in enumerate(sample_marks()):
            box = self.rect().adjusted(place * (side + current().px(0.5)), 4, 0, 0)
            box.setSize(
                box.size().boundedTo(box.size().scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio))
            )
            paint_mark(painter, box, mark, member=place < 7)


class GalleryPage(Page):
    """Buttons, fields, choices, marks and the states that stand in the place of content."""

    page_id = "gallery"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head.set_title("Kit", "buttons, fields, choices, states")
        self.head.set_actions(self.actions())
        content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(*(current().px(1.54),) * 4)
        self._column.addLayout(self._buttons())
        self._column.addLayout(self._fields())
        self._column.addLayout(self._choices())
        self._column.addWidget(MarkRow(content))
        self._column.addLayout(self._states(), 1)
        self.set_content(content)

    def title(self) -> str:
        return "Kit"

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # QWidget.actions is Qt's own
        def told() -> None:
            self.selection_told.emit("1 / 16")

        return (
            Action("gallery.copy", "Copy", told, "Ctrl+Shift+C", "copy", menu="edit", group="page"),
            Action("gallery.add", "Add", told, "Ctrl+N", "plus", menu="edit", group="page", primary=True),
        )

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button("Primary", icon="file-text", kind="primary"))
        row.addWidget(button("Plain", icon="upload"))
        row.addWidget(button("Flat", icon="arrow-up-down", kind="flat"))
        row.addWidget(button("Danger", icon="trash-2", kind="danger"))
        off = button("Off", icon="lock")
        off.setEnabled(False)
        row.addWidget(off)
        row.addWidget(button("Link", kind="link"))
        row.addWidget(icon_button("printer", "Print", shortcut="Ctrl+P"))
        row.addStretch(1)
        return row

    def _fields(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, mark in (("2024-04-01", ""), ("13月1日", "problem"), ("R4-17", "read")):
            field = QLineEdit(text)
            field.setProperty("problem", mark == "problem")
            field.setReadOnly(mark == "read")
            row.addWidget(field)
        empty = QLineEdit()
        empty.setPlaceholderText("…")
        row.addWidget(empty)
        box = QComboBox()
        box.addItems(["A", "B"])
        row.addWidget(box)
        return row

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        choice = Choice([("a", "One"), ("b", "Two"), ("c", "Three")], "Choice")
        choice.set_key("a")
        row.addWidget(choice)
        for made in (QCheckBox("On"), QRadioButton("This")):
            made.setChecked(True)
            row.addWidget(made)
        row.addWidget(QCheckBox("Off"))
        row.addWidget(QRadioButton("That"))
        row.addWidget(Label("0123456789 1,234.5", "column"))
        row.addStretch(1)
        return row

    def _states(self) -> QGridLayout:
        grid = QGridLayout()
        empty, problem = StateWidget(QWidget()), StateWidget(QWidget())
        empty.show_empty("Nothing here yet", ("copy", "Start", lambda: None), "calendar-days")
        problem.show_problem(PlanError("os.disk_full"), lambda: None)
        grid.addWidget(empty, 0, 0)
        grid.addWidget(problem, 0, 1)
        return grid


def gallery_state(locked: bool = False) -> ShellState:
    """A state with every part filled."""
    words = (("overview", "layout-dashboard"), ("projects", "briefcase-business"), ("staff", "users"))
    items = [
        NavItem("gallery", "Kit", "layers"),
        *(NavItem(name, name, icon, "Run", 3) for name, icon in words),
    ]
    years = [YearItem(FiscalYear(year), locked=year < 2024) for year in range(2020, 2028)]
    return ShellState(
        region="Region",
        year=FiscalYear(2023 if locked else 2024),
        years=years,
        navigation=[*items, NavItem("sync", "Sync", "inbox", count=1, tone="conf", foot=True)],
        person=Person("Sample Person", "Planning", sample_marks()[0]),
        saved="10:32",
        undo="one",
        lamp=Lamp("unsent", "3", "8:45"),
        locked=locked,
    )


def gallery_shell(calls: ShellCalls | None = None) -> Shell:
    """The window, shown by the caller."""
    shell = Shell(calls or ShellCalls(search=_found))
    for name in ("overview", "projects", "staff", "sync"):
        shell.add_page(name, partial(Page))
    shell.add_page("gallery", GalleryPage)
    shell.render_state(gallery_state())
    shell.open_page("gallery")
    return shell


def _found(text: str, done: Callable[[Sequence[Hit]], None]) -> None:
    """Two hits for whatever is typed."""
    title = f"A record with {text}"
    at = title.index(text)
    done(
        [
            Hit("record", "project", str(n), title, "3-A-4", ((at, len(text)),), "briefcase-business")
            for n in (1, 2)
        ]
    )
