"""A month as a sheet to enter: which measures stand together, its rows and columns, sums with what they leave out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import (
    CellKey,
    Facility,
    Figure,
    Finding,
    Measure,
    Service,
    Total,
    UsageYear,
)
from bingo_planner.features.usage.review import days_open
from bingo_planner.features.usage.rules import (
    capacity_on,
    facilities_in,
    month_before,
    order_of,
    same_base,
    total,
    year_before,
)
from bingo_planner.kernel.numbers import Mark

SUM = "sum"


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Measures of one shape that are entered on one sheet; the first names it."""

    measures: tuple[Measure, ...]

    @property
    def id(self) -> str:
        """The id of the first measure."""
        return self.measures[0].id

    @property
    def first(self) -> Measure:
        """The measure that names the sheet."""
        return self.measures[0]

    @property
    def by_category(self) -> bool:
        """Places, bodies and classes at once: one class is shown at a time."""
        one = self.first
        return one.by_place and one.by_body and bool(one.breakdown_id)


@dataclass(frozen=True, slots=True)
class Axis:
    """One row or column: what it adds to the key of its cells."""

    key: str
    title: str
    measure: str = ""
    facility: Facility | None = None
    body: Body | None = None
    category: str = ""

    def join(self, other: Axis, plan: SheetPlan, category: str) -> CellKey:
        """The cell where this row meets a column."""
        facility = self.facility or other.facility
        body = self.body or other.body
        return CellKey(
            self.measure or other.measure or plan.id,
            facility.id if facility else "",
            body.id if body else "",
            self.category or other.category or (category if plan.by_category else ""),
        )


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: its figure, last month's and last year's, and whether somebody has to look."""

    key: CellKey
    figure: Figure
    last: Figure
    year: Figure
    findings: tuple[Finding, ...] = ()
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row with its cells and sums."""

    axis: Axis
    cells: tuple[SheetCell, ...]
    total: Total
    last: Total
    capacity: Decimal | None = None
    days: int = 0
    is_pending: bool = False
    findings: tuple[Finding, ...] = ()
    """Of the row as a whole."""

    @property
    def blanks(self) -> int:
        """Cells nobody has entered."""
        return sum(cell.figure is Mark.BLANK for cell in self.cells)

    @property
    def asked(self) -> int:
        """How many things there are to look at."""
        return len(self.findings) + sum(len(cell.findings) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Foot:
    """A sum at the foot and last month's on the same base."""

    now: Total
    last: Figure
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet."""

    plan: SheetPlan
    month: dt.date
    columns: tuple[Axis, ...]
    lines: tuple[SheetLine, ...]
    foot: tuple[Foot, ...] = ()
    whole: Foot | None = None
    left_out: int = 0
    """Rows that the sums at the foot leave out."""
    entered: int = 0
    cells: int = 0
    adds: bool = True
    """Whether the columns may be added up."""
    findings: tuple[Finding, ...] = field(default=())


def plans_of(service: Service) -> tuple[SheetPlan, ...]:
    """The sheets of a service: measures without classes that are split alike stand together, others alone."""
    found: dict[tuple[object, ...], list[Measure]] = {}
    for measure in service.measures:
        alone = bool(measure.breakdown_id) or (measure.by_place and measure.by_body)
        own = (measure.by_place, measure.by_body, measure.id if alone else "")
        found.setdefault(own, []).append(measure)
    return tuple(SheetPlan(tuple(measures)) for measures in found.values())


def plan_for(service: Service, measure_id: str) -> SheetPlan | None:
    """The sheet a measure stands on."""
    plans = plans_of(service)
    return next((one for one in plans if measure_id in {m.id for m in one.measures}), None)


def sheet_of(
    data: UsageYear, plan: SheetPlan, month: dt.date, findings: Sequence[Finding], category: str = ""
) -> Sheet:
    """The sheet of a month."""
    rows, columns = _axes(data, plan, month)
    own = {measure.id for measure in plan.measures}
    asked = [one for one in findings if one.key.measure in own]
    by_key: dict[CellKey, list[Finding]] = {}
    for one in asked:
        by_key.setdefault(one.key, []).append(one)
    lines = tuple(_line(data, plan, month, row, columns, by_key, category) for row in rows)
    adds = plan.first.by_body or bool(plan.first.breakdown_id)
    out, kept = same_base(
        [[cell.figure for cell in line.cells] for line in lines],
        [[cell.last for cell in line.cells] for line in lines],
    )
    whole = [(row, at) for row in range(len(lines)) for at in range(len(columns)) if row not in out]
    foot = tuple(
        _foot(lines, [one for one in whole if one[1] == at], [one for one in kept if one[1] == at])
        for at in range(len(columns))
    )
    cells = [cell for line in lines for cell in line.cells]
    return Sheet(
        plan,
        month,
        columns,
        lines,
        foot,
        _foot(lines, whole, kept),
        len(out),
        sum(cell.figure is not Mark.BLANK for cell in cells),
        len(cells),
        adds,
        tuple(asked),
    )


def _foot(
    lines: Sequence[SheetLine], places: Sequence[tuple[int, int]], kept: Sequence[tuple[int, int]]
) -> Foot:
    """Sums over the same cells of both months; the sum itself over every row that is whole."""
    cells = [lines[row].cells[at] for row, at in places]
    both = [lines[row].cells[at] for row, at in kept]
    now = total((str(place), one.figure) for place, one in enumerate(both)).figure
    last = total((str(place), one.last) for place, one in enumerate(both)).figure
    known = isinstance(now, Decimal) and isinstance(last, Decimal)
    change = now - last if known else None  # type: ignore[operator]  # both are numbers
    return Foot(total((str(at), one.figure) for at, one in enumerate(cells)), last, change)


def _axes(data: UsageYear, plan: SheetPlan, month: dt.date) -> tuple[list[Axis], tuple[Axis, ...]]:
    service, first = data.service, plan.first
    names = {body.id: body for body in data.bodies}
    bodies = [Axis(one, names[one].brief, body=names[one]) for one in order_of(data, month)]
    classes = [Axis(one.id, one.name, category=one.id) for one in service.categories(first.breakdown_id)]
    measures = [Axis(one.id, one.name, measure=one.id) for one in plan.measures]
    places = [Axis(one.id, one.name, facility=one) for one in facilities_in(service, month)]
    if first.by_place:
        return places, tuple(bodies if first.by_body else classes or measures)
    if first.by_body:
        return classes or measures, tuple(bodies)
    whole = [Axis("whole", service.name)]
    return whole, tuple(classes or measures)


def _line(
    data: UsageYear,
    plan: SheetPlan,
    month: dt.date,
    row: Axis,
    columns: Sequence[Axis],
    asked: Mapping[CellKey, Sequence[Finding]],
    category: str,
) -> SheetLine:
    now, last, year = (data.month(one) for one in (month, month_before(month), year_before(month)))
    corrected = {one.key for one in data.corrections if one.month == month}
    cells = []
    for column in columns:
        key = row.join(column, plan, category)
        mine = tuple(asked.get(key, ()))
        cells.append(
            SheetCell(key, now.figure(key), last.figure(key), year.figure(key), mine, key in corrected)
        )
    place = row.facility.id if row.facility else ""
    report = now.reports.get(place)
    seats = capacity_on(data.service, place, plan.first.capacity_name, month) if place else None
    return SheetLine(
        row,
        tuple(cells),
        total((cell.key.body or cell.key.category or cell.key.measure, cell.figure) for cell in cells),
        total((cell.key.body or cell.key.category or cell.key.measure, cell.last) for cell in cells),
        seats.amount if seats else None,
        days_open(data, now, place),
        report is not None and report.is_pending,
        tuple(asked.get(CellKey(plan.id, place), ())) if place and plan.first.by_body else (),
    )


def per_day(line: SheetLine, figure: Figure) -> Decimal | None:
    """A figure for each open day."""
    return figure / line.days if isinstance(figure, Decimal) and line.days else None


def rate(line: SheetLine, figure: Figure) -> Decimal | None:
    """Percent of the seats of the open days (稼働率)."""
    if not isinstance(figure, Decimal) or not line.capacity or not line.days:
        return None
    return figure * 100 / (line.capacity * line.days)


def key_of(sheet: Sheet, row: str, column: str) -> CellKey | None:
    """The cell of a row and a column key; None where there is none."""
    place = next((at for at, one in enumerate(sheet.columns) if one.key == column), None)
    line = next((one for one in sheet.lines if one.axis.key == row), None)
    return line.cells[place].key if line is not None and place is not None else None


def place_of(sheet: Sheet, key: CellKey) -> tuple[str, str] | None:
    """Row and column key of a cell; a finding about a whole row gives its sum."""
    for line in sheet.lines:
        for column, cell in zip(sheet.columns, line.cells, strict=True):
            if cell.key == key:
                return line.axis.key, column.key
        if line.axis.facility is not None and CellKey(sheet.plan.id, line.axis.facility.id) == key:
            return line.axis.key, SUM
    return None
