"""Monthly figures in a region file: write, undo and redo; confirm, correct, late places; what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bingo_planner.features.region.tables import YearLock
from bingo_planner.features.usage import review
from bingo_planner.features.usage.model import CellKey, Edit, FindingKind, UsageYear
from bingo_planner.features.usage.rules import blank_places, measure_total
from bingo_planner.features.usage.service import (
    do_confirm,
    do_copy_last_month,
    do_correct,
    do_mark_seen,
    do_reopen,
    do_set_figures,
    do_set_open_days,
    do_set_pending,
    read_services,
    read_trail,
    read_year,
)
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store
from tests.unit.usage.conftest import JULY, JUNE, Small


def year(store: Store, small: Small) -> UsageYear:
    return read_year(store, small.service, 2024)


def code_of(refused: pytest.ExceptionInfo[PlanError]) -> str:
    return refused.value.code


def test_figures_are_written_undone_and_redone(store: Store, small: Small) -> None:
    empty = year(store, small)
    changes = do_set_figures(store, small.service, [small.edit(0, 0, 12), small.edit(0, 1, Mark.NONE)])
    assert changes.kinds >= {"usage_value", "usage_report"}
    filled = year(store, small)
    assert filled.month(JULY).figure(small.key(0, 0)) == 12
    assert filled.month(JULY).figure(small.key(0, 1)) is Mark.NONE
    assert filled.month(JULY).figure(small.key(0, 2)) is Mark.BLANK
    store.undo()
    assert year(store, small) == empty
    store.redo()
    assert year(store, small) == filled
    store.undo()
    do_set_figures(store, small.service, [small.edit(0, 0, 12), small.edit(0, 1, Mark.NONE)])
    assert year(store, small).month(JULY).figures == filled.month(JULY).figures


def test_blank_zero_none_and_pending_stay_apart(store: Store, small: Small) -> None:
    edits = [small.edit(0, 0, 0), small.edit(0, 1, Mark.NONE), small.edit(0, 2, Mark.PENDING)]
    do_set_figures(store, small.service, edits)
    do_set_figures(store, small.service, [small.edit(1, 0, 5)])
    do_set_figures(store, small.service, [small.edit(1, 0, Mark.BLANK)])
    month = year(store, small).month(JULY)
    assert [month.figure(small.key(0, at)) for at in range(3)] == [Decimal(0), Mark.NONE, Mark.PENDING]
    assert month.figure(small.key(1, 0)) is Mark.BLANK


def test_one_cell_has_one_row_however_often_it_is_set(store: Store, small: Small) -> None:
    for figure in (1, 2, 3):
        do_set_figures(store, small.service, [small.edit(0, 0, figure)])
    held = year(store, small).month(JULY).figures[small.key(0, 0)]
    trail = read_trail(store, held.id)
    assert [entry.new for entry in trail if entry.field == "value"] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Decimal(-1), "usage.negative"),
        (Decimal("12.5"), "number.whole_named"),
    ],
)
def test_refused_figures(store: Store, small: Small, edit: Decimal, code: str) -> None:
    with pytest.raises(PlanError) as refused:
        do_set_figures(store, small.service, [small.edit(0, 0, 1), small.edit(0, 1, edit)])
    assert code_of(refused) == code
    assert year(store, small).month(JULY).figure(small.key(0, 0)) is Mark.BLANK


def test_refused_cells_and_months(store: Store, small: Small) -> None:
    with pytest.raises(PlanError) as refused:
        do_set_figures(store, small.service, [Edit(JULY, CellKey(small.use, small.places[0]), Decimal(1))])
    assert code_of(refused) == "usage.cell"
    with pytest.raises(PlanError) as refused:
        do_set_figures(store, small.service, [small.edit(0, 0, 1, date(2024, 9, 1))])
    assert code_of(refused) == "usage.month_ahead"
    with store.change("lock") as unit:
        unit.add(YearLock(fiscal_year=2023, reason="決算"))
    with pytest.raises(PlanError) as refused:
        do_set_figures(store, small.service, [small.edit(0, 0, 1, date(2024, 3, 1))])
    assert code_of(refused) == "usage.year_locked"


def test_sums_leave_out_a_late_place_and_say_so(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, small.all_of(2))
    do_set_figures(store, small.service, [small.edit(2, at, Mark.BLANK) for at in range(3)])
    do_set_pending(store, small.service, JULY, [small.places[2]])
    data = year(store, small)
    assert data.month(JULY).figure(small.key(2, 0)) is Mark.PENDING
    measure = data.service.measure(small.use)
    assert measure is not None
    found = measure_total(data, measure, data.month(JULY))
    assert found.figure == 12
    assert found.left_out == {small.places[2]}
    do_set_pending(store, small.service, JULY, [small.places[2]], pending=False)
    assert year(store, small).month(JULY).figure(small.key(2, 0)) is Mark.BLANK


def test_confirming_needs_every_figure_or_leave_to_wait(store: Store, small: Small) -> None:
    edits = [one for one in small.all_of(1) if one.key.facility != small.places[2]]
    do_set_figures(store, small.service, edits)
    with pytest.raises(PlanError) as refused:
        do_confirm(store, small.service, JULY)
    assert code_of(refused) == "usage.blanks"
    assert refused.value.facts["count"] == 4
    assert not year(store, small).month(JULY).is_confirmed
    do_confirm(store, small.service, JULY, accept_blanks=True)
    month = year(store, small).month(JULY)
    assert month.is_confirmed
    assert month.confirmed_by == "福山市 見本 花子"
    assert month.figure(small.key(2, 0)) is Mark.PENDING
    assert blank_places(year(store, small), month) == {}
    store.undo()
    assert year(store, small).month(JULY).figure(small.key(2, 0)) is Mark.BLANK


def test_single_blanks_of_a_place_become_pending_one_by_one(store: Store, small: Small) -> None:
    edits = [one for one in small.all_of(1) if one.key != small.key(1, 1)]
    do_set_figures(store, small.service, edits)
    do_confirm(store, small.service, JULY, accept_blanks=True)
    month = year(store, small).month(JULY)
    assert month.figure(small.key(1, 1)) is Mark.PENDING
    assert month.figure(small.key(1, 0)) == 1


def test_after_confirming_figures_change_with_a_reason_only(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, small.all_of(3))
    do_confirm(store, small.service, JULY)
    before = year(store, small)
    with pytest.raises(PlanError) as refused:
        do_set_figures(store, small.service, [small.edit(0, 0, 5)])
    assert code_of(refused) == "usage.month_confirmed"
    with pytest.raises(PlanError) as refused:
        do_correct(store, small.service, [small.edit(0, 0, 5)], " ")
    assert code_of(refused) == "usage.reason"
    do_correct(store, small.service, [small.edit(0, 0, 5), small.edit(0, 1, 3)], "施設からの訂正")
    data = year(store, small)
    (found,) = data.corrections
    assert [found.old, found.new, found.difference] == [3, 5, 2]
    assert (found.reason, found.by, found.on) == ("施設からの訂正", "福山市 見本 花子", date(2024, 8, 26))
    assert data.month(JULY).figure(small.key(0, 0)) == 5
    store.undo()
    assert year(store, small) == before


def test_a_late_place_comes_in_as_a_difference(store: Store, small: Small) -> None:
    edits = [one for one in small.all_of(1) if one.key.facility != small.places[2]]
    do_set_figures(store, small.service, edits)
    do_confirm(store, small.service, JULY, accept_blanks=True)
    do_correct(store, small.service, [small.edit(2, 0, 4)], "遅れて届いた")
    data = year(store, small)
    assert data.corrections[0].difference == 4
    month = data.month(JULY)
    assert month.figure(small.key(2, 0)) == 4
    assert month.figure(small.key(2, 1)) is Mark.PENDING


def test_a_month_confirmed_by_mistake_is_opened_with_a_reason(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, small.all_of(1))
    do_confirm(store, small.service, JULY)
    with pytest.raises(PlanError):
        do_reopen(store, small.service, JULY, "")
    do_reopen(store, small.service, JULY, "月を取り違えた")
    do_set_figures(store, small.service, [small.edit(0, 0, 9)])
    assert year(store, small).corrections == ()


def test_copying_last_month(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, [small.edit(0, 0, 7, JUNE), small.edit(0, 1, Mark.NONE, JUNE)])
    do_copy_last_month(store, small.service, [small.key(0, at) for at in range(3)], JULY)
    month = year(store, small).month(JULY)
    assert [month.figure(small.key(0, at)) for at in range(3)] == [Decimal(7), Mark.NONE, Mark.BLANK]


def test_what_is_asked_about(store: Store, small: Small) -> None:
    do_set_figures(store, small.service, small.all_of(14, JUNE))
    do_set_figures(store, small.service, [*small.all_of(14), small.edit(0, 1, 31)])
    data = year(store, small)
    kinds = {(one.kind, one.key) for one in review.find(data, data.month(JULY))}
    assert (FindingKind.JUMP, small.key(0, 1)) in kinds
    # 42 users in 22 open days are within the two seats a day; 62 would be within the four.
    assert not [one for one in kinds if one[0] is FindingKind.OVER]
    do_set_open_days(store, small.service, JULY, small.places[1], 20)
    data = year(store, small)
    over = [one for one in review.find(data, data.month(JULY)) if one.kind is FindingKind.OVER]
    assert [one.key.facility for one in over] == [small.places[1]]
    do_mark_seen(store, small.service, JULY, [small.key(0, 1)])
    data = year(store, small)
    assert not [one for one in review.find(data, data.month(JULY)) if one.kind is FindingKind.JUMP]
    do_set_figures(store, small.service, [small.edit(0, 1, 33)])
    data = year(store, small)
    assert [one for one in review.find(data, data.month(JULY)) if one.kind is FindingKind.JUMP]


def test_figures_of_a_body_that_was_no_member_are_asked_about(store: Store, small: Small) -> None:
    march = date(2024, 3, 1)
    do_set_figures(store, small.service, [small.edit(0, 2, 3, march)])
    data = read_year(store, small.service, 2023)
    (found,) = review.find(data, data.month(march))
    assert (found.kind, found.facts) == (FindingKind.NOT_MEMBER, {"body": "竹原市", "year": "令和5年度"})


def test_services_come_with_their_set_up(store: Store, small: Small) -> None:
    (service,) = read_services(store)
    assert [one.name for one in service.facilities] == ["中央病児室", "三原こどもルーム", "駅前キッズケア"]
    assert [one.name for one in service.measures] == ["延べ利用児童数", "受入不可"]
    assert replace(service.measures[0], id="").unit == "人"
