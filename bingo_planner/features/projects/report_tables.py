"""KPI tables and budget tables on paper, made from values as they were read; also blocks of the vision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bingo_planner.features.projects.assess import final_target, latest, roll_up
from bingo_planner.features.projects.budgeting import (
    ThousandTable,
    YenSum,
    add_up,
    cell,
    shares,
    thousand_table,
)
from bingo_planner.features.projects.fields import word
from bingo_planner.features.projects.model import (
    SOURCES,
    Assessment,
    Counting,
    Kpi,
    Money,
    ProjectBudget,
    Rating,
    Stage,
)
from bingo_planner.features.projects.words import (
    CONTEXT,
    area_order,
    area_title,
    baseline_words,
    figure_words,
    kpi_title,
    rule_words,
    target_words,
    target_year_words,
    year_brief,
)
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_mark, format_number
from bingo_planner.reports.charts import Spark
from bingo_planner.reports.model import Cell, Column, Row, RowKind, Table, Value

LETTERS = (Rating.A, Rating.B, Rating.C, Rating.D, Rating.PENDING, Rating.NONE)


def kpi_table(
    kpis: Sequence[Kpi], year: int, style: DateStyle = DateStyle.ERA, caption: str = "", key: str = "kpis"
) -> Table:
    """All KPIs by role area: baseline, newest actual up to `year`, target, how far, rating; the rule in the note."""
    base, goal = translate(CONTEXT, "Baseline"), translate(CONTEXT, "Target")
    actual = translate(CONTEXT, "Actual")
    at, goal_at, last = (30, 48, 28) if language() == "ja" else (34, 66, 36)
    value, when = translate(CONTEXT, "value"), translate(CONTEXT, "at")
    columns = (
        Column(translate(CONTEXT, "No."), width=52),
        Column(translate(CONTEXT, "Indicator (unit)")),
        Column(value, align="right", over=base),
        Column(when, over=base, width=at),
        Column(value, align="right", over=actual),
        Column(when, over=actual, width=at),
        Column(value, align="right", over=goal),
        Column(when, over=goal, width=goal_at),
        Column(translate(CONTEXT, "Way"), width=44),
        Column(translate(CONTEXT, "Rating"), align="center", width=last),
    )
    rows: list[Row] = []
    for area in _areas([kpi.role_area for kpi in kpis]):
        rows.append(Row((area_title(area),), RowKind.GROUP))
        rows += [_kpi_row(kpi, latest(kpi, year), style) for kpi in kpis if kpi.role_area == area]
    size = 8.5 if language() == "ja" else 8.0
    title = caption or translate(CONTEXT, "KPIs: baseline, actual and target")
    return Table(columns, tuple(rows), caption=title, note=kpi_note(kpis), key=key, size=size)


def _areas(areas: Sequence[str]) -> list[str]:
    return sorted(set(areas), key=lambda area: (area_order(area), area))


def _kpi_row(kpi: Kpi, judged: Assessment, style: DateStyle) -> Row:
    figure = figure_words(judged.value, kpi.decimals)
    blank = judged.value is Mark.BLANK
    pending = format_mark(Mark.PENDING)
    shown: Value = Cell(pending, grey=True, align="right") if blank else figure
    bold = judged.rating is Rating.A
    return Row(
        (
            kpi.number,
            kpi_title(kpi),
            baseline_words(kpi),
            Cell(year_brief(kpi.baseline_year, kpi.year_kind, style), grey=True),
            shown,
            Cell(year_brief(None if blank else judged.year, kpi.year_kind, style), grey=True),
            target_words(kpi),
            Cell(target_year_words(kpi, style), grey=True),
            Spark(way(kpi, judged)),
            Cell(rating_sign(judged.rating), bold=bold, align="center"),
        )
    )


def rating_sign(rating: Rating) -> str:
    """A to D, － or the word's first character for no figure yet."""
    return "－" if rating in (Rating.NONE, Rating.PENDING) else rating.value


def way(kpi: Kpi, judged: Assessment) -> float | None:
    """How far the newest figure has come from the baseline (sums: from 0) to the final target; None: unknown."""
    final = final_target(kpi)
    start = Decimal(0) if kpi.counting == Counting.CUMULATIVE else kpi.baseline
    if final is None or not isinstance(judged.value, Decimal) or not isinstance(start, Decimal):
        return None
    if final == start:
        return 1.0 if judged.rating is Rating.A else 0.0
    return min(max(float((judged.value - start) / (final - start)), 0.0), 1.05)


def kpi_note(kpis: Sequence[Kpi]) -> str:
    """The rule of rating in a sentence, with the limits in use."""
    rules = sorted({kpi.rule for kpi in kpis}) or [""]
    parts = [
        translate(
            CONTEXT,
            "Rating: (actual − baseline) ÷ (target of the year − baseline). Without a target for the year, the point"
            " on the straight line to the final target; without a baseline, actual ÷ target.",
        ),
        rule_words(rules[0]) + ".",
        translate(CONTEXT, "－ is not rated. Sums count from 0. R5年 is a calendar year, R5 a fiscal year."),
    ]
    if len(rules) > 1:
        parts.insert(2, translate(CONTEXT, "Some indicators have limits of their own."))
    return translate(CONTEXT, " ").join(parts)


def kpi_summary(kpis: Sequence[Kpi], year: int, caption: str = "", key: str = "kpi-summary") -> Table:
    """How many KPIs of each rating, by role area, and the share of A and B among the rated."""
    heads = [translate(CONTEXT, "not yet") if one is Rating.PENDING else one.value for one in LETTERS]
    columns = (
        Column(translate(CONTEXT, "Role area")),
        *(Column(head, align="right", width=30) for head in heads),
        Column(translate(CONTEXT, "Sum"), align="right", width=34),
        Column(translate(CONTEXT, "A·B (%)"), align="right", width=50),
    )
    rows = [
        _summary_row(area_title(area), [kpi for kpi in kpis if kpi.role_area == area], year)
        for area in _areas([kpi.role_area for kpi in kpis])
    ]
    rows.append(_summary_row(translate(CONTEXT, "Sum"), kpis, year, RowKind.TOTAL))
    title = caption or translate(CONTEXT, "Ratings (number of indicators)")
    return Table(columns, tuple(rows), caption=title, key=key)


def _summary_row(title: str, kpis: Sequence[Kpi], year: int, kind: RowKind = RowKind.PLAIN) -> Row:
    rolled = roll_up(latest(kpi, year).rating for kpi in kpis)
    share: Value = "－" if rolled.good_share is None else format_number(rolled.good_share, 1)
    return Row((title, *(rolled.counts[one] for one in LETTERS), rolled.total, share), kind)


Pick = Callable[[ProjectBudget, int], YenSum]


def budget_table(
    budgets: Sequence[ProjectBudget],
    years: Sequence[int],
    style: DateStyle = DateStyle.ERA,
    stage: Stage = Stage.ESTIMATE,
    caption: str = "",
    key: str = "budget",
) -> Table:
    """Cost by role area and field in thousand yen: number of projects, years, sum, share; adds up both ways."""
    lines = _lines(budgets)
    sums = [[_stage_sum(group, year, stage) for year in years] for _area, _name, group in lines]
    table = thousand_table(sums, len(years))
    rows: list[Row] = []
    for area in _areas([area for area, _name, _group in lines]):
        places = [at for at, line in enumerate(lines) if line[0] == area]
        rows.append(Row((area_title(area),), RowKind.GROUP))
        rows += [_budget_row(lines[at][1], len(lines[at][2]), table, [at]) for at in places]
        count = sum(len(lines[at][2]) for at in places)
        rows.append(_budget_row(translate(CONTEXT, "Subtotal"), count, table, places, RowKind.SUBTOTAL))
    everything = list(range(len(lines)))
    rows.append(
        _budget_row(translate(CONTEXT, "Grand total"), len(budgets), table, everything, RowKind.TOTAL)
    )
    title = caption or translate(
        CONTEXT, "{stage} by role area and field", stage=word("budget_line", "stage", stage)
    )
    names = [name for _area, name, _group in lines]
    return Table(
        _budget_columns(years, style, translate(CONTEXT, "Role area and field"), stage, counted=True),
        tuple(rows),
        caption=title,
        note=rounding_note(table, names, years, style),
        key=key,
        size=8.0,
    )


def _lines(budgets: Sequence[ProjectBudget]) -> list[tuple[str, str, list[ProjectBudget]]]:
    """(role area, field, projects) in the order of the projects."""
    found: dict[tuple[str, str], list[ProjectBudget]] = {}
    for one in sorted(budgets, key=lambda one: area_order(one.role_area)):
        found.setdefault((one.role_area, one.area or translate(CONTEXT, "Other")), []).append(one)
    return [(area, name, group) for (area, name), group in found.items()]


def _stage_sum(group: Sequence[ProjectBudget], year: int, stage: Stage, money: Money = Money.TOTAL) -> YenSum:
    return add_up(cell(one.budget, year, stage, money) for one in group)


def _budget_columns(
    years: Sequence[int], style: DateStyle, title: str, stage: Stage, *, counted: bool
) -> tuple[Column, ...]:
    over = translate(CONTEXT, "{stage} (thousand yen)", stage=word("budget_line", "stage", stage))
    wide = 34 if language() == "ja" else 46
    number = (Column(translate(CONTEXT, "Projects"), align="right", width=wide),) if counted else ()
    return (
        Column(title, share=2.0),
        *number,
        *(Column(format_fiscal_year(year, style, "short"), align="right", over=over) for year in years),
        Column(translate(CONTEXT, "Sum"), align="right", over=over),
        Column(translate(CONTEXT, "Share (%)"), align="right", width=40),
    )


def _budget_row(
    title: str, count: int, table: ThousandTable, places: Sequence[int], kind: RowKind = RowKind.PLAIN
) -> Row:
    columns = [
        add_up(table.cells[at][column] for at in places).value for column in range(len(table.column_totals))
    ]
    whole = add_up(value for value in columns)
    share = _share(whole, table.grand_total)
    return Row((title, count, *columns, whole.value, share), kind, indent=0 if kind is RowKind.TOTAL else 1)


def _share(whole: YenSum, grand: int) -> Value:
    if not grand or not whole.counted:
        return "－"
    return format_number(Decimal(whole.amount) * 100 / Decimal(grand), 1)


def sources_table(
    budgets: Sequence[ProjectBudget],
    years: Sequence[int],
    style: DateStyle = DateStyle.ERA,
    stage: Stage = Stage.ESTIMATE,
    caption: str = "",
    key: str = "sources",
) -> Table:
    """Sources of money in thousand yen, adding up to their total in every year."""
    sums = [[_stage_sum(budgets, year, stage, money) for year in years] for money in SOURCES]
    table = thousand_table(sums, len(years))
    amounts = [value if isinstance(value, int) else 0 for value in table.row_totals]
    percents = shares(amounts, table.grand_total)
    names = [word("budget_line", "money", money) for money in SOURCES]
    rows = [
        Row((name, *figures, total, format_number(percent, 1) if isinstance(total, int) else "－"))
        for name, figures, total, percent in zip(names, table.cells, table.row_totals, percents, strict=True)
    ]
    full = "100.0" if table.grand_total else "－"
    rows.append(
        Row((translate(CONTEXT, "Sum"), *table.column_totals, table.grand_total, full), RowKind.TOTAL)
    )
    return Table(
        _budget_columns(years, style, translate(CONTEXT, "Source of money"), stage, counted=False),
        tuple(rows),
        caption=caption or translate(CONTEXT, "Sources of money"),
        note=rounding_note(table, names, years, style),
        key=key,
        size=8.0,
    )


def rounding_note(table: ThousandTable, names: Sequence[str], years: Sequence[int], style: DateStyle) -> str:
    """How amounts were rounded, who carries what is left, and what the sums leave out."""
    parts = [
        translate(CONTEXT, "Amounts are rounded to thousand yen; sums add the rounded figures."),
        *(
            translate(
                CONTEXT,
                "In {year} “{name}” carries {n} thousand yen of rounding.",
                year=format_fiscal_year(years[column], style, "short"),
                name=names[row],
                n=format_number(difference),
            )
            for column, row, difference in table.carriers
        ),
    ]
    if table.pending:
        parts.append(translate(CONTEXT, "{n} figures not yet counted are left out.", n=table.pending))
    parts.append(translate(CONTEXT, "0 is a project or year without cost. Shares may not add up to 100."))
    return translate(CONTEXT, " ").join(parts)
