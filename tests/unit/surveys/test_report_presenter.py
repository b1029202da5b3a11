"""The tab of the report without a window: what is chosen becomes pages and files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from bingo_planner.features.surveys.frame import FrameData, FrameState
from bingo_planner.features.surveys.report.making import NO_WEIGHT
from bingo_planner.features.surveys.report.presenter import ReportPresenter
from bingo_planner.features.surveys.report.state import ReportState
from bingo_planner.features.surveys.service_read import read_survey, read_surveys
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk
from tests.support.polls import keep_poll, poll


class Shown:
    """The tab's presenter with what it showed."""

    def __init__(self, store: Store, jobs: NowJobs, desk: PlainDesk) -> None:
        self.store, self.states = store, list[ReportState]()
        self.does = ReportPresenter(store, jobs, desk, self.refresh, self.states.append)

    def refresh(self) -> None:
        """As the page does: read the surveys again."""
        surveys = read_surveys(self.store)
        data = FrameData(surveys)
        self.does.render_frame(
            FrameState(FiscalYear(2024), loading=False, data=data, survey_id=surveys[0].id)
        )

    def text(self) -> str:
        """The words of the pages."""
        reader = pypdf.PdfReader(BytesIO(self.does.state.pages.pdf))
        return "\n".join(page.extract_text() for page in reader.pages)


@pytest.fixture
def shown(store: Store, now_jobs: NowJobs, desk: PlainDesk) -> Shown:
    keep_poll(store, poll(scale=0.1))
    made = Shown(store, now_jobs, desk)
    made.refresh()
    return made


@pytest.fixture
def brief(shown: Shown) -> Shown:
    """The same with one question: enough where the number of pages is not the point."""
    shown.does.chose_all_questions(False)
    shown.does.toggled_question("q8")
    return shown


def keys(choices: object) -> list[str]:
    return [one.key for one in choices if one.is_chosen]  # type: ignore[attr-defined]  # choices of a state


def test_the_pages_are_there_at_once(shown: Shown) -> None:
    state = shown.does.state
    assert state.can_print
    assert len(state.pages.sizes) > 20
    assert keys(state.axes) == ["q1", "sex", "q2"]
    assert "q12" not in keys(state.questions), "free texts are no question of a table"
    assert "問5-1" in shown.text()


def test_questions_and_chapters_can_be_left_out(shown: Shown) -> None:
    shown.does.chose_all_questions(False)
    shown.does.toggled_question("q8")
    shown.does.toggled_piece("annex")
    text = shown.text()
    assert "問8" in text
    assert "問5-1" not in text
    assert "設問とコード表" not in text
    assert shown.does.selection[0].questions == ("q8",)


def test_without_questions_there_are_no_results(shown: Shown) -> None:
    shown.does.chose_all_questions(False)
    assert "調査の結果" not in shown.text()
    assert "調査の概要" in shown.text()


def test_axes_can_be_chosen_and_kept(brief: Shown, desk: PlainDesk) -> None:
    brief.does.toggled_axis("sex")
    brief.does.toggled_axis("q8")
    assert [axis.text for axis in brief.does.selection[0].axes or ()] == ["q1", "q2", "q8"]
    brief.does.asked_to_keep_axes()
    assert read_survey(brief.store, brief.does.state.survey_id).survey.axes == "q1|q2|q8"
    assert desk.said


def test_weights_can_be_left_out(brief: Shown) -> None:
    assert "補正後" in brief.text()
    brief.does.chose_weight(NO_WEIGHT)
    assert "補正後" not in brief.text()


def test_limits_and_formula_are_kept_with_the_survey(brief: Shown) -> None:
    brief.does.chose_limit("star_below", 50)
    brief.does.chose_margins("two_stage")
    survey = read_survey(brief.store, brief.does.state.survey_id).survey
    assert (survey.star_below, survey.margin_rule) == (50, "two_stage")
    assert brief.does.state.star_below == 50
    assert "層化二段抽出の標本誤差" in brief.text()


def test_switches(brief: Shown) -> None:
    before = len(brief.does.state.pages.sizes)
    brief.does.toggled("charts")
    assert len(brief.does.state.pages.sizes) < before
    brief.does.chose_layout("percent")
    assert "上段" not in brief.text()


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "csv"])
def test_files_are_written_where_the_user_says(
    brief: Shown, desk: PlainDesk, tmp_path: Path, kind: str
) -> None:
    desk.answer = target = tmp_path / f"報告書.{kind}"
    brief.does.asked_to_save(kind)
    assert target.stat().st_size > 1000
    assert desk.said
    if kind == "xlsx":
        assert "問8" in load_workbook(target).sheetnames


def test_a_survey_without_answers_has_no_pages(
    towns: Store, survey: str, now_jobs: NowJobs, desk: PlainDesk
) -> None:
    made = Shown(towns, now_jobs, desk)
    made.refresh()
    assert not made.does.state.has_answers
    assert not made.does.state.can_print
    made.does.asked_to_save("pdf")
    assert not desk.said


def test_a_fault_is_told_and_the_old_pages_stay(shown: Shown, desk: PlainDesk) -> None:
    pdf = shown.does.state.pages.pdf
    shown.does._not_built(PlanError("survey.lonely_sample"))
    assert shown.does.state.pages.pdf is pdf
    assert desk.problems
    shown.does._not_built(PlanError("report.cancelled"))
    assert len(desk.problems) == 1
