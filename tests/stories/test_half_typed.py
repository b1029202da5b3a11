"""F9 in the middle of a word: what came is on the page, the half-typed words stay, and neither is lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bingo_planner.cli.home import keep_profile, user_settings
from bingo_planner.features.projects.kpi_view import KpiGrid
from bingo_planner.features.projects.page import ProjectsPage
from bingo_planner.features.projects.tables import Kpi, Project
from bingo_planner.features.vision.editor_view import SectionEditor
from bingo_planner.features.vision.outline_view import OutlineList
from bingo_planner.features.vision.tables import Vision, VisionEdition, VisionSection
from bingo_planner.store.store import Store
from bingo_planner.sync.conflicts import read_conflicts
from bingo_planner.sync.model import Conflict
from bingo_planner.ui.fields import FieldWidget
from bingo_planner.ui.grid_delegate import CellEditor
from tests.stories.hands import Planner
from tests.support.towns import DRAFT, DRAFT_ID, FUKUYAMA, KASAOKA, PROJECT, Town, draft, figure, towns


@pytest.fixture
def pair(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Planner, Town]]:
    """A planner at her window, and a colleague elsewhere who has sent nothing new yet."""
    with towns(tmp_path, FUKUYAMA, KASAOKA) as (here, there):
        with here.store.change("素案") as unit:
            unit.add(Vision(id="3" * 32, title="備後圏域ビジョン"))
            unit.add(VisionEdition(id="4" * 32, vision_id="3" * 32, name="素案", fiscal_year=2024))
            unit.set(VisionSection, DRAFT_ID, edition_id="4" * 32)
        here.meet()
        there.meet()
        here.store.close()
        settings = user_settings(here.home)
        keep_profile(settings, FUKUYAMA)
        settings.set("keep.folder", str(tmp_path))
        planner = Planner(here.home, tmp_path / "copy0.bingo")
        yield planner, there
        planner.shut()


def sync(planner: Planner) -> None:
    """F9, as the planner presses it in the middle of a word; until the page shows what came."""
    meetings = planner.program.meetings
    assert meetings is not None
    meetings.meet()
    planner.wait_for(lambda: not meetings.is_busy, "the end of the meeting")
    planner.settle()


def project(planner: Planner) -> ProjectsPage:
    planner.program.shell.open_record("projects", "project", PROJECT)
    planner.wait_for(planner._has_read, "the project")
    planner.settle()
    page = planner.program.shell.current_page()
    assert isinstance(page, ProjectsPage)
    return page


def project_sheet(planner: Planner) -> ProjectsPage:
    page = project(planner)
    page.project.tab_chosen("sheet")
    planner.settle()
    return page


def field(page: QWidget, key: str) -> FieldWidget:
    found = [one for one in page.findChildren(FieldWidget) if one.objectName() == key and one.isVisible()]
    assert found, key
    return found[0]


def both(store: Store, name: str) -> set[object]:
    """The values that stand side by side in a field."""
    found = [one for one in read_conflicts(store) if isinstance(one, Conflict) and one.item.field == name]
    return {version.value for conflict in found for version in conflict.versions}


def rename(store: Store, name: str) -> None:
    with store.change("名称") as unit:
        unit.set(Project, PROJECT, name=name)


def test_a_line(pair: tuple[Planner, Town]) -> None:
    planner, there = pair
    page = project_sheet(planner)
    name = field(page, "name")
    name.setFocus()
    planner.type("の見直し")
    half = planner.focus()
    assert isinstance(half, QLineEdit)
    typed = half.text()
    rename(there.store, "病児保育の広域利用（新）")
    there.meet()
    sync(planner)
    assert planner.focus() is half
    assert half.text() == typed
    planner.press("Tab")
    assert both(planner.store, "name") == {typed, "病児保育の広域利用（新）"}


def test_a_line_given_up_shows_what_came(pair: tuple[Planner, Town]) -> None:
    planner, there = pair
    name = field(project_sheet(planner), "name")
    name.setFocus()
    planner.type("x")
    half = planner.focus()
    assert isinstance(half, QLineEdit)
    rename(there.store, "新しい名称")
    there.meet()
    sync(planner)
    planner.press("Escape")
    assert half.text() == "新しい名称"
    # Typed over what is on the screen now: nothing is left to decide.
    planner.type("2")
    planner.press("Tab")
    assert both(planner.store, "name") == set()
    with planner.store.read() as session:
        assert session.get_one(Project, PROJECT).name in ("新しい名称2", "2新しい名称")


def test_a_candidate_of_the_input_method(pair: tuple[Planner, Town]) -> None:
    planner, there = pair
    name = field(project_sheet(planner), "name")
    name.setFocus()
    target = planner.focus()
    assert isinstance(target, QLineEdit)
    QApplication.sendEvent(target, QInputMethodEvent("みなお", []))
    rename(there.store, "新しい名称")
    there.meet()
    sync(planner)
    assert "新しい" not in target.text(), "the candidate would stand in another name"
    done = QInputMethodEvent("", [])
    done.setCommitString("見直し")
    QApplication.sendEvent(target, done)
    planner.press("Tab")
    assert len(both(planner.store, "name")) == 2


def test_several_lines(pair: tuple[Planner, Town]) -> None:
    planner, there = pair
    outline = field(project_sheet(planner), "outline")
    outline.setFocus()
    planner.press("Ctrl+End")
    planner.type("ABC")
    with there.store.change("概要") as unit:
        unit.set(Project, PROJECT, outline="別の概要。")
    there.meet()
    sync(planner)
    planner.press("Ctrl+Return")
    assert both(planner.store, "outline") == {DRAFT + "ABC", "別の概要。"}


@pytest.mark.parametrize("more", [False, True], ids=["same rows", "other rows"])
def test_a_cell_of_a_grid(pair: tuple[Planner, Town], more: bool) -> None:
    planner, there = pair
    grid = _kpis(planner)
    kpi, year = _go_to_figure(grid)
    planner.type("135")
    editor = grid.findChild(CellEditor)
    assert editor is not None
    figure(there.store, 1, 1310)
    if more:
        with there.store.change("指標") as unit:
            unit.add(Kpi(project_id=PROJECT, name="新しい指標", level="project", unit="件"))
    there.meet()
    sync(planner)
    assert grid.findChild(CellEditor) is editor
    assert editor.text() == "135"
    planner.type("0")
    planner.press("Return")
    assert both(planner.store, "value") == {"1310", "1350"}
    assert len([row for row in grid.cells.rows if row.kind == "entry"]) >= (7 if more else 6)
    assert grid.cells.cell(*_place(grid, kpi, year)).value == Decimal(1350)


def _kpis(planner: Planner) -> KpiGrid:
    page = project(planner)
    page.project.tab_chosen("kpis")
    planner.settle()
    grid = page.findChild(KpiGrid, "kpis")
    assert grid is not None
    return grid


def _place(grid: KpiGrid, row: str, column: str) -> tuple[int, int]:
    found = grid.cells.place_of((row, column))
    assert found is not None
    return found


def _go_to_figure(grid: KpiGrid) -> tuple[str, str]:
    """The cell that shows 1201."""
    for row in range(len(grid.cells.rows)):
        for column in range(1, len(grid.cells.columns) + 1):
            if grid.cells.rows[row].kind == "entry" and grid.cells.cell(row, column).value == Decimal(1201):
                key = grid.cells.key_at(row, column)
                assert grid.go_to(key)
                grid.setFocus()
                return key
    raise AssertionError("the figure is not there")


def test_the_text_of_a_section(pair: tuple[Planner, Town]) -> None:
    planner, there = pair
    planner.go("vision")
    planner.wait_for(lambda: bool(_editor(planner).section()), "the section")
    editor = _editor(planner)
    editor.setFocus()
    planner.press("Ctrl+End")
    QTest.keyClicks(editor, "ABC")
    assert editor.is_dirty()
    draft(there.store, DRAFT + "笠岡市の追記。")
    there.meet()
    sync(planner)
    QTest.keyClicks(editor, "DEF")
    assert editor.body() == DRAFT + "ABCDEF"
    editor.flush()
    planner.settle()
    found = both(planner.store, "body")
    assert DRAFT + "笠岡市の追記。" in found
    assert any(str(one).startswith(DRAFT + "ABC") for one in found)


def test_the_heading_of_a_section(pair: tuple[Planner, Town]) -> None:
    planner, there = pair
    planner.go("vision")
    planner.wait_for(lambda: bool(_editor(planner).section()), "the section")
    page = planner.program.shell.current_page()
    assert page is not None
    heading = page.findChild(QLineEdit, "visionHeading")
    assert heading is not None
    heading.setFocus()
    planner.type("2")
    _retitle(there, "病児・病後児保育")
    sync(planner)
    planner.press("Return")
    assert both(planner.store, "title") == {"病児保育2", "病児・病後児保育"}


# Qt asks an editor once more that has just told what was typed.
@pytest.mark.qt_log_ignore("commitData called with an editor", extend=True)
def test_a_heading_in_the_outline(pair: tuple[Planner, Town]) -> None:
    planner, there = pair
    planner.go("vision")
    planner.wait_for(lambda: bool(_editor(planner).section()), "the section")
    page = planner.program.shell.current_page()
    assert page is not None
    outline = page.findChild(OutlineList)
    assert outline is not None
    outline.setFocus()
    outline.rename_current()
    planner.type("要約")
    half = planner.focus()
    assert isinstance(half, QLineEdit)
    _retitle(there, "病児・病後児保育")
    sync(planner)
    assert planner.focus() is half
    assert half.text() == "要約"
    planner.press("Return")
    assert both(planner.store, "title") == {"要約", "病児・病後児保育"}
    assert outline.currentItem().text() == "要約"


def _retitle(there: Town, title: str) -> None:
    with there.store.change("見出し") as unit:
        unit.set(VisionSection, DRAFT_ID, title=title)
    there.meet()


def _editor(planner: Planner) -> SectionEditor:
    page = planner.program.shell.current_page()
    assert page is not None
    found = page.findChild(SectionEditor)
    assert found is not None
    return found
