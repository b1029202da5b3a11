"""Satisfaction × importance: which questions, which points, whose answers, which zones, what is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.priorities import words
from bingo_planner.features.surveys.priorities.model import (
    Improvement,
    Priorities,
    Settings,
    Sources,
    settings_of,
    zones_text,
)
from bingo_planner.features.surveys.priorities.presenter import members, ranges_of
from bingo_planner.features.surveys.priorities.sources import groups, sources_of
from bingo_planner.features.surveys.priorities.working import priorities
from bingo_planner.features.surveys.room import QuestionRow, SurveyData, SurveyRow
from bingo_planner.features.surveys.stats.portfolio import Cut, Importance, Score, Zone
from tests.support.polls import FIELDS, SATISFIED, poll


@pytest.fixture(scope="module")
def data() -> SurveyData:
    return poll(scale=0.3)


def made(
    data: SurveyData, settings: Settings, range_key: str = "", sources: Sources | None = None
) -> Priorities:
    chosen = sources or sources_of(data.survey, data.facts.questions)
    return priorities(data, sample_design(data, data.weights), chosen, settings, members(data, range_key))


def test_groups_are_found_by_their_words_and_paired_by_label(data: SurveyData) -> None:
    found = sources_of(data.survey, data.facts.questions)
    assert found.rule is Importance.STATED
    assert [(pair.label, pair.satisfaction, pair.importance) for pair in found.pairs][:2] == [
        ("救急医療", "q5_1", "q6_1"),
        ("子育て支援", "q5_2", "q6_2"),
    ]
    assert groups(data.facts.questions) == (("q5", "生活の満足度"), ("q6", "生活の重要度"))


def test_what_a_planner_chose_goes_first(data: SurveyData) -> None:
    chosen = replace(data.survey, satisfaction_by="q6", importance_by="q5", importance_rule="stated")
    pairs = sources_of(chosen, data.facts.questions).pairs
    assert (pairs[0].satisfaction, pairs[0].importance) == ("q6_1", "q5_1")
    three = replace(data.survey, satisfaction_by="q5_1|q5_2|q5_3")
    assert len(sources_of(three, data.facts.questions).pairs) == 3


def test_importance_may_be_the_share_that_picked_an_item(data: SurveyData) -> None:
    rows = [row for row in data.facts.questions if row.group_key != "q6"]
    picked = "|".join([*(f"{at}={name}" for at, (name, _s, _i) in enumerate(FIELDS, start=1)), "99=無回答"])
    rows = [replace(row, options=picked) if row.key == "q4" else row for row in rows]
    found = sources_of(data.survey, rows)
    assert found.rule is Importance.CHOSEN
    assert found.whole == "q4"
    assert found.pairs[4].importance == "5"


def test_importance_may_be_derived_from_satisfaction_as_a_whole(data: SurveyData) -> None:
    rows = [row for row in data.facts.questions if row.group_key != "q6" and row.key != "q4"]
    whole = QuestionRow("w", "q3", "住みやすさの満足度", "SA", SATISFIED)
    found = sources_of(data.survey, [*rows, whole])
    assert (found.rule, found.whole) == (Importance.CORRELATION, "q3")
    assert sources_of(data.survey, rows) == Sources()


def test_scores_are_weighted_means_without_no_answer(data: SurveyData) -> None:
    found = made(data, Settings())
    item = next(one for one in found.items if one.label == "公共交通")
    codes, weights = data.sheet.single("q5_5").codes, data.weights
    assert weights is not None
    known = codes < 5
    assert item.satisfaction == pytest.approx(
        ((5 - codes[known]) * weights[known]).sum() / weights[known].sum()
    )
    assert item.n == known.sum()
    assert item.se_satisfaction > 0
    assert item.zone is Zone.IMPROVE_FIRST
    assert found.x_cut == pytest.approx(np.mean([one.satisfaction for one in found.items]))


@pytest.mark.parametrize(
    ("score", "low", "high"), [(Score.FIVE, 1, 5), (Score.MEAN, -2, 2), (Score.BALANCE, -100, 100)]
)
def test_every_convention_ranks_the_same_items_first(
    data: SurveyData, score: Score, low: float, high: float
) -> None:
    found = made(data, Settings(score=score))
    assert {one.label for one in found.items[:2]} == {"公共交通", "企業誘致・雇用"}
    assert all(low <= one.satisfaction <= high for one in found.items)


def test_points_a_planner_gave_count(data: SurveyData) -> None:
    rows = tuple(
        replace(row, scores="1=5|2=5|3=3|4=1|5=1") if row.key == "q5_5" else row
        for row in data.facts.questions
    )
    scored = replace(data, facts=replace(data.facts, questions=rows))
    plain = {one.key: one.satisfaction for one in made(data, Settings()).items}
    given = {one.key: one.satisfaction for one in made(scored, Settings()).items}
    assert given["q5_5"] != plain["q5_5"]
    assert given["q5_1"] == plain["q5_1"]


def test_t_scores_turn_and_cut(data: SurveyData) -> None:
    found = made(data, Settings(deviation=True))
    assert [found.x_cut, found.y_cut] == pytest.approx([50, 50])
    assert np.std([one.x for one in found.items]) == pytest.approx(10)
    turned = made(data, Settings(satisfaction_across=False, cut=Cut.MIDDLE))
    assert (turned.x_cut, turned.y_cut) == (3, 3)
    assert turned.items[0].x == turned.items[0].importance


def test_a_range_is_a_part_of_the_answers(data: SurveyData) -> None:
    keys = dict(ranges_of(data))
    assert keys[""] == "圏域計"
    assert keys["q1=7"] == "神石高原町"
    found = made(data, Settings(), "q1=7")
    assert found.n == (data.sheet.single("q1").codes == 6).sum()
    assert members(data, "") is None


def test_improvement_is_an_index_a_demand_or_nothing(data: SurveyData) -> None:
    index = made(data, Settings())
    assert [one.improvement for one in index.items] == sorted(
        (one.improvement for one in index.items), reverse=True
    )
    demand = made(data, Settings(improvement=Improvement.DEMAND))
    assert sum(one.improvement for one in demand.items) == pytest.approx(0)
    none = made(data, Settings(improvement=Improvement.NONE))
    assert [one.label for one in none.items] == [name for name, _s, _i in FIELDS]


def test_the_reading_and_names_of_zones(data: SurveyData) -> None:
    found = made(data, Settings())
    said = words.reading(found)
    assert said.startswith("重要度が平均より高く満足度が低い分野（重点改善）は")
    assert said.endswith("改善度が最も高いのは公共交通、次いで企業誘致・雇用です。")
    own = settings_of(replace(data.survey, zones="improve_first=優先課題|nothing=x"))
    assert words.zone_names(own)[Zone.IMPROVE_FIRST] == "優先課題"
    assert zones_text({Zone.KEEP: " 現状維持 ", Zone.IMPROVE: ""}) == "keep=現状維持"
    assert words.signed(-1.24) == "△1.2"
    assert words.signed(9.95) == "+10.0"


def test_settings_come_from_the_survey() -> None:
    row = SurveyRow(
        "s",
        portfolio_score="deviation",
        portfolio_cut="median",
        portfolio_across="importance",
        improvement="none",
    )
    assert settings_of(row) == Settings(Score.FIVE, True, Cut.MEDIAN, False, Improvement.NONE)
