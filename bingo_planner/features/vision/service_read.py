"""Reading the vision: one edition with outline, live figures and checks; and all that can be put into its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.projects.tables import BudgetLine, Kpi, KpiValue, Project, ProjectPactItem
from bingo_planner.features.region.tables import Membership, Municipality, Pact, Population, PopulationSeries
from bingo_planner.features.vision import checks as checking
from bingo_planner.features.vision import markup
from bingo_planner.features.vision.blocknames import split
from bingo_planner.features.vision.catalogue import search
from bingo_planner.features.vision.facts import BodyFact, FigureFacts, KpiFact, PersonsKey, ProjectFact
from bingo_planner.features.vision.figures import resolve, role_area_name
from bingo_planner.features.vision.model import (
    Catalogue,
    EditionRow,
    EditionState,
    LiveFigure,
    SectionRow,
    SectionState,
    VisionRow,
    VisionView,
)
from bingo_planner.features.vision.outline import outline
from bingo_planner.features.vision.tables import Vision, VisionEdition, VisionFigure, VisionSection
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language, language, speaking
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store, live


def read_vision(store: Store, edition_id: str | None = None) -> VisionView:
    """An edition with everything the page shows; without an id the newest that is not fixed, else the newest."""
    with store.read() as session:
        editions = _editions(session)
        edition = _chosen(editions, edition_id)
        if edition is None:
            visions = live(session, Vision)
            vision = _vision(visions[0]) if visions else None
            return VisionView(vision, (), None, (), {}, (), {})
        sections = _sections(session, edition.id)
        facts = read_facts(session, edition, store.clock.today())
        figures = live_figures(session, edition, sections, facts)
        items = outline(sections)
        found = checking.check_text(items, figures)
        if not edition.is_fixed:
            found += checking.check_projects(*_unfounded(session))
        counts = {row.id: markup.characters(row.body) for row in sections}
        names = {block: _block_name(block, facts) for row in sections for block in markup.blocks(row.body)}
        return VisionView(facts.vision, editions, edition, items, figures, found, counts, names)


def _block_name(block: str, facts: FigureFacts) -> str:
    argument = split(block)[1]
    if argument in facts.kpis:
        return f"{facts.kpis[argument].number} {facts.kpis[argument].name}".strip()
    if argument in facts.projects:
        return f"{facts.projects[argument].code} {facts.projects[argument].name}".strip()
    return role_area_name(argument) if argument else ""


def read_catalogue(store: Store, text: str = "", edition_id: str | None = None, limit: int = 60) -> Catalogue:
    """Figures and blocks that meet every word of `text`, blind to width and kana; at most `limit` of them."""
    with store.read() as session:
        edition = _chosen(_editions(session), edition_id)
        if edition is None:
            raise PlanError("vision.none")
        facts = read_facts(session, edition, store.clock.today())
        with speaking(text_language(_sections(session, edition.id))):
            return search(facts, text, limit)


def read_editions(store: Store) -> tuple[EditionRow, ...]:
    """Every edition, the newest first."""
    with store.read() as session:
        return _editions(session)


def text_language(sections: Iterable[SectionRow]) -> Language:
    """The language a text is written in: live fields speak it, whatever the program speaks."""
    written = "".join(row.title + row.body for row in sections)
    if not written:
        return language()
    return "ja" if any("\u3041" <= char <= "\u30ff" for char in written) else "en"


def live_figures(
    session: Session, edition: EditionRow, sections: Iterable[SectionRow], facts: FigureFacts
) -> dict[str, LiveFigure]:
    """Every live field of the edition's text by its key."""
    rows = list(sections)
    shown = {row.key: row for row in live(session, VisionFigure, VisionFigure.edition_id == edition.id)}
    keys = dict.fromkeys(key for row in rows for key in markup.fields(row.body))
    found = {}
    with speaking(text_language(rows)):
        for key in keys:
            row = shown.get(key)
            frozen = edition.is_fixed and row is not None and bool(row.is_frozen)
            found[key] = LiveFigure(resolve(key, facts), row.shown if row else None, frozen)
    return found


def read_facts(session: Session, edition: EditionRow | None, today: dt.date) -> FigureFacts:
    """What live fields can ask for, as it stands for an edition: members on the day it was issued, else today."""
    vision = session.get(Vision, edition.vision_id) if edition else None
    on = (edition.issued_on or edition.fixed_on if edition else None) or today
    kpis = live(session, Kpi)
    projects = sorted(live(session, Project), key=lambda row: (row.sort, row.code))
    return FigureFacts(
        vision=_vision(vision) if vision else None,
        bodies=_bodies(session, on),
        persons=_persons(session),
        series={row.series: row.name for row in live(session, PopulationSeries)},
        kpis={row.id: _kpi(row) for row in sorted(kpis, key=lambda row: (row.sort, row.number))},
        kpi_values=_kpi_values(session),
        projects={row.id: ProjectFact(row.id, row.code, row.name, row.role_area) for row in projects},
        budgets=_budgets(session),
        pacts=len(live(session, Pact)),
    )


def edition_row(row: VisionEdition) -> EditionRow:
    """An edition as a value; an unknown state counts as a draft."""
    known = row.state in EditionState.__members__.values()
    return EditionRow(
        row.id,
        row.vision_id or "",
        row.name,
        EditionState(row.state) if known else EditionState.DRAFT,
        row.fiscal_year,
        row.based_on_id or "",
        row.issued_on,
        row.fixed_on,
        row.note,
    )


def section_row(row: VisionSection) -> SectionRow:
    """A section as a value; one without text is empty whatever its state says."""
    state = SectionState.DONE if row.state == SectionState.DONE else SectionState.WRITING
    if markup.is_empty(row.body) and state is not SectionState.DONE:
        state = SectionState.EMPTY
    return SectionRow(row.id, row.parent_id or "", row.sort, row.title, row.body, state)


def _editions(session: Session) -> tuple[EditionRow, ...]:
    rows = [edition_row(row) for row in live(session, VisionEdition)]
    rows.sort(key=lambda row: (row.fiscal_year or 0, row.issued_on or dt.date.max, row.id), reverse=True)
    return tuple(rows)


def _chosen(editions: tuple[EditionRow, ...], edition_id: str | None) -> EditionRow | None:
    if edition_id is not None:
        found = next((row for row in editions if row.id == edition_id), None)
        if found is None:
            raise PlanError("vision.edition_gone")
        return found
    return next((row for row in editions if not row.is_fixed), editions[0] if editions else None)


def _sections(session: Session, edition_id: str) -> tuple[SectionRow, ...]:
    return tuple(map(section_row, live(session, VisionSection, VisionSection.edition_id == edition_id)))


def _vision(row: Vision) -> VisionRow:
    return VisionRow(row.id, row.title, row.number, row.from_fy, row.to_fy, row.slogan)


def _bodies(session: Session, on: dt.date) -> tuple[BodyFact, ...]:
    roles = {
        row.municipality_id: row.role
        for row in live(session, Membership)
        if (row.joined_on is None or row.joined_on <= on) and (row.left_on is None or on < row.left_on)
    }
    rows = sorted(live(session, Municipality), key=lambda row: (row.sort, row.code))
    return tuple(
        BodyFact(row.id, row.code, row.name, row.area_km2, row.id in roles, roles.get(row.id) == "core")
        for row in rows
    )


def _persons(session: Session) -> dict[PersonsKey, int]:
    """Persons of both sexes, by columns: thousands of rows, so no mapped objects.

    Where a source gives an age class by sex only, the two are added.
    """
    rows = session.execute(
        select(
            Population.municipality_id,
            Population.series,
            Population.year,
            Population.age_from,
            Population.age_to,
            Population.sex,
            Population.persons,
        ).where(Population.is_deleted.is_(False), Population.persons.is_not(None))
    )
    both: dict[PersonsKey, int] = {}
    sexes: dict[PersonsKey, dict[str, int]] = {}
    for body, series, year, first, last, sex, persons in rows:
        if body is None or year is None or persons is None:
            continue
        if sex == "T":
            both[(body, series, year, first, last)] = persons
        else:
            sexes.setdefault((body, series, year, first, last), {})[sex] = persons
    for key, parts in sexes.items():
        if len(parts) == 2:
            both.setdefault(key, sum(parts.values()))
    return both


def _kpi(row: Kpi) -> KpiFact:
    return KpiFact(
        row.id,
        row.project_id or "",
        row.number,
        row.name,
        row.unit,
        row.decimals,
        row.year_kind,
        row.baseline if row.baseline is not None else _mark(row.baseline_mark),
        row.baseline_year,
        row.target_kind,
        row.target,
        row.target_text,
        row.target_year,
    )


def _mark(word: str) -> Mark | None:
    return {"none": Mark.NONE, "pending": Mark.PENDING}.get(word)


def _kpi_values(session: Session) -> dict[tuple[str, str, int], Decimal | Mark]:
    rows = session.execute(
        select(KpiValue.kpi_id, KpiValue.kind, KpiValue.year, KpiValue.value, KpiValue.mark).where(
            KpiValue.is_deleted.is_(False), KpiValue.municipality_id.is_(None)
        )
    )
    found: dict[tuple[str, str, int], Decimal | Mark] = {}
    for kpi, kind, year, value, word in rows:
        figure = value if value is not None else _mark(word)
        if kpi is not None and year is not None and figure is not None:
            found[(kpi, kind, year)] = figure
    return found


def _budgets(session: Session) -> dict[tuple[str, str, int], int | Mark]:
    rows = session.execute(
        select(
            BudgetLine.project_id,
            BudgetLine.stage,
            BudgetLine.fiscal_year,
            BudgetLine.amount,
            BudgetLine.mark,
        ).where(BudgetLine.is_deleted.is_(False), BudgetLine.money == "total")
    )
    found: dict[tuple[str, str, int], int | Mark] = {}
    for project, stage, year, amount, word in rows:
        figure = amount if amount is not None else _mark(word)
        if project is not None and year is not None and figure is not None:
            found[(project, stage, year)] = figure
    return found


def _unfounded(session: Session) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Names by id: running projects without a pact item, KPIs without a target."""
    founded = {row.project_id for row in live(session, ProjectPactItem)}
    projects = sorted(live(session, Project, Project.status != "ended"), key=lambda row: (row.sort, row.code))
    kpis = sorted(live(session, Kpi, Kpi.flag != "abolished"), key=lambda row: (row.sort, row.number))
    return (
        {row.id: f"{row.code} {row.name}".strip() for row in projects if row.id not in founded},
        {row.id: f"{row.number} {row.name}".strip() for row in kpis if _without_target(row)},
    )


def _without_target(row: Kpi) -> bool:
    if row.target_kind in ("keep", "pending"):
        return False
    return not row.target_text and (row.target_kind == "text" or row.target is None)
