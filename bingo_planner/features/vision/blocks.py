"""What each block of the text becomes on paper: the tables, figures and sheets of the region and of the projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bingo_planner.features.projects.assess import final_target
from bingo_planner.features.projects.model import Kpi, ProjectBudget, ProjectDetail
from bingo_planner.features.projects.papers import plan_years
from bingo_planner.features.projects.report import project_sheet
from bingo_planner.features.projects.report_tables import budget_table, kpi_summary, kpi_table, sources_table
from bingo_planner.features.projects.words import area_order, area_title, kpi_title, year_word
from bingo_planner.features.region.model import RegionFacts
from bingo_planner.features.region.report import BUILDERS
from bingo_planner.features.surveys.report.pieces import bands_piece, portfolio_piece, table_piece
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.usage.model import UsageYear
from bingo_planner.features.usage.pictures import Kind
from bingo_planner.features.usage.pictures_figures import main_measure
from bingo_planner.features.usage.pictures_report import heat_table, month_bars
from bingo_planner.features.usage.pictures_state import Chart, Heat, picture_of
from bingo_planner.features.vision.blocknames import split
from bingo_planner.features.vision.model import EditionRow, VisionRow
from bingo_planner.features.vision.report import Issuer
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.reports.charts import Lines, LineSeries, Weight
from bingo_planner.reports.model import (
    Column,
    CoverArea,
    Figure,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
)

STYLE = DateStyle.ERA
USE_BLOCKS: Mapping[str, tuple[Kind, ...]] = {
    "use-months": (Kind.MONTHS,),
    "use-matrix": (Kind.MATRIX,),
    "occupancy": (Kind.OCCUPANCY,),
}
"""Blocks of joint services, with the pictures they print."""


SURVEY_BLOCKS = frozenset({"survey-bands", "survey-table", "survey-portfolio"})


def _no_survey(_survey_id: str) -> SurveyData | None:
    return None


def _no_use(_service_id: str, _year: int) -> UsageYear | None:
    return None


@dataclass(frozen=True)
class BlockData:
    """Everything blocks are made of, read at one moment. `year` is the fiscal year the edition is written in."""

    region: RegionFacts
    details: Sequence[ProjectDetail]
    kpis: Sequence[Kpi]
    budgets: Sequence[ProjectBudget]
    vision: VisionRow
    edition: EditionRow
    year: int
    use: Callable[[str, int], UsageYear | None] = _no_use
    """A joint service over a fiscal year."""
    survey: Callable[[str], SurveyData | None] = _no_survey
    """A survey with its answers."""

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of the plan."""
        if self.vision.from_fy is None or self.vision.to_fy is None:
            return plan_years(self.year)
        return tuple(range(self.vision.from_fy, self.vision.to_fy + 1))


def make_block(block: str, data: BlockData) -> tuple[Part, ...]:
    """The parts of a block in the language in force; one that cannot be made says so on the page."""
    name, argument = split(block)
    parts = _parts(name, argument, data)
    return parts or (Paragraph(translate("vision", "[nothing to print: {block}]", block=block), "plain"),)


def make_issuer(data: BlockData) -> Issuer:
    """The cover's facts."""
    region, facts = data.region.region, data.region
    core = facts.core
    areas = [
        CoverArea(facts.outlines[body.id], core is not None and body.id == core.id)
        for body in facts.members
        if facts.outlines.get(body.id)
    ]
    named = translate("vision", "Core-city area vision of {region}", region=region.label)
    owed = translate("vision", "Map: {owed}", owed=facts.attribution) if facts.attribution and areas else ""
    return Issuer(
        region=region.label,
        scheme=region.vision_name if region.vision_name != data.vision.title else named,
        council=region.council_name,
        members=tuple(body.label for body in facts.members),
        outline=tuple(areas),
        data_note=region.data_note,
        foot_mark=region.foot_mark,
        map_source=owed,
    )


def _parts(name: str, argument: str, data: BlockData) -> tuple[Part, ...]:
    if name in BUILDERS:
        made = BUILDERS[name](data.region)
        return (made,) if made is not None else ()
    if name == "projects":
        return _sheets([one for one in data.details if one.sheet.role_area == argument], data)
    if name == "project":
        return _sheets([one for one in data.details if one.sheet.id == argument], data)
    if name == "measures":
        return _measures(data)
    if name == "kpi-table":
        return _kpi_tables(data)
    if name == "kpi-chart":
        return tuple(_kpi_chart(kpi) for kpi in data.kpis if kpi.id == argument and kpi.actuals)
    if name == "budget-table":
        return _budget_tables(data)
    if name in SURVEY_BLOCKS:
        return _survey_parts(name, argument, data)
    return _use_parts(name, argument, data)


def _survey_parts(name: str, argument: str, data: BlockData) -> tuple[Part, ...]:
    """A question's bands or table, or the portfolio, as the survey's own report prints them."""
    own, _, question = argument.partition(":")
    survey = data.survey(own)
    if survey is None:
        return ()
    if name == "survey-portfolio":
        return portfolio_piece(survey, STYLE)
    make = bands_piece if name == "survey-bands" else table_piece
    made = make(survey, question, STYLE)
    return (made,) if made is not None else ()


def _use_parts(name: str, service_id: str, data: BlockData) -> tuple[Part, ...]:
    """Use of a joint service in the year of the edition; while that has no figures, in the year before."""
    kinds = USE_BLOCKS.get(name, ())
    for year in (data.year, data.year - 1) if kinds else ():
        found = data.use(service_id, year)
        chosen = main_measure(found.service, kinds) if found is not None else None
        picture = picture_of(found, *chosen, STYLE) if found is not None and chosen is not None else None
        if isinstance(picture, Heat):
            return (heat_table(picture),)
        if isinstance(picture, Chart):
            return (month_bars(picture),)
    return ()


def _sheets(details: Sequence[ProjectDetail], data: BlockData) -> tuple[Part, ...]:
    return tuple(project_sheet(one, data.years, data.year, STYLE) for one in details)


def _kpi_tables(data: BlockData) -> tuple[Part, ...]:
    kpis = [kpi for kpi in data.kpis if kpi.flag != "abolished"]
    if not kpis:
        return ()
    return kpi_table(kpis, data.year, STYLE), kpi_summary(kpis, data.year)


def _budget_tables(data: BlockData) -> tuple[Part, ...]:
    if not data.budgets:
        return ()
    years = data.years
    return budget_table(data.budgets, years, STYLE), sources_table(data.budgets, years, STYLE)


def _measures(data: BlockData) -> tuple[Part, ...]:
    """Role area → field → projects: the system of measures at a glance."""
    rows: list[Row] = []
    details = sorted(data.details, key=lambda one: area_order(one.sheet.role_area))
    area = field = None
    for one in details:
        sheet = one.sheet
        if sheet.role_area != area:
            area, field = sheet.role_area, None
            rows.append(Row((area_title(area),), RowKind.GROUP))
        shown = sheet.field if sheet.field != field else ""
        field = sheet.field
        rows.append(Row((shown, sheet.code, sheet.name), indent=1))
    if not rows:
        return ()
    columns = (
        Column(translate("vision", "Field")),
        Column(translate("vision", "No."), width=52),
        Column(translate("vision", "Joint project"), share=1.5),
    )
    return (Table(columns, tuple(rows), translate("vision", "System of measures")),)


def _kpi_chart(kpi: Kpi) -> Figure:
    """Actuals as a strong line, targets dashed, year by year."""
    years = sorted({*_numbers(kpi.actuals), *_numbers(kpi.targets)})
    if kpi.target_year is not None and final_target(kpi) is not None:
        years = sorted({*years, kpi.target_year})
    actual, goals = _numbers(kpi.actuals), _goals(kpi)
    series = [_series(translate("vision", "Actual"), actual, years, Weight.REGION, kpi.decimals)]
    if goals:
        series.append(_series(translate("vision", "Target"), goals, years, Weight.DASHED, kpi.decimals))
    ticks = _ticks([*actual.values(), *goals.values()], kpi.decimals)
    labels = tuple(year_word(year, kpi.year_kind, STYLE) for year in years)
    chart = Lines(labels, tuple(series), ticks, low=ticks[0][0])
    last = max(actual)
    alt = translate(
        "vision",
        "{name}: {value} in {year}.",
        name=kpi_title(kpi),
        value=format_number(actual[last], kpi.decimals),
        year=year_word(last, kpi.year_kind, STYLE),
    )
    note = translate("vision", "Source: {source}", source=kpi.source) if kpi.source else ""
    return Figure(chart, kpi_title(kpi), alt, note)


def _numbers(figures: Mapping[int, Decimal | Mark]) -> dict[int, Decimal]:
    return {year: value for year, value in figures.items() if isinstance(value, Decimal)}


def _goals(kpi: Kpi) -> dict[int, Decimal]:
    goals = _numbers(kpi.targets)
    final = final_target(kpi)
    if kpi.target_year is not None and final is not None:
        goals.setdefault(kpi.target_year, final)
    return goals


def _series(
    name: str, values: Mapping[int, Decimal], years: Sequence[int], weight: Weight, decimals: int
) -> LineSeries:
    points = tuple(float(values[year]) if year in values else None for year in years)
    newest = values[max(values)] if values else None
    return LineSeries(name, points, weight, "" if newest is None else format_number(newest, decimals))


def _ticks(values: Sequence[Decimal], decimals: int) -> tuple[tuple[float, str], ...]:
    """Four or so round values from below the smallest to above the largest."""
    low, high = float(min(values)), float(max(values))
    spread = (high - low) or abs(high) or 1.0
    step = _round_step(spread / 3)
    first = int(low // step) * step
    found = [first]
    while found[-1] < high:
        found.append(found[-1] + step)
    places = max(decimals, 1) if step < 1 else 0
    return tuple((value, format_number(Decimal(str(round(value, 6))), places)) for value in found)


def _round_step(raw: float) -> float:
    power = 10.0 ** (len(str(int(raw))) - 1) if raw >= 1 else 0.1
    return next(power * factor for factor in (1, 2, 2.5, 5, 10, 100) if power * factor >= raw)
