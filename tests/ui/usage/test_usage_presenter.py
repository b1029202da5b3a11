"""The usage page without a window: the preset month, figures, what is asked, 確定, corrections, files, set-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bingo_planner.features.usage.model import FindingKind, MonthStage
from bingo_planner.features.usage.presenter import Typed, UsagePresenter
from bingo_planner.features.usage.sheets import key_of, plans_of
from bingo_planner.features.usage.state import Refusal, Tab, UsageState, View
from bingo_planner.features.usage.tables import UsageLink
from bingo_planner.features.usage.yearly import Side
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store, live
from tests.support.doubles import NowJobs, PlainDesk


@dataclass
class Watched:
    """A presenter and everything it has shown."""

    store: Store
    desk: PlainDesk
    states: list[UsageState] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.does = UsagePresenter(self.store, NowJobs(), self.desk, self.states.append)
        self.does.opened()

    @property
    def state(self) -> UsageState:
        return self.does.state

    def place(self, name: str) -> str:
        """The row of a facility."""
        assert self.state.sheet is not None
        return next(line.axis.key for line in self.state.sheet.lines if line.axis.title == name)

    def body(self, name: str) -> str:
        """The column of a body."""
        assert self.state.sheet is not None
        return next(one.key for one in self.state.sheet.columns if one.title == name)

    def figure(self, place: str, body: str) -> object:
        """What a cell shows."""
        assert self.state.sheet is not None
        assert self.state.data is not None
        key = key_of(self.state.sheet, self.place(place), self.body(body))
        assert key is not None
        return self.state.data.month(self.state.month).figure(key)

    def enter(self, place: str, body: str, figure: int) -> None:
        """Type a figure."""
        self.does.entered([Typed(self.place(place), self.body(body), Decimal(figure), str(figure))])


@pytest.fixture
def usage(sample_store: Store, desk: PlainDesk) -> Watched:
    return Watched(sample_store, desk)


def service(usage: Watched, kind: str) -> str:
    return next(one.id for one in usage.state.services if one.row.kind == kind)


def test_the_month_at_work_is_preset(usage: Watched) -> None:
    state = usage.state
    assert state.month == date(2024, 7, 1)
    assert state.sheet is not None
    assert (state.sheet.entered, state.sheet.cells) == (90, 108)
    assert state.is_open
    assert "延べ利用児童数" in state.context
    assert [one.kind for one in state.findings] == [FindingKind.JUMP, FindingKind.JUMP]


def test_an_empty_file_has_no_service(store: Store, desk: PlainDesk) -> None:
    watched = Watched(store, desk)
    assert not watched.state.loading
    assert watched.state.data is None
    watched.does.asked_to_add()
    assert watched.state.form is not None
    watched.does.edited("name", "図書館の相互利用")
    assert [one.name for one in watched.state.services] == ["図書館の相互利用"]


def test_a_figure_is_typed_undone_and_asked_about(usage: Watched) -> None:
    usage.enter("じんせき出張ケア", "福山市", 40)
    assert usage.figure("じんせき出張ケア", "福山市") == 40
    assert usage.state.sheet is not None
    assert usage.state.sheet.entered == 91
    assert len(usage.state.findings) == 3
    usage.does.jobs.change(usage.store.undo)
    usage.does.opened()
    assert usage.figure("じんせき出張ケア", "福山市") is Mark.BLANK


def test_what_cannot_be_read_stays_listed_until_it_is_right(usage: Watched) -> None:
    place, body = usage.place("井原ひまわり病児"), usage.body("府中市")
    usage.does.refused(place, body, "12.5", "読めません")
    assert list(usage.state.refusals) == [Refusal(place, body, "12.5", "読めません")]
    usage.does.asked_to_confirm()
    assert usage.desk.warned
    assert not usage.state.is_confirmed
    usage.enter("井原ひまわり病児", "府中市", 1)
    assert not usage.state.refusals


def test_what_a_rule_refuses_stays_in_its_cell(usage: Watched) -> None:
    usage.enter("井原ひまわり病児", "府中市", -3)
    (refusal,) = usage.state.refusals
    assert "マイナス" in refusal.reason
    usage.does.restored(refusal)
    assert not usage.state.refusals


def test_looked_at_is_asked_no_more(usage: Watched) -> None:
    first = usage.state.findings[0]
    usage.does.went_to(first)
    assert usage.state.jump == (usage.place("びんご中央病児保育室"), usage.body("笠岡市"))
    usage.does.looked_at(first)
    assert first not in usage.state.findings


def test_confirming_tells_what_stays_to_come(usage: Watched) -> None:
    usage.does.toggled_pending(usage.place("じんせき出張ケア"))
    assert usage.figure("じんせき出張ケア", "福山市") is Mark.PENDING
    usage.does.asked_to_confirm()
    assert usage.state.is_confirmed
    assert not usage.state.is_open
    assert usage.figure("井原ひまわり病児", "福山市") is Mark.PENDING
    usage.enter("びんご中央病児保育室", "福山市", 1)
    assert usage.figure("びんご中央病児保育室", "福山市") != 1


def test_turning_back_confirms_nothing(usage: Watched) -> None:
    usage.desk.confirms = False
    usage.does.asked_to_confirm()
    assert not usage.state.is_confirmed


def test_a_confirmed_month_is_corrected_with_a_reason(usage: Watched) -> None:
    usage.does.stepped(-1)
    assert usage.state.is_confirmed
    usage.does.asked_to_correct()
    before = usage.state.is_open
    usage.does.typed_reason("施設の転記の誤り")
    assert (before, usage.state.is_open) == (False, True), "figures open when a reason stands"
    usage.enter("三原こどもルーム", "三原市", 20)
    data = usage.state.data
    assert data is not None
    assert data.corrections[0].reason == "施設の転記の誤り"
    assert usage.figure("三原こどもルーム", "三原市") == 20
    usage.does.asked_trail(usage.place("三原こどもルーム"), usage.body("三原市"))
    trail = usage.state.trail
    assert trail is not None
    assert any("施設の転記の誤り" in line.why for line in trail.lines)
    assert trail.figure == "20"


def test_a_month_is_opened_again_with_a_reason(usage: Watched) -> None:
    usage.does.stepped(-1)
    usage.does.asked_to_reopen()
    assert usage.state.is_confirmed
    assert usage.state.reason_problem
    usage.does.typed_reason("月を取り違えた")
    usage.does.asked_to_reopen()
    assert not usage.state.is_confirmed


def test_where_a_figure_came_from(usage: Watched) -> None:
    usage.does.asked_trail(usage.place("びんご中央病児保育室"), usage.body("福山市"))
    trail = usage.state.trail
    assert trail is not None
    assert ".xlsx" in trail.origin
    assert "見本 花子" in trail.origin
    usage.does.asked_history()
    assert usage.desk.histories[-1][0] == "usage_value"
    usage.does.closed_side()
    assert usage.state.trail is None


def test_files_are_previewed_and_taken_in(usage: Watched, tmp_path: Path) -> None:
    good = tmp_path / "じんせき出張ケア_R6.csv"
    good.write_bytes("月,福山市,府中市\n7月,２,１\n".encode("cp932"))
    bad = tmp_path / "井原ひまわり病児_R6.csv"
    bad.write_bytes("月,福山市,府中市,計\n7月,2,x,2\n".encode("cp932"))
    usage.does.files_came([good, bad])
    plan = usage.state.plan
    assert plan is not None
    assert (plan.new, len(plan.problems)) == (2, 1)
    usage.does.accepted_import()
    assert usage.desk.problems[-1].code == "import.bad_lines"
    usage.does.accepted_import(accept_good=True)
    assert usage.state.plan is None
    assert usage.figure("じんせき出張ケア", "福山市") == 2
    assert "1行" in usage.desk.said[-1]
    usage.does.files_came([good])
    usage.does.gave_up_import()
    assert usage.state.plan is None


def test_files_for_confirmed_months_need_a_reason(usage: Watched, tmp_path: Path) -> None:
    path = tmp_path / "じんせき出張ケア_R6.csv"
    path.write_bytes("月,福山市\n6月,9\n".encode("cp932"))
    usage.does.files_came([path])
    usage.does.accepted_import()
    assert usage.state.reason_problem
    usage.does.typed_reason("差替え")
    usage.does.accepted_import()
    assert usage.state.plan is None
    assert usage.state.data is not None
    assert usage.state.data.corrections[0].reason == "差替え"


def test_the_months_of_the_year(usage: Watched) -> None:
    usage.does.chose_tab(Tab.MONTHS)
    stages = [line.stage for line in usage.state.months]
    assert stages[:5] == [*[MonthStage.CONFIRMED] * 3, MonthStage.TO_CHECK, MonthStage.OPEN]
    assert set(stages[5:]) == {MonthStage.AHEAD}
    july = usage.state.months[3]
    assert (len(july.missing), july.findings) == (2, 2)
    assert usage.state.months[2].corrections == 1
    usage.does.opened_month(date(2024, 5, 1))
    assert (usage.state.tab, usage.state.month) == (Tab.ENTRY, date(2024, 5, 1))


def test_the_year_table_says_what_it_leaves_out(usage: Watched) -> None:
    usage.does.chose_tab(Tab.YEAR)
    table = usage.state.table
    assert table is not None
    months = [one.figure for one in table.whole.months]
    assert table.whole.year.figure == sum(one for one in months if isinstance(one, Decimal))
    assert table.whole.months[3].left_out
    assert table.known == 4
    usage.does.chose_side(Side.BODIES)
    assert usage.state.table is not None
    assert [line.title for line in usage.state.table.lines][:2] == ["福山市", "三原市"]
    assert usage.state.table.whole == table.whole


def test_every_service_has_its_sheets(usage: Watched) -> None:
    for kind, shapes in (("childcare", 3), ("holiday_care", 3), ("call_centre", 6), ("sick_child", 2)):
        usage.does.chose_service(service(usage, kind))
        assert usage.state.data is not None
        plans = plans_of(usage.state.data.service)
        assert len(plans) == shapes, kind
        for plan in plans:
            usage.does.chose_measure(plan.id)
            sheet = usage.state.sheet
            assert sheet is not None
            assert sheet.plan == plan
            assert len({cell.key for line in sheet.lines for cell in line.cells}) == sheet.cells > 0


def test_a_link_says_what_it_gives_and_on_which_months(usage: Watched) -> None:
    usage.does.chose_tab(Tab.SETUP)
    line = next(one for one in usage.state.setup if one.kind == "usage_link" and "3-A-02-1" in one.title)
    assert line.note.startswith("641 ")
    assert "R6.4～R6.7、うち未確定 R6.7" in line.note


def test_open_days_and_views(usage: Watched) -> None:
    usage.does.typed_days(usage.place("三原こどもルーム"), 20)
    assert usage.state.sheet is not None
    line = next(one for one in usage.state.sheet.lines if one.axis.title == "三原こどもルーム")
    assert line.days == 20
    usage.does.chose_view(View.RATE)
    assert not usage.state.is_open
    usage.does.chose_view(View.FIGURES)
    assert usage.state.is_open


def test_a_settled_year_is_read_only(usage: Watched) -> None:
    usage.desk.year, usage.desk.read_only = FiscalYear(2023), True
    usage.does.opened()
    assert usage.state.month.year in (2023, 2024)
    assert FiscalYear.of(usage.state.month) == 2023
    assert not usage.state.is_open
    usage.does.asked_to_confirm()
    usage.does.asked_to_correct()
    assert not usage.state.correcting


def test_records_are_found_in_their_tabs(usage: Watched) -> None:
    data = usage.state.data
    assert data is not None
    correction = data.corrections[0]
    usage.does.opened_record("usage_correction", correction.id)
    assert (usage.state.tab, usage.state.month) == (Tab.ENTRY, correction.month)
    assert usage.state.jump == (usage.place("府中すこやか病児"), usage.body("福山市"))
    other = service(usage, "call_centre")
    usage.does.opened_record("usage_service", other)
    assert usage.state.tab is Tab.SETUP
    assert usage.state.service_id == other
    assert usage.state.form is not None
    assert "082-246-2000" in str(usage.state.form.values["caution"])


def test_a_kpi_leads_to_the_figures_it_is_made_of(
    usage: Watched, sample_store: Store, desk: PlainDesk
) -> None:
    with sample_store.read() as session:
        link = live(session, UsageLink)[0]
        made_here, kpi = link.id, link.kpi_id
    usage.does.opened_record("kpi_origin", str(kpi))
    assert usage.state.tab is Tab.SETUP
    assert usage.state.form is not None
    assert usage.state.form.record_id == made_here
    usage.does.opened_record("kpi_origin", "another")
    assert "直接入力" in desk.said[-1]


def test_the_set_up_is_edited_added_to_and_binned(usage: Watched) -> None:
    usage.does.chose_tab(Tab.SETUP)
    usage.does.chose_setup_kind("usage_facility")
    usage.does.asked_to_add()
    usage.does.edited("name", "びんご中央病児保育室")
    assert usage.state.form is not None
    assert "すでにあります" in usage.state.form.problems["name"]
    usage.does.edited("name", "新しい病児室")
    form = usage.state.form
    assert form is not None
    assert form.record_id
    usage.does.edited("ages", "0歳～6歳")
    assert usage.state.data is not None
    assert usage.state.data.service.facility(form.record_id).ages == "0歳～6歳"  # type: ignore[union-attr]
    usage.does.asked_to_remove()
    assert "ごみ箱" in usage.desk.said[-1]
