"""調査の概要: the design of the survey first, then what came back, town by town."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bingo_planner.features.surveys.fields import METHODS, SAMPLINGS
from bingo_planner.features.surveys.report.model import ReportData
from bingo_planner.features.surveys.report.words import figure_words, joined
from bingo_planner.features.surveys.room import StratumRow, SurveyData
from bingo_planner.features.surveys.stats.rounding import percent_of
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.fields import Choice
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.reports.model import (
    Column,
    Heading,
    Paragraph,
    Part,
    Records,
    Row,
    RowKind,
    Table,
    Value,
    verbatim,
)


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def outline_parts(report: ReportData) -> Iterator[Part]:
    """The design as labelled lines, then returns by town, then the weights."""
    yield Heading(_t("Design of the survey"), 1)
    rows = tuple((label, verbatim(text)) for label, text in _facts(report) if text)
    yield Records(rows, 92.0)
    table = returns_table(report.data)
    if table is not None:
        yield Heading(_t("Returns"), 1)
        yield table
    if report.is_weighted:
        yield from _weights(report)


def _facts(report: ReportData) -> Iterator[tuple[str, str]]:
    """調査の目的 … 有効回収率, in the order in which reports print them."""
    data = report.data
    survey = data.survey
    yield _t("Purpose"), survey.purpose
    yield _t("Area"), survey.area or joined([body.name for body in _towns(data)])
    yield _t("Who was asked"), survey.target
    yield _t("Sample"), _count(_sum(data, "sampled"), report)
    drawing = _choice(SAMPLINGS, survey.sampling)
    yield _t("Way of drawing"), _with(_with(drawing, survey.frame), survey.sampling_note)
    yield _t("Way of asking"), _choice(METHODS, survey.method)
    yield _t("Period"), _period(report)
    yield _t("What was asked"), survey.items
    sent = data.facts.mailed
    returned = _sum(data, "returned")
    yield _t("Returned"), _rate(returned, sent, report)
    yield _t("Valid returns"), _rate(data.facts.valid, sent, report)
    yield _t("Source"), survey.source


def _towns(data: SurveyData) -> list[StratumRow]:
    by_id = {body.id: body.label for body in data.bodies}
    return [
        StratumRow(one.id, name=by_id.get(one.municipality_id or "", one.name)) for one in data.facts.strata
    ]


def _choice(choices: tuple[Choice, ...], value: str) -> str:
    found = next((one.label for one in choices if one.value == value), "")
    return translate("surveys", found) if found else ""


def _with(text: str, more: str) -> str:
    if not more:
        return text
    return f"{text}（{more}）" if language() == "ja" else f"{text} ({more})"


def _count(value: int | None, report: ReportData) -> str:
    if value is None:
        return ""
    words = _t("{n} businesses") if report.is_business else _t("{n} people")
    return words.replace("{n}", format_number(value))


def _rate(value: int | None, sent: int | None, report: ReportData) -> str:
    """1,430人（回収率 47.7％）."""
    if value is None:
        return ""
    if not sent:
        return _count(value, report)
    rate = _t("rate {percent}%", percent=format_number(percent_of(value, sent), 1))
    return _with(_count(value, report), rate)


def _period(report: ReportData) -> str:
    survey = report.data.survey
    style = DateStyle.WESTERN if language() == "en" else report.frame.style
    days = [format_date(day, style, "long") for day in (survey.starts_on, survey.ends_on) if day is not None]
    return _t(" to ").join(days)


def _sum(data: SurveyData, name: str) -> int | None:
    known = [value for one in data.facts.strata if isinstance(value := getattr(one, name), int)]
    return sum(known) if known else None


def returns_table(data: SurveyData) -> Table | None:
    """Population, sample, sent, returned and valid by town, with rates; None without strata."""
    strata = data.facts.strata
    if not strata:
        return None
    heads = (
        _t("Population"),
        _t("Sample"),
        _t("Sent"),
        _t("Returned"),
        _t("Return rate (%)"),
        _t("Valid returns"),
        _t("Valid rate (%)"),
    )
    columns = (Column(_t("Town")), *(Column(head, align="right") for head in heads))
    names = [one.name for one in _towns(data)]
    counted = [int(one) for one in data.design.counts] if data.facts.batch is not None else []
    rows = []
    for at, one in enumerate(strata):
        valid = counted[at] if at < len(counted) else one.valid
        sent = one.mailed if one.mailed is not None else one.sampled
        rows.append(_returns_row(names[at], one.population, one.sampled, sent, one.returned, valid))
    rest = (data.facts.valid or 0) - sum(counted) if counted else 0
    if rest > 0:
        rows.append(_returns_row(_t("Town not known"), None, None, None, None, rest))
    total = _returns_row(
        _t("All"),
        _sum(data, "population"),
        _sum(data, "sampled"),
        data.facts.mailed,
        _sum(data, "returned"),
        data.facts.valid,
    )
    rows.append(Row(total.cells, RowKind.TOTAL))
    note = _t("Rates are of the questionnaires sent. Blank ones are no valid returns.")
    return Table(columns, tuple(rows), _t("Returns by town"), note, "returns", stub=1)


def _returns_row(
    name: str,
    population: int | None,
    sampled: int | None,
    sent: int | None,
    returned: int | None,
    valid: int | None,
) -> Row:
    return Row(
        (
            name,
            _known(population),
            _known(sampled),
            _known(sent),
            _known(returned),
            _percent(returned, sent),
            _known(valid),
            _percent(valid, sent),
        )
    )


def _known(value: int | None) -> Value:
    return Mark.NONE if value is None else value


def _percent(part: int | None, whole: int | None) -> Value:
    if part is None or not whole:
        return Mark.NONE
    found: Decimal = percent_of(part, whole)
    return found


def _weights(report: ReportData) -> Iterator[Part]:
    """How the answers were weighted, and what that costs in precision."""
    weight = report.data.facts.weight
    yield Heading(_t("Weights"), 1)
    if weight is None:
        yield Paragraph(_t("Answers are weighted."))
        return
    names = [
        report.data.codebook.question(key).label
        for key in weight.questions.split("|")
        if key in report.data.codebook
    ]
    said = [_way(weight.method)]
    if names:
        said.append(_t("The weights bring {names} to the population.", names=joined(names, _t(" and "))))
    if weight.targets_note:
        said.append(_t("The population is that of {source}.", source=weight.targets_note))
    yield Paragraph(verbatim("".join(said) if language() == "ja" else " ".join(said)))
    table = weights_table(report)
    if table is not None:
        yield table


def _way(method: str) -> str:
    if method == "design":
        return _t("Answers are weighted by the design of the sample, stratum by stratum.")
    if method == "cell":
        return _t("Answers are weighted cell by cell.")
    return _t("Answers are weighted by raking (marginal totals in turn).")


def weights_table(report: ReportData) -> Table | None:
    """Smallest and largest weight, Kish's design effect, effective number; None without weights."""
    weights = report.data.weights
    if weights is None or not len(weights):
        return None
    total, square = float(weights.sum()), float((weights**2).sum())
    effective = total**2 / square
    mean = total / len(weights)
    facts: tuple[tuple[str, str], ...] = (
        (_t("Answers (n)"), format_number(len(weights))),
        (_t("Smallest weight (mean = 1)"), figure_words(float(weights.min()) / mean, 2)),
        (_t("Largest weight (mean = 1)"), figure_words(float(weights.max()) / mean, 2)),
        (_t("Design effect of weighting (Kish)"), figure_words(len(weights) / effective, 2)),
        (_t("Effective number of answers"), figure_words(effective, 0)),
    )
    rows = tuple(Row((label, value)) for label, value in facts)
    note = _t("The effective number is that of a simple random sample with the same error.")
    columns = (Column(_t("What")), Column(_t("Figure"), align="right"))
    return Table(columns, rows, _t("Weights and their effect"), note, "weights", headless=True)
