"""A small region with three towns and a survey of its residents."""

from __future__ import annotations

import datetime as dt

import pytest

from bingo_planner.features.region.tables import Membership, Municipality
from bingo_planner.features.surveys.service import do_add
from bingo_planner.features.surveys.service_read import read_surveys
from bingo_planner.store.store import Store

TOWNS = (("34207", "福山市", "広島県"), ("34462", "世羅町", "広島県"), ("33205", "笠岡市", "岡山県"))


@pytest.fixture
def towns(store: Store) -> Store:
    """Three towns in official order."""
    with store.change("towns") as unit:
        for at, (code, name, prefecture) in enumerate(TOWNS):
            unit.add(
                Municipality(
                    id=f"m{code}", code=code, name=name, short_name=name[:2], prefecture=prefecture, sort=at
                )
            )
            unit.add(Membership(municipality_id=f"m{code}", joined_on=dt.date(2015, 3, 25)))
    return store


@pytest.fixture
def survey(towns: Store) -> str:
    """A survey of 2024; its id."""
    do_add(towns, "survey", {"name": "住民意識調査", "fiscal_year": 2024})
    return read_surveys(towns)[0].id
