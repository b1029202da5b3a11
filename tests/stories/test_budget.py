"""A planner copies twenty lines of five years out of Excel into a project's budget, and takes them back."""

from __future__ import annotations

from bingo_planner.features.projects.budget_view import BudgetGrid
from bingo_planner.ui.grid import CellState
from tests.stories.hands import Planner

YEARS = 5
BAD = {(1, 1): "約三百万", (8, 3): "3O,000", (17, 0): "要確認"}
"""Line and year (both from 0) of what nobody can read as an amount."""
SUMS = (9, 15)
"""Lines that the grid adds up itself."""


ODD = {
    (0, 0): "１２，３４５",
    (2, 0): "△1,200",
    (2, 1): "▲３００",
    (3, 1): "未集計",
    (3, 2): "未集計",
    (4, 2): "－",
    (5, 0): "0",
    (6, 4): "",
    (10, 0): "4,500千円",
    (11, 1): " 2,000 ",
}
"""Widths, signs and marks as they come."""
SHEET = [
    [
        {**BAD, **ODD}.get((line, year), f"{1000 + 100 * line + year:,}")
        for year in range(YEARS)
    ]
    for line in range(20)
]  # fmt: skip


def _texts(grid: BudgetGrid) -> list[list[str]]:
    """What stands in the grid, without the heads of groups."""
    rows = [at for at, row in enumerate(grid.cells.rows) if row.kind != "group"]
    return [[grid.cells.cell(row, 2 + year).text for year in range(YEARS)] for row in rows][:20]


def test_a_block_from_excel_is_one_step(planner: Planner) -> None:
    planner.search("ﾃﾞﾆﾑ")
    planner.pick("1-02 デニム")
    planner.round_to("事業の内訳")
    planner.press("Right", times=3)
    planner.tab_to("予算")
    grid = planner.focus()
    assert isinstance(grid, BudgetGrid)
    before, steps = _texts(grid), planner.store.recorder.last_seq

    planner.copy_elsewhere("\r\n".join("\t".join(line) for line in SHEET) + "\r\n")
    planner.press("Ctrl+Home", "Right", "Right")
    planner.press("Ctrl+V")

    assert planner.store.recorder.last_seq == steps + 1, "one transaction, one step"
    after = _texts(grid)
    assert after[0][0] == "12,345"
    assert after[2][:2] == ["△1,200", "△300"]
    assert after[3][1:3] == ["未集計", "未集計"]
    assert [after[4][2], after[5][0], after[6][4], after[10][0]] == ["－", "0", "", "4,500"]
    places = [(line, year) for line in range(20) for year in range(YEARS)]
    good = [place for place in places if place not in BAD and place[0] not in SUMS]
    plain = [(line, year) for line, year in good if (line, year) not in ODD]
    assert [after[line][year] for line, year in plain] == [SHEET[line][year] for line, year in plain]
    told = planner.messages()[-1]
    assert "20行5列" in told
    assert "3つのセル" in told

    found: dict[str, str] = {}
    planner.press("Ctrl+Home")
    while len(found) < len(BAD):
        planner.press("F8")
        index = grid.currentIndex()
        cell = grid.cells.cell(index.row(), index.column())
        assert cell.tip, "a cell that stops F8 says why"
        assert planner.keys < 100
        if cell.state is CellState.INVALID:
            found[cell.text] = cell.tip
    assert set(found) == set(BAD.values()), "nothing typed is thrown away"

    planner.press("Ctrl+Z")
    back = _texts(grid)
    assert [back[line][year] for line, year in good] == [before[line][year] for line, year in good]
