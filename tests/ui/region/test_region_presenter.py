"""The region's presenter without a window: what is shown, written, refused and kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bingo_planner.features.region.model import MapMeasure
from bingo_planner.features.region.presenter import RegionPresenter, RegionState, Tab
from bingo_planner.features.region.service import read_page, read_region
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk


class Shown:
    """Remembers the states that were shown."""

    def __init__(self) -> None:
        self.states: list[RegionState] = []

    def __call__(self, state: RegionState) -> None:
        self.states.append(state)


@pytest.fixture
def presenter(sample_store: Store, now_jobs: NowJobs, desk: PlainDesk) -> RegionPresenter:
    made = RegionPresenter(sample_store, now_jobs, desk, Shown())
    made.opened()
    return made


def test_the_page_opens_on_the_members_of_the_year(presenter: RegionPresenter) -> None:
    state = presenter.state
    assert state.context == "令和6年度　備後圏域 7市2町・協約8件"
    assert [line.body.name for line in state.bodies if line.member][:2] == ["福山市", "三原市"]
    assert sum(line.member for line in state.bodies) == 9
    assert not state.loading


def test_who_is_no_member_in_the_chosen_year_stays_in_sight(
    presenter: RegionPresenter, desk: PlainDesk
) -> None:
    desk.year = FiscalYear(2023)
    presenter.opened()
    away = [line.body.name for line in presenter.state.bodies if not line.member and not line.body.is_outside]
    assert away == ["竹原市"]
    presenter.chose_tab(Tab.PACTS)
    assert [line.member for line in presenter.state.pacts].count(False) == 1


def test_filtering_is_blind_to_width_and_kana(presenter: RegionPresenter) -> None:
    presenter.filtered("ｼﾞﾝｾｷ")
    assert [line.body.name for line in presenter.state.bodies] == ["神石高原町"]
    presenter.filtered("３３２")
    assert [line.body.name for line in presenter.state.bodies] == ["笠岡市", "井原市"]


def test_an_edit_is_written_and_shown(presenter: RegionPresenter, now_jobs: NowJobs) -> None:
    body = presenter.state.bodies[1].body
    presenter.opened_record("municipality", body.id)
    presenter.edited("desk", "広域連携課")
    assert now_jobs.changes[-1].ids_of("municipality") == {body.id}
    form = presenter.state.form
    assert form is not None
    assert form.values["desk"] == "広域連携課"
    assert form.problems == {}


def test_a_refused_value_stays_as_typed_beside_its_reason(
    presenter: RegionPresenter, desk: PlainDesk
) -> None:
    presenter.opened_record("municipality", presenter.state.bodies[1].id)
    presenter.edited("code", "342042")
    form = presenter.state.form
    assert form is not None
    assert form.values["code"] == "342042"
    assert "検査数字" in form.problems["code"]
    presenter.opened()
    form = presenter.state.form
    assert form is not None
    assert form.values["code"] == "342042"
    presenter.edited("code", "342041")
    assert presenter.state.form is not None
    assert presenter.state.form.problems == {}
    assert desk.problems == []


def test_membership_and_other_regions_are_edited_in_the_body(presenter: RegionPresenter) -> None:
    body = presenter.state.bodies[1].body
    presenter.opened_record("municipality", body.id)
    presenter.edited("others", "広島広域都市圏、瀬戸内圏")
    presenter.edited("term.left_on", dt.date(2014, 4, 1))
    form = presenter.state.form
    assert form is not None
    assert list(form.problems) == ["term.left_on"]
    presenter.edited("term.left_on", dt.date(2025, 4, 1))
    known = read_region(presenter.store, 2025)
    assert body.id not in known.member_ids
    assert {other.name for other in known.body(body.id).others} == {"広島広域都市圏", "瀬戸内圏"}  # type: ignore[union-attr]  # still in the file


def test_a_new_municipality_is_kept_once_its_required_fields_are_there(
    presenter: RegionPresenter, desk: PlainDesk, now_jobs: NowJobs
) -> None:
    presenter.asked_to_add()
    presenter.edited("name", "試行市")
    assert now_jobs.changes == []
    presenter.edited("code", "34212")
    form = presenter.state.form
    assert form is not None
    assert not form.is_draft
    assert form.title == "試行市"
    assert desk.said == ["追加しました。"]
    assert "試行市" in {body.name for body in read_region(presenter.store, 2024).members}


def test_a_new_municipality_that_is_refused_keeps_everything_typed(presenter: RegionPresenter) -> None:
    presenter.asked_to_add()
    presenter.edited("name", "試行市")
    presenter.edited("code", "34207")
    form = presenter.state.form
    assert form is not None
    assert form.is_draft
    assert form.values["name"] == "試行市"
    assert "福山市" in form.problems["code"]


def test_a_pact_proposes_its_usual_title(presenter: RegionPresenter) -> None:
    presenter.chose_tab(Tab.PACTS)
    partner = presenter.state.bodies[2].body
    presenter.asked_to_add()
    presenter.edited("partner_id", partner.id)
    state = presenter.state
    assert state.form is not None
    assert not state.form.is_draft
    assert state.form.values["title"] == "福山市と尾道市との備後圏域における連携中枢都市圏形成に係る連携協約"


def test_a_pact_in_use_is_not_binned(presenter: RegionPresenter, desk: PlainDesk) -> None:
    presenter.opened_record("pact", presenter.state.pacts[0].id)
    assert presenter.state.tab is Tab.PACTS
    presenter.asked_to_remove()
    assert [error.code for error in desk.problems] == ["region.pact_in_use"]
    assert presenter.state.form is not None


def test_an_item_is_added_to_the_chosen_pact_and_undone(presenter: RegionPresenter, desk: PlainDesk) -> None:
    presenter.chose_tab(Tab.PACTS)
    pact = presenter.state.pacts[3].id
    presenter.chose_pact(pact)
    before = len(presenter.state.items)
    presenter.asked_to_add_item()
    presenter.edited("number", "第9号")
    presenter.edited("title", "試行の取組")
    assert len(presenter.state.items) == before + 1
    assert presenter.state.items[-1].title == "試行の取組"
    presenter.edited_item(presenter.state.items[-1].id, "title", "改めた取組")
    assert presenter.state.items[-1].title == "改めた取組"
    presenter.asked_to_remove()
    assert len(presenter.state.items) == before
    assert "ごみ箱" in desk.said[-1]


def test_items_name_the_projects_that_rest_on_them(presenter: RegionPresenter) -> None:
    presenter.chose_tab(Tab.PACTS)
    names = [name for item in presenter.state.items for _key, name in item.projects]
    assert any("#7119" in name or "＃7119" in name for name in names)


def test_a_year_is_settled_only_with_a_reason(presenter: RegionPresenter, desk: PlainDesk) -> None:
    presenter.opened_record("year_lock", "2024")
    presenter.asked_to_lock(True)
    form = presenter.state.form
    assert form is not None
    assert "理由" in form.problems["reason"]
    presenter.edited("reason", "決算の認定")
    presenter.asked_to_lock(True)
    assert presenter.state.form is None
    assert desk.said == ["令和6年度を確定しました。"]
    row = next(row for row in read_page(presenter.store, 2024).years if row.year == 2024)
    assert (row.is_locked, row.reason) == (True, "決算の認定")


def test_a_locked_year_can_be_opened_but_its_records_not_edited(
    presenter: RegionPresenter, desk: PlainDesk, now_jobs: NowJobs
) -> None:
    desk.read_only = True
    presenter.opened()
    presenter.opened_record("municipality", presenter.state.bodies[0].id)
    presenter.edited("desk", "別の課")
    presenter.asked_to_add()
    presenter.asked_to_remove()
    assert now_jobs.changes == []
    presenter.opened_record("year_lock", "2023")
    presenter.edited("reason", "指標の訂正")
    presenter.asked_to_lock(False)
    assert len(now_jobs.changes) == 1


def test_the_regions_own_facts_are_edited_in_place(presenter: RegionPresenter) -> None:
    presenter.chose_tab(Tab.REGION)
    presenter.edited_region("office_name", "広域連携室")
    assert presenter.state.region_form is not None
    assert presenter.state.region_form.values["office_name"] == "広域連携室"
    presenter.edited_region("name", "")
    assert presenter.state.region_form.values["office_name"] == "広域連携室"
    assert list(presenter.state.region_form.problems) == ["name"]


@pytest.mark.parametrize("measure", list(MapMeasure))
def test_the_map_has_a_figure_for_every_member(presenter: RegionPresenter, measure: MapMeasure) -> None:
    presenter.chose_tab(Tab.MAP)
    presenter.chose_measure(measure)
    assert [bool(area.text) for area in presenter.state.areas] == [True] * 9


def test_populations_are_shown_by_source_and_body(presenter: RegionPresenter) -> None:
    presenter.chose_tab(Tab.POPULATION)
    view = presenter.state.population
    assert view.series == "ipss_r5"
    assert view.total is not None
    assert view.total.figures[0] == 852_168
    assert view.first_projected == 2025
    presenter.chose_series("ipss_h30")
    presenter.chose_whose(presenter.state.bodies[6].id)
    view = presenter.state.population
    assert view.years == (2015, 2020, 2025, 2030, 2035, 2040, 2045)
    assert view.groups[0][1][0] is not None


def test_an_empty_file_asks_for_the_first_municipality(
    store: Store, now_jobs: NowJobs, desk: PlainDesk
) -> None:
    presenter = RegionPresenter(store, now_jobs, desk, Shown())
    presenter.opened()
    assert presenter.state.is_empty
    for tab in Tab:
        presenter.chose_tab(tab)
    presenter.chose_tab(Tab.REGION)
    presenter.edited_region("name", "新圏域")
    assert read_region(store, 2024).region.name == "新圏域"
    presenter.asked_to_add()
    assert not presenter.state.is_empty


def test_a_record_asked_for_before_the_first_reading_is_opened_after_it(
    sample_store: Store, now_jobs: NowJobs, desk: PlainDesk
) -> None:
    presenter = RegionPresenter(sample_store, now_jobs, desk, Shown())
    pact = read_page(sample_store, 2024).facts.pacts[2].id
    presenter.opened_record("pact", pact)
    presenter.opened()
    assert presenter.state.tab is Tab.PACTS
    assert presenter.state.form is not None
    assert presenter.state.form.record_id == pact


def test_history_of_the_record_in_the_form(presenter: RegionPresenter, desk: PlainDesk) -> None:
    body = presenter.state.bodies[0].id
    term = presenter.state.bodies[0].body.terms[0].id
    presenter.opened_record("membership", term)
    presenter.asked_history()
    assert desk.histories == [("municipality", body)]
    presenter.closed_form()
    assert presenter.state.form is None


def test_the_region_is_printed_and_written_to_excel(
    presenter: RegionPresenter, desk: PlainDesk, tmp_path: Path
) -> None:
    presenter.asked_to_print()
    ((title, path),) = desk.previews
    assert title == "圏域の概要"
    assert path.read_bytes().startswith(b"%PDF-")
    desk.answer = tmp_path / "region.xlsx"
    presenter.asked_to_export()
    assert desk.answer.stat().st_size > 10_000
    assert desk.said == ["region.xlsx に書き出しました。"]
