"""Sheets of the region: municipalities of a year, populations, pacts; to look at or for machines."""

from __future__ import annotations

from bingo_planner.exchange.sheet import Cell, Sheet, SheetColumn
from bingo_planner.features.region.fields import field_of, word
from bingo_planner.features.region.model import Body, PactRow, RegionFacts
from bingo_planner.features.region.population import Counts, counted_series, main_series, whole_years
from bingo_planner.kernel.i18n import translate

_DAYS = ("core_voted_on", "partner_voted_on", "signed_on", "notified_on", "filed_on", "effective_on")


def _t(text: str) -> str:
    return translate("region", text)


def region_sheets(facts: RegionFacts) -> tuple[Sheet, ...]:
    """Municipalities, populations and pacts as they stand in the year of the facts."""
    return bodies_sheet(facts), population_sheet(facts), pacts_sheet(facts)


def bodies_sheet(facts: RegionFacts) -> Sheet:
    """One row a body: code, names, area, newest head count, membership, desk."""
    counts = Counts(facts.persons)
    series = counted_series(facts, counts) or main_series(facts, counts)
    year = max(whole_years(facts, counts, series), default=0)
    columns = (
        SheetColumn("code", _t("Code"), width=8),
        SheetColumn("name", _t("Municipality"), width=14),
        SheetColumn("kana", _t("Reading"), width=18),
        SheetColumn("prefecture", _t("Prefecture"), width=10),
        SheetColumn("is_member", _t("Member"), "flag", width=8),
        SheetColumn("role", _t("Part"), width=14),
        SheetColumn("joined_on", _t("Joined on"), "date", width=12),
        SheetColumn("left_on", _t("Left on"), "date", width=12),
        SheetColumn("persons", _t("Population"), "number", _t("persons"), width=12),
        SheetColumn("persons_year", _t("Year of the population"), "number", width=10),
        SheetColumn("area_km2", _t("Area"), "number", "km²", 2, width=10),
        SheetColumn("desk", _t("Section in charge"), width=16),
        SheetColumn("desk_tel", _t("Telephone"), width=16),
        SheetColumn("others", _t("Also belongs to"), width=24),
    )
    rows = [_body_row(facts, body, counts.of(body.id, series, year), year) for body in facts.bodies]
    source = next((one.source for one in facts.series if one.series == series), "")
    return Sheet("municipalities", _t("Municipalities"), columns, rows, source=source)


def _body_row(facts: RegionFacts, body: Body, persons: int | None, year: int) -> tuple[Cell, ...]:
    term = body.terms[-1] if body.terms else None
    return (
        body.code,
        body.label,
        body.kana,
        body.prefecture,
        body.id in facts.member_ids,
        word("membership", "role", term.role) if term is not None else "",
        body.terms[0].joined_on if body.terms else None,
        term.left_on if term is not None else None,
        persons,
        year if persons is not None else None,
        body.area_km2,
        body.desk,
        body.desk_tel,
        "、".join(other.name for other in body.others),
    )


def population_sheet(facts: RegionFacts) -> Sheet:
    """Every figure of every series, one a row; two vintages never share a row."""
    names = {one.series: one.label for one in facts.series}
    codes = {body.id: (at, body.code, body.label) for at, body in enumerate(facts.bodies)}
    columns = (
        SheetColumn("code", _t("Code"), width=8),
        SheetColumn("name", _t("Municipality"), width=14),
        SheetColumn("series", _t("Series"), width=12),
        SheetColumn("series_name", _t("Source"), width=28),
        SheetColumn("year", _t("Year"), "number", width=8),
        SheetColumn("sex", _t("Sex"), width=8),
        SheetColumn("age_from", _t("Age from"), "number", width=8),
        SheetColumn("age_to", _t("Age to"), "number", width=8),
        SheetColumn("persons", _t("Persons"), "number", width=12),
        SheetColumn("is_projection", _t("Projection"), "flag", width=8),
    )
    known = [(codes[key.body_id], key, count) for key, count in facts.persons.items() if key.body_id in codes]
    known.sort(
        key=lambda one: (
            one[1].series,
            one[1].year,
            one[0],
            one[1].sex,
            one[1].first or -1,
            one[1].last or -1,
        )
    )
    rows = [
        (
            code,
            name,
            key.series,
            names.get(key.series, ""),
            key.year,
            key.sex,
            key.first,
            key.last,
            count,
            (key.series, key.year) in facts.projected,
        )
        for (_at, code, name), key, count in known
    ]
    return Sheet("populations", _t("Populations"), columns, rows)


def pacts_sheet(facts: RegionFacts) -> Sheet:
    """One row a pact with its days; a day nobody has written down is empty."""
    days = (SheetColumn(key, field_of("pact", key).name(), "date", width=12) for key in _DAYS)
    columns = (
        SheetColumn("code", _t("Code"), width=8),
        SheetColumn("partner", _t("Partner"), width=14),
        SheetColumn("title", _t("Title"), width=40),
        *days,
        SheetColumn("filed_to", _t("Filed to"), width=20),
    )
    return Sheet("pacts", _t("Pacts"), columns, [_pact_row(facts, pact) for pact in facts.pacts])


def _pact_row(facts: RegionFacts, pact: PactRow) -> tuple[Cell, ...]:
    body = facts.body(pact.partner_id)
    days = tuple(getattr(pact, key) for key in _DAYS)
    return (body.code if body else "", body.label if body else "", pact.title, *days, pact.filed_to)
