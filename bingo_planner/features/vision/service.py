"""Writing the vision: texts, outline, editions. Every call is one change with its own step of undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bingo_planner.features.vision import markup
from bingo_planner.features.vision import messages as messages
from bingo_planner.features.vision.model import EditionState, LiveFigure, SectionRow, SectionState
from bingo_planner.features.vision.outline import DEEPEST, descendants, outline, siblings
from bingo_planner.features.vision.service_facts import Needs, read_facts
from bingo_planner.features.vision.service_read import (
    edition_row,
    live_figures,
    read_catalogue,
    read_edition_of,
    read_editions,
    read_vision,
    section_row,
)
from bingo_planner.features.vision.tables import Vision, VisionEdition, VisionFigure, VisionSection
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import clean_line
from bingo_planner.store.store import Store, Unit, live

__all__ = [
    "do_accept_figures",
    "do_add_section",
    "do_indent_section",
    "do_move_section",
    "do_new_edition",
    "do_note_figures",
    "do_outdent_section",
    "do_remove_section",
    "do_rename_section",
    "do_set_edition",
    "do_set_section_state",
    "do_set_state",
    "do_start_vision",
    "do_write_section",
    "read_catalogue",
    "read_edition_of",
    "read_editions",
    "read_vision",
]


def do_write_section(store: Store, section_id: str, body: str) -> Changes:
    """Replace the text of a section; figures put in for the first time are noted as seen."""
    with store.change(translate("vision", "Write the text")) as unit:
        row = _open_section(unit, section_id)
        row.body = markup.tidy(body)
        if row.state == SectionState.EMPTY and row.body:
            row.state = SectionState.WRITING
        edition = unit.get(VisionEdition, row.edition_id or "")
        _note_seen(store, unit, edition, row.body)
    return unit.changes


def do_rename_section(store: Store, section_id: str, title: str) -> Changes:
    """Give a section another heading."""
    words = _needed(title, "title", "vision.title_missing")
    with store.change(translate("vision", "Change a heading")) as unit:
        _open_section(unit, section_id).title = words
    return unit.changes


def do_set_section_state(store: Store, section_id: str, state: SectionState) -> Changes:
    """Say whether a section is still being written or done."""
    with store.change(translate("vision", "Change the state of a section")) as unit:
        _open_section(unit, section_id).state = state
    return unit.changes


def do_add_section(store: Store, edition_id: str, parent_id: str, after_id: str, title: str) -> Changes:
    """Add a section under `parent_id` (empty: a chapter), after `after_id` (empty: at the end)."""
    words = _needed(title, "title", "vision.title_missing")
    with store.change(translate("vision", "Add a section")) as unit:
        rows = _open_edition(unit, edition_id)
        if _level(rows, parent_id) >= DEEPEST:
            raise PlanError("vision.too_deep")
        under = [row.id for row in siblings(rows.values(), _blank(parent_id))]
        place = under.index(after_id) + 1 if after_id in under else len(under)
        made = unit.add(
            VisionSection(
                edition_id=edition_id, parent_id=parent_id or None, title=words, state=SectionState.EMPTY
            )
        )
        _number(unit, [*under[:place], made.id, *under[place:]], made)
    return unit.changes


def do_move_section(store: Store, section_id: str, steps: int) -> Changes:
    """Move a section up (negative) or down among its neighbours, with all under it."""
    with store.change(translate("vision", "Move a section")) as unit:
        row = _open_section(unit, section_id)
        rows = _rows(unit, row.edition_id)
        order = [other.id for other in siblings(rows.values(), rows[section_id])]
        place = order.index(section_id)
        target = place + steps
        if not 0 <= target < len(order):
            raise PlanError("vision.cannot_move")
        order.insert(target, order.pop(place))
        _number(unit, order)
    return unit.changes


def do_indent_section(store: Store, section_id: str) -> Changes:
    """Put a section under the one before it."""
    with store.change(translate("vision", "Move a section")) as unit:
        row = _open_section(unit, section_id)
        rows = _rows(unit, row.edition_id)
        order = siblings(rows.values(), rows[section_id])
        place = [other.id for other in order].index(section_id)
        if place == 0:
            raise PlanError("vision.cannot_move")
        if _level(rows, section_id) + _height(rows, section_id) > DEEPEST:
            raise PlanError("vision.too_deep")
        parent = order[place - 1].id
        row.parent_id = parent
        below = [other.id for other in siblings(rows.values(), _blank(parent))]
        _number(unit, [*below, section_id])
    return unit.changes


def do_outdent_section(store: Store, section_id: str) -> Changes:
    """Put a section beside its parent, right after it."""
    with store.change(translate("vision", "Move a section")) as unit:
        row = _open_section(unit, section_id)
        rows = _rows(unit, row.edition_id)
        parent = rows.get(rows[section_id].parent_id)
        if parent is None:
            raise PlanError("vision.cannot_move")
        order = [other.id for other in siblings(rows.values(), parent)]
        row.parent_id = parent.parent_id or None
        order.insert(order.index(parent.id) + 1, section_id)
        _number(unit, order)
    return unit.changes


def do_remove_section(store: Store, section_id: str) -> Changes:
    """Put a section and everything under it into the bin."""
    with store.change(translate("vision", "Move a section to the bin")) as unit:
        row = _open_section(unit, section_id)
        for found in descendants(_rows(unit, row.edition_id).values(), section_id):
            unit.remove(VisionSection, found)
    return unit.changes


def do_accept_figures(store: Store, edition_id: str, keys: Iterable[str] | None = None) -> Changes:
    """Take figures as they are now; without keys all that changed."""
    with store.change(translate("vision", "Accept a changed figure")) as unit:
        edition = _open(unit, edition_id)
        rows = _rows(unit, edition_id)
        figures = _figures(store, unit, edition, rows.values())
        chosen = set(figures) if keys is None else set(keys)
        _keep(unit, edition_id, {key: found for key, found in figures.items() if key in chosen})
    return unit.changes


def do_set_state(store: Store, edition_id: str, state: EditionState) -> Changes:
    """Send a draft out for consultation, or take it back. Fixing is `service_build.do_fix`."""
    with store.change(translate("vision", "Change the state of the edition")) as unit:
        edition = _open(unit, edition_id)
        if state is EditionState.FIXED:
            raise PlanError("vision.state", old=edition.state, new=state)
        edition.state = state
    return unit.changes


def do_set_edition(store: Store, edition_id: str, **values: object) -> Changes:
    """Set fields of an edition: name, fiscal_year, issued_on, note."""
    if "name" in values:
        values["name"] = _needed(str(values["name"]), "name", "vision.name_missing")
    with store.change(translate("vision", "Change the edition")) as unit:
        _open(unit, edition_id)
        unit.set(VisionEdition, edition_id, **values)
    return unit.changes


def do_new_edition(store: Store, from_id: str, name: str, fiscal_year: int | None) -> Changes:
    """Copy an edition for the next revision: texts and outline, and the figures as they were printed in it.

    Figures that differ now show as changed, which is what a revision looks at first.
    """
    words = _needed(name, "name", "vision.name_missing")
    with store.change(translate("vision", "Make a new edition")) as unit:
        old = unit.get(VisionEdition, from_id)
        made = unit.add(
            VisionEdition(
                vision_id=old.vision_id, name=words, fiscal_year=fiscal_year, based_on_id=from_id, note=""
            )
        )
        _copy_sections(unit, from_id, made.id)
        for key, found in _figures(store, unit, old, _rows(unit, from_id).values()).items():
            if found.shown is not None or found.figure.problem is None:
                shown = found.figure.text if found.shown is None else found.shown
                unit.add(VisionFigure(edition_id=made.id, key=key, shown=shown))
    return unit.changes


def do_note_figures(store: Store, edition_id: str) -> Changes:
    """Note all figures of an edition that came with an import as seen, so that later changes are told."""
    label = translate("vision", "Note the figures of the text")
    with store.change(label, why="import", undoable=False) as unit:
        edition = _open(unit, edition_id)
        figures = _figures(store, unit, edition, _rows(unit, edition_id).values())
        _keep(unit, edition_id, {key: found for key, found in figures.items() if found.shown is None})
    return unit.changes


def do_start_vision(
    store: Store, title: str, number: str, from_fy: int, to_fy: int, chapters: Sequence[str]
) -> Changes:
    """The first vision of a region: its row, a draft edition and the chapters given."""
    words = _needed(title, "title", "vision.title_missing")
    if to_fy < from_fy:
        raise PlanError.in_fields(FieldProblem("to_fy", "vision.years"))
    with store.change(translate("vision", "Start a vision")) as unit:
        vision = unit.add(Vision(title=words, number=number, from_fy=from_fy, to_fy=to_fy))
        name = translate("vision", "First draft")
        edition = unit.add(VisionEdition(vision_id=vision.id, name=name, fiscal_year=from_fy - 1))
        for place, chapter in enumerate(chapters):
            unit.add(
                VisionSection(
                    edition_id=edition.id, sort=(place + 1) * 10, title=chapter, state=SectionState.EMPTY
                )
            )
    return unit.changes


def _needed(text: str, field: str, code: str) -> str:
    words = clean_line(text)
    if not words:
        raise PlanError.in_fields(FieldProblem(field, code))
    return words


def _open(unit: Unit, edition_id: str) -> VisionEdition:
    edition = unit.get(VisionEdition, edition_id)
    if edition.state == EditionState.FIXED:
        raise PlanError("vision.fixed", name=edition.name)
    return edition


def _open_edition(unit: Unit, edition_id: str) -> dict[str, SectionRow]:
    _open(unit, edition_id)
    return _rows(unit, edition_id)


def _open_section(unit: Unit, section_id: str) -> VisionSection:
    row = unit.get(VisionSection, section_id)
    _open(unit, row.edition_id or "")
    return row


def _rows(unit: Unit, edition_id: str | None) -> dict[str, SectionRow]:
    found = live(unit.session, VisionSection, VisionSection.edition_id == edition_id)
    return {row.id: section_row(row) for row in found}


def _blank(parent_id: str) -> SectionRow:
    return SectionRow("", parent_id, 0, "", "", SectionState.EMPTY)


def _level(rows: Mapping[str, SectionRow], section_id: str) -> int:
    return next((item.level for item in outline(rows.values()) if item.id == section_id), -1)


def _height(rows: Mapping[str, SectionRow], section_id: str) -> int:
    """Levels a section takes with all under it, itself included."""
    below = [row.id for row in rows.values() if row.parent_id == section_id]
    return 1 + max((_height(rows, child) for child in below), default=0)


def _number(unit: Unit, order: Sequence[str], made: VisionSection | None = None) -> None:
    """Write the order into `sort`; a row just made is not in the session's reach yet."""
    for place, section_id in enumerate(order, 1):
        if made is not None and made.id == section_id:
            made.sort = place * 10
        else:
            unit.get(VisionSection, section_id).sort = place * 10


def _copy_sections(unit: Unit, from_id: str, to_id: str) -> None:
    rows = live(unit.session, VisionSection, VisionSection.edition_id == from_id)
    made = {
        row.id: unit.add(
            VisionSection(
                edition_id=to_id, sort=row.sort, title=row.title, body=row.body, state=_reopened(row)
            )
        )
        for row in rows
    }
    for row in rows:
        parent = made.get(row.parent_id or "")
        made[row.id].parent_id = parent.id if parent else None


def _reopened(row: VisionSection) -> str:
    """A finished text is to be looked at again in a revision."""
    return SectionState.WRITING if row.state == SectionState.DONE else row.state


def _figures(
    store: Store, unit: Unit, edition: VisionEdition, rows: Iterable[SectionRow]
) -> dict[str, LiveFigure]:
    found, texts = edition_row(edition), list(rows)
    needs = Needs.of(key for row in texts for key in markup.fields(row.body))
    facts = read_facts(unit.session, found, store.clock.today(), needs)
    return live_figures(unit.session, found, texts, facts)


def _note_seen(store: Store, unit: Unit, edition: VisionEdition, body: str) -> None:
    """Note figures put in for the first time; a text without new ones costs no reading of figures."""
    keys = set(markup.fields(body)) - {
        row.key for row in live(unit.session, VisionFigure, VisionFigure.edition_id == edition.id)
    }
    if keys:
        figures = _figures(store, unit, edition, _rows(unit, edition.id).values())
        _keep(unit, edition.id, {key: figures[key] for key in keys})


def _keep(unit: Unit, edition_id: str, figures: Mapping[str, LiveFigure]) -> None:
    """Remember what was shown; a field without a figure is not remembered as if it had one."""
    known = {row.key: row for row in live(unit.session, VisionFigure, VisionFigure.edition_id == edition_id)}
    for key, found in figures.items():
        if found.figure.problem is not None:
            continue
        if key in known:
            known[key].shown = found.figure.text
        else:
            unit.add(VisionFigure(edition_id=edition_id, key=key, shown=found.figure.text))
