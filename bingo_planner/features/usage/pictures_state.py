"""What the page of pictures shows at one moment: which picture of what, worked out and read out. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bingo_planner.features.region.model import Body, Ring
from bingo_planner.features.usage import pictures as p
from bingo_planner.features.usage.model import Counting, Figure, Measure, Service, Total, UsageYear
from bingo_planner.features.usage.pictures import Kind
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_fiscal_year, format_month
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_number, round_half_up

MOST_ARROWS = 12
"""Arrows drawn on the map; the table twin lists every flow."""


def _t(text: str, **facts: object) -> str:
    return translate("pictures", text, **facts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a heat matrix: its words, the step of the ramp (None: no figure), and its words in the twin."""

    text: str
    step: int | None
    plain: str
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a heat matrix."""

    name: str
    body: Body | None
    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat matrix."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    sentence: str
    corner: str = ""


@dataclass(frozen=True, slots=True)
class FlowMap:
    """Flows between bodies; `received` is what each host takes in from others."""

    title: str
    flows: tuple[p.Flow, ...]
    received: Mapping[str, Decimal]
    bodies: tuple[Body, ...]
    unit: str
    sentence: str
    drawn: int = MOST_ARROWS


@dataclass(frozen=True, slots=True)
class Run:
    """One series of a chart; `kind` line, target or stack."""

    name: str
    figures: tuple[Figure, ...]
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over the months of a year."""

    title: str
    unit: str
    months: tuple[str, ...]
    runs: tuple[Run, ...]
    sentence: str
    totals: tuple[str, ...] = ()
    decimals: int = 0
    faults: int = 0


Picture = Heat | FlowMap | Chart


@dataclass(frozen=True, slots=True)
class PicturesState:
    """All the page shows. `services` None: nothing has been read yet."""

    year: FiscalYear
    style: DateStyle = DateStyle.ERA
    services: tuple[Service, ...] | None = None
    service_id: str = ""
    kind: Kind = Kind.OCCUPANCY
    measures: tuple[Measure, ...] = ()
    measure_id: str = ""
    picture: Picture | None = None
    outlines: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)
    attribution: str = ""
    problem: PlanError | None = None

    @property
    def is_empty(self) -> bool:
        """No service is set up."""
        return self.services is not None and not self.services


# -- making -------------------------------------------------------------------------------------------
def picture_of(data: UsageYear, kind: Kind, measure: Measure, style: DateStyle) -> Picture | None:
    """The picture; None when nothing of the year is known."""
    make = {
        Kind.OCCUPANCY: _occupancy,
        Kind.MATRIX: _matrix,
        Kind.FLOWS: _flows,
        Kind.YEARS: _years,
        Kind.CLASSES: _classes,
        Kind.UNSERVED: _unserved,
        Kind.MONTHS: _months,
    }[kind]
    return make(data, measure, style)


def month_heads(year: int) -> tuple[str, ...]:
    """4月, 5月 …; Apr, May …."""
    months = FiscalYear(year).months()
    return tuple(
        format_month(month).split(" ")[0] if language() == "en" else f"{month.month}月" for month in months
    )


def settled_words(data: UsageYear) -> str:
    """確定, or 速報 with how many of the months that have begun are not confirmed."""
    begun = [month for month in FiscalYear(data.year).months() if month <= data.today]
    still = sum(not data.month(month).is_confirmed for month in begun)
    if not still and len(begun) == 12:
        return _t("Confirmed.")
    return _t("Preliminary: {n} months are not confirmed.", n=still + 12 - len(begun))


def percent(share: object) -> str:
    """A share in whole percent."""
    return format_number(round_half_up(Decimal(share.numerator) * 100 / share.denominator, 0))  # type: ignore[attr-defined]  # a fraction


def _title(measure: Measure, data: UsageYear, style: DateStyle) -> str:
    return f"{data.service.name} {measure.name} {format_fiscal_year(data.year, style, 'short')}"


def _join(*parts: str) -> str:
    gap = " " if language() == "en" else ""
    return gap.join(part for part in parts if part)


# -- occupancy ------------------------------------------------------------------------------------------
def _occupancy(data: UsageYear, measure: Measure, style: DateStyle) -> Heat | None:
    found = p.occupancy(data, measure)
    shares = [one.share for _place, row in found.rows for one in row if one.share is not None]
    if not shares:
        return None
    bodies = {body.id: body for body in data.bodies}
    lines = [
        Line(place.name, bodies.get(place.municipality_id), tuple(_filled(one) for one in row))
        for place, row in found.rows
    ]
    lines.append(Line(_t("All together"), None, tuple(_filled(one) for one in found.together), is_sum=True))
    title = _t("{title}, share of capacity (%)", title=_title(measure, data, style))
    sentence = _join(_occupancy_words(found), settled_words(data))
    return Heat(title, month_heads(data.year), tuple(lines), sentence, data.service.row.place_word)


def _filled(one: p.Filling) -> Cell:
    if one.share is None:
        words = format_number(one.used) if isinstance(one.used, Mark) else _t("no capacity")
        return Cell(words, None, words, one.used is Mark.PENDING)
    text = percent(one.share) + ("*" if one.is_partial else "")
    if one.share > 1:
        text = f"▲{text}"
    used = format_number(one.used)
    plain = _t(
        "{percent}% ({used}/{capacity})", percent=text, used=used, capacity=format_number(one.capacity)
    )
    return Cell(text, min(6, int(one.share * p.STEPS)), plain)


def _occupancy_words(found: p.Occupancy) -> str:
    known = [at for at, one in enumerate(found.together) if one.share is not None]
    last = found.together[known[-1]]
    most = max(
        (
            (one.share, place.name, at)
            for place, row in found.rows
            for at, one in enumerate(row)
            if one.share is not None
        ),
        key=lambda one: one[0],
    )
    head = _t(
        "In {month} all together used {percent}% of the capacity ({used}/{capacity}).",
        month=format_month(found.months[known[-1]]),
        percent=percent(last.share),
        used=format_number(last.used),
        capacity=format_number(last.capacity),
    )
    top = _t(
        "The fullest was {place} in {month} with {percent}%.",
        place=most[1],
        month=format_month(found.months[most[2]]),
        percent=percent(most[0]),
    )
    partial = any(one.is_partial for one in found.together)
    return _join(head, top, _t("* leaves out figures that are not in yet.") if partial else "")


# -- home × host ----------------------------------------------------------------------------------------
def _matrix(data: UsageYear, measure: Measure, style: DateStyle) -> Heat | None:
    found = p.matrix(data, measure)
    if not isinstance(found.whole.figure, Decimal):
        return None
    # Use at home is many times that across borders: the ramp is for what crosses.
    most = max((one.value for one in p.flows(found)), default=Decimal(0))
    lines = [
        Line(
            body.brief,
            body,
            (*_row(found, at, most), _summed(found.by_home(at))),
        )
        for at, body in enumerate(found.homes)
    ]
    sums = (*(_summed(found.by_host(at)) for at in range(len(found.hosts))), _summed(found.whole))
    lines.append(Line(_t("Sum"), None, sums, is_sum=True))
    columns = (
        *(body.briefest for body in found.hosts),
        _t("Sum"),
    )
    colour = _t("Colours show use across borders.")
    sentence = _join(matrix_words(found), colour, settled_words(data))
    corner = _t("Home ↓ Host →")
    return Heat(_matrix_title(found, data, measure, style), columns, tuple(lines), sentence, corner)


def _row(found: p.Matrix, at: int, most: Decimal) -> list[Cell]:
    """The cells of a home body; use at home has no colour."""
    home = found.homes[at].id
    return [
        _summed(cell) if host.id == home else _counted(cell, most)
        for host, cell in zip(found.hosts, found.cells[at], strict=True)
    ]


def _matrix_title(found: p.Matrix, data: UsageYear, measure: Measure, style: DateStyle) -> str:
    title = _title(measure, data, style)
    if found.month is not None:
        return _t(
            "{title}, {month} ({unit})", title=title, month=format_month(found.month), unit=measure.unit
        )
    return _t("{title}, {n} months ({unit})", title=title, n=found.months, unit=measure.unit)


def _counted(cell: Total, most: Decimal) -> Cell:
    words = format_number(cell.figure)
    if not isinstance(cell.figure, Decimal):
        return Cell(words, None, words, cell.figure is Mark.PENDING)
    starred = words + ("*" if cell.left_out else "")
    step = 0 if most <= 0 else min(6, int(cell.figure * p.STEPS / most))
    return Cell(starred, step, starred)


def _summed(cell: Total) -> Cell:
    words = format_number(cell.figure) + ("*" if cell.left_out and isinstance(cell.figure, Decimal) else "")
    return Cell(words, None, words)


def matrix_words(found: p.Matrix) -> str:
    """How much in all, how much across borders, and the largest flow."""
    whole, unit = found.whole.figure, found.measure.unit
    across = p.flows(found)
    crossing = sum((one.value for one in across), Decimal(0))
    if not isinstance(whole, Decimal) or not whole:
        return _t("No use in this year.")
    head = _t(
        "{whole} {unit} in all, {across} {unit} of them across borders ({percent}%).",
        whole=format_number(whole),
        across=format_number(crossing),
        unit=unit,
        percent=format_number(round_half_up(crossing * 100 / whole, 1), 1),
    )
    top = ""
    if across:
        first = across[0]
        top = _t(
            "The largest flow is {home} → {host} with {n} {unit}.",
            home=first.home.brief,
            host=first.host.brief,
            n=format_number(first.value),
            unit=unit,
        )
    left = _t("* leaves out figures that are not in yet.") if found.whole.left_out else ""
    return _join(head, top, left)


def _flows(data: UsageYear, measure: Measure, style: DateStyle) -> FlowMap | None:
    found = p.matrix(data, measure)
    if not isinstance(found.whole.figure, Decimal):
        return None
    across = p.flows(found)
    received: dict[str, Decimal] = {body.id: Decimal(0) for body in found.hosts}
    for one in across:
        received[one.host.id] += one.value
    drawn = min(MOST_ARROWS, len(across))
    more = (
        _t("The map draws the {n} largest of {all} flows.", n=drawn, all=len(across))
        if drawn < len(across)
        else ""
    )
    sentence = _join(matrix_words(found), more, settled_words(data))
    bodies = tuple(dict.fromkeys((*found.homes, *found.hosts)))
    ordered = tuple(sorted(bodies, key=lambda body: body.sort))
    title = _matrix_title(found, data, measure, style)
    return FlowMap(title, across, received, ordered, measure.unit, sentence, drawn)


# -- months ---------------------------------------------------------------------------------------------
def _years(data: UsageYear, measure: Measure, style: DateStyle) -> Chart | None:
    now, before = p.by_month(data, measure)
    if not any(isinstance(one.figure, Decimal) for one in (*now, *before)):
        return None
    year = FiscalYear(data.year)
    runs = (
        Run(format_fiscal_year(year.previous, style, "short"), tuple(one.figure for one in before), "target"),
        Run(format_fiscal_year(year, style, "short"), tuple(one.figure for one in now)),
    )
    sentence = _join(_years_words(measure, year, now, before), settled_words(data))
    title = f"{data.service.name} {measure.name}"
    return Chart(title, measure.unit, month_heads(data.year), runs, sentence, decimals=measure.decimals)


def _years_words(measure: Measure, year: FiscalYear, now: Sequence[Total], before: Sequence[Total]) -> str:
    months = year.months()
    both = [
        (months[at], one.figure, other.figure)
        for at, (one, other) in enumerate(zip(now, before, strict=True))
        if isinstance(one.figure, Decimal) and isinstance(other.figure, Decimal)
    ]
    if not both:
        return _t("The two years have no month in common.")
    if measure.counting == Counting.LEVEL:
        month, new, old = both[-1]
        when = format_month(month)
    else:
        new, old = sum((one[1] for one in both), Decimal(0)), sum((one[2] for one in both), Decimal(0))
        when = f"{format_month(both[0][0])}〜{format_month(both[-1][0])}"
        when = when if language() == "ja" else f"{format_month(both[0][0])} to {format_month(both[-1][0])}"
    change = new - old
    signed = ("+" if change > 0 else "") + format_number(change, measure.decimals)
    words = _t(
        "{when}: {new} {unit}, the year before {old} ({change}).",
        when=when,
        new=format_number(new, measure.decimals),
        old=format_number(old, measure.decimals),
        unit=measure.unit,
        change=signed,
    )
    partial = any(one.left_out and isinstance(one.figure, Decimal) for one in (*now, *before))
    return _join(words, _t("Months with missing figures are sums of what is known.") if partial else "")


def _classes(data: UsageYear, measure: Measure, style: DateStyle) -> Chart | None:
    found = p.classes(data, measure)
    if not any(isinstance(one.figure, Decimal) for one in found.sums):
        return None
    runs = tuple(
        Run(part.name, figures, "stack") for part, figures in zip(found.classes, found.figures, strict=True)
    )
    totals = tuple(format_number(one.figure, measure.decimals) for one in found.sums)
    sentence = _join(_classes_words(found), check_words(found), settled_words(data))
    return Chart(
        _title(measure, data, style),
        measure.unit,
        month_heads(data.year),
        runs,
        sentence,
        totals,
        measure.decimals,
        found.faults,
    )


def _months(data: UsageYear, measure: Measure, style: DateStyle) -> Chart | None:
    """Bars by month: stacked by class, or plain."""
    if data.service.categories(measure.breakdown_id):
        return _classes(data, measure, style)
    now, before = p.by_month(data, measure)
    if not any(isinstance(one.figure, Decimal) for one in now):
        return None
    totals = tuple(format_number(one.figure, measure.decimals) for one in now)
    runs = (Run(measure.name, tuple(one.figure for one in now), "stack"),)
    sentence = _join(_years_words(measure, FiscalYear(data.year), now, before), settled_words(data))
    title = _title(measure, data, style)
    return Chart(title, measure.unit, month_heads(data.year), runs, sentence, totals, measure.decimals)


def _classes_words(found: p.Classes) -> str:
    sums = [
        (part.name, sum((one for one in row if isinstance(one, Decimal)), Decimal(0)))
        for part, row in zip(found.classes, found.figures, strict=True)
    ]
    whole = sum((one for _name, one in sums), Decimal(0))
    parts = []
    for name, one in sums:
        share = format_number(round_half_up(one * 100 / whole, 1), 1) if whole else "0"
        parts.append(
            f"{name} {format_number(one)}（{share}%）"
            if language() == "ja"
            else f"{name} {format_number(one)} ({share}%)"
        )
    comma = translate("placement", ", ")
    return _t(
        "{whole} {unit} in all: {parts}.",
        whole=format_number(whole),
        unit=found.measure.unit,
        parts=comma.join(parts),
    )


def check_words(found: p.Classes) -> str:
    """Whether other splits of the same figures give the same sums."""
    words = []
    for one in found.checks:
        if not one.months:
            words.append(
                _t("“{other}” adds up to the same as “{whole}”.", other=one.measure.name, whole=one.whole)
            )
            continue
        month, mine, theirs = one.months[0]
        words.append(
            _t(
                "▲ “{other}” adds up to {theirs} in {month}, “{whole}” to {mine} ({n} months differ).",
                other=one.measure.name,
                theirs=format_number(theirs),
                month=format_month(month),
                whole=one.whole,
                mine=format_number(mine),
                n=len(one.months),
            )
        )
    return _join(*words)


def _unserved(data: UsageYear, measure: Measure, style: DateStyle) -> Chart | None:
    """What could not be served: every such measure of the same unit, beside one another."""
    measures = [one for one in p.measures_for(data.service, Kind.UNSERVED) if one.unit == measure.unit]
    runs, words = [], []
    for one in measures:
        now, before = p.by_month(data, one)
        runs.append(Run(one.name, tuple(total.figure for total in now)))
        text = _years_words(one, FiscalYear(data.year), now, before)
        words.append(f"{one.name} {text}" if language() == "en" else f"{one.name}　{text}")
    if not any(isinstance(figure, Decimal) for run in runs for figure in run.figures):
        return None
    sentence = _join(*words, settled_words(data))
    title = f"{data.service.name} {format_fiscal_year(data.year, style, 'short')}"
    return Chart(
        title, measure.unit, month_heads(data.year), tuple(runs), sentence, decimals=measure.decimals
    )
