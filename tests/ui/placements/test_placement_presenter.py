"""Intents in, whole states out; no Qt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bingo_planner.features.usage.placement_model import Step
from bingo_planner.features.usage.placement_state import OPEN
from bingo_planner.kernel.dates import FiscalYear
from tests.ui.placements.conftest import Laid, Watched


def _numbers(watched: Watched) -> list[str]:
    return [row.case.number for row in watched.state.rows]


def test_cases_stand_in_the_written_order(watched: Watched) -> None:
    assert _numbers(watched) == ["府-0002", "府-0001", "竹-0001"], "里帰り first, then by day of application"
    assert (watched.state.running, watched.state.waiting, watched.state.total) == (1, 2, 3)


def test_filters_narrow_and_clear(watched: Watched, laid: Laid) -> None:
    watched.does.picked("state", OPEN)
    assert _numbers(watched) == ["府-0002", "竹-0001"]
    watched.does.picked("host", laid.region.fukuyama)
    assert _numbers(watched) == ["府-0002"]
    watched.does.filtered("通勤")
    assert _numbers(watched) == []
    assert watched.does.cleared()
    assert not watched.does.cleared()
    assert len(_numbers(watched)) == 3


def test_the_case_tells_what_may_come_next(watched: Watched, laid: Laid) -> None:
    watched.does.entered(laid.sent)
    assert list(watched.side.steps) == [Step.ACCEPT, Step.REFUSE, Step.WITHDRAW]
    watched.does.stepped(Step.ACCEPT)
    assert list(watched.side.steps) == [Step.CONTRACT, Step.WITHDRAW], "the nursery is private"
    watched.does.went_back()
    assert watched.side.steps[0] is Step.ACCEPT


def test_a_refused_step_is_said_beside_its_fields(watched: Watched, laid: Laid) -> None:
    watched.does.entered(laid.new)
    watched.does.stepped(Step.REVIEW)
    watched.does.stepped(Step.CONSULT)
    assert set(watched.side.problems) == {"facility_id", "age_id", "reason_id", "wanted"}
    assert any(state.side and state.side.focus == "facility_id" for state in watched.shown)
    watched.does.edited("wanted", (date(2024, 9, 1), None))
    assert "wanted" not in watched.side.problems


def test_a_new_case_opens_with_the_body_of_the_desk(watched: Watched, laid: Laid) -> None:
    watched.does.asked_to_add()
    case = watched.side.row.case
    assert (case.home_id, case.number) == (laid.region.fukuyama, "福-0001")
    watched.does.edited("facility_id", laid.region.private)
    assert "福山市" in watched.side.problems["facility_id"]
    assert watched.side.values["facility_id"] == laid.region.private, "what was chosen stays to be seen"


def test_year_end_and_the_next_year(watched: Watched, laid: Laid) -> None:
    watched.does.viewed("ending")
    assert _numbers(watched) == ["府-0001"]
    watched.does.asked_again([laid.used])
    assert watched.state.rows[0].again == "府-0003"
    watched.does.asked_again([laid.used])
    assert watched.desk.problems[-1].code == "placement.again"
    watched.desk.year = FiscalYear(2025)
    watched.does.viewed("list")
    watched.does.opened()
    assert _numbers(watched) == ["府-0003"]


def test_the_count_stands_beside_the_reported_figures(watched: Watched) -> None:
    watched.does.viewed("count")
    assert [row.kind for row in watched.state.counts] == ["sum", "reported"]
    assert watched.state.side is None


def test_a_settled_year_takes_no_intent(watched: Watched, laid: Laid) -> None:
    watched.desk.read_only = True
    before = len(watched.jobs.changes)
    watched.does.entered(laid.new)
    watched.does.stepped(Step.REVIEW)
    watched.does.edited("remark", "x")
    watched.does.asked_to_add()
    watched.does.asked_to_remove()
    assert len(watched.jobs.changes) == before


def test_the_bin_and_back(watched: Watched, laid: Laid) -> None:
    watched.does.chose(laid.new)
    watched.does.asked_to_remove()
    assert "竹-0001" in watched.desk.said[-1]
    assert len(watched.state.rows) == 2


def test_went_to_opens_the_case(watched: Watched, laid: Laid) -> None:
    watched.does.picked("state", "ended")
    watched.does.went_to("placement", laid.sent)
    assert watched.side.row.case.number == "府-0002"


@pytest.mark.parametrize("is_answer", [False, True])
def test_papers_come_to_the_preview(watched: Watched, laid: Laid, is_answer: bool) -> None:
    watched.does.chose(laid.used)
    watched.does.asked_for_paper(is_answer=is_answer)
    assert watched.desk.previews[-1][1].is_file()
    watched.does.chose(laid.new)
    watched.does.asked_for_paper(is_answer=is_answer)
    assert watched.desk.problems[-1].code == "placement.no_paper"


def test_the_table_is_written(watched: Watched, tmp_path: Path) -> None:
    for name in ("placements.xlsx", "placements.csv"):
        watched.desk.answer = tmp_path / name
        watched.does.asked_to_export()
        assert (tmp_path / name).stat().st_size > 200
