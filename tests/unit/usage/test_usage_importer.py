"""Files as facilities send them: shapes, names, months, totals; good lines land, bad ones are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from bingo_planner.features.usage.importer import Hint, ImportPlan, LineProblem, sentence
from bingo_planner.features.usage.service import do_confirm, do_set_figures, read_year
from bingo_planner.features.usage.service_import import do_import, plan_of
from bingo_planner.features.usage.words import encoding_words
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store
from tests.unit.usage.conftest import JULY, JUNE, Small

Rows = list[list[object]]


def file(folder: Path, name: str, rows: Sequence[Sequence[object]], encoding: str = "cp932") -> Path:
    path = folder / name
    text = "\r\n".join(",".join(str(cell) for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def read(store: Store, *paths: Path, hint: Hint | None = None) -> ImportPlan:
    return plan_of(store, paths, hint)


def codes(plan: ImportPlan) -> list[str]:
    return [problem.code for problem in plan.problems]


def figures(plan: ImportPlan, small: Small) -> dict[tuple[str, int, int], object]:
    """Month, place and body in the order of the small region → figure."""
    return {
        (
            f"{entry.month:%Y-%m}",
            small.places.index(entry.key.facility),
            small.bodies.index(entry.key.body) if entry.key.body else -1,
        ): entry.figure
        for entry in plan.changes
    }


def test_one_facility_and_a_year_in_wide_figures(store: Store, small: Small, tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "中央病児室_R6.csv",
        [
            ["令和６年度　利用実績"],
            ["月", "福山", "三原", "竹原", "合計", "受入不可"],
            ["令和６年６月", "１２", "０", "－", "１２", "３"],
            ["7月分", "1人", "", "未集計", "1", "0"],
            ["8月", "", "", "", "", ""],
        ],
    )
    plan = read(store, path)
    assert codes(plan) == []
    assert figures(plan, small) == {
        ("2024-06", 0, 0): 12,
        ("2024-06", 0, 1): 0,
        ("2024-06", 0, 2): Mark.NONE,
        ("2024-06", 0, -1): 3,
        ("2024-07", 0, 0): 1,
        ("2024-07", 0, 2): Mark.PENDING,
        ("2024-07", 0, -1): 0,
    }
    assert plan.changes[0].place == "B3"


def test_all_facilities_of_a_month_with_sums(store: Store, small: Small, tmp_path: Path) -> None:
    rows: Rows = [
        ["病児保育 令和6年7月分"],
        ["施設名", "福山市", "三原市", "竹原市", "計"],
        ["中央病児室", 5, 1, 0, 6],
        ["三原子どもルーム(三原市)", 1, 4, 2, 7],
        ["ｷｯｽﾞｹｱ", 3, 0, 0, 3],
        ["合計", 9, 5, 2, 16],
    ]
    path = file(tmp_path, "a.csv", rows, "utf-8")
    plan = read(store, path)
    assert codes(plan) == ["import.unknown_facility"]
    assert (plan.problems[0].row, plan.problems[0].column) == (4, 1)
    assert len(plan.changes) == 6
    rows[3][0] = "三原こどもルーム(三原市)"
    assert len(read(store, file(tmp_path, "a.csv", rows, "utf-8")).changes) == 9


def test_a_long_list_with_codes_and_months(store: Store, small: Small, tmp_path: Path) -> None:
    rows: Rows = [
        ["年月", "施設コード", "市町村コード", "項目", "人数", "備考"],
        ["2024-06", "B00", "34207", "延べ利用児童数", 4, ""],
        ["R6.7", "B01", "342041", "", 3, "x"],
        ["202407", "B02", "34203", "延べ利用児童数", 2, ""],
        ["2024/7", "B02", "", "受入不可", 1, ""],
    ]
    plan = read(store, file(tmp_path, "list.csv", rows, "utf-8"))
    assert codes(plan) == []
    assert figures(plan, small) == {
        ("2024-06", 0, 0): 4,
        ("2024-07", 1, 1): 3,
        ("2024-07", 2, 2): 2,
        ("2024-07", 2, -1): 1,
    }


def test_a_workbook_with_merged_heads_and_a_sheet_a_month(store: Store, small: Small, tmp_path: Path) -> None:
    book = Workbook()
    for month in (6, 7):
        page = book.create_sheet(f"{month}月")
        page.append([f"病児保育 令和6年{month}月 実績"])
        page.append(["施設", "居住市町", None, None, "計"])
        page.append([None, "福山市", "三原市", "竹原市", None])
        page.append(["駅前キッズケア", month, 1, 0, month + 1])
        page.append(["中央病児室", "未集計", None, None, None])
        page.merge_cells("A1:E1")
        page.merge_cells("A2:A3")
        page.merge_cells("B2:D2")
        page.merge_cells("E2:E3")
        page.merge_cells("B5:D5")
    book.remove(book.worksheets[0])
    path = tmp_path / "a.xlsx"
    book.save(path)
    plan = read(store, path)
    assert codes(plan) == []
    found = figures(plan, small)
    assert found["2024-06", 2, 0] == 6
    assert found["2024-07", 2, 0] == 7
    assert [found["2024-07", 0, at] for at in range(3)] == [Mark.PENDING] * 3
    assert {entry.place for entry in plan.changes if entry.figure == 7} == {"7月!B4"}


BAD: Rows = [
    ["病児保育 令和6年7月分"],
    ["施設名", "福山市", "三原市", "広島市", "計"],
    ["中央病児室", 5, "12.5", "", 17.5],
    ["三原こどもルーム", 1, 4, "", 6],
    ["どこかの病児室", 1, 1, "", 2],
    ["駅前キッズケア", 2, 3, 0, 5],
]


def test_bad_lines_are_named_and_stay_out(store: Store, small: Small, tmp_path: Path) -> None:
    plan = read(store, file(tmp_path, "a.csv", BAD))
    where = [(one.row, one.column, one.code) for one in plan.problems]
    assert where == [
        (2, 4, "import.unknown_body"),
        (3, 3, "number.whole_named"),
        (4, 5, "import.total"),
        (5, 1, "import.unknown_facility"),
    ]
    assert figures(plan, small) == {("2024-07", 2, 0): 2, ("2024-07", 2, 1): 3}
    assert sentence(plan.problems[1]) == "「12.5」は人数として読めません。"
    assert sentence(plan.problems[2]) == "計は6ですが、内訳の合計は5です。"
    assert plan.problems[1].cell == "C3"


def test_refused_whole_or_good_lines_only(store: Store, small: Small, tmp_path: Path) -> None:
    plan = read(store, file(tmp_path, "a.csv", BAD))
    empty = read_year(store, small.service, 2024)
    with pytest.raises(PlanError) as refused:
        do_import(store, plan)
    assert refused.value.code == "import.bad_lines"
    assert read_year(store, small.service, 2024) == empty
    do_import(store, plan, accept_good=True)
    data = read_year(store, small.service, 2024)
    held = data.month(JULY).figures[small.key(2, 1)]
    assert [held.figure, held.place] == [3, "C6"]
    source = data.sources[held.source_id]
    assert (source.name, source.encoding, source.read_by) == ("a.csv", "cp932", "福山市 見本 花子")
    assert "広島市" in source.note
    store.undo()
    assert read_year(store, small.service, 2024) == empty


def test_a_wrong_sum_beneath(store: Store, small: Small, tmp_path: Path) -> None:
    rows: Rows = [["令和6年7月"], ["施設名", "福山市", "三原市"], ["中央病児室", 5, 1], ["計", 5, 2]]
    plan = read(store, file(tmp_path, "a.csv", rows))
    assert [(one.row, one.column, one.code) for one in plan.problems] == [(4, 3, "import.total")]
    assert len(plan.changes) == 2


def test_bodies_that_are_no_members_then(store: Store, small: Small, tmp_path: Path) -> None:
    rows: Rows = [
        ["令和5年度 中央病児室"],
        ["月", "福山市", "三原市", "竹原市"],
        ["2月", 1, 2, 0],
        ["3月", 1, 2, 4],
    ]
    plan = read(store, file(tmp_path, "a.csv", rows))
    assert codes(plan) == ["usage.not_member"]
    assert figures(plan, small) == {("2024-02", 0, 0): 1, ("2024-02", 0, 1): 2}
    assert "竹原市は令和5年度の構成市町ではありません。" in sentence(plan.problems[0])


def test_a_figure_that_stands_twice(store: Store, small: Small, tmp_path: Path) -> None:
    one: Rows = [["令和6年7月 中央病児室"], ["市町", "人数"], ["福山市", 5], ["三原市", 1]]
    other: Rows = [["令和6年7月 中央病児室"], ["市町", "人数"], ["福山市", 6], ["三原市", 1]]
    plan = read(store, file(tmp_path, "a.csv", one), file(tmp_path, "b.csv", other))
    assert codes(plan) == ["import.twice", "import.twice"]
    assert figures(plan, small) == {("2024-07", 0, 1): 1}


def test_what_is_not_said(store: Store, small: Small, tmp_path: Path) -> None:
    no_month = read(store, file(tmp_path, "a.csv", [["中央病児室"], ["市町", "人数"], ["福山市", 5]]))
    assert codes(no_month) == ["import.no_month"]
    no_year: Rows = [["中央病児室"], ["月", "福山市", "三原市"], ["7月", 1, 2]]
    assert codes(read(store, file(tmp_path, "b.csv", no_year))) == ["import.no_year"]
    helped = read(store, file(tmp_path, "b.csv", no_year), hint=Hint(small.service, 2024))
    assert figures(helped, small) == {("2024-07", 0, 0): 1, ("2024-07", 0, 1): 2}
    no_place = read(store, file(tmp_path, "c.csv", [["令和6年7月"], ["市町", "人数"], ["福山市", 5]]))
    assert codes(no_place) == ["import.no_facility"]
    nothing = read(store, file(tmp_path, "d.csv", [["ただの文"]]))
    assert codes(nothing) == ["import.nothing"]
    broken = tmp_path / "e.xlsx"
    broken.write_bytes(b"x")
    assert codes(read(store, broken)) == ["exchange.unreadable"]


def test_months_that_are_closed(store: Store, small: Small, tmp_path: Path) -> None:
    do_set_figures(store, small.service, small.all_of(3, JUNE))
    do_confirm(store, small.service, JUNE)
    rows: Rows = [
        ["令和6年度 中央病児室"],
        ["月", "福山市", "三原市", "竹原市"],
        ["6月", 5, 3, 3],
        ["12月", 1, 1, 1],
    ]
    plan = read(store, file(tmp_path, "a.csv", rows))
    assert codes(plan) == ["usage.month_ahead"]
    assert (plan.same, plan.corrections) == (2, 1)
    with pytest.raises(PlanError) as refused:
        do_import(store, plan, accept_good=True)
    assert refused.value.code == "usage.reason"
    do_import(store, plan, accept_good=True, reason="差替え")
    (found,) = read_year(store, small.service, 2024).corrections
    assert (found.old, found.new, found.month) == (Decimal(3), Decimal(5), date(2024, 6, 1))


def test_taking_the_same_file_in_twice_changes_nothing(store: Store, small: Small, tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", [["令和6年7月"], ["施設名", "福山市"], ["中央病児室", 5]])
    do_import(store, read(store, path))
    again = read(store, path)
    assert (again.new, again.same, again.changes) == (0, 1, ())
    assert not do_import(store, again).ids


def test_files_called_alike_are_told_apart(store: Store, small: Small, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one = file(tmp_path, "a.csv", [["令和6年7月"], ["施設名", "福山市"], ["中央病児室", 5]])
    other = file(tmp_path / "b", "a.csv", [["令和6年7月"], ["施設名", "福山市"], ["駅前キッズケア", 6]])
    do_import(store, read(store, one, other))
    data = read_year(store, small.service, 2024)
    held = [data.month(JULY).figures[small.key(place, 0)] for place in (0, 2)]
    assert [data.sources[one.source_id].name for one in held] == ["a.csv", "a.csv (2)"]


def test_stopping(store: Store, small: Small, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, text: str) -> None:
            raise AssertionError

        def cancelled(self) -> bool:
            return True

    with pytest.raises(PlanError) as refused:
        plan_of(store, [file(tmp_path, "a.csv", [["x"]])], None, Stop())
    assert refused.value.code == "import.stopped"


def test_cells_have_names() -> None:
    assert LineProblem("f", "s", 3, 28, "x").cell == "AB3"
    assert LineProblem("f", "s", 3, 0, "x").cell == "3"


def test_encodings_have_the_names_people_know() -> None:
    assert [encoding_words(one) for one in ("", "cp932", "utf-8-sig", "utf-16-le")] == [
        "Excel",
        "Shift_JIS",
        "UTF-8",
        "UTF-16-LE",
    ]
