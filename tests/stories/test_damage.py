"""A region file is damaged over night: the program offers the newest good backup, and Enter goes back to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from bingo_planner.store.home import Home
from tests.stories.hands import Planner

HURT = b"\xff" * 4096


def _hurt(region: Path) -> bytes:
    """A bad disk: pages in the middle of the file are overwritten."""
    for more in ("-wal", "-shm"):
        region.with_name(region.name + more).unlink(missing_ok=True)
    data = bytearray(region.read_bytes())
    for place in range(8192, len(data) - 8192, 40960):
        data[place : place + 4096] = HURT
    region.write_bytes(data)
    return bytes(data)


def test_enter_goes_back_and_the_damaged_file_is_kept(computer: Home, region: Path) -> None:
    planner = Planner(computer, region)
    planner.go("vision")
    planner.shut()
    assert list(computer.backups.iterdir()), "the first start of the day made a copy"
    damaged = _hurt(region)

    planner = Planner(computer, region)
    try:
        page = planner.program.shell.current_page()
        assert page is not None
        assert page.page_id == "first"
        assert region.read_bytes() == damaged, "nothing was written"
        offer = planner.focus()
        assert isinstance(offer, QAbstractButton)
        assert "控え" in offer.text()
        planner.press("Return")
        planner.wait_for(lambda: planner.program.store is not None, "the file of the backup")
        shown = planner.program.shell.current_page()
        assert shown is not None
        assert shown.page_id == "overview"
        kept = [path for path in region.parent.iterdir() if path != region and path.is_file()]
        assert damaged in [path.read_bytes() for path in kept], "the damaged file stays beside it"
        planner.search("ﾃﾞﾆﾑ")
        planner.pick("1-02 デニム")
    finally:
        planner.shut()
