"""`import survey`: a file of answers, with its code sheet, into a survey; the same services as the window."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bingo_planner.cli.output import ToldProgress, complain, put_json, say
from bingo_planner.features.records import find
from bingo_planner.features.surveys.intake.draft import Draft
from bingo_planner.features.surveys.intake.findings import Finding
from bingo_planner.features.surveys.intake.importer import Acceptance, make_draft, open_source
from bingo_planner.features.surveys.intake.reviewing import Reading, read_draft
from bingo_planner.features.surveys.service_import import (
    NewSurvey,
    do_import,
    find_survey,
    kinds_of,
    read_import_facts,
)
from bingo_planner.kernel.dates import FiscalYear, parse_fiscal_year
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.store import Store


@dataclass(frozen=True)
class _Work:
    """What was read, and where it goes."""

    target: str | NewSurvey
    name: str
    reading: Reading
    acceptance: Acceptance

    @property
    def draft(self) -> Draft:
        """What the file is taken in as."""
        return self.reading.draft


def import_survey(store: Store, arguments: Namespace) -> int:
    """Take one file in; exit code 1 and nothing changed when something is wrong and nobody said what becomes of it."""
    work = _read(store, arguments)
    findings = work.reading.findings
    refused = bool(findings.total) and work.acceptance is Acceptance.ALL
    written = False
    if not arguments.dry_run and not refused:
        do_import(store, work.target, work.reading, work.acceptance, replace=arguments.replace)
        written = True
    if arguments.json:
        put_json(_as_data(work, written))
    else:
        _tell(work, written)
    return 1 if refused else 0


def _read(store: Store, arguments: Namespace) -> _Work:
    path, *more = [Path(name) for name in arguments.files]
    if more:
        raise PlanError("cli.one_file")
    year = (
        int(parse_fiscal_year(arguments.year)) if arguments.year else int(FiscalYear.of(store.clock.today()))
    )
    progress = ToldProgress()
    source = open_source(path, arguments.codebook, progress)
    own = _named(store, arguments.survey, year) if arguments.survey else ""
    facts = read_import_facts(store, own)
    draft, codes = make_draft(source, facts.bodies, sheet=arguments.sheet, known=facts.known)
    if not own and not arguments.survey and (own := find_survey(store, _title(draft, path), year)):
        facts = read_import_facts(store, own)
        draft, codes = make_draft(source, facts.bodies, sheet=arguments.sheet, known=facts.known)
    name = facts.facts.survey.name if facts.facts else arguments.survey or _title(draft, path)
    reading = read_draft(source, draft, codes, progress)
    return _Work(own or NewSurvey(name, year), name, reading, _acceptance(arguments))


def _named(store: Store, text: str, year: int) -> str:
    """The survey a text names; "" when it is the name of a new one."""
    from bingo_planner.cli.kinds import access_by_kind

    found = find_survey(store, text, year)
    if found:
        return found
    try:
        return find(store, access_by_kind()["survey"], text)
    except PlanError as error:
        if error.code == "field.no_record":
            return ""
        raise


def _title(draft: Draft, path: Path) -> str:
    return draft.title or path.stem


def _acceptance(arguments: Namespace) -> Acceptance:
    if arguments.accept_good:
        return Acceptance.GOOD
    return Acceptance.MARK if arguments.mark else Acceptance.ALL


def _as_data(work: _Work, written: bool) -> dict[str, object]:
    reading, draft = work.reading, work.draft
    kept = reading.kept(work.acceptance)
    return {
        "survey": work.name,
        "new": isinstance(work.target, NewSurvey),
        "file": draft.file.name,
        "sheet": draft.file.sheet,
        "codebook": draft.file.codebook_name,
        "rows": len(reading.keys),
        "valid": int(kept.sum()),
        "blank": int(reading.blank.sum()),
        "left_out": int((~kept & ~reading.blank).sum()),
        "marked": int(reading.marked[kept].sum()),
        "questions": {kind.value: count for kind, count in kinds_of(draft).items()},
        "dropped": list(draft.dropped),
        "personal": [one.head for one in draft.personal],
        "written": written,
        "problem_count": reading.findings.total,
        "problems": [_problem(one) for one in reading.findings.listed],
        "notes": [_problem(one) for one in reading.findings.notes],
    }


def _problem(one: Finding) -> Mapping[str, object]:
    return {
        "file": one.file,
        "sheet": one.sheet,
        "row": one.row + 1,
        "column": one.column + 1,
        "question": one.question,
        "code": one.code,
        "severity": one.severity.value,
        "reason": one.sentence(),
    }


def _tell(work: _Work, written: bool) -> None:
    reading = work.reading
    for one in (*reading.findings.listed, *reading.findings.notes):
        place = " ".join(part for part in (one.file, one.sheet, one.cell) if part)
        complain(f"{place}: {one.sentence()}")
    data = _as_data(work, written)
    if data["dropped"]:
        heads = translate("cli", ", ").join(work.draft.dropped)
        say(translate("cli", "Columns that are not stored: {heads}", heads=heads))
    facts = {key: data[key] for key in ("rows", "valid", "blank", "left_out", "marked")}
    say(
        translate(
            "cli",
            "{rows} rows: {valid} valid, {blank} blank, {left_out} left out; {marked} cells count as no answer",
            **facts,
        )
    )
    if reading.findings.total:
        say(translate("cli", "{n} things cannot be taken in", n=reading.findings.total))
    say(
        translate("cli", "Taken in for “{name}”.", name=work.name)
        if written
        else translate("cli", "Nothing was changed.")
    )
