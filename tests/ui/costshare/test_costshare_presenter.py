"""The presenter of cost shares without a window: what is shown, written, refused, tried and confirmed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bingo_planner.features.costshare.presenter import SharesPresenter
from bingo_planner.features.costshare.state import ItemLine, SharesState, Tab
from bingo_planner.features.costshare.tries import Wish
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk


@pytest.fixture
def presenter(sample_store: Store, now_jobs: NowJobs, desk: PlainDesk) -> SharesPresenter:
    states: list[SharesState] = []
    made = SharesPresenter(sample_store, now_jobs, desk, states.append)
    made.opened()
    return made


def item(presenter: SharesPresenter, words: str) -> ItemLine:
    return next(line for line in presenter.state.lines if line.facts.item.name.startswith(words))


def opened(presenter: SharesPresenter, words: str) -> ItemLine:
    presenter.entered(item(presenter, words).id)
    line = presenter.state.line
    assert line is not None
    return line


def names(presenter: SharesPresenter) -> list[str]:
    return [line.facts.item.name for line in presenter.state.lines]


def test_the_list_of_a_year(presenter: SharesPresenter, desk: PlainDesk) -> None:
    assert len(names(presenter)) == 9
    assert all(line.shared is not None for line in presenter.state.lines)
    presenter.filtered("ﾆﾝﾌﾟ")
    assert names(presenter) == []
    presenter.filtered("人口割 観光")
    assert names(presenter) == ["広域観光宣伝 共同負担金"]
    presenter.filtered("")
    desk.year = FiscalYear(2022)
    presenter.year_changed()
    assert presenter.state.is_empty


def test_an_edit_is_worked_out_at_once(presenter: SharesPresenter) -> None:
    line = opened(presenter, "広域利用")
    presenter.edited("cost_item.total", 6_000_000)
    after = presenter.state.line
    assert after is not None
    assert after.sheet is not None
    assert after.sheet.shared == 2_640_000
    assert sum(after.sheet.amounts.values()) == 2_640_000
    assert after.id == line.id


def test_a_refused_value_stays_with_its_reason(presenter: SharesPresenter) -> None:
    line = opened(presenter, "広域利用")
    key = f"cost_part.{line.facts.parts[0].id}.ratio"
    presenter.edited(key, Decimal(130))
    assert "100%" in presenter.state.problems[key]
    assert presenter.state.values[key] == Decimal(130)
    presenter.edited(key, Decimal(90))
    assert presenter.state.problems == {}
    assert presenter.state.line is not None
    assert presenter.state.line.problem is not None
    assert presenter.state.line.problem.code == "share.ratio_sum"


def test_parts_and_money_come_and_go(presenter: SharesPresenter) -> None:
    line = opened(presenter, "広域利用")
    presenter.asked_to_add_part()
    assert presenter.state.line is not None
    assert len(presenter.state.line.facts.parts) == 2
    new = presenter.state.line.facts.parts[-1]
    presenter.edited(f"cost_part.{new.id}.ratio", None)
    assert presenter.state.line.facts.parts == line.facts.parts
    presenter.asked_to_add_deduction()
    off = presenter.state.line.facts.offs[-1]
    presenter.edited(f"cost_deduction.{off.id}.amount", 40_000)
    assert presenter.state.line.shared == 2_200_000
    presenter.edited(f"cost_deduction.{off.id}.amount", None)
    assert presenter.state.line.shared == 2_240_000


def test_the_terms_of_the_chosen_body(presenter: SharesPresenter) -> None:
    line = opened(presenter, "広域利用")
    body = line.facts.members[1].id
    presenter.chose_body(body)
    presenter.edited("cost_body.fixed", 100_000)
    assert presenter.state.values["cost_body.fixed"] == 100_000
    assert presenter.state.line is not None
    assert presenter.state.line.sheet is not None
    assert presenter.state.line.sheet.amounts[body] == 100_000
    presenter.edited("cost_body.minimum", 200_000)
    assert presenter.state.line.problem is not None


def test_alternatives_are_compared_and_adopted(presenter: SharesPresenter, sample_store: Store) -> None:
    line = opened(presenter, "広域利用")
    presenter.chose_tab(Tab.TRIES)
    presenter.asked_to_try()
    assert presenter.desk.problems[-1].code == "share.no_wish"  # type: ignore[attr-defined]  # a plain desk
    leaving = line.facts.members[4].id
    presenter.wished(Wish(leave=leaving))
    presenter.asked_to_try()
    presenter.wished(Wish(equal=Decimal(20)))
    presenter.asked_to_try()
    assert [one.problem for one in presenter.state.tries] == [None, None]
    before = sample_store.undo_state().undo_label
    presenter.chose_try(presenter.state.tries[0].key)
    assert sample_store.undo_state().undo_label == before
    presenter.asked_to_adopt()
    assert presenter.state.line is not None
    assert leaving not in {body.id for body in presenter.state.line.facts.members}
    assert presenter.state.tries == ()
    assert presenter.state.tab is Tab.SHEET


def test_confirming_and_opening_again(presenter: SharesPresenter, desk: PlainDesk) -> None:
    opened(presenter, "広域利用")
    presenter.asked_to_fix()
    assert not presenter.state.editable
    assert presenter.state.line is not None
    assert [one.number for one in presenter.state.line.facts.versions] == [1]
    presenter.asked_to_reopen()
    assert desk.problems[-1].code == "share.reason"
    assert presenter.state.tab is Tab.VERSIONS
    presenter.reason_typed("利用実績の訂正")
    presenter.asked_to_reopen()
    presenter.asked_to_fix()
    assert [one.reason for one in presenter.state.line.facts.versions] == ["", "利用実績の訂正"]


def test_the_next_stages_follow_one_another(presenter: SharesPresenter) -> None:
    opened(presenter, "救急相談")
    presenter.asked_for_stage()
    assert presenter.state.line is not None
    assert presenter.state.line.facts.item.stage == "supplementary"
    presenter.asked_for_stage()
    assert presenter.state.line.facts.item.stage == "settled"
    assert presenter.state.line.facts.settles is not None


def test_new_copied_and_binned_items(presenter: SharesPresenter, desk: PlainDesk) -> None:
    presenter.chose(item(presenter, "広域観光").id)
    presenter.asked_to_add()
    assert presenter.state.is_open
    assert presenter.state.line is not None
    assert presenter.state.line.facts.item.total == 34_500_000
    presenter.asked_to_remove()
    assert len(presenter.state.lines) == 9
    desk.year = FiscalYear(2025)
    presenter.year_changed()
    before = len(presenter.state.lines)
    presenter.asked_to_copy_last_year()
    assert len(presenter.state.lines) > before
    assert "写しました" in desk.said[-1]
    presenter.asked_to_copy_last_year()
    assert desk.said[-1].startswith("前年度の0項目")


def test_populations_are_taken_and_figures_typed(presenter: SharesPresenter) -> None:
    line = opened(presenter, "広域利用")
    census = next(one for one in presenter.state.censuses if one.year == 2045)
    assert census.is_projection
    count = len(presenter.state.bases)
    presenter.asked_to_take(f"{census.series}:{census.year}")
    assert len(presenter.state.bases) == count + 1
    base = line.facts.parts[0].base_set_id or ""
    body = line.facts.members[0].id
    presenter.figure_typed(base, body, Decimal(40))
    assert next(one for one in presenter.state.bases if one.id == base).figures[body] == 40
    locked = next(iter(presenter.state.facts.fixed_bases))  # type: ignore[union-attr]  # it was read
    presenter.figure_typed(locked, body, Decimal(1))
    assert presenter.desk.problems[-1].code == "share.base_fixed"  # type: ignore[attr-defined]  # a plain desk


def test_papers_and_workbooks(presenter: SharesPresenter, desk: PlainDesk, tmp_path: Path) -> None:
    line = opened(presenter, "広域観光")
    presenter.asked_for_sheet()
    presenter.asked_for_notices()
    presenter.chose_body(line.facts.members[2].id)
    presenter.asked_for_own_notice()
    assert [len(PdfReader(path).pages) for _title, path in desk.previews] == [1, 9, 1]
    desk.answer = tmp_path / "x.xlsx"
    presenter.asked_to_export()
    assert len(load_workbook(tmp_path / "x.xlsx").sheetnames) == 3
    presenter.asked_for_history()
    assert desk.histories == [("cost_item", line.id)]


def test_search_leads_to_the_item_of_a_part_also_of_another_year(
    presenter: SharesPresenter, sample_store: Store
) -> None:
    found = [hit for hit in sample_store.search("相互利用負担金") if hit.kind == "cost_item"]
    assert len(found) == 5
    for hit in found:
        presenter.went_to("cost_item", hit.record_id)
        assert presenter.state.is_open
        assert presenter.state.line is not None
        assert presenter.state.line.id == hit.record_id
    presenter.left()
    assert len(presenter.state.lines) == 9
    base = next(hit for hit in sample_store.search("こども発達支援センター 患者数") if hit.kind == "base_set")
    presenter.went_to("base_set", base.record_id)
    assert presenter.state.tab is Tab.BASES
    assert presenter.state.line is not None
    assert base.record_id in {part.base_set_id for part in presenter.state.line.facts.parts}
    version = presenter.state.line.facts.versions
    presenter.left()
    presenter.went_to("cost_version", version[0].id if version else "gone")
    presenter.went_to("base_set", "gone")
    assert not presenter.state.is_open
    presenter.went_to("cost_item", "gone")
    assert not presenter.state.is_open


def test_a_settled_year_is_read_only(presenter: SharesPresenter, desk: PlainDesk, now_jobs: NowJobs) -> None:
    desk.year, desk.read_only = FiscalYear(2023), True
    presenter.year_changed()
    opened(presenter, "Fuku-Biz")
    count = len(now_jobs.changes)
    presenter.edited("cost_item.total", 1)
    presenter.asked_to_fix()
    presenter.asked_to_add_part()
    presenter.asked_to_remove()
    assert len(now_jobs.changes) == count
    assert not presenter.state.editable
