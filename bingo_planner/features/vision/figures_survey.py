"""Live fields of surveys: how many answered, at what rate, which share gave an answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bingo_planner.features.surveys.stats.rounding import half_up
from bingo_planner.features.vision.facts import FigureFacts, SurveyFact
from bingo_planner.features.vision.found import Blank, Found, Gone, Unknown, at_least
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number, round_half_up

GOOD_SIDE = "good"
"""The sum of the good options of a scale."""


def survey_figure(args: Sequence[str], facts: FigureFacts) -> Found:
    """`survey:<id>:n`, `rate`, `mailed` or `share:<question>:<code or good>`. Raises Gone, Blank, Unknown."""
    own, what, *rest = at_least(args, 2)
    survey = facts.surveys.get(own)
    if survey is None:
        raise Gone
    if what == "share":
        return _answer(survey, rest, facts)
    counts = {"n": survey.valid, "mailed": survey.mailed}
    labels = {
        "n": "{survey}: valid returns",
        "mailed": "{survey}: questionnaires sent",
        "rate": "{survey}: valid return rate",
    }
    if what not in labels:
        raise Unknown
    label = translate("vision", labels[what], survey=survey.title)
    if what == "rate":
        if survey.valid is None or not survey.mailed:
            raise Blank(label)
        rate = round_half_up(Decimal(survey.valid * 100) / survey.mailed, 1)
        return Found(label, f"{format_number(rate, 1)}%", rate, "survey", own)
    count = counts[what]
    if count is None:
        raise Blank(label)
    words = "{n} businesses" if survey.is_business else "{n} people"
    return Found(label, translate("vision", words, n=format_number(count)), Decimal(count), "survey", own)


def _answer(survey: SurveyFact, args: Sequence[str], facts: FigureFacts) -> Found:
    """The share of one answer, or of the good side."""
    key, code = at_least(args, 2)[:2]
    question = survey.question(key)
    if question is None:
        raise Gone
    named = dict(question.options).get(code, "")
    if code == GOOD_SIDE:
        named = translate("vision", "good side")
    if not named:
        raise Gone
    label = translate(
        "vision",
        "{survey}: {question} “{answer}”",
        survey=survey.title,
        question=question.label,
        answer=named,
    )
    sheet = facts.shares.get((survey.id, key))
    if sheet is None:
        raise Blank(label)
    if code == GOOD_SIDE:
        share = sheet.total.good
    else:
        codes = [column.code for column in sheet.columns]
        share = sheet.total.figures[codes.index(code)] if code in codes else None
    if share is None or not share.is_known:
        raise Blank(label)
    value = half_up(share.share * 100)
    return Found(label, f"{format_number(value, 1)}%", value, "survey", survey.id)
