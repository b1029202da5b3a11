"""A small survey whose every figure can be checked by hand: three towns, one scale, several answers, a number."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.model import Frame, ReportData, Selection
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
from bingo_planner.features.surveys.stats.answers import (
    ANSWERED,
    NOT_ASKED,
    Answers,
    AnswerSheet,
    Floats,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
)
from bingo_planner.kernel.i18n import Language

TOWNS = (("34207", "福山市", 60), ("34462", "世羅町", 40), ("33205", "笠岡市", 4))
SATISFIED = (  # 満足, やや満足, どちらともいえない, やや不満, 不満
    (30, 12, 9, 6, 3),
    (4, 8, 12, 10, 6),
    (1, 1, 1, 1, 0),
)
OPTIONS = "1=満足|2=やや満足|3=どちらともいえない|4=やや不満|5=不満|9=無回答"


def survey_data(*, weighted: bool = False) -> SurveyData:
    """104 answers; with weights those of 世羅町 count half."""
    town = np.repeat(np.arange(3), [one[2] for one in TOWNS]).astype(np.int16)
    size = len(town)
    mood = np.concatenate([np.repeat(np.arange(5), counts) for counts in SATISFIED]).astype(np.int16)
    chosen = np.zeros((size, 4), dtype=bool)
    chosen[:52, 0] = True  # half of all
    chosen[26:78, 1] = True
    chosen[:13, 2] = True
    chosen[78:, 3] = True  # no answer
    asked = mood == 0
    rows = (
        _row("q1", "居住地", "SA", "1=福山市|2=世羅町|3=笠岡市|9=無回答", role="town"),
        _row("q2_1", "医療", "SA", OPTIONS, group="q2", head="満足度"),
        _row("q3", "移動手段", "MA", "1=車|2=バス|3=鉄道|9=無回答", most=2),
        _row("q4", "通院の回数", "NUM", "", asked_if="q2_1=1"),
        _row("q5", "自由意見", "FA", ""),
    )
    answers: dict[str, Answers] = {
        "q1": SingleAnswers(town),
        "q2_1": SingleAnswers(mood),
        "q3": MultipleAnswers(chosen, np.zeros(size, np.int8)),
        "q4": NumberAnswers(
            np.where(asked, 3.0, np.nan), np.where(asked, ANSWERED, NOT_ASKED).astype(np.int8)
        ),
    }
    strata = tuple(
        StratumRow(f"s{at}", f"m{code}", population=1000, sampled=100, mailed=100, returned=n + 1)
        for at, (code, _name, n) in enumerate(TOWNS)
    )
    survey = SurveyRow(
        "s1",
        name="住民意識調査",
        fiscal_year=2024,
        purpose="暮らしの意識を知る",
        target="満18歳以上の住民",
        frame="住民基本台帳",
        starts_on=dt.date(2024, 6, 1),
        ends_on=dt.date(2024, 6, 30),
        batch_id="b1",
        weight_id="w1" if weighted else None,
    )
    weights: Floats | None = np.where(town == 1, 0.5, 1.0) if weighted else None
    made = (
        (WeightRow("w1", "b1", method="cell", questions="q1", targets_note="国勢調査"),) if weighted else ()
    )
    facts = SurveyFacts(
        survey,
        strata,
        tuple(replace(one, sort=at) for at, one in enumerate(rows)),
        (BatchRow("b1", "回答.xlsx", valid=size),),
        made,
    )
    sheet = AnswerSheet(tuple(map(str, range(size))), answers)
    design = SurveyDesign(strata, town, tuple(one.population for one in strata))
    bodies = tuple(
        Body(f"m{code}", code, name, short_name=name[:2], sort=at)
        for at, (code, name, _n) in enumerate(TOWNS)
    )
    return SurveyData(facts, facts.codebook, sheet, weights, design, bodies)


def report(
    selection: Selection | None = None, *, weighted: bool = False, language: Language = "ja"
) -> ReportData:
    """The report of the small survey."""
    frame = Frame("備後圏域", "備後圏域連携協議会", today=dt.date(2024, 9, 1), language=language)
    return report_data(survey_data(weighted=weighted), selection or Selection(), frame)


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
    most: int | None = None,
) -> QuestionRow:
    return QuestionRow(f"id-{key}", key, label, kind, options, asked_if, most, group, head, role=role)
