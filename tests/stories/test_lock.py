"""A past year is settled: it can be read, and changed only by somebody who says why."""

from __future__ import annotations

from bingo_planner.features.projects.kpi_view import KpiGrid
from tests.stories.hands import Planner

REASON = "実績の誤りを訂正するため"


def _text(grid: KpiGrid) -> str:
    return grid.cells.cell(grid.currentIndex().row(), grid.currentIndex().column()).text


def test_a_settled_year_opens_with_a_reason(planner: Planner) -> None:
    planner.press("Ctrl+PgUp")
    planner.search("ﾜｲﾝ")
    planner.pick("圏域産ワインの出荷本数")
    grid = planner.focus()
    assert isinstance(grid, KpiGrid)
    assert (grid.current_key() or ("", ""))[1] == "2023"
    assert _text(grid) == "47.4"
    planner.type("50")
    planner.press("Return", "Up")
    assert _text(grid) == "47.4", "a settled year is only read"

    planner.press("F6")
    planner.tab_to_button("鍵を外す")
    planner.press("Space")
    planner.write("じっせきのあやまり", REASON)
    planner.press("Return")
    planner.wait_for(lambda: planner.dialog() is None, "the end of the question")

    planner.round_to("事業の内訳")
    planner.tab_to("圏域の値")
    grid = planner.focus()
    assert isinstance(grid, KpiGrid)
    planner.type("50")
    planner.press("Return", "Up")
    assert _text(grid) == "50.0"
    reasons = [entry.new for entry in planner.store.history("year_lock") if entry.field == "reason"]
    assert REASON in reasons
