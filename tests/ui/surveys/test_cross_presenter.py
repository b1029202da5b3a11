"""The presenter of tables without a window: questions, axes, weights, what is kept, what is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bingo_planner.features.surveys.crosstab.model import Axis
from bingo_planner.features.surveys.crosstab.presenter import CrossPresenter
from bingo_planner.features.surveys.crosstab.printed import Measure
from bingo_planner.features.surveys.crosstab.reader import NO_WEIGHT
from bingo_planner.features.surveys.crosstab.state import CrossState, View
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.service import do_add, do_set
from bingo_planner.features.surveys.service_read import read_frame, read_survey, read_surveys
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk
from tests.support.polls import keep_poll, poll

Open = Callable[[Store, str], CrossPresenter]


@pytest.fixture
def polled(store: Store) -> str:
    """A store with a small poll; its survey."""
    return keep_poll(store, poll(scale=0.15))


@pytest.fixture
def opened(now_jobs: NowJobs, desk: PlainDesk) -> Open:
    def open_(store: Store, survey_id: str) -> CrossPresenter:
        shown: list[CrossState] = []

        def frame() -> FrameState:
            return FrameState(FiscalYear(2024), loading=False, data=read_frame(store), survey_id=survey_id)

        made = CrossPresenter(store, now_jobs, desk, lambda: made.render_frame(frame()), shown.append)
        made.render_frame(frame())
        return made

    return open_


def good_of(does: CrossPresenter) -> tuple[str, ...]:
    assert does.state.sheet is not None
    return does.state.sheet.good


def test_it_opens_with_a_question_by_town_and_age(store: Store, polled: str, opened: Open) -> None:
    state = opened(store, polled).state
    assert state.question == "q4"
    assert state.axes == (Axis(("q1",)), Axis(("q2",)))
    assert state.axes_words == "居住地・年代"
    assert state.weight_id == f"{polled}-w1"
    assert state.sheet is not None
    assert state.sheet.is_weighted
    heads = [one for one in state.questions if one.items]
    assert [(one.number, one.label, one.kind) for one in heads] == [
        ("Q5", "生活の満足度", "SA 18項目"),
        ("Q6", "生活の重要度", "SA 18項目"),
    ]
    assert all(one.is_folded for one in heads)


def test_a_question_of_a_matrix_unfolds_its_heading(store: Store, polled: str, opened: Open) -> None:
    does = opened(store, polled)
    does.chose_question("q5_5")
    assert any(one.key == "q5_5" for one in does.state.questions)
    assert does.state.printed is not None
    assert does.state.printed.title == "問5-5 公共交通（生活の満足度）"
    does.folded("group:q5")
    assert not any(one.is_item for one in does.state.questions)
    does.filtered("バス")
    assert [one.label for one in does.state.questions] == [
        "生活の満足度",
        "県境のバス",
        "生活の重要度",
        "県境のバス",
    ]
    does.chose_question("q12")
    assert does.state.question == "q5_5"
    does.stepped(1)
    assert does.state.question == "q5_6"


def test_axes_are_stacked_nested_and_kept(store: Store, polled: str, opened: Open, desk: PlainDesk) -> None:
    does = opened(store, polled)
    does.toggled_axis("q2")
    does.toggled_axis("sex")
    assert [axis.text for axis in does.state.axes] == ["q1", "sex"]
    does.nested("q1", "q1")
    assert [problem.code for problem in desk.problems] == ["survey.nest_same"]
    does.nested("q2", "sex")
    assert does.state.axes_words == "居住地・性別・年代 × 性別"
    assert not does.state.axes_kept
    does.asked_to_keep_axes()
    assert read_survey(store, polled).survey.axes == "q1|sex|q2*sex"
    assert opened(store, polled).state.axes_kept
    again = opened(store, polled)
    assert [axis.text for axis in again.state.axes] == ["q1", "sex", "q2*sex"]
    assert [one.text for one in again.state.choices if one.is_chosen] == ["q1", "sex", "q2*sex"]


def test_no_answer_and_the_good_side_are_kept_with_the_question(
    store: Store, polled: str, opened: Open
) -> None:
    does = opened(store, polled)
    does.chose_question("q5_1")
    before = does.state.sheet
    does.asked_to_drop_no_answer()
    after = does.state.sheet
    assert before is not None
    assert after is not None
    assert after.total.n < before.total.n
    assert does.state.drops_no_answer
    does.chose_good(["1"])
    assert good_of(does) == ("1",)
    does.chose_good([])
    assert good_of(does) == ()
    rows = {one.key: one for one in read_survey(store, polled).questions}
    assert (rows["q5_1"].positive, rows["q5_1"].no_answer) == ("-", "leave_out")
    does.chose_good(None)
    assert good_of(does) == ("1", "2")


def test_weights_and_measures_can_be_changed(store: Store, polled: str, opened: Open) -> None:
    does = opened(store, polled)
    does.chose_weight(NO_WEIGHT)
    assert does.state.sheet is not None
    assert not does.state.sheet.is_weighted
    does.chose_measure(Measure.BOTH)
    assert does.state.printed is not None
    assert does.state.printed.two_lines
    does.chose_question("q5_5")
    does.chose_view(View.TABLE)
    assert not does.state.printed.legend
    for what in ("published", "letters", "tests"):
        does.toggled(what)
    assert does.state.printed.tests
    does.chose_margins("simple")
    assert read_survey(store, polled).survey.margin_rule == "simple"
    assert any("単純無作為抽出の式" in note for note in does.state.printed.notes)


def test_the_cell_under_the_cursor_is_told_with_its_margin(store: Store, polled: str, opened: Open) -> None:
    does = opened(store, polled)
    does.chose_question("q5_5")
    does.moved("q1=1", "+good")
    assert does.state.told.startswith("福山市 ｜ 満足計 ")
    assert "（±" in does.state.told
    does.moved("q1=1", "3")
    assert "どちらともいえない" in does.state.told
    does.moved("q1=1", "+n")
    assert does.state.told == "福山市 ｜ n 177"
    does.chose_question("q9")
    does.moved("", "mean")
    assert does.state.told.startswith("圏域計 ｜ 平均 ")


def test_a_locked_survey_is_only_looked_at(
    store: Store, polled: str, now_jobs: NowJobs, desk: PlainDesk
) -> None:
    shown: list[CrossState] = []
    made = CrossPresenter(store, now_jobs, desk, lambda: None, shown.append)
    data = read_frame(store)
    made.render_frame(
        FrameState(FiscalYear(2024), loading=False, data=data, survey_id=polled, page_read_only=True)
    )
    made.asked_to_drop_no_answer()
    made.asked_to_keep_axes()
    assert not now_jobs.changes
    assert made.state.read_only


def test_an_empty_survey_has_nothing_to_tabulate(store: Store, opened: Open) -> None:
    do_add(store, "survey", {"name": "空", "fiscal_year": 2024})
    state = opened(store, read_surveys(store)[0].id).state
    assert not state.has_answers
    assert state.sheet is None
    assert not state.loading


def test_what_cannot_be_worked_out_is_told(store: Store, polled: str, opened: Open) -> None:
    rows = {one.key: one for one in read_survey(store, polled).questions}
    do_set(store, "survey_question", rows["q4"].id, {"group_key": ""})
    does = opened(store, polled)
    does.nested("q4", "q1")
    assert does.state.problem is not None
    assert does.state.problem.code == "survey.nested_many"
    does.toggled_axis("q4*q1")
    assert does.state.problem is None
