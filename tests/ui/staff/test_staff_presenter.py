"""The presenter without a window: intents in, whole states out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdf
import pytest

from bingo_planner.features.staff.presenter import StaffPresenter
from bingo_planner.features.staff.state import StaffState
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk
from tests.ui.staff.conftest import Watched
from tests.unit.staff.conftest import Office


def _names(state: StaffState) -> list[str]:
    return [row.person.name for row in state.rows]


def test_the_first_state_is_loading_then_filled(store: Store, desk: PlainDesk, office: Office) -> None:
    shown: list[StaffState] = []
    does = StaffPresenter(store, NowJobs(), desk, shown.append)
    assert does.state().facts is None
    does.opened()
    assert shown[-1].facts is not None
    assert not shown[-1].is_empty


def test_an_empty_file_is_empty(store: Store, desk: PlainDesk) -> None:
    shown: list[StaffState] = []
    StaffPresenter(store, NowJobs(), desk, shown.append).opened()
    assert shown[-1].is_empty


def test_a_failed_read_is_a_problem_and_goes_away(staff: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: Store) -> None:
        raise PlanError("os.read_only", file="region.bingo")

    with monkeypatch.context() as broken:
        broken.setattr("bingo_planner.features.staff.service.read_staff", fail)
        staff.does.opened()
        assert staff.state.problem is not None
        assert staff.state.rows, "what was read before stays"
    staff.does.opened()
    assert staff.state.problem is None


def test_secondees_in_office_and_contacts_by_reading(staff: Watched) -> None:
    assert _names(staff.state) == ["見本 太郎", "例示 花子", "雛形 みどり"]
    assert (staff.state.secondees, staff.state.contacts) == (2, 1)
    assert [row.left for row in staff.state.rows] == [35, 582, None]
    assert [row.soon for row in staff.state.rows] == [True, False, False]


def test_filters_by_words_body_and_state(staff: Watched, office: Office) -> None:
    staff.does.filtered("ミホン")
    assert _names(staff.state) == ["見本 太郎"]
    staff.does.filtered("救急")
    assert _names(staff.state) == ["見本 太郎"], "a duty is found too"
    staff.does.filtered("")
    staff.does.picked("body", office.onomichi)
    assert _names(staff.state) == ["例示 花子"]
    staff.does.picked("presence", "past")
    assert _names(staff.state) == ["例示 一雄"]
    assert staff.does.cleared()
    assert not staff.does.cleared()
    assert len(staff.state.rows) == 3


def test_who_left_the_duty_list_is_found_among_all(staff: Watched, office: Office) -> None:
    staff.does.entered(office.midori)
    staff.does.edited("person.is_contact", False)
    staff.does.opened()
    assert "雛形 みどり" not in _names(staff.state)
    assert staff.state.contacts == 0
    staff.does.picked("presence", "")
    assert "雛形 みどり" in _names(staff.state)


def test_another_year_shows_who_was_there_then(staff: Watched, desk: PlainDesk) -> None:
    desk.year = FiscalYear(2021)
    staff.does.opened()
    assert _names(staff.state)[:1] == ["例示 一雄"]


def test_seats_with_their_overlap(staff: Watched) -> None:
    by_title = {seat.title: seat for seat in staff.state.seats}
    assert list(by_title) == ["三原市 枠", "尾道市 枠"]
    (shared,) = by_title["尾道市 枠"].overlaps
    assert (shared.start, shared.end) == (dt.date(2023, 4, 1), dt.date(2023, 4, 30))


def test_load_by_month(staff: Watched) -> None:
    assert not staff.state.loads
    staff.does.viewed("load")
    loads = {row.person.name: row.percents for row in staff.state.loads}
    assert loads["見本 太郎"] == (80,) * 6 + (0,) * 6
    assert loads["例示 花子"] == (110,) * 12


def test_enter_opens_the_record_with_its_warnings(staff: Watched, office: Office) -> None:
    staff.does.chose(office.taro)
    assert staff.state.side is None
    staff.does.entered(office.taro)
    side = staff.side
    assert side.soon == 35
    assert side.share == 80
    assert side.values["person.name"] == "見本 太郎"
    assert side.values["secondment.span"] == (dt.date(2022, 10, 1), dt.date(2024, 9, 30))
    assert "35日" in side.warnings["secondment.span"]
    assert "三原市" in side.warnings["secondment.successor"]
    staff.does.left_side()
    assert staff.state.side is None


def test_an_edit_is_stored_and_the_last_change_told(staff: Watched, office: Office) -> None:
    staff.does.entered(office.taro)
    staff.does.edited("secondment.span", (dt.date(2022, 10, 1), dt.date(2025, 3, 31)))
    staff.does.opened()
    assert staff.side.term is not None
    assert staff.side.term.ends_on == dt.date(2025, 3, 31)
    assert staff.side.last is not None
    assert (staff.side.last.who, staff.side.last.kind) == ("見本 花子", "secondment")
    staff.does.asked_for_history()
    assert staff.desk.histories == [("secondment", office.taro_term)]


def test_a_refused_edit_keeps_what_was_typed_beside_its_reason(staff: Watched, office: Office) -> None:
    staff.does.entered(office.taro)
    crossed = (dt.date(2024, 10, 1), dt.date(2024, 4, 1))
    staff.does.edited("secondment.span", crossed)
    assert staff.side.values["secondment.span"] == crossed
    assert "終わりの日" in staff.side.problems["secondment.span"]
    assert staff.desk.problems == []
    staff.does.edited("secondment.span", (dt.date(2022, 10, 1), dt.date(2024, 9, 30)))
    staff.does.opened()
    assert staff.side.problems == {}
    staff.does.refused("secondment.agreement_on", "読めません")
    assert staff.side.problems == {"secondment.agreement_on": "読めません"}
    staff.does.entered(office.hanako)
    assert staff.side.problems == {}


def test_an_emptied_choice_is_nothing(staff: Watched, office: Office) -> None:
    staff.does.entered(office.taro)
    staff.does.edited("secondment.paid_by_id", "")
    staff.does.opened()
    assert staff.side.term is not None
    assert staff.side.term.paid_by_id is None


def test_duties_and_tasks_are_added_edited_finished_and_binned(staff: Watched, office: Office) -> None:
    does = staff.does
    does.entered(office.taro)
    does.asked_to_add_part("duty")
    does.opened()
    assert staff.focused == ["duty.title"]
    assert staff.side.duty is not None
    does.edited("duty.share", 30)
    does.opened()
    assert staff.focused == ["duty.title"], "the cursor is placed once"
    assert staff.side.share == 110
    does.edited("duty.share", 300)
    assert "duty.share" in staff.side.problems
    does.asked_to_remove_part("duty")
    does.opened()
    assert staff.side.share == 80
    assert staff.side.problems == {}
    does.chose_part("task", office.task)
    assert staff.side.task is not None
    does.task_ticked(office.task, True)
    does.opened()
    assert staff.side.task is not None
    assert not staff.side.task.is_open
    assert staff.side.task.done_on == dt.date(2024, 8, 26)


def test_a_secondee_is_added_after_another_with_the_cursor_on_the_name(
    staff: Watched, office: Office
) -> None:
    staff.does.asked_to_add(office.taro_term)
    assert staff.focused == ["person.name"]
    assert staff.side.person.name == "（氏名未定）"
    assert staff.side.term is not None
    assert staff.side.term.starts_on == dt.date(2024, 10, 1)
    assert "（氏名未定）" in _names(staff.state)


def test_contact_and_copy(staff: Watched, office: Office) -> None:
    staff.does.picked("body", office.onomichi)
    staff.does.asked_to_add_contact()
    assert staff.side.term is None
    assert staff.side.person.body_id == office.onomichi
    staff.does.entered(office.taro)
    staff.does.asked_to_copy()
    assert staff.side.person.name == "見本 太郎（写し）"
    assert [duty.share for duty in staff.side.duties] == [50, 30]


def test_the_bin_offers_a_way_back(staff: Watched, office: Office) -> None:
    staff.does.entered(office.taro)
    staff.does.asked_to_remove()
    staff.does.opened()
    assert staff.state.side is None
    assert "見本 太郎" not in _names(staff.state)
    assert "見本 太郎と関係する5件をごみ箱へ" in staff.desk.said[0]


def test_a_locked_year_changes_nothing(staff: Watched, office: Office, desk: PlainDesk) -> None:
    desk.read_only = True
    staff.does.entered(office.taro)
    assert staff.state.read_only
    staff.does.edited("person.name", "別人")
    staff.does.asked_to_add()
    staff.does.asked_to_remove()
    assert staff.jobs.changes == []


def test_records_asked_for_elsewhere_are_shown(staff: Watched, office: Office) -> None:
    staff.does.filtered("みどり")
    staff.does.went_to("task", office.task)
    assert staff.side.person.id == office.taro
    assert staff.side.task_id == office.task
    staff.does.went_to("secondment", office.kazuo_term)
    assert staff.side.person.id == office.kazuo
    assert "例示 一雄" in _names(staff.state)
    staff.does.went_to("person", "0" * 32)
    assert staff.side.person.id == office.kazuo


def test_a_seat_leads_to_who_sits_there(staff: Watched, office: Office) -> None:
    (mihara, onomichi) = staff.state.seats
    staff.does.chose_seat(mihara.key)
    assert staff.state.chosen == office.taro
    staff.does.chose_seat(onomichi.key, enter=True)
    assert staff.side.person.id == office.hanako


def test_the_handover_pack_is_made_and_shown(staff: Watched, office: Office) -> None:
    staff.does.entered(office.taro)
    staff.does.asked_for_handover()
    ((title, path),) = staff.desk.previews
    assert title == "引継書"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    assert "見本 太郎" in text
    assert "協定書の案" in text


def test_the_list_is_printed_and_exported(staff: Watched, tmp_path: Path) -> None:
    staff.does.asked_for_list()
    assert staff.desk.previews[0][1].read_bytes().startswith(b"%PDF")
    staff.desk.answer = tmp_path / "staff.xlsx"
    staff.does.asked_to_export()
    assert (tmp_path / "staff.xlsx").stat().st_size > 1000
    assert staff.desk.said == ["staff.xlsxに書き出しました。"]
