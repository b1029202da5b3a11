"""Taking files in: compare what was read with what is held, then write all of it in one step or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bingo_planner.features.projects import service_read as project_rows
from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.model import Body
from bingo_planner.features.usage import service_put as put
from bingo_planner.features.usage import service_read as rows
from bingo_planner.features.usage.importer import (
    Entry,
    FileRead,
    Hint,
    ImportPlan,
    LineProblem,
    read_files,
    sentence,
)
from bingo_planner.features.usage.model import CellKey, Edit, Month, Service
from bingo_planner.features.usage.service import arrived, hand
from bingo_planner.features.usage.tables import UsageSource
from bingo_planner.kernel.changes import NOTHING, Changes
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year, format_month
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import stable_id
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store.store import Store, Unit


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """What reading files needs to know: services with their names, and the bodies."""

    services: tuple[Service, ...]
    bodies: tuple[Body, ...]


def read_facts(store: Store) -> ImportFacts:
    """Services and bodies, in one read."""
    with store.read() as session:
        inside = tuple(body for body in region_rows.bodies(session) if not body.is_outside)
        return ImportFacts(rows.services(session), inside)


def read_plan(store: Store, files: Sequence[FileRead], *, settled: bool = False) -> ImportPlan:
    """What the files would change. `settled` lets figures of settled years in: only where a file is made anew."""
    entries = [entry for file in files for entry in file.entries]
    problems = [problem for file in files for problem in file.problems]
    with store.read() as session:
        locked = {} if settled else project_rows.locked_years(session)
        held = {
            own: rows.months(session, own, *_span([one for one in entries if one.service_id == own]))
            for own in {entry.service_id for entry in entries}
        }
    good: list[Entry] = []
    refused: dict[tuple[str, dt.date], LineProblem] = {}
    for entry in entries:
        code, facts = _refusal(entry, locked, store.clock.today())
        if not code:
            good.append(entry)
            continue
        refused.setdefault(
            (entry.file, entry.month), LineProblem(entry.file, entry.sheet, entry.row, 0, code, facts)
        )
    return _plan(tuple(files), good, (*problems, *refused.values()), held)


def _span(entries: Sequence[Entry]) -> tuple[dt.date, dt.date]:
    months = [entry.month for entry in entries]
    return min(months), max(months)


def _refusal(entry: Entry, locked: Mapping[int, str], today: dt.date) -> tuple[str, dict[str, object]]:
    year = FiscalYear.of(entry.month)
    if year in locked:
        return "usage.year_locked", {"year": format_fiscal_year(year)}
    if entry.month > today:
        return "usage.month_ahead", {"month": format_month(entry.month)}
    return "", {}


def _plan(
    files: tuple[FileRead, ...],
    entries: Sequence[Entry],
    problems: tuple[LineProblem, ...],
    held: dict[str, dict[dt.date, Month]],
) -> ImportPlan:
    changes, new, same, corrections = [], 0, 0, 0
    seen: set[tuple[str, dt.date, CellKey]] = set()
    for entry in entries:
        if (entry.service_id, entry.month, entry.key) in seen:
            continue
        seen.add((entry.service_id, entry.month, entry.key))
        month = held[entry.service_id].get(entry.month) or Month(entry.month)
        before = month.figures.get(entry.key)
        if month.figure(entry.key) == entry.figure:
            same += 1
            continue
        changes.append(entry)
        new += before is None
        corrections += month.is_confirmed
    return ImportPlan(files, tuple(changes), new, same, corrections, problems)


def plan_of(
    store: Store, paths: Sequence[Path], hint: Hint | None = None, progress: Progress | None = None
) -> ImportPlan:
    """Read files and compare them, in one go: for the command line and the sample."""
    facts = read_facts(store)
    if not facts.services:
        raise PlanError("usage.no_service")
    return read_plan(store, read_files(paths, facts.services, facts.bodies, hint, progress))


def do_import(store: Store, plan: ImportPlan, *, accept_good: bool = False, reason: str = "") -> Changes:
    """Write every good line in one step of undo.

    PlanError `import.bad_lines` when some lines are bad and good ones alone are not accepted; `usage.reason` when
    figures of confirmed months change and nobody says why.
    """
    if plan.problems and not accept_good:
        raise PlanError("import.bad_lines", count=len(plan.problems))
    if plan.corrections and not reason.strip():
        raise PlanError.in_fields(FieldProblem("reason", "usage.reason"))
    if not plan.changes:
        return NOTHING
    label = translate("usage", "Take in {n} figures", n=len(plan.changes))
    with store.change(label, why="import") as unit:
        put_import(unit, plan, hand(store, reason))
    return unit.changes


def put_import(unit: Unit, plan: ImportPlan, by: put.Hand) -> None:
    """Write the lines of a plan within a change, each with the file and cell it came from."""
    used = {entry.file for entry in plan.changes}
    sources = {file.name: _source(unit, file, plan, by) for file in plan.files if file.name in used}
    for own in dict.fromkeys(entry.service_id for entry in plan.changes):
        entries = [entry for entry in plan.changes if entry.service_id == own]
        edits = [Edit(entry.month, entry.key, entry.figure) for entry in entries]
        origins = {
            (entry.month, entry.key): put.Origin(sources[entry.file], entry.place) for entry in entries
        }
        put.put_corrections(unit, own, edits, by)
        put.put_figures(unit, own, edits, origins)
        for place, month in sorted({(edit.key.facility, edit.month) for edit in edits}):
            arrived(unit, own, place, month, edits)


def _source(unit: Unit, file: FileRead, plan: ImportPlan, by: put.Hand) -> str:
    own = stable_id("usage", f"source/{file.name}/{file.digest}")
    row = unit.session.get(UsageSource, own)
    if row is None:
        row = unit.add(UsageSource(id=own, name=file.name, digest=file.digest))
    row.is_deleted = False
    row.encoding, row.read_on, row.read_by = file.encoding, by.on, by.by
    row.note = _left_out([one for one in plan.problems if one.file == file.name])
    return own


def _left_out(problems: Sequence[LineProblem]) -> str:
    """What did not land and why, short enough for a note."""
    shown = [f"{one.sheet} {one.cell} {sentence(one)}".strip() for one in problems[:3]]
    more = translate("usage", "and {n} more", n=len(problems) - 3) if len(problems) > 3 else ""
    return " / ".join((*shown, more)).strip(" /")
