"""Populations on paper: bars by age group, lines, pyramids and the table of what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bingo_planner.features.region.model import Body, RegionFacts
from bingo_planner.features.region.population import (
    CHILDREN,
    ELDERLY,
    WORKING,
    Ages,
    Counts,
    index_of,
    main_series,
    sexed_series,
    whole_years,
)
from bingo_planner.features.region.rules import change, share
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.reports.charts import (
    Bars,
    BarSeries,
    Fill,
    Lines,
    LineSeries,
    Pyramid,
    PyramidYear,
    Weight,
)
from bingo_planner.reports.model import Column, Figure, Row, RowKind, Table, Value

_GROUPS: Sequence[tuple[str, Ages, Fill]] = (
    ("Aged 65 and over", ELDERLY, Fill.R4),
    ("Aged 15 to 64", WORKING, Fill.R1),
    ("Aged 0 to 14", CHILDREN, Fill.R3),
)


def population_figure(facts: RegionFacts, series: str = "", key: str = "population") -> Figure | None:
    """Stacked bars of the region by three age groups, totals above, shares inside."""
    counts = Counts(facts.persons)
    series = series or main_series(facts, counts)
    years = whole_years(facts, counts, series, ELDERLY)
    if not years:
        return None
    bodies = [body.id for body in facts.members]
    totals = [counts.together(bodies, series, year) or 0 for year in years]
    layers = []
    for name, ages, fill in _GROUPS:
        values = [counts.together(bodies, series, year, ages) or 0 for year in years]
        labels = tuple(percent(share(part, whole)) for part, whole in zip(values, totals, strict=True))
        layers.append(BarSeries(_t(name), tuple(map(float, values)), fill, labels))
    bars = Bars(
        _years(years),
        tuple(layers),
        tuple(format_number(Decimal(total) / 10_000, 1) for total in totals),
        _t("above: total (10,000), inside: share (%)"),
    )
    facts_of = {"first": years[0], "last": years[-1], "before": totals[0], "after": totals[-1]}
    alt = _t(
        "The population of the region goes from {before:,} in {first} to {after:,} in {last}.", **facts_of
    )
    return Figure(bars, _t("Population of the region by age group"), alt, source_note(facts, series), key)


def population_lines(facts: RegionFacts, series: str = "", key: str = "population-index") -> Figure | None:
    """Each member's population and the region's, the first year being 100."""
    counts = Counts(facts.persons)
    series = series or main_series(facts, counts)
    years = whole_years(facts, counts, series)
    if len(years) < 2:
        return None
    lines = [
        _line(facts, counts, series, years, (body,), _weight(body), body.brief) for body in facts.members
    ]
    lines.append(_line(facts, counts, series, years, facts.members, Weight.REGION, _t("Whole region")))
    known = [value for line in lines for value in line.values if value is not None]
    low, ticks = _scale(known)
    chart = Lines(_years(years), tuple(lines), ticks, low=low)
    alt = _t(
        "By {last} the region comes to {index} when {first} is 100.",
        last=years[-1],
        first=years[0],
        index=lines[-1].end,
    )
    note = _t("Solid lines are cities, dashed lines towns and villages, the thick line is the whole region. ")
    caption = _t("Total population ({year} = 100)", year=years[0])
    return Figure(chart, caption, alt, note + source_note(facts, series), key)


def _line(
    facts: RegionFacts,
    counts: Counts,
    series: str,
    years: Sequence[int],
    bodies: Sequence[Body],
    weight: Weight,
    name: str,
) -> LineSeries:
    ids = [body.id for body in bodies]
    base = counts.together(ids, series, years[0])
    values = [index_of(counts.together(ids, series, year), base) for year in years]
    end = "" if values[-1] is None else format_number(values[-1], 1)
    return LineSeries(name, tuple(None if value is None else float(value) for value in values), weight, end)


def _weight(body: Body) -> Weight:
    if body.is_core:
        return Weight.CORE
    return Weight.DASHED if body.kind in ("town", "village") else Weight.OTHER


def _scale(values: Sequence[float]) -> tuple[float, tuple[tuple[float, str], ...]]:
    """Ticks of 20 from below the smallest value to above the largest."""
    low, high = int(min(values) // 20 * 20), int(-(-max(values) // 20) * 20)
    return float(low), tuple((float(at), str(at)) for at in range(low, high + 1, 20))


def pyramid_figure(
    facts: RegionFacts,
    earlier: int | None = None,
    later: int | None = None,
    series: str = "",
    key: str = "pyramid",
) -> Figure | None:
    """Men and women by age class in two years; by default the first and the last that have them."""
    counts = Counts(facts.persons)
    series = series or sexed_series(facts, counts)
    if not series:
        return None
    first = facts.members[0].id
    years = [year for year in counts.years[series] if counts.ages(first, series, year)]
    one, other = earlier or years[0], later or years[-1]
    classes = counts.ages(first, series, one)
    if one not in years or other not in years or counts.ages(first, series, other) != classes:
        return None
    widest = 0.0
    pair = []
    for year in (one, other):
        half = _pyramid_year(facts, counts, series, year, classes)
        widest = max(widest, *half.men, *half.women)
        pair.append(half)
    unit = 10_000 if widest >= 10_000 else 1_000
    chart = Pyramid(
        tuple(_ages_name(start, end) for start, end in classes),
        pair[0],
        pair[1],
        tuple(_tone(start) for start, _end in classes),
        _t("Men"),
        _t("Women"),
        _t("(10,000 persons)") if unit == 10_000 else _t("(1,000 persons)"),
        unit,
        unit,
    )
    alt = _t("Population pyramids of {one} and {other}, men left and women right.", one=one, other=other)
    note = _t("The thin line on the right is the shape of {year}. ", year=one)
    return Figure(
        chart, _t("Population pyramids of the region, by sex"), alt, note + source_note(facts, series), key
    )


def _pyramid_year(
    facts: RegionFacts, counts: Counts, series: str, year: int, classes: Sequence[tuple[int, int | None]]
) -> PyramidYear:
    bodies = [body.id for body in facts.members]

    def by_age(sex: str) -> tuple[float, ...]:
        return tuple(float(counts.together(bodies, series, year, ages, sex) or 0) for ages in classes)

    total = counts.together(bodies, series, year) or 0
    kind = "{year} (projection)" if (series, year) in facts.projected else "{year} (counted)"
    head = _t("Total {n}", n=format_number(total))
    return PyramidYear(_t(kind, year=year), head, by_age("M"), by_age("F"))


def _tone(age: int) -> Fill:
    if age >= 65:
        return Fill.R4
    return Fill.R1 if age >= 15 else Fill.R3


def _ages_name(first: int, last: int | None) -> str:
    mark = "–" if language() == "en" else "～"
    return f"{first}{mark}{'' if last is None else last}"


def population_table(facts: RegionFacts, series: str = "", key: str = "population-table") -> Table | None:
    """Members by year with change and share of the old; at most four years, the first and the last among them."""
    counts = Counts(facts.persons)
    series = series or main_series(facts, counts)
    years = _chosen(whole_years(facts, counts, series))
    if len(years) < 2:
        return None
    span = _t("{first} → {last}", first=years[0], last=years[-1])
    columns = (
        Column(_t("Municipality")),
        *(Column(_year(year), align="right", over=_t("Total population (persons)")) for year in years),
        Column(_t("Change (persons)"), align="right", over=span),
        Column(_t("Rate (%)"), align="right", over=span),
        Column(_t("{year} (%)", year=years[-1]), align="right", over=_t("Aged 65 and over")),
    )
    rows = [_table_row(counts, series, years, (body,), body.brief) for body in facts.members]
    total = _table_row(counts, series, years, facts.members, _t("Whole region"))
    rows.append(Row(total.cells, RowKind.TOTAL))
    note = source_note(facts, series)
    return Table(columns, tuple(rows), _t("Population by municipality, present and to come"), note, key)


def _table_row(counts: Counts, series: str, years: Sequence[int], bodies: Sequence[Body], name: str) -> Row:
    ids = [body.id for body in bodies]
    totals = [counts.together(ids, series, year) for year in years]
    first, last = totals[0], totals[-1]
    moved: Value = last - first if first is not None and last is not None else Mark.BLANK
    elderly = share(counts.together(ids, series, years[-1], ELDERLY), last)
    figures = [Mark.BLANK if total is None else total for total in totals]
    return Row((name, *figures, moved, percent(change(first, last)), percent(elderly)))


def _chosen(years: Sequence[int], most: int = 4) -> tuple[int, ...]:
    if len(years) <= most:
        return tuple(years)
    step = (len(years) - 1) / (most - 1)
    return tuple(years[round(step * place)] for place in range(most))


def source_note(facts: RegionFacts, series: str) -> str:
    """「資料：…」 of a series."""
    found = next((one for one in facts.series if one.series == series), None)
    if found is None:
        return ""
    source = found.label if language() == "en" else found.source or found.label
    return _t("Source: {source}", source=_plain(source))


def _plain(source: str) -> str:
    """A source without its address: addresses break badly in a note and stand in the file's own records."""
    return " ".join(word for word in source.split() if not word.startswith(("http://", "https://")))


def percent(value: Decimal | None) -> str:
    """One decimal; nothing when there is no figure."""
    return "" if value is None else format_number(value, 1)


def _years(years: Sequence[int]) -> tuple[str, ...]:
    """The first with the word for year, the rest bare."""
    return tuple(_year(year) if place == 0 else str(year) for place, year in enumerate(years))


def _year(year: int) -> str:
    return _t("{year}", year=year)


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)
