"""The program as a whole: opening, another file, going back to a backup, language, years, profile, search."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from bingo_planner.app.beside import go_back, make_backup_now, show_preferences
from bingo_planner.app.finding import places
from bingo_planner.app.pages import PAGES
from bingo_planner.app.program import Program
from bingo_planner.cli.home import keep_profile, user_profile, user_settings
from bingo_planner.cli.sample import profile
from bingo_planner.features.staff.tables import Person
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.tabs import TABS
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.i18n import language
from bingo_planner.kernel.profile import Profile
from bingo_planner.store import backup
from bingo_planner.store.home import Home
from bingo_planner.store.store import live
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.crash import CrashDialog
from bingo_planner.ui.profile_dialog import ProfileDialog
from bingo_planner.ui.shellmodel import Hit
from bingo_planner.ui.states import State
from bingo_planner.ui.theme import Theme, apply

Start = Callable[..., Program]


def wait(program: Program, until: Callable[[], bool] = lambda: True) -> None:
    """Turn the event loop until nothing is under way and `until` holds."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        QApplication.processEvents()
        if program.jobs.idle() and until():
            QApplication.processEvents()
            if program.jobs.idle():
                return
        time.sleep(0.002)
    raise AssertionError("the program did not come to rest")


@pytest.fixture
def start(qapp: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[Start]:
    """Start a program on a copy of the sample; all are ended after the test."""
    apply(qapp, Theme())
    running: list[Program] = []

    def go(known: bool = True, name: str = "r.bingo") -> Program:
        home = Home(tmp_path / "home")
        path = tmp_path / name
        if not path.exists():
            shutil.copy(sample_file, path)
        settings = user_settings(home)
        if known:
            keep_profile(settings, profile())
        program = Program(qapp, home, settings, path)
        running.append(program)
        program.begin()
        wait(program, lambda: program.store is not None)
        return program

    yield go
    for program in running:
        for widget in qapp.topLevelWidgets():
            if isinstance(widget, QDialog):
                widget.reject()
        program.end()
        program.shell.close()
        program.shell.deleteLater()
        program.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()


def shown(program: Program) -> str:
    page = program.shell.current_page()
    return page.page_id if page is not None else ""


def names(program: Program) -> set[str]:
    assert program.store is not None
    with program.store.read() as session:
        return {person.name for person in live(session, Person)}


def test_it_opens_on_the_overview_of_the_year_the_sample_plays(start: Start) -> None:
    program = start()
    assert shown(program) == "overview"
    assert program.desk.year == FiscalYear(2024)
    assert program.shell.windowTitle() == "令和6年度　備後圏域 ― 広域連携プランナー"


def test_the_first_start_asks_who_sits_here_and_signs_with_it(start: Start, qapp: QApplication) -> None:
    program = start(known=False)
    dialogs = [widget for widget in qapp.topLevelWidgets() if isinstance(widget, ProfileDialog)]
    assert len(dialogs) == 1
    program.take_profile(Profile("試行 さくら", "主査", "33205", "笠岡市"))
    assert user_profile(program.settings) == Profile("試行 さくら", "主査", "33205", "笠岡市")
    assert program.store is not None
    with program.store.change("x") as unit:
        person = unit.add(Person(name="新しい 人"))
    entry = program.store.last_change("person", person.id)
    assert entry is not None
    assert entry.author.body == "笠岡市"


def test_undo_is_named_and_told(start: Start) -> None:
    program = start()
    store = program.store
    assert store is not None

    def work() -> object:
        with store.change("担当者の追加") as unit:
            unit.add(Person(name="新しい 人"))
        return unit.changes

    program.runner.change(work)  # type: ignore[arg-type]  # the change's own result
    wait(program)
    state = program.shell.state()
    assert state is not None
    assert state.undo == "担当者の追加"
    program.undo()
    wait(program)
    assert "新しい 人" not in names(program)
    state = program.shell.state()
    assert state is not None
    assert state.redo == "担当者の追加"


def test_going_back_to_a_backup_keeps_the_present_state(start: Start) -> None:
    program = start()
    make_backup_now(program)
    wait(program)
    assert program.store is not None
    copy = next(c for c in backup.listed(program.store.path, program.home.backups) if c.why == "manual")
    with program.store.change("later") as unit:
        unit.add(Person(name="後から 来た人"))
    time.sleep(1.1)  # the names of backups tell seconds
    go_back(program, copy)
    wait(program, lambda: program.store is not None and shown(program) == "overview")
    assert "後から 来た人" not in names(program)
    assert program.store is not None
    whys = {c.why for c in backup.listed(program.store.path, program.home.backups)}
    assert "restore" in whys


def test_another_file_opens_in_the_same_window(start: Start, sample_file: Path, tmp_path: Path) -> None:
    program = start()
    shutil.copy(sample_file, tmp_path / "other.bingo")
    program.open_other(tmp_path / "other.bingo")
    wait(program, lambda: program.store is not None and program.store.path.name == "other.bingo")
    assert shown(program) == "overview"
    assert program.settings.text("file.last").endswith("other.bingo")


def test_a_file_that_cannot_be_opened_leaves_the_reason(start: Start, tmp_path: Path) -> None:
    program = start()
    (tmp_path / "strange.bingo").write_bytes(b"no database at all, just words" * 50)
    program.open_other(tmp_path / "strange.bingo")
    wait(program)
    assert program.store is None
    assert shown(program) == "first"


def test_a_fault_while_opening_leaves_a_page_that_can_try_again(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start()

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("bingo_planner.app.program.open_file", broken)
    program.open_other(tmp_path / "other.bingo")
    wait(
        program,
        lambda: (
            shown(program) == "first" and program.shell.page("first").state_widget.state() is State.PROBLEM
        ),
    )
    (dialog,) = program.shell.findChildren(CrashDialog)
    assert "RuntimeError" in dialog.report.toPlainText()
    dialog.close()


def test_language_changes_at_once(start: Start) -> None:
    program = start()
    show_preferences(program)
    program.settings.set("language.interface", "en")
    from bingo_planner.app.look import take_language

    take_language(program.settings)
    program.speak_anew()
    wait(program)
    assert language() == "en"
    assert shown(program) == "overview"
    state = program.shell.state()
    assert state is not None
    assert [item.text for item in state.navigation][:2] == ["Overview", "Joint projects"]


def test_year_and_style_are_kept(start: Start) -> None:
    program = start()
    program.choose_year(FiscalYear(2023))
    program.choose_style(DateStyle.WESTERN)
    wait(program)
    assert program.desk.read_only
    assert program.settings.number("window.year") == 2023
    assert program.settings.text("language.years") == "western"
    assert program.shell.windowTitle().startswith("2023年度")


def test_search_finds_by_half_width_kana_and_opens_the_record(start: Start) -> None:
    program = start()
    found: list[Hit] = []
    program.shell.calls.search("ﾋﾞｮｳｼﾞ ﾋﾞｮｳｺﾞｼﾞ", found.extend)
    wait(program)
    project = next(hit for hit in found if hit.kind == "project")
    program.shell.calls.open_hit(project)
    wait(program)
    assert shown(program) == "projects"


def test_hits_are_marked_where_they_stand() -> None:
    assert places("髙橋 一郎", "高橋") == ((0, 2),)
    assert places("カタカナ", "ｶﾅ") == ((2, 2),)
    assert places("カタカナ", "ﾅｶ") == ()
    assert places("3-A-02 病児", "病児 02") == ((4, 2), (7, 2))


def test_no_key_is_given_twice_on_any_page(start: Start) -> None:
    program = start()
    for page in PAGES:
        program.shell.open_page(page.page_id)
        wait(program)
        assert clashes(program.shell.all_actions()) == [], page.page_id


def test_no_key_is_given_twice_on_any_tab_of_surveys(start: Start) -> None:
    program = start()
    program.shell.open_page("surveys")
    wait(program)
    page = program.shell.current_page()
    assert isinstance(page, SurveysPage)
    for tab in TABS:
        page.presenter.chose_tab(tab.tab_id)
        wait(program)
        assert clashes(program.shell.all_actions()) == [], tab.tab_id
