"""The tab of weights by keyboard: chosen, seen, kept, changed, merged; what is missing is told in its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.service_import import do_import
from bingo_planner.features.surveys.service_read import read_sheet, read_survey
from bingo_planner.features.surveys.weight_view import WeightTab
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from tests.support.doubles import PlainDesk
from tests.ui.surveys.conftest import Make
from tests.unit.surveys.files import read, sheet
from tests.unit.surveys.test_survey_weighting import answers
from tests.unit.surveys.test_survey_weighting import peopled as peopled


def tab_of(page: SurveysPage) -> WeightTab:
    page.presenter.chose_tab("weight")
    tab = page.tab("weight")
    assert isinstance(tab, WeightTab)
    return tab


def run(page: SurveysPage, action: str) -> None:
    found = next(one for one in page.actions() if one.id == action)
    assert found.enabled()
    found.run()


@pytest.fixture
def weighed(towns: Store, peopled: str) -> str:
    do_import(towns, peopled, read(sheet(answers())))
    return peopled


def test_weights_are_seen_at_once_and_kept(towns: Store, weighed: str, make: Make, desk: PlainDesk) -> None:
    page = make(towns)
    tab = tab_of(page)
    assert "デザイン効果" in tab.report.words()
    assert "2票" in tab.note.words()
    assert {one.margin for one in tab.table.rows_model.rows} == {"居住地", "性別", "年代"}
    run(page, "surveys.keep_weights")
    assert read_sheet(towns, weighed).weights is not None
    assert desk.said == ["これから「市町・性別・年代（レイキング）」で重みを付けて集計します。"]
    tab.presenter.chose_method("cell")
    assert {one.margin for one in tab.table.rows_model.rows} == {"居住地×性別×年代"}
    assert not tab.bar.margins.isVisible()
    run(page, "surveys.keep_weights")
    first, second = read_survey(towns, weighed).weights
    assert read_survey(towns, weighed).survey.weight_id == second.id
    tab.kept.select_row(first.id)
    tab.kept.setFocus()
    QTest.keyClick(tab.kept, Qt.Key.Key_Return)
    assert read_survey(towns, weighed).survey.weight_id == first.id
    run(page, "surveys.no_weights")
    assert read_sheet(towns, weighed).weights is None
    tab.kept.select_row(second.id)
    run(page, "surveys.remove_weights")
    assert [one.id for one in read_survey(towns, weighed).weights] == [first.id]


def test_empty_categories_are_put_together_in_one_key(towns: Store, peopled: str, make: Make) -> None:
    do_import(towns, peopled, read(sheet(answers(young_of_sera=False))))
    page = make(towns)
    tab = tab_of(page)
    tab.presenter.chose_method("cell")
    assert "世羅町 男性 18～39歳" in tab.problem.words()
    assert tab.merge.isVisible()
    assert not next(one for one in page.actions() if one.id == "surveys.keep_weights").enabled()
    run(page, "surveys.merge")
    assert not tab.trouble.isVisible()
    assert "＋" in tab.note.words()
    tab.presenter.chose_trim("0.5-2")
    assert "上限・下限" in tab.note.words()


def test_what_is_missing_is_chosen_above(towns: Store, weighed: str, make: Make) -> None:
    tab = tab_of(make(towns))
    tab.presenter.chose_question("sex", "")
    assert "性別" in tab.problem.words()
    own = next(one.id for one in read_survey(towns, weighed).questions if one.key == "q2")
    tab.presenter.chose_question("sex", own)
    assert not tab.trouble.isVisible()
    assert "q2 性別" in tab.bar.roles["sex"].accessibleName()  # type: ignore[index]  # a role is its word
    tab.presenter.chose_census(":")
    assert "人口の出典" in tab.problem.words()
    tab.presenter.chose_census("census:2020")
    assert not tab.trouble.isVisible()


def test_without_answers_there_is_nothing_to_weight(towns: Store, survey: str, make: Make) -> None:
    tab = tab_of(make(towns))
    assert "回答がまだありません" in tab.problem.words()
    assert not tab.table.isVisible()


def test_keys_and_words(towns: Store, weighed: str, make: Make) -> None:
    page = make(towns)
    tab_of(page)
    assert not clashes(page.actions())
    set_language("en")
    english = tab_of(make(towns))
    english.presenter.asked_to_keep()
    assert "effective answers" in english.report.words()
    set_language("ja")
    assert not [one for one in missing() if one[0] == "surveys"]
