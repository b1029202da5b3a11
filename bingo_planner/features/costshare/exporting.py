"""From the store to a workbook: what the page calls; the command line writes the same sheets."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.exchange import files
from bingo_planner.exchange.sheet import Sheet
from bingo_planner.features.costshare.exporter import share_sheets, summary_sheet
from bingo_planner.features.costshare.printing import worked_items
from bingo_planner.store.store import Store


def sheets_for(store: Store, year: int, item_id: str, target: Path) -> tuple[Sheet, ...]:
    """Every sheet of a workbook; for a CSV file, which holds one table, the summary."""
    _facts, worked = worked_items(store, year, item_id)
    if target.suffix.lower() == ".csv":
        return (summary_sheet(worked),)
    return share_sheets(worked)


def write_shares(store: Store, year: int, item_id: str, target: Path) -> None:
    """Write the workbook."""
    files.write(target, sheets_for(store, year, item_id, target))
