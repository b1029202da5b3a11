"""Weights from populations: ages of an option, parts of classes, margins reached, empty categories, keeping."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bingo_planner.features.region.model import PersonsKey, Sex
from bingo_planner.features.region.population import Counts
from bingo_planner.features.region.tables import Population
from bingo_planner.features.surveys.people import age_span, people, sex_of
from bingo_planner.features.surveys.service import do_set
from bingo_planner.features.surveys.service_import import do_import
from bingo_planner.features.surveys.service_read import read_sheet, read_survey
from bingo_planner.features.surveys.service_weights import (
    WeightFacts,
    do_put_weights,
    do_set_role,
    do_use_weights,
    lines_of,
    read_weighting,
)
from bingo_planner.features.surveys.weighting import Method, Wish, make, merged_with_neighbours, name_of
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store
from tests.unit.surveys.files import Rows, read, sheet


@pytest.mark.parametrize(
    ("label", "span"),
    [
        ("18～29歳", (18, 29)),
        ("３０歳代", (30, 39)),
        ("10代", (18, 19)),
        ("40-49", (40, 49)),
        ("65歳以上75歳未満", (65, 74)),
        ("70歳以上", (70, None)),
        ("20歳未満", (18, 19)),
        ("無回答", None),
        ("5年未満", None),
    ],
)
def test_the_ages_an_option_names(label: str, span: tuple[int, int | None] | None) -> None:
    assert age_span(label, 18) == span


def test_sexes() -> None:
    assert [sex_of(one) for one in ("男性", "女", "その他")] == [Sex.MALE, Sex.FEMALE, None]


def counts_of(classes: dict[int, int]) -> Counts:
    """Men and women alike, in classes of five years; the last is open."""
    last = max(classes)
    return Counts(
        {
            PersonsKey("t", "s", 2020, sex, first, None if first == last else first + 4): n
            for first, n in classes.items()
            for sex in ("M", "F")
        }
    )


def test_parts_of_five_year_classes() -> None:
    counts = counts_of({0: 10, 5: 10, 10: 10, 15: 50, 20: 60, 25: 70, 30: 80})
    found = people(counts, ["t"], "s", 2020, (18, 29), Sex.FEMALE)
    assert found is not None
    assert (found.count, found.is_split) == (50 * 2 / 5 + 60 + 70, True)
    whole = people(counts, ["t"], "s", 2020, (20, None))
    assert whole is not None
    assert (whole.count, whole.is_split) == (2 * (60 + 70 + 80), False)
    assert people(counts, ["t"], "s", 2020, (35, None)) is None, "an open class cannot be parted"
    assert people(counts, ["t"], "s", 2021, (20, 29)) is None


# -- a survey of three towns -------------------------------------------------------------------------------
# 福山 has four fifths of the people and a third of the answers.
PEOPLE = {"m34207": 800, "m34462": 100, "m33205": 100}
TOWNS = {"福山市": 40, "世羅町": 40, "笠岡市": 40}


def answers(*, young_of_sera: bool = True) -> Rows:
    rows = [("ID", "居住地", "性別", "年代", "満足")]
    for town, count in TOWNS.items():
        for at in range(count):
            sex = "男性" if at % 4 == 0 else "女性"
            age = "18～39歳" if at % 5 == 0 and (young_of_sera or town != "世羅町") else "40歳以上"
            rows.append((f"{town}{at}", town, sex, age, "満足" if town == "福山市" else "不満"))
    rows.append(("x1", "", "男性", "40歳以上", "満足"))
    rows.append(("x2", "福山市", "", "40歳以上", "不満"))
    return rows


@pytest.fixture
def peopled(towns: Store, survey: str) -> str:
    """Populations in classes of five years; the survey's source is set."""
    with towns.change("people") as unit:
        for town, count in PEOPLE.items():
            for sex in "MF":
                for first in range(0, 45, 5):
                    last = None if first == 40 else first + 4
                    persons = 0 if first < 15 else count * (10 if first == 40 else 1)
                    unit.add(
                        Population(
                            municipality_id=town,
                            series="census",
                            year=2020,
                            sex=sex,
                            age_from=first,
                            age_to=last,
                            persons=persons,
                        )
                    )
    do_set(towns, "survey", survey, {"population_series": "census", "population_year": 2020, "age_from": 18})
    return survey


def weighed(store: Store, survey: str, rows: Rows) -> WeightFacts:
    do_import(store, survey, read(sheet(rows)))
    return read_weighting(store, survey)


def share(facts: WeightFacts, weights: NDArray[np.float64], question: str, place: int) -> float:
    codes = facts.data.sheet.single(question).codes
    return float(weights[codes == place].sum() / weights.sum())


def test_raking_brings_back_the_shares_of_the_population(towns: Store, peopled: str) -> None:
    facts = weighed(towns, peopled, answers())
    made = make(facts.data, facts.source, Wish())
    assert made.weights.mean() == pytest.approx(1)
    assert all(one.reached == pytest.approx(one.target, abs=1e-6) for one in made.lines)
    fukuyama = next(one for one in made.lines if one.name == "福山市")
    assert fukuyama.target == pytest.approx(80)
    assert (made.left_alone, made.is_split) == (2, True)
    assert made.effective == pytest.approx(made.weights.sum() ** 2 / (made.weights**2).sum())
    assert made.kish == pytest.approx(len(made.weights) / made.effective)
    young = next(one for one in made.lines if one.name == "18～39歳")
    assert young.target == pytest.approx((0.4 + 4) / (0.4 + 4 + 10) * 100), (
        "18 and 19 are two fifths of 15–19"
    )


def test_design_and_cell_weights_are_population_over_answers(towns: Store, peopled: str) -> None:
    facts = weighed(towns, peopled, answers())
    design = make(facts.data, facts.source, Wish(Method.DESIGN))
    codes = facts.data.sheet.single("q1").codes
    in_town = [design.weights[codes == place] for place in range(3)]
    assert all(np.allclose(one, one[0]) for one in in_town)
    assert in_town[0][0] / in_town[1][0] == pytest.approx(8 * 40 / 41)
    cell = make(facts.data, facts.source, Wish(Method.CELL))
    assert all(one.reached == pytest.approx(one.target, abs=1e-9) for one in cell.lines)
    assert len(cell.lines) == 12


def test_an_empty_category_is_named_and_put_together(towns: Store, peopled: str) -> None:
    facts = weighed(towns, peopled, answers(young_of_sera=False))
    wish = Wish(Method.CELL)
    with pytest.raises(PlanError) as caught:
        make(facts.data, facts.source, wish)
    assert caught.value.code == "survey.empty_targets"
    assert caught.value.facts["names"] == "世羅町 男性 18～39歳、世羅町 女性 18～39歳"
    merged = merged_with_neighbours(facts.data, facts.source, wish)
    made = make(facts.data, facts.source, merged)
    assert {one.name for one in made.lines if "世羅" in one.name} == {
        "世羅町 男性 18～39歳＋世羅町 男性 40歳以上",
        "世羅町 女性 18～39歳＋世羅町 女性 40歳以上",
    }
    assert all(one.reached == pytest.approx(one.target, abs=1e-9) for one in made.lines)


def test_trimming_holds_the_bounds_and_says_what_it_costs(towns: Store, peopled: str) -> None:
    facts = weighed(towns, peopled, answers())
    made = make(facts.data, facts.source, Wish(trim="0.5-2"))
    assert made.largest / made.smallest <= 4 + 1e-9
    assert made.at_bound > 0
    assert made.furthest > 1


def test_what_is_missing_is_told(towns: Store, peopled: str) -> None:
    facts = weighed(towns, peopled, answers())
    question = next(one for one in read_survey(towns, peopled).questions if one.role == "sex")
    do_set_role(towns, peopled, "sex", None)
    facts = read_weighting(towns, peopled)
    with pytest.raises(PlanError, match=r"survey\.no_role"):
        make(facts.data, facts.source, Wish())
    do_set_role(towns, peopled, "sex", next(one.id for one in facts.data.facts.questions if one.key == "q4"))
    facts = read_weighting(towns, peopled)
    with pytest.raises(PlanError, match=r"survey\.no_meaning"):
        make(facts.data, facts.source, Wish())
    do_set_role(towns, peopled, "sex", question.id)
    assert [one.role for one in read_survey(towns, peopled).questions] == ["town", "sex", "age", ""]
    with pytest.raises(PlanError, match=r"survey\.no_people"):
        make(facts.data, facts.with_census("census", 1900).source, Wish(Method.DESIGN))


def test_weights_are_kept_used_and_taken_back(towns: Store, peopled: str) -> None:
    facts = weighed(towns, peopled, answers())
    made = make(facts.data, facts.source, Wish())
    batch = facts.data.survey.batch_id or ""
    do_put_weights(towns, peopled, batch, made, name_of(made.wish), "国勢調査 2020")
    data = read_sheet(towns, peopled)
    assert data.weights is not None
    assert np.array_equal(data.weights, made.weights)
    kept = data.facts.weights[0]
    assert (kept.name, kept.iterations) == ("市町・性別・年代（レイキング）", made.rounds)
    assert lines_of(kept.margins) == made.lines
    assert share(facts, data.weights, "q4", 0) > 0.75
    towns.undo()
    assert read_sheet(towns, peopled).weights is None
    towns.redo()
    do_use_weights(towns, peopled, None)
    assert read_sheet(towns, peopled).weights is None
    do_use_weights(towns, peopled, kept.id)
    assert read_sheet(towns, peopled).weights is not None
    do_import(towns, peopled, read(sheet(answers(young_of_sera=False))), replace=True)
    assert read_sheet(towns, peopled).weights is None, "they were made for other answers"
    with pytest.raises(PlanError, match=r"survey\.batch_gone"):
        do_put_weights(towns, peopled, batch, made, "x", "")
