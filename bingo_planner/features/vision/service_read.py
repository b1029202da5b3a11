"""Reading the vision: one edition with outline, live figures and checks; and all that can be put into its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bingo_planner.features.projects.tables import Kpi, Project, ProjectPactItem
from bingo_planner.features.vision import checks as checking
from bingo_planner.features.vision import markup
from bingo_planner.features.vision.blocknames import split
from bingo_planner.features.vision.catalogue import search
from bingo_planner.features.vision.facts import FigureFacts
from bingo_planner.features.vision.figures import resolve, role_area_name
from bingo_planner.features.vision.model import (
    Catalogue,
    EditionRow,
    EditionState,
    LiveFigure,
    SectionRow,
    SectionState,
    VisionView,
)
from bingo_planner.features.vision.outline import outline
from bingo_planner.features.vision.service_facts import Needs, read_facts, vision_row
from bingo_planner.features.vision.service_uses import uses_named
from bingo_planner.features.vision.tables import Vision, VisionEdition, VisionFigure, VisionSection
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language, language, speaking
from bingo_planner.store.kept import kept
from bingo_planner.store.store import Store, live


def read_vision(store: Store, edition_id: str | None = None) -> VisionView:
    """An edition with everything the page shows; without an id the newest that is not fixed, else the newest."""
    with store.read() as session:
        editions = _editions(session)
        edition = _chosen(editions, edition_id)
        if edition is None:
            visions = live(session, Vision)
            vision = vision_row(visions[0]) if visions else None
            return VisionView(vision, (), None, (), {}, (), {})
        sections = _sections(session, edition.id)
        needs = Needs.of(key for row in sections for key in markup.fields(row.body))
        facts = read_facts(session, edition, store.clock.today(), needs)
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
    if argument in facts.services:
        return facts.services[argument]
    return role_area_name(argument) if argument else ""


def read_catalogue(store: Store, text: str = "", edition_id: str | None = None, limit: int = 60) -> Catalogue:
    """Figures and blocks that meet every word of `text`, blind to width and kana; at most `limit` of them."""
    with store.read() as session:
        edition = _chosen(_editions(session), edition_id)
        if edition is None:
            raise PlanError("vision.none")
        named = uses_named(session, text, edition.fiscal_year or FiscalYear.of(store.clock.today()))
        from bingo_planner.features.vision.service_surveys import questions_named  # counts answers

        needs = Needs(uses=named, surveys=True, answers=questions_named(session, text))
        facts = read_facts(session, edition, store.clock.today(), needs)
        with speaking(text_language(_sections(session, edition.id))):
            return search(facts, text, limit)


def read_editions(store: Store) -> tuple[EditionRow, ...]:
    """Every edition, the newest first."""
    with store.read() as session:
        return _editions(session)


def read_edition_of(store: Store, section_id: str) -> str | None:
    """The edition a section belongs to; None when it is gone."""
    with store.read() as session:
        row = session.get(VisionSection, section_id)
        return row.edition_id if row is not None and not row.is_deleted else None


def text_language(sections: Iterable[SectionRow]) -> Language:
    """The language a text is written in: live fields speak it, whatever the program speaks."""
    written = "".join(row.title + row.body for row in sections)
    if not written:
        return language()
    return "ja" if any("\u3041" <= char <= "\u9fff" for char in written) else "en"


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


@kept("project", "project_pact_item", "kpi")
def _unfounded(session: Session) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Names by id: running projects without a pact item, KPIs without a target."""
    founded = select(ProjectPactItem.project_id).where(
        ProjectPactItem.project_id.is_not(None), ProjectPactItem.is_deleted.is_(False)
    )
    projects = session.execute(
        select(Project.id, Project.code, Project.name)
        .where(Project.is_deleted.is_(False), Project.status != "ended", Project.id.not_in(founded))
        .order_by(Project.sort, Project.code)
    )
    kpis = session.execute(
        select(Kpi.id, Kpi.number, Kpi.name)
        .where(
            Kpi.is_deleted.is_(False),
            Kpi.flag != "abolished",
            Kpi.target_kind.not_in(("keep", "pending")),
            Kpi.target_text == "",
            or_(Kpi.target_kind == "text", Kpi.target.is_(None)),
        )
        .order_by(Kpi.sort, Kpi.number)
    )
    return (
        {row.id: f"{row.code} {row.name}".strip() for row in projects},
        {row.id: f"{row.number} {row.name}".strip() for row in kpis},
    )
