"""What there is to see: every page with its tabs and first record, and the dialogs beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QApplication, QDialog, QTabBar

from bingo_planner.app.beside import show_backups, show_bin, show_history, show_preferences
from bingo_planner.app.neighbour import meet_neighbour
from bingo_planner.app.pages import PAGES, PageRecord
from bingo_planner.app.program import Program
from bingo_planner.features.copies.page import CopiesPage
from bingo_planner.features.surveys.import_view import ImportTab
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.kernel.files import database_folder
from bingo_planner.store.store import Store
from bingo_planner.ui.segmented import Segmented

Scene = tuple[str, Callable[[], None]]
_SEGMENTED = frozenset({"placements", "pictures"})
"""Pages whose segments show something else, not the same in another way."""


def scenes(program: Program) -> Iterator[Scene]:
    """(name, how to show it), one after another; each leaves the window as the next one needs it."""
    for record in PAGES:
        if record.page_id == "copies":
            yield from _before_meeting(program, record)
        yield record.page_id, partial(_open, program, record)
        if record.page_id == "copies":
            yield from _decisions(program)
        yield from _tabs(program, record.page_id)
        yield from _segments(program, record.page_id)
        if record.page_id == "surveys":
            yield from _tables(program)
            yield from _free_answers(program)
            yield from _file_steps(program)
        if record.kinds:
            yield f"{record.page_id}-record", partial(_open_first, program, record)
            yield from _tabs(program, f"{record.page_id}-record")
    yield "palette", partial(_palette, program)
    yield "preferences", partial(_dialog, program, partial(show_preferences, program))
    yield "help", partial(_dialog, program, partial(program.open_help, "index"))
    yield "history", partial(_dialog, program, partial(_history, program))
    yield "bin", partial(_dialog, program, partial(show_bin, program))
    yield "backups", partial(_dialog, program, partial(show_backups, program))
    yield "profile", partial(_dialog, program, program.ask_profile)


def close_dialogs() -> None:
    """Dialogs of the scene before."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def _open(program: Program, record: PageRecord) -> None:
    close_dialogs()
    program.shell.open_page(record.page_id)


def _tabs(program: Program, name: str) -> Iterator[Scene]:
    # The page is looked at only now, when it is open: its tabs are known then.
    page = program.shell.current_page()
    bars = [bar for bar in page.findChildren(QTabBar) if bar.isVisible()] if page is not None else []
    for bar in bars[:1]:
        for place in range(1, bar.count()):
            yield f"{name}-tab{place + 1}", partial(bar.setCurrentIndex, place)


def _segments(program: Program, name: str) -> Iterator[Scene]:
    """The views of pages that change with segments instead of tabs."""
    page = program.shell.current_page()
    if page is None or name not in _SEGMENTED:
        return
    for choice in page.findChildren(Segmented)[:1]:
        first, *others = choice.keys()
        for key in others:
            yield f"{name}-{key}", partial(choice.chosen.emit, key)
        choice.chosen.emit(first)


def _tables(program: Program) -> Iterator[Scene]:
    """The views of a cross table, and the links of a trend."""
    page = program.shell.current_page()
    if not isinstance(page, SurveysPage):
        return
    for view in ("table", "bars", "panels", "bands"):
        yield f"surveys-tables-{view}", partial(_show_table, page, view)
    yield "surveys-trend-links", partial(_show_links, page)


def _show_table(page: SurveysPage, view: str) -> None:
    page.presenter.chose_tab("tables")
    choice = page.tab("tables").findChild(Segmented, "cross_views")
    if choice is not None:
        choice.set_key(view)
        choice.chosen.emit(view)


def _show_links(page: SurveysPage) -> None:
    page.presenter.chose_tab("trend")
    next(one for one in page.actions() if one.id == "trends.links").run()


def _free_answers(program: Program) -> Iterator[Scene]:
    """The parts beside the list of free answers."""
    page = program.shell.current_page()
    if not isinstance(page, SurveysPage):
        return
    for part in ("words", "network", "groups", "quotes", "texts"):
        yield f"surveys-text-{part}", partial(_show_free_answers, page, part)
    page.presenter.chose_tab("design")


def _show_free_answers(page: SurveysPage, part: str) -> None:
    page.presenter.chose_tab("text")
    choice = page.tab("text").findChild(Segmented, "text_views")
    if choice is not None:
        choice.set_key(part)
        choice.chosen.emit(part)


def _file_steps(program: Program) -> Iterator[Scene]:
    """The sample's file of answers on its way in: one picture a step, nothing taken in."""
    page = program.shell.current_page()
    if not isinstance(page, SurveysPage) or page.presenter.state.facts is None:
        return
    page.presenter.chose_tab("import")
    tab = page.tab("import")
    if not isinstance(tab, ImportTab):
        return
    files = sorted((database_folder("sample") / "answers").glob("*2024_*"), key=lambda one: one.suffix)
    yield "surveys-file", partial(tab.presenter.files_came, files)
    for step in ("columns", "questions", "checks"):
        yield f"surveys-file-{step}", partial(tab.presenter.stepped, 1)
    tab.presenter.gave_up()
    page.presenter.chose_tab("design")


def _before_meeting(program: Program, record: PageRecord) -> Iterator[Scene]:
    """A copy that never met another, and the fields of the meeting place; then a neighbour meets it."""
    yield "copies-alone", partial(_open, program, record)
    page = program.shell.current_page()
    if isinstance(page, CopiesPage):
        yield "copies-place", page.presenter.set_up
        page.presenter.left_set_up()
        meet_neighbour(program)
        page.refresh()
        program.read_frame()


def _decisions(program: Program) -> Iterator[Scene]:
    """Every kind of entry in the inbox."""
    page = program.shell.current_page()
    if not isinstance(page, CopiesPage):
        return
    for line in page.presenter.state.lines:
        name = line.what if line.is_open else "decided"
        yield f"copies-{name}", partial(page.presenter.chose_line, line.item_id)


def first_record(store: Store, kind: str) -> str | None:
    """The id of some record of a kind."""
    with store.read() as session:
        found = session.connection().exec_driver_sql(
            f'SELECT id FROM "{kind}" WHERE is_deleted = 0 ORDER BY rowid LIMIT 1'
        )
        return found.scalar()


def _open_first(program: Program, record: PageRecord) -> None:
    store = program.store
    if store is None:
        return
    found = first_record(store, record.kinds[0])
    if found is not None:
        program.desk.go(record.kinds[0], found)


def _palette(program: Program) -> None:
    program.shell.open_page(PAGES[0].page_id)
    program.shell.open_palette()
    program.shell.palette_box.field.setText(
        "病児" if program.store and program.store.search("病児", 1) else "a"
    )


def _dialog(program: Program, show: Callable[[], None]) -> None:
    program.shell.palette_box.leave()
    close_dialogs()
    show()


def _history(program: Program) -> None:
    found = first_record(program.store, "project") if program.store is not None else None
    if found is not None:
        show_history(program, "project", found)
