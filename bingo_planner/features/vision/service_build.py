"""From the region file to the finished vision PDF, and the fixing of an edition. Works without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from bingo_planner.features.projects.service import read_budgets, read_details, read_kpis
from bingo_planner.features.region.service import read_region
from bingo_planner.features.service_paper import VISION, marked
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.usage.model import UsageYear
from bingo_planner.features.usage.service import read_year
from bingo_planner.features.vision.blocks import BlockData, make_block, make_issuer
from bingo_planner.features.vision.checks import MUST, glyph_checks
from bingo_planner.features.vision.frozen import freeze, thaw
from bingo_planner.features.vision.model import EditionState, VisionView
from bingo_planner.features.vision.report import PaperData, vision_paper
from bingo_planner.features.vision.service_read import read_vision
from bingo_planner.features.vision.service_surveys import survey_data
from bingo_planner.features.vision.tables import VisionEdition, VisionFigure
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import LANGUAGES, Language, language, speaking, translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports import document
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.model import Built, Paper
from bingo_planner.store.store import Store, live

FROZEN = "frozen:"
"""Keys under which a fixed edition keeps its paper, one a language, beside its live fields."""


def build_vision(
    store: Store,
    edition_id: str | None,
    lang: Language | None,
    target: Path | BinaryIO,
    progress: Progress | None = None,
) -> Built:
    """Print an edition (None: the one being worked on) into a file; the frame speaks `lang`, the text as written.

    PlanError `vision.none` without a vision; `report.*` when the file cannot be written or the work is stopped.
    """
    return document.build(read_paper(store, edition_id, lang), target, progress=progress)


def read_paper(store: Store, edition_id: str | None = None, lang: Language | None = None) -> Paper:
    """The paper of an edition: a fixed one as it was fixed, any other with the figures of this moment."""
    view = read_vision(store, edition_id)
    if view.edition is None or view.vision is None:
        raise PlanError("vision.none")
    chosen = lang or language()
    if view.edition.is_fixed:
        with store.read() as session:
            kept = _kept(session, view.edition.id).get(FROZEN + chosen)
        if kept is not None:
            return thaw(kept.shown)
    with speaking(chosen):
        own = {"vision_edition": {view.edition.id}}
        return marked(store, _live_paper(store, view, chosen), VISION, own)


def do_fix(store: Store, edition_id: str) -> Changes:
    """Fix an edition: figures, tables, sheets and texts are kept as they are now and print the same for ever.

    PlanError `vision.open_fields` while something in the text could not be printed.
    """
    view = read_vision(store, edition_id)
    if view.edition is None or view.edition.is_fixed:
        raise PlanError("vision.fixed", name=view.edition.name if view.edition else "")
    papers = {lang: _paper_to_fix(store, view, lang) for lang in LANGUAGES}
    missing = build_bytes(papers["ja"])[1].missing
    open_places = [check for check in (*view.checks, *glyph_checks(missing)) if check.kind in MUST]
    if open_places:
        raise PlanError("vision.open_fields", n=len(open_places))
    with store.change(translate("vision", "Fix the edition")) as unit:
        edition = unit.get(VisionEdition, edition_id)
        edition.state = EditionState.FIXED
        edition.fixed_on = store.clock.today()
        texts = {key: live_figure.text for key, live_figure in view.figures.items()}
        texts |= {FROZEN + lang: freeze(paper) for lang, paper in papers.items()}
        known = _kept(unit.session, edition_id)
        for key, text in texts.items():
            if key in known:
                unit.set(VisionFigure, known[key].id, shown=text, is_frozen=1)
            else:
                unit.add(VisionFigure(edition_id=edition_id, key=key, shown=text, is_frozen=1))
    return unit.changes


def _kept(session: Session, edition_id: str) -> Mapping[str, VisionFigure]:
    return {row.key: row for row in live(session, VisionFigure, VisionFigure.edition_id == edition_id)}


def _paper_to_fix(store: Store, view: VisionView, lang: Language) -> Paper:
    """The paper as it will stand once the edition is fixed: no draft stamp, dated today."""
    if view.edition is None:
        raise PlanError("vision.none")
    edition = replace(view.edition, state=EditionState.FIXED, fixed_on=store.clock.today())
    with speaking(lang):
        return _live_paper(store, replace(view, edition=edition), lang)


def _use(store: Store, service_id: str, year: int) -> UsageYear | None:
    """A joint service over a year; None when it is gone."""
    try:
        return read_year(store, service_id, year)
    except PlanError:
        return None


def _survey(store: Store, survey_id: str) -> SurveyData | None:
    """A survey with its answers; None when it is gone."""
    with store.read() as session:
        return survey_data(session, survey_id)


def _live_paper(store: Store, view: VisionView, lang: Language) -> Paper:
    if view.edition is None or view.vision is None:
        raise PlanError("vision.none")
    today = store.clock.today()
    on = view.edition.issued_on or view.edition.fixed_on or today
    year = view.edition.fiscal_year or int(FiscalYear.of(on))
    facts = BlockData(
        read_region(store, year, on),
        read_details(store),
        read_kpis(store),
        read_budgets(store),
        view.vision,
        view.edition,
        year,
        lambda service, when: _use(store, service, when),
        cache(lambda survey: _survey(store, survey)),
    )
    return vision_paper(
        PaperData(
            vision=view.vision,
            edition=view.edition,
            outline=view.outline,
            figures=view.figures,
            issuer=make_issuer(facts),
            block=lambda block: make_block(block, facts),
            language=lang,
            today=today,
        )
    )
