"""What the bench measures happens: the meeting runs beside the window, and the open page shows what came."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bingo_planner.app import bench_meeting
from bingo_planner.app.bench_sync import ROWS
from bingo_planner.app.rehearsal import rehearsal
from bingo_planner.features.staff.page import StaffPage


def test_a_week_comes_in_while_the_window_works(
    sample_file: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_meeting, "OFFICES", 2)
    monkeypatch.setattr(bench_meeting, "FILES", 3)
    with rehearsal(sample_file) as program:
        assert bench_meeting.window_stop(program, tmp_path) > 0
        page = program.shell.current_page()
        assert isinstance(page, StaffPage)
        store = program.store
        assert store is not None
        with store.read() as session:
            came = session.connection().exec_driver_sql(
                "SELECT count(*) FROM person WHERE name LIKE '例示 %-name'"
            )
            assert came.scalar_one() == bench_meeting.TIMES * 2 * 3 * ROWS
        assert program.meetings is not None
        assert not program.meetings.is_busy
