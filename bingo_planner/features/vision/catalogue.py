"""All figures and blocks that can be put into the text, found by words, so that no number is typed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bingo_planner.features.vision.blocknames import NAMES, BlockName
from bingo_planner.features.vision.facts import ROLE_AREAS, STAGES, FigureFacts, KpiFact
from bingo_planner.features.vision.figures import REGION, resolve, role_area_name
from bingo_planner.features.vision.figures_survey import GOOD_SIDE
from bingo_planner.features.vision.model import Catalogue, FigureEntry
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import fold

GROUPS = {
    "population": "Population",
    "kpi": "Indicators",
    "budget": "Cost",
    "use": "Use of joint services",
    "survey": "Surveys",
    "region": "The region",
    "block": "Tables and figures",
}
_ELDERLY = "65+"
_WORKING = "15-64"
_CHILDREN = "0-14"


def search(facts: FigureFacts, text: str, limit: int) -> Catalogue:
    """Entries that meet every word of the text; the shortest names first, at most `limit`, with how many there are."""
    words = [fold(word) for word in text.split()]
    found: list[FigureEntry] = []
    total = 0
    for group, key in _keys(facts, words):
        figure = resolve(key, facts)
        if figure.problem is not None:
            continue
        entry = FigureEntry(f"{{{{{key}}}}}", group, figure.label, _context(key, facts), figure.text)
        if not _meets(words, f"{entry.label} {entry.context} {translate('vision', GROUPS[group])}"):
            continue
        total += 1
        if len(found) < limit:
            found.append(entry)
    blocks = [entry for entry in _blocks(facts) if _meets(words, f"{entry.label} {entry.context}")]
    return Catalogue((*found, *blocks[:limit]), total + len(blocks))


def entry_of(markup: str, facts: FigureFacts) -> FigureEntry | None:
    """The entry of one block's markup, for the plate that stands for it in the editor."""
    return next((entry for entry in _blocks(facts) if entry.markup == markup), None)


def _meets(words: Sequence[str], text: str) -> bool:
    folded = fold(text) if words else ""
    return all(word in folded for word in words)


def _keys(facts: FigureFacts, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Group and key of every figure there may be. Names are looked at first, so that few are worked out in vain."""
    for key in ("members:count", "members:names", "members:core", "members:area", "pacts:count"):
        yield "region", key
    for key in ("vision:title", "vision:term", "vision:years", "vision:slogan"):
        yield "region", key
    for key in ("projects:count", *(f"projects:count:{area}" for area in ROLE_AREAS), "kpi:count"):
        yield "region", key
    yield from _population_keys(facts)
    years = sorted({year for _kpi, _kind, year in facts.kpi_values})
    for kpi in _named(
        words, {row.id: f"{row.name} {_project_of(row, facts)}" for row in facts.kpis.values()}
    ):
        yield from (("kpi", key) for key in _kpi_keys(facts.kpis[kpi], years, facts))
    yield from _budget_keys(facts, words)
    for measure, year in sorted(facts.uses, key=lambda one: (facts.measures.get(one[0], ""), one[1])):
        yield "use", f"use:{measure}:{year}"
        yield "use", f"occupancy:{measure}:{year}"
    yield from _survey_keys(facts)


def _survey_keys(facts: FigureFacts) -> Iterator[tuple[str, str]]:
    for own in facts.surveys:
        for what in ("n", "rate", "mailed"):
            yield "survey", f"survey:{own}:{what}"
    for (own, key), sheet in facts.shares.items():
        codes = [column.code for column in sheet.columns]
        for code in ([GOOD_SIDE] if sheet.good else []) + codes:
            yield "survey", f"survey:{own}:share:{key}:{code}"


def _named(words: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Ids whose name holds one of the words; all of them when no name does and the words mean something else."""
    folded = {key: fold(name) for key, name in names.items()} if words else {}
    found = [key for key, name in folded.items() if any(word in name for word in words)]
    return found or list(names)


def _population_keys(facts: FigureFacts) -> Iterator[tuple[str, str]]:
    years: dict[str, set[int]] = {}
    for _body, series, year, _first, _last in facts.persons:
        years.setdefault(series, set()).add(year)
    for who in (REGION, *(body.code for body in facts.members)):
        for series, known in years.items():
            steps = sorted(known)
            for year in steps:
                yield "population", f"population:{who}:{series}:{year}"
            for ages in (_ELDERLY, _WORKING, _CHILDREN):
                yield from (
                    ("population", f"population-share:{who}:{series}:{year}:{ages}") for year in steps
                )
            if len(steps) > 1:
                yield "population", f"population-change:{who}:{series}:{steps[0]}:{steps[-1]}"


def _kpi_keys(kpi: KpiFact, years: Sequence[int], facts: FigureFacts) -> Iterator[str]:
    yield f"kpi:{kpi.id}:baseline"
    yield f"kpi:{kpi.id}:target"
    for kind in ("actual", "target"):
        yield from (f"kpi:{kpi.id}:{kind}:{y}" for y in years if (kpi.id, kind, y) in facts.kpi_values)


def _budget_keys(facts: FigureFacts, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    places = sorted({(stage, year) for _project, stage, year in facts.budgets})
    stages = [stage for stage in STAGES if any(place[0] == stage for place in places)]
    named = _named(words, {row.id: f"{row.code} {row.name}" for row in facts.projects.values()})
    for name in ("total", *ROLE_AREAS, *named):
        if "estimate" in stages:
            yield "budget", f"budget:{name}:estimate:term"
        for stage, year in places:
            if name in ("total", *ROLE_AREAS) or (name, stage, year) in facts.budgets:
                yield "budget", f"budget:{name}:{stage}:{year}"


def _context(key: str, facts: FigureFacts) -> str:
    """What stands in grey behind the name: where the figure belongs."""
    args = key.split(":")
    kpi = facts.kpis.get(args[1]) if len(args) > 1 else None
    if kpi is not None:
        return f"{kpi.number} {_project_of(kpi, facts)}".strip()
    project = facts.projects.get(args[1]) if len(args) > 1 else None
    return project.code if project is not None else ""


def _project_of(kpi: KpiFact, facts: FigureFacts) -> str:
    project = facts.projects.get(kpi.project_id)
    return project.name if project is not None else ""


def _blocks(facts: FigureFacts) -> Iterator[FigureEntry]:
    for block in NAMES.values():
        label = translate("vision", block.label)
        for argument, context in _arguments(block, facts):
            markup = f"[[{block.name}:{argument}]]" if argument else f"[[{block.name}]]"
            yield FigureEntry(markup, "block", label, context, "")


def _arguments(block: BlockName, facts: FigureFacts) -> Iterator[tuple[str, str]]:
    if block.argument == "area":
        yield from ((area, role_area_name(area)) for area in ROLE_AREAS)
    elif block.argument == "project":
        yield from ((row.id, f"{row.code} {row.name}") for row in facts.projects.values())
    elif block.argument == "kpi":
        yield from ((row.id, f"{row.number} {row.name}") for row in facts.kpis.values())
    elif block.argument == "service":
        yield from facts.services.items()
    elif block.argument == "survey":
        yield from ((own, survey.title) for own, survey in facts.surveys.items())
    elif block.argument == "question":
        yield from (
            (f"{own}:{question.key}", f"{question.label} {survey.title}")
            for own, survey in facts.surveys.items()
            for question in survey.questions
        )
    else:
        yield "", ""
