"""A survey with ten answers to a free question, and a dictionary that cuts at blanks."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.freetext.dictionary import Cut, Morpheme
from bingo_planner.features.surveys.freetext.service_sorting import do_add_group
from bingo_planner.features.surveys.service import do_add
from bingo_planner.features.surveys.service_read import read_survey
from bingo_planner.features.surveys.stats.answers import Answers, FreeAnswers, SingleAnswers
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store

TEXTS = (
    "バス が 少ない",
    "電車 と バス が 減った",
    "とくになし",
    "道 が 狭い",
    "",
    "田中さん の 医療 と 医療費",
    "医療 が 遠い",
    "バス と 医療",
    "92歳 の 母 の バス",
    "道 と バス",
)
TOWN = (0, 0, 1, 1, 2, 0, 0, 1, 2, 2)


def blanks() -> Cut:
    """Words between blanks are nouns, those that end in い adjectives; が, と and の are none."""

    def cut(text: str) -> Iterable[Morpheme]:
        at = 0
        for word in text.split(" "):
            if word and word not in "がとの":
                kind = "形容詞" if word.endswith("い") else "名詞"
                yield Morpheme(at, at + len(word), word, word, (kind, "普通名詞", "一般", "*"))
            at += len(word) + 1

    return cut


def add_answers(store: Store, survey: str, texts: tuple[str, ...] = TEXTS) -> None:
    """Questions and answers of the survey."""
    towns = read_survey(store, survey).strata
    codes = "|".join(f"{at}={name}" for at, name in enumerate(("福山市", "世羅町", "笠岡市"), 1))
    assert len(towns) == 3
    for at, (key, label, kind, more) in enumerate(
        (
            ("q1", "居住地", "SA", {"options": codes, "role": "town"}),
            ("q9", "ご意見", "FA", {}),
            ("q10", "そのほか", "FA", {}),
        )
    ):
        values: dict[str, Stored] = {
            "survey_id": survey,
            "key": key,
            "label": label,
            "kind": kind,
            "sort": at,
        }
        values |= more
        do_add(store, "survey_question", values)
    many = np.resize(np.array(TOWN, dtype=np.int16), len(texts))
    held: dict[str, Answers] = {
        "q1": SingleAnswers(many),
        "q9": FreeAnswers(texts),
        "q10": FreeAnswers(("",) * len(texts)),
    }
    with store.change("answers") as unit:
        batch = unit.add(t.SurveyBatch(survey_id=survey, file_name="a.csv", valid=len(texts)))
        keys = [f"r{at}" for at in range(len(texts))]
        unit.add(t.SurveyAnswers(batch_id=batch.id, key="", kind="KEY", payload=codec.pack_texts(keys)))
        for key, answers in held.items():
            payload, kind = codec.pack(answers), codec.kind_of(answers)
            unit.add(t.SurveyAnswers(batch_id=batch.id, key=key, kind=kind, payload=payload))
        unit.set(t.Survey, survey, batch_id=batch.id)


def add_groups(store: Store, survey: str) -> tuple[str, str]:
    """Two groups of two fields; their ids."""
    found = []
    for field, name, rule in (("交通", "バス", "バス"), ("医療", "医療費", "医療費")):
        values = {"survey_id": survey, "question_key": "q9", "field": field, "name": name}
        found.append(new_id(do_add_group(store, values, [rule]), "survey_group"))
    return found[0], found[1]


def new_id(changes: Changes, kind: str) -> str:
    """The record that was added."""
    return next(iter(changes.ids_of(kind)))
