"""Free answers by keyboard: read, sorted with digits, taken back, a group with its rule, a quote that names nobody."""

from __future__ import annotations

from bingo_planner.features.surveys.freetext.freetext_view import TextTab
from bingo_planner.features.surveys.freetext.service import read_text
from bingo_planner.features.surveys.freetext.state import TextState
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.service_read import read_sheet
from bingo_planner.features.surveys.tabs import TABS
from bingo_planner.kernel.ids import stable_id
from tests.stories.hands import Planner

SURVEY = stable_id("sample", "sv-2024")


def _page(planner: Planner) -> SurveysPage:
    page = planner.program.shell.current_page()
    assert isinstance(page, SurveysPage)
    return page


def _tab(planner: Planner) -> TextTab:
    tab = _page(planner).tab("text")
    assert isinstance(tab, TextTab)
    return tab


def _state(planner: Planner) -> TextState:
    return _tab(planner).presenter.state()


def _chips(planner: Planner) -> list[tuple[str, str]]:
    """The groups of the answer being read."""
    reading = _state(planner).reading
    return [(chip.name, chip.by) for chip in reading.line.chips] if reading is not None else []


def _open(planner: Planner) -> None:
    planner.go("surveys")
    planner.wait_for(lambda: isinstance(planner.program.shell.current_page(), SurveysPage), "the page")
    planner.tab_to("ページの部分")
    page, place = _page(planner), [one.tab_id for one in TABS].index("text")
    while page.tabs.currentIndex() != place:
        planner.press("Right" if page.tabs.currentIndex() < place else "Left")
    planner.wait_for(lambda: bool(_state(planner).lines), "the answers")


def test_opinions_are_sorted_and_quoted(planner: Planner) -> None:
    _open(planner)
    before = read_sheet(planner.store, SURVEY).sheet.multiple("q12_kind").chosen.sum(axis=0)

    planner.press("F8")
    planner.wait_for(lambda: _state(planner).reading is not None, "an opinion that is not sorted")
    chosen = _state(planner).chosen
    planner.round_to("意見の一覧")
    planner.press("4")
    planner.wait_for(lambda: bool(read_text(planner.store, SURVEY).facts.codings[3:]), "the decision")
    assert _chips(planner) == [("車のない人の足", "hand")]
    after = read_sheet(planner.store, SURVEY).sheet.multiple("q12_kind").chosen.sum(axis=0)
    assert (after - before).tolist()[3] == 1
    assert (after - before).tolist()[-1] == -1
    planner.press("Ctrl+Z")
    planner.wait_for(lambda: _chips(planner) == [], "what was before")
    assert _state(planner).chosen == chosen, "the place in the list is kept"

    planner.press("Ctrl+F")
    planner.type("見本太郎")
    planner.wait_for(lambda: len(_state(planner).lines) == 1, "the answer that names somebody")
    planner.press("Down")
    planner.wait_for(lambda: len(_state(planner).chosen) == 1, "the answer")
    planner.press("Ctrl+B")
    planner.wait_for(lambda: _state(planner).side is not None, "its quote")
    side = _state(planner).side
    assert side is not None
    assert (
        side.values["text"]
        == "隣の〔氏名〕さんが車に乗せてくれますが、いつまでも頼れません。バスを残してください。"
    )
    assert "見本太郎" in side.original
    planner.press("Escape", "Escape")
    planner.wait_for(lambda: _state(planner).totals.listed == 312, "all answers")


def test_a_group_is_made_with_its_rule(planner: Planner) -> None:
    _open(planner)
    planner.press("Ctrl+Shift+G")
    planner.wait_for(lambda: _state(planner).side is not None, "the new group")
    planner.press("Ctrl+A")
    planner.type("若い人")
    planner.press("Tab")
    planner.type("若い かつ 働")
    planner.press("Tab")
    planner.wait_for(lambda: any(one.rules == "若い かつ 働" for one in _state(planner).groups), "the rule")
    line = next(one for one in _state(planner).groups if one.name == "若い人")
    assert line.opinions > 0
    planner.press("Escape")
    assert "若い人" in [
        one.label for one in read_sheet(planner.store, SURVEY).codebook.question("q12_kind").options
    ]
