"""The page of surveys over a small region of three towns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk
from tests.unit.surveys.conftest import survey as survey
from tests.unit.surveys.conftest import towns as towns

Make = Callable[[Store], SurveysPage]


@pytest.fixture
def make(qtbot: QtBot, now_jobs: NowJobs, desk: PlainDesk) -> Make:
    """Open the page on a store."""

    def build(store: Store) -> SurveysPage:
        page = SurveysPage(store, lambda _owner: now_jobs, desk)
        qtbot.addWidget(page)
        page.resize(1366, 690)
        page.show()
        page.opened()
        return page

    return build
