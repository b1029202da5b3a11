"""A window with plain pages that remember what was asked of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.ui.actions import Action
from bingo_planner.ui.page import Page
from bingo_planner.ui.shell import Shell
from bingo_planner.ui.shellmodel import Hit, NavItem, Person, ShellCalls, ShellState, YearItem


@dataclass
class Asked:
    """What the shell asked of the program."""

    years: list[FiscalYear] = field(default_factory=list)
    styles: list[DateStyle] = field(default_factory=list)
    scales: list[float] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    help: list[str] = field(default_factory=list)
    may_close: bool = True

    def search(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        self.words.append(f"search {text}")
        found([Hit("record", "project", "p1", f"{text} record", "3-A-4")])

    def calls(self) -> ShellCalls:
        return ShellCalls(
            choose_year=self.years.append,
            choose_style=self.styles.append,
            choose_scale=self.scales.append,
            undo=lambda: self.words.append("undo"),
            redo=lambda: self.words.append("redo"),
            unlock_year=lambda: self.words.append("unlock"),
            search=self.search,
            open_hit=self.hits.append,
            open_profile=lambda: self.words.append("profile"),
            open_help=self.help.append,
            closing=lambda: self.may_close,
        )


class PlainPage(Page):
    """A field to type into, a filter, and a diary."""

    page_id = "one"
    watches = frozenset({"staff"})
    help_topic = "staff"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diary: list[str] = []
        content = QWidget(self)
        column = QVBoxLayout(content)
        self.filter, self.field = QLineEdit(content), QLineEdit(content)
        column.addWidget(self.filter)
        column.addWidget(self.field)
        self.set_content(content)
        self.head.set_actions(self.actions())

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # QWidget.actions is Qt's own
        def add() -> None:
            self.diary.append("add")

        return (Action(f"{self.page_id}.add", "追加(&A)", add, "Ctrl+N", "plus", menu="edit", primary=True),)

    def opened(self) -> None:
        super().opened()
        self.diary.append("opened")

    def refresh(self, changes: Changes | None = None) -> None:
        self.diary.append("refresh" if changes is None else f"refresh {sorted(changes.kinds)}")

    def open_record(self, kind: str, record_id: str) -> None:
        self.diary.append(f"record {kind} {record_id}")

    def focus_filter(self) -> None:
        self.filter.setFocus()

    def cancelled(self) -> bool:
        self.diary.append("esc")
        return True


class OtherPage(PlainPage):
    """Watches something else."""

    page_id = "two"
    watches = frozenset({"kpi"})
    help_topic = "kpi"


NAVIGATION = (
    NavItem("one", "派遣職員", "users", "事業を動かす", 2),
    NavItem("two", "連携事業", "briefcase-business"),
)


def state(locked: bool = False, undo: str | None = "氏名の変更") -> ShellState:
    years = tuple(YearItem(FiscalYear(year), year < 2024) for year in (2022, 2023, 2024, 2025))
    return ShellState(
        region="備後圏域",
        year=FiscalYear(2023 if locked else 2024),
        years=years,
        navigation=NAVIGATION,
        person=Person("見本 花子", "企画政策課"),
        saved="10:32",
        undo=undo,
        locked=locked,
    )


def window(asked: Asked, width: int = 1366, height: int = 700) -> Shell:
    shell = Shell(asked.calls())
    shell.add_page("one", PlainPage)
    shell.add_page("two", OtherPage)
    shell.render_state(state())
    shell.open_page("one")
    shell.resize(width, height)
    shell.show()
    return shell


def plain_page(shell: Shell, page_id: str = "one") -> PlainPage:
    page = shell.page(page_id)
    assert isinstance(page, PlainPage)
    return page
