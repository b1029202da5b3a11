"""A survey of residents made up by chance: nine towns, ages, a matrix of satisfaction and one of importance."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from bingo_planner.features.region.model import Body
from bingo_planner.features.region.tables import Membership, Municipality
from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.room import (
    BatchRow,
    QuestionRow,
    StratumRow,
    SurveyData,
    SurveyDesign,
    SurveyFacts,
    SurveyRow,
    WeightRow,
)
from bingo_planner.features.surveys.service_read import RESPONDENTS
from bingo_planner.features.surveys.stats.answers import (
    ANSWERED,
    NOT_ASKED,
    Answers,
    AnswerSheet,
    Codes,
    Flags,
    Floats,
    FreeAnswers,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
)
from bingo_planner.store.store import Store

TOWNS = (
    ("34207", "福山市", "福", 1182, 390000),
    ("34204", "三原市", "三", 402, 77000),
    ("34205", "尾道市", "尾", 468, 112000),
    ("34208", "府中市", "府", 246, 32000),
    ("34203", "竹原市", "竹", 211, 20500),
    ("34462", "世羅町", "世", 158, 13000),
    ("34545", "神石高原町", "神", 121, 7300),
    ("33205", "笠岡市", "笠", 333, 40000),
    ("33207", "井原市", "井", 260, 33000),
)
COLOURS = (
    ("#23367A", "#516AB3"),
    ("#90A0F0", "#B4C1FD"),
    ("#967F14", "#BCA545"),
    ("#5EDFD7", "#78F6EE"),
    ("#7365B2", "#9A8DDD"),
    ("#793800", "#B87042"),
    ("#D17691", "#F799B4"),
    ("#D9B261", "#F6CE7D"),
    ("#196966", "#4B9591"),
)
AGES = ("18〜29歳", "30〜39歳", "40〜49歳", "50〜64歳", "65歳以上")
FIELDS = (
    ("救急医療", 3.4, 4.7),
    ("子育て支援", 3.0, 4.4),
    ("病児・休日保育", 2.7, 4.2),
    ("高齢者福祉", 3.2, 4.3),
    ("公共交通", 2.5, 4.35),
    ("道路・橋", 3.0, 4.0),
    ("防災", 3.05, 4.56),
    ("上下水道", 3.6, 4.3),
    ("ごみ処理", 3.7, 4.1),
    ("環境・自然", 3.6, 3.85),
    ("企業誘致・雇用", 2.55, 4.3),
    ("農林業", 2.9, 3.55),
    ("観光の振興", 3.1, 3.4),
    ("文化・スポーツ", 3.5, 3.2),
    ("図書館の相互利用", 3.7, 3.3),
    ("移住・定住", 2.8, 3.5),
    ("県境のバス", 2.3, 3.6),
    ("デジタル手続", 2.9, 3.7),
)
SATISFIED = "1=満足|2=やや満足|3=どちらともいえない|4=やや不満|5=不満|9=無回答"
IMPORTANT = "1=重要|2=やや重要|3=どちらともいえない|4=あまり重要でない|5=重要でない|9=無回答"
REASONS = (
    "家や土地がある",
    "自然が豊か",
    "仕事がある",
    "家族がいる",
    "買い物が便利",
    "医療が整う",
    "愛着がある",
    "その他",
)


def body(at: int) -> Body:
    """One of the nine towns."""
    code, name, mark, _n, _people = TOWNS[at]
    return Body(id=f"m{code}", code=code, name=name, short_name=name[:-1], mark=mark, sort=at)


def poll(seed: int = 5, *, scale: float = 1.0, weighted: bool = True, year: int = 2023) -> SurveyData:
    """The survey; `scale` times 3,402 answers, the same for the same seed."""
    rng = np.random.default_rng(seed)
    sizes = [max(2, round(one[3] * scale)) for one in TOWNS]
    unknown = max(1, round(21 * scale))
    town: Codes = np.repeat(np.arange(len(TOWNS) + 1), [*sizes, unknown]).astype(np.int16)
    size = len(town)
    age = rng.choice(6, size, p=[0.087, 0.12, 0.163, 0.25, 0.373, 0.007]).astype(np.int16)
    sex = rng.choice(3, size, p=[0.46, 0.52, 0.02]).astype(np.int16)
    answers: dict[str, Answers] = {
        "q1": SingleAnswers(town),
        "q2": SingleAnswers(age),
        "sex": SingleAnswers(sex),
    }
    rows = [
        _row("q1", "居住地", "SA", _town_options(), role="town"),
        _row("q2", "年代", "SA", _options(AGES), role="age"),
        _row("sex", "性別", "SA", "1=男性|2=女性|9=無回答", role="sex"),
    ]
    mood = rng.normal(0, 0.45, size) - 0.25 * (town == 6) + 0.12 * (town == 0) - 0.2 * (age == 1)
    for at, (name, satisfied, important) in enumerate(FIELDS, start=1):
        rows.append(_row(f"q5_{at}", name, "SA", SATISFIED, group="q5", head="生活の満足度"))
        answers[f"q5_{at}"] = SingleAnswers(_steps(rng, satisfied + mood))
        rows.append(_row(f"q6_{at}", name, "SA", IMPORTANT, group="q6", head="生活の重要度"))
        answers[f"q6_{at}"] = SingleAnswers(_steps(rng, np.full(size, important)))
    rows.sort(key=lambda one: (one.group_key, 0))
    chosen: Flags = rng.random((size, len(REASONS))) < np.linspace(0.6, 0.1, len(REASONS))
    none = np.asarray(~chosen.any(axis=1))
    chosen = np.hstack([chosen, none.reshape(-1, 1)])
    rows.insert(3, _row("q4", "住み続けたい理由", "MA", _options(REASONS)))
    answers["q4"] = MultipleAnswers(chosen, np.zeros(size, np.int8))
    asked = rng.random(size) < 0.4
    rows.append(_row("q8", "他市町の施設を使う", "SA", "1=はい|2=いいえ|9=無回答"))
    answers["q8"] = SingleAnswers(np.where(asked, 0, rng.choice([1, 2], size)).astype(np.int16))
    rows.append(_row("q9", "使う回数", "NUM", "", asked_if="q8=1"))
    state = np.where(asked, ANSWERED, NOT_ASKED).astype(np.int8)
    answers["q9"] = NumberAnswers(np.where(asked, rng.integers(1, 30, size), np.nan), state)
    rows.append(_row("q12", "自由意見", "FA", ""))
    answers["q12"] = FreeAnswers(
        tuple("バスを増やしてほしい" if one % 11 == 0 else "" for one in range(size))
    )
    rows = [replace(one, sort=at) for at, one in enumerate(rows)]
    return _data(rows, answers, town, weighted, year)


def keep_poll(store: Store, data: SurveyData, *, towns: bool = True) -> str:
    """Write the survey into a region file; its id."""
    row, facts = data.survey, data.facts
    with store.change("poll") as unit:
        for at, one in enumerate(data.bodies if towns else ()):
            light, dark = COLOURS[at]
            unit.add(
                Municipality(
                    id=one.id,
                    code=one.code,
                    name=one.name,
                    short_name=one.short_name,
                    mark=one.mark,
                    color_light=light,
                    color_dark=dark,
                    sort=at,
                )
            )
            unit.add(Membership(municipality_id=one.id, joined_on=dt.date(2015, 3, 25)))
        batch = facts.batches[0]
        for table, parts in (
            (t.SurveyStratum, facts.strata),
            (t.SurveyQuestion, facts.questions),
            (t.SurveyBatch, facts.batches),
        ):
            for part in parts:
                unit.add(_stored(table, part, f"{row.id}-", survey_id=row.id))
        own = f"{row.id}-{batch.id}"
        keys = codec.pack_texts(data.sheet.keys)
        unit.add(t.SurveyAnswers(batch_id=own, key="", kind=RESPONDENTS, payload=keys))
        for key, answers in data.sheet.answers.items():
            kind = codec.kind_of(answers)
            unit.add(t.SurveyAnswers(batch_id=own, key=key, kind=kind, payload=codec.pack(answers)))
        for weight in facts.weights:
            held = codec.pack_floats(data.weights) if data.weights is not None else ""
            made = replace(weight, batch_id=own)
            unit.add(_stored(t.SurveyWeight, made, f"{row.id}-", survey_id=row.id, payload=held))
        weight_id = f"{row.id}-{facts.weights[0].id}" if facts.weights else None
        unit.add(_stored(t.Survey, row, batch_id=own, weight_id=weight_id))
    return row.id


def _stored(table, part, prefix: str = "", **more: object):  # type: ignore[no-untyped-def]  # any row of the room
    values = {name: getattr(part, name) for name in part.__dataclass_fields__}
    return table(**{**values, "id": prefix + values["id"], **more})


def _data(
    rows: list[QuestionRow], answers: dict[str, Answers], town: Codes, weighted: bool, year: int
) -> SurveyData:
    size = len(town)
    strata = tuple(
        StratumRow(f"s{at}", f"m{one[0]}", population=one[4], sampled=900) for at, one in enumerate(TOWNS)
    )
    stratum = np.where(town < len(TOWNS), town, -1).astype(np.int16)
    batch = BatchRow("b1", "住民意識調査.xlsx", valid=size)
    weights = WeightRow("w1", "b1", "市町×性×年代")
    survey = SurveyRow(
        f"s{year}",
        name="圏域住民意識調査",
        fiscal_year=year,
        batch_id="b1",
        weight_id="w1" if weighted else None,
    )
    facts = SurveyFacts(survey, strata, tuple(rows), (batch,), (weights,) if weighted else ())
    counts = np.bincount(stratum[stratum >= 0], minlength=len(TOWNS))
    people = np.array([float(one[4]) for one in TOWNS])
    factors = people / people.sum() * size / np.maximum(counts, 1)
    carried = np.where(stratum >= 0, factors[stratum], 1.0) if weighted else None
    design = SurveyDesign(strata, stratum, tuple(one.population for one in strata))
    sheet = AnswerSheet(tuple(map(str, range(size))), answers)
    return SurveyData(
        facts, facts.codebook, sheet, carried, design, tuple(body(at) for at in range(len(TOWNS)))
    )


def _row(
    key: str,
    label: str,
    kind: str,
    options: str,
    *,
    role: str = "",
    group: str = "",
    head: str = "",
    asked_if: str = "",
) -> QuestionRow:
    return QuestionRow(
        f"id-{key}", key, label, kind, options, asked_if, group_key=group, group_label=head, role=role
    )


def _options(labels: tuple[str, ...]) -> str:
    return "|".join([*(f"{at}={one}" for at, one in enumerate(labels, start=1)), "99=無回答"])


def _town_options() -> str:
    return _options(tuple(one[1] for one in TOWNS))


def _steps(rng: np.random.Generator, mean: Floats) -> Codes:
    """Answers on five steps around a mean of 5 (best) to 1, one in 35 without an answer."""
    value = np.clip(np.round(6 - (mean + rng.normal(0, 1.1, len(mean)))), 1, 5) - 1
    return np.where(rng.random(len(mean)) < 0.028, 5, value).astype(np.int16)
