"""The sample's free answers: sorted by rule and by hand, quoted without what identifies."""

from __future__ import annotations

import pytest

from bingo_planner.features.surveys.freetext.anonymise import anonymise
from bingo_planner.features.surveys.freetext.opinions import TextData, opinions_of
from bingo_planner.features.surveys.freetext.printed import printed_opinions
from bingo_planner.features.surveys.freetext.service import read_text
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.store import Store


@pytest.fixture
def residents(sample_store: Store) -> TextData:
    """What the residents of 2024 wrote."""
    return read_text(sample_store, stable_id("sample", "sv-2024"))


def test_opinions_and_people_differ(residents: TextData) -> None:
    (told,) = printed_opinions(residents)
    assert (told.wrote, told.people + told.unsorted) == (312, 312)
    assert told.unsorted <= 10
    assert told.opinions > told.people, "one answer may hold several opinions"
    assert len(told.fields) == 7
    assert all(one.opinions for field in told.fields for one in field.groups)


def test_some_are_sorted_by_hand(residents: TextData) -> None:
    opinions = opinions_of(residents, "q12")
    assert opinions is not None
    assert sorted(opinions.grouping.by_hand.sum(axis=0)[opinions.grouping.by_hand.any(axis=0)].tolist()) == [
        -1,
        1,
        1,
    ]
    assert opinions.lost_marks == 0


def test_quotes_name_nobody_and_the_answers_are_as_they_were(residents: TextData) -> None:
    quotes = residents.facts.quotes
    assert {one.checked for one in quotes} == {True, False}
    opinions = opinions_of(residents, "q12")
    assert opinions is not None
    for one in quotes:
        assert opinions.place_of(one) is not None
        assert anonymise(one.text).removed == ()
    assert any("見本太郎" in text for text in opinions.texts)
    assert not any("見本太郎" in one.text for one in quotes)


def test_every_planted_trace_is_found(residents: TextData) -> None:
    opinions = opinions_of(residents, "q12")
    assert opinions is not None
    planted = [text for text in opinions.texts if "000" in text or "mihon" in text or "見本町" in text]
    assert len(planted) >= 3
    for text in planted:
        assert anonymise(text).removed, text
