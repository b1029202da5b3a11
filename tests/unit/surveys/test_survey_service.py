"""Surveys as records: write, undo, redo; what is refused; the design copied; columns packed and unpacked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.features.records import do_add as add_texts
from bingo_planner.features.region.tables import YearLock
from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys.service import (
    do_add,
    do_copy_design,
    do_remove,
    do_restore,
    do_set,
    do_set_strata,
)
from bingo_planner.features.surveys.service_read import read_sheet, read_survey, read_surveys
from bingo_planner.features.surveys.stats.answers import (
    BLANK,
    NOT_ASKED,
    FreeAnswers,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
)
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store


def refused(code: str, store: Store, record: str, /, **values: object) -> PlanError:
    with pytest.raises(PlanError) as caught:
        do_add(store, record, values)  # type: ignore[arg-type]  # values of the test
    assert caught.value.code == code
    return caught.value


def test_a_new_survey_has_the_towns_of_its_year_as_strata(towns: Store, survey: str) -> None:
    facts = read_survey(towns, survey)
    assert [one.municipality_id for one in facts.strata] == ["m34207", "m34462", "m33205"]
    towns.undo()
    assert read_surveys(towns) == ()
    towns.redo()
    assert read_survey(towns, survey) == facts


def test_strata_are_set_in_one_step_and_must_agree(towns: Store, survey: str) -> None:
    first, second, _third = [one.id for one in read_survey(towns, survey).strata]
    do_set_strata(towns, {first: {"sampled": 900, "mailed": 900}, second: {"sampled": 800, "mailed": 800}})
    facts = read_survey(towns, survey)
    assert facts.mailed == 1700
    with pytest.raises(PlanError) as caught:
        do_set_strata(towns, {first: {"mailed": 950}, second: {"returned": 801}})
    assert [one.field for one in caught.value.problems] == [f"{second}.returned"]
    assert read_survey(towns, survey) == facts, "nothing half in"
    towns.undo()
    assert read_survey(towns, survey).mailed is None


def test_refusals(towns: Store, survey: str) -> None:
    refused("survey.name_taken", towns, "survey", name="住民意識調査", fiscal_year=2024)
    refused("field.required", towns, "survey", name="企業調査")
    refused("survey.stratum_twice", towns, "survey_stratum", survey_id=survey, municipality_id="m34207")
    refused("survey.stratum_name", towns, "survey_stratum", survey_id=survey)
    refused(
        "survey.option_text", towns, "survey_question", survey_id=survey, key="q1", label="性別", options="男"
    )
    refused(
        "survey.scores", towns, "survey_question", survey_id=survey, key="q1", label="満足", scores="1=良い"
    )
    refused("survey.from_files", towns, "survey_answers", batch_id="b", kind="SA")
    error = refused(
        "survey.dates_crossed",
        towns,
        "survey",
        name="x",
        fiscal_year=2024,
        starts_on=dt.date(2024, 6, 1),
        ends_on=dt.date(2024, 5, 1),
    )
    assert error.problems[0].field == "ends_on"


def test_a_settled_year_is_left_alone(towns: Store, survey: str) -> None:
    with towns.change("lock") as unit:
        unit.add(YearLock(fiscal_year=2024, reason="確定"))
    works: tuple[Callable[[], object], ...] = (
        lambda: do_set(towns, "survey", survey, {"purpose": "x"}),
        lambda: do_remove(towns, "survey", survey),
        lambda: do_add(towns, "survey_question", {"survey_id": survey, "key": "q1", "label": "性別"}),
    )
    for work in works:
        with pytest.raises(PlanError, match=r"survey\.year_locked"):
            work()


def test_the_design_of_the_last_survey_is_copied(towns: Store, survey: str) -> None:
    do_set(towns, "survey", survey, {"purpose": "意識を知る", "age_from": 18})
    do_add(
        towns, "survey_question", {"survey_id": survey, "key": "q1", "label": "性別", "options": "1=男|2=女"}
    )
    strata = read_survey(towns, survey).strata
    do_set_strata(towns, {strata[0].id: {"sampled": 900, "returned": None}})
    changes = do_copy_design(towns, survey, "住民意識調査", 2025)
    new = read_survey(towns, next(iter(changes.ids_of("survey"))))
    assert (new.survey.purpose, new.survey.age_from, new.survey.fiscal_year) == ("意識を知る", 18, 2025)
    assert [one.sampled for one in new.strata] == [900, None, None]
    assert new.codebook.question("q1").options[1].label == "女"
    assert read_surveys(towns)[0].id == new.id, "the newest comes first"


def test_the_bin_takes_all_of_a_survey_and_gives_it_back(towns: Store, survey: str) -> None:
    do_add(towns, "survey_question", {"survey_id": survey, "key": "q1", "label": "性別"})
    before = read_survey(towns, survey)
    do_remove(towns, "survey", survey)
    assert read_surveys(towns) == ()
    do_restore(towns, "survey", survey)
    assert read_survey(towns, survey) == before


def test_the_command_line_knows_the_kinds(towns: Store) -> None:
    access = access_by_kind()["survey"]
    add_texts(towns, access, {"name": "事業所調査", "kind": "事業所", "fiscal_year": "R5"})
    assert read_surveys(towns)[0].survey.kind == "business"


def test_a_survey_without_answers_reads_as_an_empty_sheet(towns: Store, survey: str) -> None:
    data = read_sheet(towns, survey)
    assert (data.sheet.size, data.weights, len(data.design.strata)) == (0, None, 3)


@given(st.lists(st.integers(NOT_ASKED, 46), max_size=40), st.integers(1, 47))
def test_columns_come_back_as_they_were(codes: list[int], width: int) -> None:
    one = SingleAnswers(np.array(codes, dtype=np.int16))
    found = codec.unpack("SA", codec.pack(one))
    assert isinstance(found, SingleAnswers)
    assert found.codes.tolist() == codes
    chosen = np.array(
        [[(row * 7 + at) % 3 == 0 for at in range(width)] for row in range(len(codes))], dtype=bool
    )
    chosen = chosen.reshape(len(codes), width)
    state = np.array([BLANK if code < 0 else 0 for code in codes], dtype=np.int8)
    several = codec.unpack("MA", codec.pack(MultipleAnswers(chosen, state)))
    assert isinstance(several, MultipleAnswers)
    assert np.array_equal(several.chosen, chosen)
    assert several.state.tolist() == state.tolist()


def test_numbers_and_texts_come_back_exactly() -> None:
    values = np.array([0.1, np.nan, -3.0, 1e15])
    state = np.array([0, BLANK, 0, 0], dtype=np.int8)
    number = codec.unpack("NUM", codec.pack(NumberAnswers(values, state)))
    assert isinstance(number, NumberAnswers)
    assert np.array_equal(number.values, values, equal_nan=True)
    texts = ("道路を\n直して", "", "髙橋\t𠮷野")
    assert codec.unpack("FA", codec.pack(FreeAnswers(texts))) == FreeAnswers(texts)
    assert codec.unpack_floats(codec.pack_floats(values)).tobytes() == values.tobytes()


@pytest.mark.parametrize("text", ["", "x", "AAAA"])
def test_a_broken_column_is_told(text: str) -> None:
    with pytest.raises(PlanError, match=r"survey\.payload"):
        codec.unpack("SA", text, "q1")
