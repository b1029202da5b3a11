"""A planner looks up a KPI, changes its actual, and finds the old figure again the next morning."""

from __future__ import annotations

from bingo_planner.features.projects.kpi_view import KpiGrid
from tests.stories.hands import Planner

NAME = "圏域産ワインの出荷本数"


def _cell(planner: Planner) -> str:
    grid = planner.focus()
    assert isinstance(grid, KpiGrid), f"the cursor is in {grid!r}"
    assert grid.current_key() is not None
    return grid.cells.cell(grid.currentIndex().row(), grid.currentIndex().column()).text


def _open_the_kpi(planner: Planner) -> None:
    """Ctrl+K, three half-width kana, down to the KPI, Enter: the cursor stands on this year's actual."""
    planner.search("ﾜｲﾝ")
    planner.pick(NAME)
    grid = planner.focus()
    assert isinstance(grid, KpiGrid)
    row, year = grid.current_key() or ("", "")
    assert ":actual:" in row
    assert year == "2024"


def test_change_an_actual_and_take_it_back_after_a_restart(planner: Planner) -> None:
    _open_the_kpi(planner)
    assert _cell(planner) == ""
    planner.type("48.1")
    planner.press("Return", "Up")
    assert _cell(planner) == "48.1"
    planner.type("４９．６")
    planner.press("Return", "Up")
    assert _cell(planner) == "49.6"
    assert planner.keys <= 25, "found, typed, corrected with 25 keys"
    assert planner.saved(), "the status bar says when it was saved"

    planner.restart()
    _open_the_kpi(planner)
    assert _cell(planner) == "49.6"
    planner.press("Ctrl+Z")
    assert _cell(planner) == "48.1"
    assert planner.messages()[-1].startswith("元に戻しました")

    planner.round_to("事業の内訳")
    planner.press("Right", times=6)
    planner.tab_to("変更履歴")
    planner.press("Ctrl+A", "Ctrl+C")
    told = [line for line in planner.clipboard().splitlines() if "49.6" in line]
    assert len(told) == 2, "what was typed, and that it was taken back"
    assert all("48.1" in line and "見本 花子" in line for line in told)
