"""The overview of the sample region, and its paper."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

from bingo_planner.features.overview.model import Group
from bingo_planner.features.overview.report import todo_paper
from bingo_planner.features.overview.service import read_first, read_overview
from bingo_planner.features.overview.words import (
    budget_figure,
    context_words,
    share_words,
    signed,
    state_words,
)
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import Language, missing
from bingo_planner.reports.document import build
from bingo_planner.store.store import Store
from tests.support.doubles import PROFILE


def test_every_group_of_the_sample_has_lines_in_order(sample_store: Store) -> None:
    lines = read_overview(sample_store, 2024, PROFILE).lines
    groups = [line.group for line in lines]
    assert groups == sorted(groups, key=list(Group).index)
    assert {Group.OVERDUE, Group.WEEK, Group.NINETY, Group.NO_FIGURE} == set(groups)
    assert any(line.mine for line in lines)
    assert len({line.id for line in lines}) == len(lines)


def test_cards_count_every_kpi_of_the_role_areas(sample_store: Store) -> None:
    overview = read_overview(sample_store, 2024)
    inside = [kpi for kpi in overview.facts.kpis if kpi.role_area and kpi.flag != "abolished"]
    assert sum(card.now.total for card in overview.areas) == len(inside)
    assert all(card.now.good_share is not None for card in overview.areas)
    assert sum(card.weak for card in overview.areas) == len(
        [line for line in overview.weak if overview.weak_areas[line.record_id]]
    )


def test_the_first_answer_differs_only_in_what_bodies_have(sample_store: Store) -> None:
    first, whole = read_first(sample_store, 2024, PROFILE), read_overview(sample_store, 2024, PROFILE)
    assert first.areas == whole.areas
    assert first.budget == whole.budget
    assert [line.id for line in first.lines] == [line.id for line in whole.lines]
    assert (first.shares, first.is_whole, whole.is_whole) == ((), False, True)
    assert [share.body.name for share in whole.shares][:2] == ["福山市", "三原市"]


def test_a_year_without_figures_says_so(sample_store: Store) -> None:
    overview = read_overview(sample_store, 2015)
    assert not overview.has_figures
    assert overview.budget is not None
    assert budget_figure(overview.budget) == "－"
    assert [share_words(card.now.good_share) for card in overview.areas] == ["－"] * 3


def test_an_empty_region_file_is_empty(store: Store) -> None:
    assert read_overview(store, 2024, PROFILE).is_empty


def test_words(sample_store: Store) -> None:
    overview = read_overview(sample_store, 2024)
    assert context_words(overview, DateStyle.ERA) == "8月26日(月)時点・備後圏域 7市2町"
    assert [signed(Decimal(n)) for n in (18240, 0, -5)] == ["+18,240", "±0", "△5"]
    told = {line.days: state_words(line) for line in overview.lines if line.days is not None}
    assert told[-3] == "3日超過"
    assert told[2] == "あと2日"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_list_prints_in_both_languages(sample_store: Store, lang: Language) -> None:
    overview = read_overview(sample_store, 2024, PROFILE)
    paper = todo_paper(overview, overview.lines, DateStyle.ERA, lang)
    data = BytesIO()
    built = build(paper, data)
    assert built.missing == ()
    assert built.warnings == ()
    assert built.pages >= 2
    again = BytesIO()
    build(paper, again)
    assert data.getvalue() == again.getvalue()
    assert not [entry for entry in missing() if entry[0] == "overview"]


def test_an_empty_list_prints_a_sentence(sample_store: Store) -> None:
    overview = read_overview(sample_store, 2024)
    assert build(todo_paper(overview, (), DateStyle.ERA, "ja"), BytesIO()).pages == 1
