"""The project sheet on paper: one page of labelled rows, made from one project as it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from bingo_planner.features.projects.budgeting import add_up, cell, thousand_table
from bingo_planner.features.projects.fields import word
from bingo_planner.features.projects.model import (
    Body,
    Budget,
    Kpi,
    Member,
    MemberRole,
    Money,
    ProjectDetail,
    ProjectSheet,
    Stage,
    Step,
)
from bingo_planner.features.projects.rules import member_marks, members_in, partners, steps_in
from bingo_planner.features.projects.words import (
    CONTEXT,
    area_title,
    baseline_words,
    body_name,
    body_short,
    grounds_words,
    kpi_title,
    target_words,
    target_year_words,
    term_words,
    year_word,
)
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.reports.charts import Milestone, Schedule, ScheduleRow, Span
from bingo_planner.reports.model import (
    Bullets,
    Column,
    Dated,
    Members,
    Paragraph,
    Row,
    RowKind,
    Sheet,
    SheetContent,
    SheetRow,
    Table,
    Text,
    Value,
    verbatim,
)

_SIGNS: Final = {MemberRole.LEAD: "◎", MemberRole.SUPPORT: "○", MemberRole.JOIN: "●"}
_LINES, _STEPS = 3, 5
"""Lines of progress and steps on a sheet; on a crowded one, one less of each."""
_CROWDED: Final = 390


def project_sheet(
    detail: ProjectDetail,
    years: Sequence[int],
    year: int,
    style: DateStyle = DateStyle.ERA,
    waiting: Sequence[str] = (),
) -> Sheet:
    """The sheet of a project: cost of `years`, members and schedule as of the fiscal year `year`.

    `waiting`: fields that wait for a decision, in words; the sheet says so itself.
    """
    sheet = detail.sheet
    rows = [
        _members(detail, year),
        _long(translate(CONTEXT, "Outline"), _outline(sheet)),
        _works(sheet.works),
        _long(translate(CONTEXT, "Expected effect"), sheet.effect),
        SheetRow(
            translate(CONTEXT, "Estimated cost"),
            cost_table(detail.budget, years, style),
            translate(CONTEXT, "(thousand yen)"),
        ),
        _long(translate(CONTEXT, "Subsidies"), _subsidy(detail)),
        _long(translate(CONTEXT, "Roles, cost"), _both(sheet.roles, sheet.cost_policy)),
        _kpis(detail.kpis, style),
        _schedule(detail, years, year, style),
        _long(translate(CONTEXT, "Grounds in pacts"), "\n".join(grounds_words(detail.pact_items))),
        _progress(detail, style),
        _long(translate(CONTEXT, "Evaluation,\nnext year"), _both(sheet.evaluation, sheet.next_policy)),
        _long(translate(CONTEXT, "Notes"), sheet.caution),
        _sections(detail, year),
        _waiting(waiting),
    ]
    return Sheet(
        title=sheet.name,
        rows=tuple(row for row in rows if row is not None),
        code=sheet.code,
        area=area_title(sheet.role_area),
        field=sheet.field,
        term=term_words(sheet, style),
        status=word("project", "status", sheet.status),
        key=f"project-{sheet.id}",
    )


def _waiting(fields: Sequence[str]) -> SheetRow | None:
    if not fields:
        return None
    each = dict.fromkeys(fields)
    words = translate(CONTEXT, ", ").join(each)
    told = translate(
        CONTEXT, "{n} values differ between copies and wait for a decision: {what}", n=len(fields), what=words
    )
    return SheetRow(translate(CONTEXT, "To be decided"), Paragraph(_plain(told), "small"))


def _both(first: str, second: str) -> str:
    return "\n".join(part.strip() for part in (first, second) if part.strip())


def _outline(sheet: ProjectSheet) -> str:
    """Purpose and outline; a crowded sheet keeps to the outline, so that it stays one page."""
    if _is_crowded(sheet) and sheet.outline.strip():
        return sheet.outline
    return _both(sheet.purpose, sheet.outline)


def _is_crowded(sheet: ProjectSheet) -> bool:
    """Whether the texts leave too little of one page to the tables."""
    texts = (sheet.purpose, sheet.outline, sheet.effect, sheet.roles, sheet.cost_policy, sheet.caution)
    rest = (sheet.evaluation, sheet.next_policy, sheet.works)
    return sum(len(text) for text in (*texts, *rest)) > _CROWDED


def _plain(text: str) -> Text:
    """Typed text is printed as it stands, whatever stars or brackets it holds."""
    return verbatim(text)


def _long(label: str, text: str) -> SheetRow | None:
    return SheetRow(label, _plain(text)) if text.strip() else None


def _works(works: str) -> SheetRow | None:
    lines = tuple(_plain(line.strip().lstrip("・-").strip()) for line in works.splitlines() if line.strip())
    return SheetRow(translate(CONTEXT, "Main works"), Bullets(lines)) if lines else None


def _members(detail: ProjectDetail, year: int) -> SheetRow:
    marks = member_marks(detail.members, detail.bodies, year)
    bodies = tuple(
        (sheet_name(one.body), _SIGNS.get(MemberRole(one.role), "●") if one.role else "－") for one in marks
    )
    return SheetRow(
        translate(CONTEXT, "Municipalities"), Members(bodies), translate(CONTEXT, "◎lead ○help ●join")
    )


def sheet_name(body: Body) -> str:
    """Nine names stand side by side: in English without City or Town."""
    return body_short(body) if language() == "en" else body_name(body)


def _subsidy(detail: ProjectDetail) -> str:
    sheet = detail.sheet
    return "　".join(part for part in (sheet.subsidy.strip(), sheet.subsidy_rate.strip()) if part) or "－"


def cost_table(budget: Budget, years: Sequence[int], style: DateStyle) -> Table:
    """Cost by year in thousand yen: the estimate, and of it what subsidies and what the bodies bear.

    The parts are shown only when they are known; they add up to the total in every year.
    """
    parts = (
        (translate(CONTEXT, "of which subsidies"), (Money.NATIONAL, Money.PREFECTURE)),
        (translate(CONTEXT, "of which bonds and other"), (Money.BOND, Money.OTHER)),
        (translate(CONTEXT, "of which municipalities"), (Money.GENERAL,)),
    )
    sums = [
        [add_up(cell(budget, year, Stage.ESTIMATE, money) for money in moneys) for year in years]
        for _label, moneys in parts
    ]
    totals = thousand_table([[add_up([cell(budget, year, Stage.ESTIMATE)]) for year in years]], len(years))
    shown = thousand_table(sums, len(years))
    rows = [_cost_row(translate(CONTEXT, "Total"), totals.cells[0], totals.row_totals[0])]
    for at, (label, _moneys) in enumerate(parts):
        if any(one.counted for one in sums[at]):
            rows.append(_cost_row(label, shown.cells[at], shown.row_totals[at], part=True))
    heads = [Column(format_fiscal_year(year, style, "symbol"), align="right") for year in years]
    columns = (Column(translate(CONTEXT, "Kind")), *heads, Column(translate(CONTEXT, "Sum"), align="right"))
    return Table(columns, tuple(rows), numbered=False, open_style=True)


def _cost_row(label: str, figures: Sequence[Value], total: Value, part: bool = False) -> Row:
    return Row((label, *figures, total), RowKind.PART if part else RowKind.PLAIN)


def _kpis(kpis: Sequence[Kpi], style: DateStyle) -> SheetRow:
    columns = (
        Column(translate(CONTEXT, "Indicator")),
        Column(translate(CONTEXT, "Baseline"), align="right"),
        Column(translate(CONTEXT, "Target"), align="right"),
        Column(translate(CONTEXT, "Counting"), align="right"),
    )
    rows = tuple(_kpi_row(kpi, style) for kpi in kpis)
    table: SheetContent = Table(columns, rows, numbered=False, open_style=True) if rows else "－"
    return SheetRow(translate(CONTEXT, "KPIs"), table, translate(CONTEXT, "(KPI)"))


def _kpi_row(kpi: Kpi, style: DateStyle) -> Row:
    when = year_word(kpi.baseline_year, kpi.year_kind, style)
    base = baseline_words(kpi)
    started = base if kpi.baseline_year is None else _dated(base, when)
    return Row(
        (
            kpi_title(kpi),
            started,
            _dated(target_words(kpi), target_year_words(kpi, style)),
            word("kpi", "counting", kpi.counting),
        )
    )


def _dated(figure: str, when: str) -> str:
    return translate(CONTEXT, "{figure} ({when})", figure=figure, when=when) if when != "－" else figure


def _schedule(detail: ProjectDetail, years: Sequence[int], year: int, style: DateStyle) -> SheetRow | None:
    """April to March of `year` when something happens in it, else the years of the plan."""
    most = _STEPS - _is_crowded(detail.sheet)
    now = [step for step in steps_in(detail.steps, year) if step.due is not None]
    if now:
        fiscal = FiscalYear(year)
        months = tuple(month_word(day) for day in fiscal.months())
        rows = tuple(_schedule_row(step, fiscal.start, fiscal.end, 12) for step in now[:most])
        return SheetRow(
            translate(CONTEXT, "Schedule"),
            Schedule(months, rows),
            format_fiscal_year(year, style, "long"),
        )
    dated = [step for step in detail.steps if step.due is not None]
    first, last = FiscalYear(min(years)).start, FiscalYear(max(years)).end
    inside = [step for step in dated if _touches(step, first, last)]
    if not inside:
        return None
    heads = tuple(format_fiscal_year(one, style, "symbol") for one in years)
    bars = tuple(_schedule_row(step, first, last, len(years)) for step in inside[:most])
    return SheetRow(translate(CONTEXT, "Schedule"), Schedule(heads, bars))


def month_word(day: dt.date) -> str:
    """4月, Apr."""
    return format_date(day, form="month_day").split()[-1] if language() == "en" else f"{day.month}月"


def _touches(step: Step, first: dt.date, last: dt.date) -> bool:
    start, end = step.starts_on or step.due, step.due
    return start is not None and end is not None and start <= last and end >= first


def _schedule_row(step: Step, first: dt.date, last: dt.date, columns: int) -> ScheduleRow:
    whole = (last - first).days + 1

    def place(day: dt.date) -> float:
        return min(max((day - first).days / whole, 0.0), 1.0) * columns

    if step.ends_on is None or step.starts_on is None:
        at = step.starts_on or step.ends_on or first
        return ScheduleRow(step.title, milestones=(Milestone(place(at), step.label),))
    span = Span(
        place(step.starts_on),
        place(step.ends_on + dt.timedelta(days=1)),
        step.label,
        strong=step.percent >= 100,
    )
    return ScheduleRow(step.title, (span,))


def _progress(detail: ProjectDetail, style: DateStyle) -> SheetRow | None:
    lines = [one for one in detail.progress if one.on_date and one.line.strip()]
    if not lines:
        return None
    most = _LINES - _is_crowded(detail.sheet)
    shown = tuple(
        (format_date(one.on_date, style, "short"), _plain(one.line)) for one in lines[-most:] if one.on_date
    )
    return SheetRow(translate(CONTEXT, "Progress"), Dated(shown))


def _sections(detail: ProjectDetail, year: int) -> SheetRow | None:
    """Sections in charge: the lead first and named as such, then the others in official order."""
    named = [member for member in members_in(detail.members, year) if member.section.strip()]
    named.sort(key=lambda member: member.role != MemberRole.LEAD)
    parts = [_section(member, detail) for member in named]
    outside = partners(detail.members, detail.bodies, year)
    if outside:
        names = translate(CONTEXT, ", ").join(outside)
        parts.append(translate(CONTEXT, "outside the region: {names}", names=names))
    if not parts:
        return None
    text = translate(CONTEXT, ", ").join(parts)
    return SheetRow(translate(CONTEXT, "In charge"), Paragraph(_plain(text), "small"))


def _section(member: Member, detail: ProjectDetail) -> str:
    body = detail.body(member.municipality_id)
    name = body_name(body) if body else member.partner_name
    words = f"{name} {member.section}".strip()
    if member.role == MemberRole.LEAD:
        return translate(CONTEXT, "{section} (lead)", section=words)
    return words
