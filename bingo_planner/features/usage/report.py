"""Joint services on paper: the report of a month with what is open, and a measure over the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bingo_planner.features.usage.figures import show_figure
from bingo_planner.features.usage.model import Figure, Finding, Measure, Total, UsageYear
from bingo_planner.features.usage.review import find
from bingo_planner.features.usage.sheets import Sheet, SheetLine, plans_of, sheet_of
from bingo_planner.features.usage.trails import cell_words, change_words
from bingo_planner.features.usage.words import finding_words, month_word
from bingo_planner.features.usage.yearly import Side, YearLine, YearTable, adds_up, sides_of, year_table
from bingo_planner.kernel.dates import DateStyle, format_date, format_fiscal_year, format_month
from bingo_planner.kernel.i18n import Language, speaking, translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Bullets,
    Column,
    Heading,
    Paper,
    Paragraph,
    Part,
    Records,
    Row,
    RowKind,
    Table,
    Title,
    Value,
    verbatim,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands round a paper: the region's name, its foot mark, the day, how days are written."""

    region: str
    foot_mark: str
    today: dt.date
    style: DateStyle
    lang: Language


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


# -- the month ----------------------------------------------------------------------------------------
def month_paper(data: UsageYear, month: dt.date, frame: Setting) -> Paper:
    """The report of a month: every sheet of the service, what is asked, corrections, notes on use."""
    with speaking(frame.lang):
        style = DateStyle.WESTERN if frame.lang == "en" else frame.style
        title = _t(
            "{service}: report of {month}", service=data.service.name, month=format_month(month, style)
        )
        findings = find(data, data.month(month))
        parts: list[Part] = [Title(title, verbatim(_state(data, month, style)))]
        for plan in plans_of(data.service):
            category = next((one.id for one in data.service.categories(plan.first.breakdown_id)), "")
            sheet = sheet_of(data, plan, month, findings, category)
            names = _t(", ").join(one.name for one in plan.measures)
            parts += [
                Heading(_t("{measure} ({unit})", measure=names, unit=plan.first.unit)),
                sheet_table(sheet),
            ]
        parts += _asked(data, month, findings) + _corrected(data, month, style) + _notes(data)
        return _paper(title, parts, frame)


def _state(data: UsageYear, month: dt.date, style: DateStyle) -> str:
    held = data.month(month)
    if not held.is_confirmed:
        return _t("not yet confirmed")
    day = format_date(held.confirmed_on, style, "long") if held.confirmed_on else ""
    return _t("confirmed {day}, {who}", day=day, who=held.confirmed_by)


def sheet_table(sheet: Sheet) -> Table:
    """A sheet as a table, its sums at the foot and how they change on the month before."""
    whole = sheet.adds and len(sheet.columns) > 1
    columns = [Column("", share=2.2)]
    columns += [
        Column(axis.body.short_name if axis.body else axis.title, align="right") for axis in sheet.columns
    ]
    columns += [Column(_t("Sum"), align="right")] if whole else []
    rows = [_row(sheet, line, whole) for line in sheet.lines]
    if len(sheet.lines) > 1 and not any(line.axis.measure for line in sheet.lines):
        rows += _foot(sheet, whole)
    note = _t("The sum leaves out {n} rows not entered or not yet counted.", n=sheet.left_out)
    return Table(tuple(columns), tuple(rows), note=note if sheet.left_out else "")


def _row(sheet: Sheet, line: SheetLine, whole: bool) -> Row:
    cells: list[Value] = [line.axis.title]
    cells += [_value(_measure(sheet, cell.key.measure), cell.figure) for cell in line.cells]
    if whole:
        cells.append(_total(sheet.plan.first, line.total))
    return Row(tuple(cells))


def _measure(sheet: Sheet, own: str) -> Measure:
    return next((one for one in sheet.plan.measures if one.id == own), sheet.plan.first)


def _foot(sheet: Sheet, whole: bool) -> list[Row]:
    measure = sheet.plan.first
    feet = [*sheet.foot, *([sheet.whole] if whole and sheet.whole else [])]
    sums: tuple[Value, ...] = (_t("Region"), *(_value(measure, one.now.figure) for one in feet))
    changes: tuple[Value, ...] = (
        _t("Change on last month"),
        *(_signed(one.change, measure) for one in feet),
    )
    return [Row(sums, RowKind.TOTAL), Row(changes)]


def _signed(change: Decimal | None, measure: Measure) -> Value:
    if change is None:
        return ""
    return f"{'+' if change > 0 else ''}{format_number(change, measure.decimals)}"


def _value(measure: Measure, figure: Figure) -> Value:
    return figure if isinstance(figure, Mark) else show_figure(measure, figure)


def _total(measure: Measure, found: Total) -> Value:
    text = _value(measure, found.figure)
    return f"※{text}" if found.left_out and isinstance(text, str) and text else text


def _asked(data: UsageYear, month: dt.date, findings: Sequence[Finding]) -> list[Part]:
    if not findings or data.month(month).is_confirmed:
        return []
    lines = tuple(verbatim(f"{cell_words(data, one.key)}: {finding_words(one)}") for one in findings)
    return [Heading(_t("To look at")), Bullets(lines)]


def _corrected(data: UsageYear, month: dt.date, style: DateStyle) -> list[Part]:
    found = [one for one in data.corrections if one.month == month]
    if not found:
        return []
    columns = (
        Column(_t("Figure"), share=2.0),
        Column(_t("Old → new")),
        Column(_t("Difference"), align="right"),
        Column(_t("Reason"), share=2.4),
        Column(_t("Corrected by"), share=1.6),
    )
    rows = []
    for one in found:
        measure = data.service.measure(one.key.measure) or Measure(one.key.measure)
        day = format_date(one.on, style) if one.on else ""
        cells = (
            cell_words(data, one.key),
            change_words(measure, one.old, one.new),
            _signed(one.difference, measure),
            one.reason,
            f"{day} {one.by}".strip(),
        )
        rows.append(Row(cells))
    return [Heading(_t("Corrected after the month was confirmed")), Table(columns, tuple(rows))]


def _notes(data: UsageYear) -> list[Part]:
    row = data.service.row
    told = (
        (_t("Who may use it"), row.eligibility),
        (_t("Opening days and hours"), row.opening),
        (_t("Fee"), row.fee),
        (_t("Notes on use"), row.caution),
    )
    lines = tuple((label, verbatim(text)) for label, text in told if text)
    return [Heading(_t("The service")), Records(lines)] if lines else []


# -- the year -----------------------------------------------------------------------------------------
def year_paper(data: UsageYear, measures: Sequence[Measure], frame: Setting) -> Paper:
    """Measures over the year, split every way they are counted: 4月…3月, the year's sum and the average."""
    with speaking(frame.lang):
        style = DateStyle.WESTERN if frame.lang == "en" else frame.style
        year = format_fiscal_year(data.year, style)
        title = _t("{service}: use in {year}", service=data.service.name, year=year)
        parts: list[Part] = [Title(title)]
        for measure in measures:
            parts.append(Heading(_t("{measure} ({unit})", measure=measure.name, unit=measure.unit)))
            sides = sides_of(measure) or (Side.PLACES,)
            parts += [year_piece(year_table(data, measure, side)) for side in sides]
        parts.append(Paragraph(_t("※ something is not entered or not yet counted and left out."), "note"))
        return _paper(title, parts, frame)


def year_piece(table: YearTable) -> Table:
    """A year table for a paper."""
    measure = table.measure
    year = _t("Year in all") if adds_up(measure) else _t("Latest month")
    columns = [Column("", share=2.2), *(Column(month_word(m), align="right") for m in table.months)]
    columns += [Column(year, align="right"), Column(_t("Average"), align="right")]
    rows = [_year_row(table, line, line.title, RowKind.PLAIN) for line in table.lines]
    rows.append(_year_row(table, table.whole, _t("Region"), RowKind.TOTAL))
    captions = {
        Side.PLACES: _t("Split by facility"),
        Side.BODIES: _t("Split by home body"),
        Side.CLASSES: _t("By class"),
    }
    return Table(tuple(columns), tuple(rows), f"{measure.name} {captions[table.side]}")


def _year_row(table: YearTable, line: YearLine, title: str, kind: RowKind) -> Row:
    mean = "" if line.average is None else format_number(line.average, table.measure.decimals + 1)
    months = [_total(table.measure, one) for one in line.months]
    return Row((title, *months, _total(table.measure, line.year), mean), kind)


def _paper(title: str, parts: Sequence[Part], frame: Setting) -> Paper:
    return Paper(
        title,
        tuple(parts),
        frame.region,
        title,
        language=frame.lang,
        date=frame.today,
        right_head=frame.region,
        foot_mark=frame.foot_mark,
        frame=Frame.LAND,
    )
