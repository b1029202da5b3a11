"""F9 meets the others while the window goes on; the lamp says how this copy stands, also when nobody is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bingo_planner.cli.home import keep_profile, user_settings
from tests.stories.hands import Planner
from tests.support.towns import FUKUYAMA, KASAOKA, Town, figure, towns


@pytest.fixture
def two(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Planner, Town]]:
    """A planner at a copy with one change that is not sent, and another copy that has sent one."""
    with towns(tmp_path, FUKUYAMA, KASAOKA) as (here, there):
        figure(here.store, 1, 1350)
        figure(there.store, 1, 1310)
        there.meet()
        here.store.close()
        keep_profile(user_settings(here.home), FUKUYAMA)
        planner = Planner(here.home, here.store.path)
        yield planner, there
        planner.shut()


def test_one_key_syncs_and_the_lamp_tells(two: tuple[Planner, Town]) -> None:
    planner, there = two
    lamp = planner.program.shell.status.lamp
    assert lamp.text().startswith("未送信 1件")
    planner.press("F9")
    planner.wait_for(lambda: lamp.text().startswith("同期済み"), "the end of the sync")
    assert "確認がいります" in planner.messages()[-1]
    state = planner.program.shell.state()
    assert state is not None
    assert next(item.count for item in state.navigation if item.page_id == "copies") == 1
    there.share.rename(there.share.with_name("gone"))
    planner.press("F9")
    planner.wait_for(lambda: lamp.text().startswith("オフライン"), "that nobody is there")
    assert "つながりません" in planner.messages()[-1]
