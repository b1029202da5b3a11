"""The region on paper: the map, the list of members, the pacts, and every piece by its name, from facts alone.

A builder returns None when the figures it needs are not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from bingo_planner.features.region.mapping import MapView, map_view
from bingo_planner.features.region.model import Body, MapMeasure, PactRow, RegionFacts
from bingo_planner.features.region.population import (
    Counts,
    counted_series,
    main_series,
    whole_years,
)
from bingo_planner.features.region.report_population import (
    percent,
    population_figure,
    population_lines,
    population_table,
    pyramid_figure,
)
from bingo_planner.features.region.rules import share
from bingo_planner.kernel.dates import DateForm, DateStyle, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import Language, language, speaking, translate
from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.charts import (
    Area,
    Choropleth,
)
from bingo_planner.reports.model import (
    Column,
    Figure,
    Heading,
    Paper,
    Part,
    Row,
    RowKind,
    Table,
    Title,
    Value,
    verbatim,
)


def region_map(
    facts: RegionFacts, measure: MapMeasure = MapMeasure.CHANGE, key: str = "region-map"
) -> Figure | None:
    """The members with one figure each, in four classes."""
    view = map_view(facts, measure)
    areas = tuple(_area(view, body, facts) for body in facts.members if facts.outlines.get(body.id))
    if not areas or view is None:
        return None
    chart = Choropleth(areas, view.title, view.classes)
    words = "、" if language() == "ja" else "; "
    told = words.join(f"{area.name} {area.value}" for area in areas)
    note = _t("◎ marks the core city. {source}", source=view.source)
    if facts.attribution:
        note = _t("Map: {owed}. ", owed=facts.attribution) + note
    return Figure(chart, _t("Members and {what}", what=view.title), f"{view.title}: {told}", note, key)


def _area(view: MapView | None, body: Body, facts: RegionFacts) -> Area:
    value = view.values.get(body.id) if view is not None else None
    core = facts.core is not None and facts.core.id == body.id
    if view is None or value is None:
        return Area(body.brief, facts.outlines[body.id], core=core)
    return Area(body.brief, facts.outlines[body.id], view.grade(value), view.text(value), core)


def members_table(facts: RegionFacts, style: DateStyle = DateStyle.ERA, key: str = "members") -> Table | None:
    """Members with prefecture, population and its share, the day of the pact and other regions."""
    if not facts.members:
        return None
    counts = Counts(facts.persons)
    series = counted_series(facts, counts) or main_series(facts, counts)
    year = max(whole_years(facts, counts, series), default=0)
    total = counts.together([body.id for body in facts.members], series, year)
    columns = (
        Column(_t("Municipality")),
        Column(_t("Prefecture")),
        Column(_t("Population (persons)"), align="right"),
        Column(_t("Share (%)"), align="right"),
        Column(_t("Pact signed on"), share=1.4),
        Column(_t("Also belongs to")),
    )
    rows = [
        _member_row(facts, body, counts.of(body.id, series, year), total, style) for body in facts.members
    ]
    whole: Value = Mark.BLANK if total is None else total
    share_all = "100.0" if total else ""
    rows.append(Row((_t("Whole region"), "", whole, share_all, "", ""), RowKind.TOTAL))
    note = _t("Population: {source}", source=_series_name(facts, series, year)) if series else ""
    return Table(columns, tuple(rows), _t("Member municipalities"), note, key)


def _member_row(
    facts: RegionFacts, body: Body, persons: int | None, total: int | None, style: DateStyle
) -> Row:
    others = "、".join(one.name for one in body.others)
    return Row(
        (
            body.brief,
            body.prefecture,
            Mark.BLANK if persons is None else persons,
            percent(share(persons, total)),
            _pact_day(facts, body, style),
            others or Mark.NONE,
        )
    )


def _pact_day(facts: RegionFacts, body: Body, style: DateStyle) -> Value:
    declared = facts.region.declared_on
    if facts.core is not None and body.id == facts.core.id:
        return _t("declared {day}", day=format_date(declared, style, "long")) if declared else Mark.NONE
    pact: PactRow | None = next((one for one in facts.pacts if one.partner_id == body.id), None)
    if pact is None or pact.signed_on is None:
        return Mark.BLANK
    return format_date(pact.signed_on, style, "long")


def pacts_table(facts: RegionFacts, style: DateStyle = DateStyle.ERA, key: str = "pacts") -> Table | None:
    """Every pact with the days of votes, signing, notice and filing."""
    if not facts.pacts:
        return None
    heads = ("Core city's vote", "Partner's vote", "Signed", "Public notice", "Filed", "In force")
    keys = ("core_voted_on", "partner_voted_on", "signed_on", "notified_on", "filed_on", "effective_on")
    rows, narrow = [], language() == "en"
    for pact in facts.pacts:
        body = facts.body(pact.partner_id)
        days = [getattr(pact, name) for name in keys]
        # English writes months as words: in seven columns only figures have room
        form: DateForm = "numeric" if narrow else "short"
        cells: list[Value] = [format_date(day, style, form) if day else Mark.BLANK for day in days]
        rows.append(Row((body.brief if body else "", *cells, pact.filed_to)))
    columns = (
        Column(_t("Partner")),
        *(Column(_t(head), 57.0, "right") if narrow else Column(_t(head)) for head in heads),
        Column(_t("Filed to")),
    )
    note = _t("Empty: the day is not known to this file.")
    return Table(columns, tuple(rows), _t("Partnership pacts"), note, key, size=7.8 if narrow else 8.0)


def _series_name(facts: RegionFacts, series: str, year: int) -> str:
    found = next((one for one in facts.series if one.series == series), None)
    name = found.label if found is not None else series
    return _t("{name}, {year}", name=name, year=year)


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


def region_paper(facts: RegionFacts, today: dt.date, style: DateStyle, lang: Language) -> Paper:
    """A short paper on the region: members and map, populations, pacts."""
    with speaking(lang):
        style = DateStyle.WESTERN if lang == "en" else style
        year = format_fiscal_year(facts.year, style)
        title = _t("The region at a glance")
        lead = _t(
            "{region}, {year}, as of {day}", region=facts.region.label, year=year, day=_long(today, style)
        )
        sections: Sequence[tuple[str, Sequence[Figure | Table | None]]] = (
            ("Members", (region_map(facts), members_table(facts, style))),
            (
                "Populations",
                (
                    population_figure(facts),
                    population_lines(facts),
                    population_table(facts),
                    pyramid_figure(facts),
                ),
            ),
            ("Pacts", (pacts_table(facts, style),)),
        )
        parts: list[Part] = [Title(title, verbatim(lead))]
        for head, pieces in sections:
            held = [piece for piece in pieces if piece is not None]
            parts += [Heading(_t(head)), *held] if held else []
        name = facts.region.label
        return Paper(
            title,
            tuple(parts),
            name,
            lead,
            language=lang,
            date=today,
            right_head=name,
            foot_mark=facts.region.foot_mark,
        )


def _long(day: dt.date, style: DateStyle) -> str:
    return format_date(day, style, "long")


Builder = Callable[[RegionFacts], Figure | Table | None]
BUILDERS: dict[str, Builder] = {
    "population-chart": population_figure,
    "population-lines": population_lines,
    "population-table": population_table,
    "pyramid": pyramid_figure,
    "map": region_map,
    "members": members_table,
    "pacts": pacts_table,
}
"""Each piece under the name by which texts call it."""
