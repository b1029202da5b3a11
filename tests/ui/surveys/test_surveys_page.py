"""The page of surveys: picker, tabs, five states, keys; the design with its strata and the sample-size helper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bingo_planner.features.region.tables import Population, YearLock
from bingo_planner.features.surveys.design_view import DesignTab
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.service import do_add, do_set
from bingo_planner.features.surveys.service_read import read_survey, read_surveys
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.grid import CellState
from bingo_planner.ui.grid_delegate import CellEditor
from bingo_planner.ui.states import State
from bingo_planner.ui.theme import current
from tests.support.doubles import PlainDesk
from tests.ui.surveys.conftest import Make


def design(page: SurveysPage) -> DesignTab:
    tab = page.tab("design")
    assert isinstance(tab, DesignTab)
    return tab


def type_count(page: SurveysPage, row: int, key: str, text: str, end: Qt.Key = Qt.Key.Key_Tab) -> None:
    grid = design(page).grid
    grid.go_to((grid.cells.rows[row].key, key))
    grid.setFocus()
    QTest.keyClicks(grid, text[:1])
    editor = grid.findChildren(CellEditor)[-1]
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, end)


def test_an_empty_region_offers_a_first_survey(towns: Store, make: Make) -> None:
    page = make(towns)
    assert page.state_widget.state() is State.EMPTY
    assert not page.tab_row.isVisible()
    page.presenter.asked_to_add()
    assert page.state_widget.state() is State.CONTENT
    assert [one.survey.name for one in read_surveys(towns)] == ["（調査の名称）"]
    page.presenter.asked_to_add()
    assert {one.survey.name for one in read_surveys(towns)} == {"（調査の名称）", "（調査の名称） 2"}
    assert page.picker.isVisible()


def test_the_design_is_written_by_keyboard(towns: Store, survey: str, make: Make) -> None:
    page = make(towns)
    tab = design(page)
    next(one for one in page.actions() if one.id == "surveys.edit").run()
    assert page.side() is tab.form
    name = tab.form.focusWidget()
    assert name is not None
    QTest.keyClick(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(name, "R6 survey")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert read_survey(towns, survey).survey.name == "R6 survey"
    assert page.picker.accessibleName() == "調査 令和6年度 R6 survey"
    assert page.cancelled()
    assert page.side() is None


def test_what_cannot_be_is_told_beside_its_field(towns: Store, survey: str, make: Make) -> None:
    page = make(towns)
    tab = design(page)
    tab.presenter.asked_for_form()
    tab.presenter.edited("age_from", 120)
    assert "下限年齢" in tab.form.form.problem("age_from")
    tab.presenter.edited("age_from", 18)
    assert tab.form.form.problem("age_from") == ""
    assert read_survey(towns, survey).survey.age_from == 18


def test_strata_by_keyboard_with_rates_and_errors(towns: Store, survey: str, make: Make) -> None:
    page = make(towns)
    type_count(page, 0, "population", "390000")
    type_count(page, 0, "mailed", "1000")
    type_count(page, 0, "returned", "1001")
    grid = design(page).grid
    key = grid.cells.rows[0].key
    place = grid.cells.place_of((key, "returned"))
    assert place is not None
    assert grid.cells.cell(*place).state is CellState.INVALID
    assert read_survey(towns, survey).strata[0].returned is None
    type_count(page, 0, "returned", "430")
    type_count(page, 0, "valid", "425", Qt.Key.Key_Return)
    state = design(page).presenter.state
    assert state is not None
    line = state.lines[0]
    assert (line.need, line.letters) == (384, 960)
    assert line.error == pytest.approx(4.75, abs=0.01)
    assert grid.cells.text_at(0, [one.key for one in grid.cells.columns].index("rate") + 1) == "42.5"


def test_the_population_comes_from_a_source(towns: Store, survey: str, make: Make) -> None:
    with towns.change("people") as unit:
        for at, town in enumerate(("m34207", "m34462", "m33205"), start=1):
            for sex in "MF":
                for first in (0, 5, 10, 15, 20):
                    last = first + 4 if first < 20 else None
                    unit.add(
                        Population(
                            municipality_id=town,
                            series="census",
                            year=2020,
                            sex=sex,
                            age_from=first,
                            age_to=last,
                            persons=100 * at,
                        )
                    )
    do_set(towns, "survey", survey, {"age_from": 18})
    page = make(towns)
    tab = design(page)
    tab.presenter.chose_census("census:2020")
    state = tab.presenter.state
    assert state is not None
    assert [round(one.people.count) for one in state.lines if one.people] == [280, 560, 840], (
        "18, 19 of 15–19"
    )
    assert state.is_split
    assert "各歳同数" in tab.bar.note.words()
    tab.presenter.asked_for_populations()
    assert [one.population for one in read_survey(towns, survey).strata] == [280, 560, 840]
    tab.presenter.asked_for_letters()
    assert read_survey(towns, survey).strata[0].mailed == 280, "never more than there are people"


def test_a_past_year_can_only_be_read(towns: Store, survey: str, make: Make, desk: PlainDesk) -> None:
    do_add(towns, "survey", {"name": "前回調査", "fiscal_year": 2019})
    with towns.change("lock") as unit:
        unit.add(YearLock(fiscal_year=2019, reason="確定"))
    page = make(towns)
    assert page.presenter.state.survey_id == survey, "the newest one not after the year"
    desk.year = FiscalYear(2019)
    page.refresh()
    state = page.presenter.state
    assert (state.facts is not None and state.facts.survey.name, state.read_only) == ("前回調査", True)
    assert design(page).grid.cells.read_only
    page.presenter.asked_to_remove()
    assert len(read_surveys(towns)) == 2


def test_the_design_of_the_last_survey_is_copied(
    towns: Store, survey: str, make: Make, desk: PlainDesk
) -> None:
    page = make(towns)
    desk.year = FiscalYear(2025)
    page.refresh()
    page.presenter.asked_to_copy()
    facts = page.presenter.state.facts
    assert facts is not None
    assert (facts.survey.name, facts.survey.fiscal_year) == ("住民意識調査", 2025)
    page.presenter.asked_to_remove()
    assert [one.id for one in read_surveys(towns)] == [survey]


def test_a_problem_is_told_and_the_page_comes_back(
    towns: Store, survey: str, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bingo_planner.features.surveys import presenter

    def broken(_store: Store) -> object:
        raise PlanError("record.gone", kind="survey", id="x")

    with monkeypatch.context() as patch:
        patch.setattr(presenter, "read_frame", broken)
        page = make(towns)
        assert page.state_widget.state() is State.PROBLEM
    page.opened()
    assert page.state_widget.state() is State.CONTENT


def test_keys_do_not_clash_and_everything_has_a_name(towns: Store, survey: str, make: Make) -> None:
    page = make(towns)
    assert not clashes(page.actions())
    for action in page.actions():
        assert action.shortcut or action.reason_without_shortcut, action.id
    design(page).presenter.asked_for_form()
    set_language("en")
    make(towns)
    set_language("ja")
    assert not [one for one in missing() if one[0] == "surveys"]


def test_records_open_in_their_tab(towns: Store, survey: str, make: Make) -> None:
    page = make(towns)
    stratum = read_survey(towns, survey).strata[1].id
    page.open_record("survey_stratum", stratum)
    assert design(page).grid.current_key() == (stratum, "sampled")
    page.open_record("survey", survey)
    assert page.side() is not None


def test_what_a_tab_tells_of_its_selection_goes_and_comes_with_it(
    towns: Store, survey: str, make: Make
) -> None:
    page = make(towns)
    told: list[str] = []
    page.selection_told.connect(told.append)
    design(page).selection_told.emit("福山市 × 標本")
    assert told[-1] == "福山市 × 標本"
    page.presenter.chose_tab("import")
    assert told[-1] == ""
    design(page).selection_told.emit("三原市 × 標本")  # worked out anew behind the tab in front
    assert told[-1] == ""
    assert "三原市 × 標本" not in told
    page.presenter.chose_tab("design")
    assert "三原市 × 標本" in told


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_strata_fit_beside_the_form_and_at_150_percent(
    towns: Store, survey: str, make: Make, language: str
) -> None:
    set_language("en" if language == "en" else "ja")
    grid = design(make(towns)).grid
    now = current()
    needed = now.px(grid._title_fh) + sum(now.px(one.width_fh) for one in grid.cells.columns)
    assert needed <= 840  # 1366 px less navigation and form; 910 px less the rail and a scroll bar
