"""Live fields: what `population:region:census:2020` stands for now, as a value and as the text that is printed.

| field | gives |
|---|---|
| `population:<code or region>:<series>:<year>[:<ages>]` | persons; ages such as 65+ or 0-14 |
| `population-change:<code or region>:<series>:<year>:<year>` | 27.0%減 |
| `population-share:<code or region>:<series>:<year>:<ages>` | 40.2% |
| `kpi:<id>:baseline`, `kpi:<id>:actual:<year>`, `kpi:<id>:target[:<year>]` | the figure with its unit |
| `budget:<project id, total, ECONOMY, HUB or LIFE>:<stage>:<fiscal year or term>` | money |
| `use:<measure id>:<fiscal year>` | uses of a joint service in a year, （速報） until every month is confirmed |
| `occupancy:<measure id>:<fiscal year>` | the share of the capacity that was used |
| `survey:<id>:n`, `survey:<id>:rate`, `survey:<id>:mailed` | valid returns of a survey, their rate, what was sent |
| `survey:<id>:share:<question>:<code or good>` | the share of everybody that answered so, weights counted |
| `members:count`, `members:names`, `members:area`, `members:core` | the bodies on the day of the edition |
| `projects:count[:<role area>]`, `pacts:count`, `kpi:count` | how many |
| `vision:title`, `vision:term`, `vision:years`, `vision:slogan` | of the vision itself |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from bingo_planner.features.usage.pictures_figures import YearUse
from bingo_planner.features.vision.facts import (
    ROLE_AREAS,
    STAGES,
    BodyFact,
    FigureFacts,
    KpiFact,
)
from bingo_planner.features.vision.figures_survey import survey_figure
from bingo_planner.features.vision.found import Blank, Found, Gone, Unknown, at_least
from bingo_planner.features.vision.model import Figure, FigureProblem
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_mark, format_number, format_yen, round_half_up

REGION = "region"
_AGES = re.compile(r"(\d+)(?:\+|-(\d+))")


def resolve(key: str, facts: FigureFacts) -> Figure:
    """What a field stands for now. Never raises: a field without a figure says so in its text."""
    name, *args = key.split(":")
    label = key
    try:
        found = _READERS[name](args, facts) if name in _READERS else None
    except Unknown:
        problem = FigureProblem.UNKNOWN
    except Gone:
        problem = FigureProblem.GONE
    except Blank as blank:
        problem, label = FigureProblem.BLANK, str(blank)
    else:
        if found is not None:
            return Figure(key, found.label, found.text, found.value, None, found.kind, found.id)
        problem = FigureProblem.UNKNOWN
    return Figure(key, label, translate("vision", "[no figure]"), None, problem, *_source(args, facts))


def target_text(kpi: KpiFact) -> str:
    """The target at the end of the term as it is written: 900人以上, 現状維持, 検討中; empty when there is none."""
    if kpi.target_kind == "text":
        return kpi.target_text
    if kpi.target_kind == "pending":
        return kpi.target_text or translate("vision", "under consideration")
    if kpi.target_kind == "keep" and kpi.target is None:
        return kpi.target_text or translate("vision", "kept at the present level")
    if kpi.target is None:
        return kpi.target_text
    figure = _with_unit(kpi.target, kpi)
    words = {"at_least": "{figure} or more", "at_most": "{figure} or less"}.get(kpi.target_kind)
    return translate("vision", words, figure=figure) if words else figure


def role_area_name(area: str) -> str:
    """The short name of a role area."""
    words = {"ECONOMY": "Economic growth", "HUB": "Urban functions", "LIFE": "Living services"}
    return translate("vision", words.get(area, area))


def money_text(yen: int) -> str:
    """An amount in running text: 1億2,000万円, or 3,450千円 when it does not come out in 万円."""
    if language() == "ja" and yen % 10_000 and yen % 1_000 == 0:
        return f"{format_number(yen // 1_000)}千円"
    return format_yen(yen)


def _source(args: Sequence[str], facts: FigureFacts) -> tuple[str, str]:
    if args and args[0] in facts.kpis:
        return "kpi", args[0]
    if args and args[0] in facts.projects:
        return "project", args[0]
    return "", ""


def _population(args: Sequence[str], facts: FigureFacts) -> Found:
    who, series, year, *rest = at_least(args, 3)
    bodies, name = _whose(who, facts)
    ages = rest[0] if rest else ""
    count = facts.headcount(bodies, series, _year(year), *_ages(ages))
    what = translate("vision", "Population of {name}", name=name)
    source = facts.series.get(series, series)
    label = " ".join(filter(None, (what, _in_year(year), _ages_name(ages), source)))
    if count is None:
        raise Blank(label)
    text = translate("vision", "{n} persons", n=format_number(count))
    return Found(label, text, Decimal(count))


def _change(args: Sequence[str], facts: FigureFacts) -> Found:
    who, series, first, last, *rest = at_least(args, 4)
    bodies, name = _whose(who, facts)
    ages = _ages(rest[0] if rest else "")
    label = translate(
        "vision",
        "{name}: change from {first} to {last}",
        name=name,
        first=_in_year(first),
        last=_in_year(last),
    )
    before = facts.headcount(bodies, series, _year(first), *ages)
    after = facts.headcount(bodies, series, _year(last), *ages)
    if not before or after is None:
        raise Blank(label)
    percent = round_half_up(Decimal(after - before) * 100 / before, 1)
    words = "{n}% fall" if percent < 0 else "{n}% rise"
    return Found(label, translate("vision", words, n=format_number(abs(percent), 1)), percent)


def _share(args: Sequence[str], facts: FigureFacts) -> Found:
    who, series, year, ages = at_least(args, 4)[:4]
    bodies, name = _whose(who, facts)
    label = translate(
        "vision", "{name}: share aged {ages}, {year}", name=name, ages=_ages_name(ages), year=_in_year(year)
    )
    part = facts.headcount(bodies, series, _year(year), *_ages(ages))
    whole = facts.headcount(bodies, series, _year(year))
    if part is None or not whole:
        raise Blank(label)
    percent = round_half_up(Decimal(part) * 100 / whole, 1)
    return Found(label, f"{format_number(percent, 1)}%", percent)


def _kpi(args: Sequence[str], facts: FigureFacts) -> Found:
    if list(args) == ["count"]:
        return _count(len(facts.kpis), "number of indicators", "{n} indicators")
    kpi = facts.kpis.get(at_least(args, 2)[0])
    if kpi is None:
        raise Gone
    value = _kpi_value(kpi, args[1:], facts)
    label = f"{kpi.name} {_kpi_place(kpi, args[1:])}"
    text = target_text(kpi) if args[1:] == ["target"] else _kpi_text(value, kpi)
    if not text:
        raise Blank(label)
    return Found(label, text, value, "kpi", kpi.id)


def _kpi_value(kpi: KpiFact, args: Sequence[str], facts: FigureFacts) -> Decimal | Mark | None:
    match list(args):
        case ["baseline"]:
            return kpi.baseline
        case ["target"]:
            return kpi.target
        case ["actual" | "target" as kind, year]:
            return facts.kpi_values.get((kpi.id, kind, _year(year)))
        case _:
            raise Unknown


def _kpi_text(value: Decimal | Mark | None, kpi: KpiFact) -> str:
    if value is None or isinstance(value, Mark):
        return format_mark(value or Mark.BLANK)
    return _with_unit(value, kpi)


def _kpi_place(kpi: KpiFact, args: Sequence[str]) -> str:
    ends = kpi.baseline_year if args[0] == "baseline" else kpi.target_year
    year = _year(args[1]) if len(args) > 1 else ends
    word = translate("vision", args[0])
    if year is None:
        return word
    when = _in_year(str(year)) if kpi.year_kind == "calendar" else format_fiscal_year(year, DateStyle.ERA)
    return f"{when} {word}"


def _budget(args: Sequence[str], facts: FigureFacts) -> Found:
    whose, stage, when = at_least(args, 3)[:3]
    if stage not in STAGES:
        raise Unknown
    years = facts.term if when == "term" else (_year(when),)
    label = f"{_budget_name(whose, facts)} {_years_name(years)} {translate('vision', stage)}"
    amount = facts.money(whose, stage, years)
    if amount is None or amount is Mark.BLANK:
        raise Blank(label)
    source = ("project", whose) if whose in facts.projects else ("", "")
    if isinstance(amount, Mark):
        return Found(label, format_mark(amount), amount, *source)
    return Found(label, money_text(amount), Decimal(amount), *source)


def _budget_name(whose: str, facts: FigureFacts) -> str:
    if whose == "total":
        return translate("vision", "all joint projects")
    if whose in ROLE_AREAS:
        return role_area_name(whose)
    if whose not in facts.projects:
        raise Gone
    return facts.projects[whose].name


def _use(args: Sequence[str], facts: FigureFacts) -> Found:
    use, label = _year_use(args, facts)
    if use is None or use.figure is Mark.BLANK:
        raise Blank(label)
    if isinstance(use.figure, Mark):
        return Found(label, format_mark(use.figure), use.figure, "usage_measure", use.measure_id)
    figure = format_number(use.figure, use.decimals)
    text = f"{figure}{use.unit}" if language() == "ja" else f"{figure} {use.unit}".rstrip()
    return Found(label, _settled(text, use), use.figure, "usage_measure", use.measure_id)


def _occupancy(args: Sequence[str], facts: FigureFacts) -> Found:
    use, name = _year_use(args, facts)
    label = translate("vision", "{name}: share of capacity", name=name)
    if use is None or use.occupancy is None:
        raise Blank(label)
    share = round_half_up(Decimal(use.occupancy.numerator) * 100 / use.occupancy.denominator, 1)
    return Found(label, _settled(f"{format_number(share, 1)}%", use), share, "usage_measure", use.measure_id)


def _year_use(args: Sequence[str], facts: FigureFacts) -> tuple[YearUse | None, str]:
    measure, year = at_least(args, 2)[:2]
    if measure not in facts.measures:
        raise Gone
    label = f"{facts.measures[measure]} {format_fiscal_year(_year(year), DateStyle.ERA)}"
    return facts.uses.get((measure, _year(year))), label


def _settled(text: str, use: YearUse) -> str:
    """A figure of a year that is not confirmed says so."""
    return text if use.is_settled else translate("vision", "{figure} (preliminary)", figure=text)


def _members(args: Sequence[str], facts: FigureFacts) -> Found:
    members = facts.members
    match list(args):
        case ["count"]:
            return _count(len(members), "number of member bodies", "{n} municipalities")
        case ["names"]:
            names = (", " if language() == "en" else "、").join(body.name for body in members)
            return _told("names of the member bodies", names)
        case ["core"]:
            return _told("core city", next((body.name for body in members if body.core), ""))
        case ["area"]:
            areas = [body.area_km2 for body in members if body.area_km2 is not None]
            whole = sum(areas, Decimal(0)) if areas and len(areas) == len(members) else None
            text = "" if whole is None else f"{format_number(whole, 2)}km²"
            return _told("area of the region", text, whole)
        case _:
            raise Unknown


def _projects(args: Sequence[str], facts: FigureFacts) -> Found:
    match list(args):
        case ["count"]:
            return _count(len(facts.projects), "number of joint projects", "{n} projects")
        case ["count", area] if area in ROLE_AREAS:
            inside = sum(project.role_area == area for project in facts.projects.values())
            found = _count(inside, "number of joint projects", "{n} projects")
            return Found(f"{role_area_name(area)} {found.label}", found.text, found.value)
        case _:
            raise Unknown


def _pacts(args: Sequence[str], facts: FigureFacts) -> Found:
    if list(args) != ["count"]:
        raise Unknown
    return _count(facts.pacts, "number of pacts", "{n} pacts")


def _vision(args: Sequence[str], facts: FigureFacts) -> Found:
    vision = facts.vision
    if vision is None:
        raise Gone
    match list(args):
        case ["title"]:
            return _told("title of the vision", vision.title)
        case ["slogan"]:
            return _told("slogan", vision.slogan)
        case ["term"]:
            return _told("term of the vision", _years_name(facts.term))
        case ["years"]:
            count = len(facts.term)
            text = translate("vision", "{n} years", n=count) if count else ""
            return _told("length of the term", text, Decimal(count))
        case _:
            raise Unknown


_READERS: Mapping[str, Callable[[Sequence[str], FigureFacts], Found]] = {
    "population": _population,
    "population-change": _change,
    "population-share": _share,
    "kpi": _kpi,
    "budget": _budget,
    "use": _use,
    "occupancy": _occupancy,
    "survey": survey_figure,
    "members": _members,
    "projects": _projects,
    "pacts": _pacts,
    "vision": _vision,
}


def _count(number: int, label: str, words: str) -> Found:
    return Found(
        translate("vision", label), translate("vision", words, n=format_number(number)), Decimal(number)
    )


def _told(label: str, text: str, value: Decimal | None = None) -> Found:
    name = translate("vision", label)
    if not text:
        raise Blank(name)
    return Found(name, text, value)


def _whose(who: str, facts: FigureFacts) -> tuple[Sequence[BodyFact], str]:
    if who == REGION:
        return facts.members, translate("vision", "the region")
    found = next((body for body in facts.bodies if who in (body.code, body.id)), None)
    if found is None:
        raise Gone
    return (found,), found.name


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Unknown
    return int(text)


def _ages(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    found = _AGES.fullmatch(text)
    if found is None:
        raise Unknown
    return int(found[1]), int(found[2]) if found[2] else None


def _ages_name(text: str) -> str:
    first, last = _ages(text)
    if first is None:
        return ""
    if last is None:
        return translate("vision", "aged {n} and over", n=first)
    return translate("vision", "aged {first} to {last}", first=first, last=last)


def _in_year(year: str) -> str:
    return translate("vision", "in {year}", year=_year(year))


def _years_name(years: Sequence[int]) -> str:
    if not years:
        return ""
    first = format_fiscal_year(years[0], DateStyle.ERA)
    if len(years) == 1:
        return first
    last = format_fiscal_year(years[-1], DateStyle.ERA)
    return translate("vision", "{first} to {last}", first=first, last=last)


def _with_unit(value: Decimal, kpi: KpiFact) -> str:
    figure = format_number(value, kpi.decimals)
    glued = kpi.unit in ("%", "％") or language() == "ja"
    return f"{figure}{kpi.unit}" if glued else f"{figure} {kpi.unit}".rstrip()
