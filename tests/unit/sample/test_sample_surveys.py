"""The sample's surveys: as many answers as stated, towns and ages as the model says, nobody's data."""

from __future__ import annotations

import numpy as np
import pytest

from bingo_planner.features.surveys.intake.personal import traces
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.service_read import read_sheet, read_surveys
from bingo_planner.kernel.numbers import format_number
from bingo_planner.store.store import Store


@pytest.fixture
def residents(sample_store: Store) -> SurveyData:
    own = next(one.id for one in read_surveys(sample_store) if one.survey.kind == "resident")
    return read_sheet(sample_store, own)


def test_the_residents_of_2024(residents: SurveyData) -> None:
    facts = residents.facts
    assert (facts.valid, facts.mailed, format_number(facts.rate, 1)) == (3402, 8000, "42.5")
    assert facts.batch is not None
    assert (facts.batch.blank, facts.batch.left_out, facts.batch.marked) == (12, 1, 11)
    assert residents.design.counts.tolist() == [474, 386, 378, 363, 368, 372, 341, 363, 336]
    ages = residents.sheet.single("q2").codes
    assert np.bincount(ages).tolist() == [298, 412, 555, 842, 1273, 22]
    assert {one.role: one.key for one in facts.questions if one.role} == {
        "town": "q1",
        "age": "q2",
        "sex": "f1",
    }


def test_its_answers_hang_together(residents: SurveyData) -> None:
    asked = residents.sheet.single("q10").codes >= 0
    assert asked.sum() == (residents.sheet.single("f5").codes == 0).sum()
    several = residents.sheet.multiple("q11").chosen[:, :-1]
    assert several.sum(axis=1).max() == 3
    means = [
        np.mean(5 - codes[codes < 5])
        for at in range(1, 19)
        if (codes := residents.sheet.single(f"q5_{at}").codes) is not None
    ]
    assert int(np.argmin(means)) == 5, "県境のバス"


def test_the_others_and_what_was_dropped(sample_store: Store) -> None:
    every = {(one.survey.kind, one.survey.fiscal_year): one for one in read_surveys(sample_store)}
    business, older = every["business", 2024], every["resident", 2019]
    assert (business.valid, older.valid) == (600, 1652)
    assert business.batch is not None
    assert business.batch.dropped == "事業所名|電話番号"
    shared = {one.label for one in older.questions} & {one.label for one in every["resident", 2024].questions}
    assert len(shared) > 20, "there is something to compare over the years"
    links = {one.key: one for one in every["resident", 2024].links}
    assert len(links) > 30
    assert links["q5_5"].earlier_key == "q6_5", "numbers moved, words did not"


def test_the_residents_are_weighted_to_the_region(residents: SurveyData) -> None:
    weights = residents.weights
    assert weights is not None
    home = residents.sheet.single("q1").codes
    share = weights[home == 0].sum() / weights.sum()
    assert abs(share - 0.547) < 0.01, "福山市 is half of the region and an eighth of the answers"
    kept = residents.facts.weight
    assert kept is not None
    assert kept.kish_deff is not None
    assert 2 < kept.kish_deff < 3


def test_comments_that_give_somebody_away_are_few_and_made_up(residents: SurveyData) -> None:
    answers = residents.sheet.answers["q12"]
    texts = [text for text in answers.texts if text]  # type: ignore[union-attr]  # a free text
    assert len(texts) == len(set(texts)) == 312
    found = [text for text in texts if traces(text)]
    assert 3 <= len(found) <= 6
    assert all("見本" in text or "000" in text or "mihon" in text for text in found)
