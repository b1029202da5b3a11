"""The verb import: figures or answers from files, previewed, all or nothing, or the good lines only."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import ToldProgress, complain, put_json, say
from bingo_planner.features.records import find
from bingo_planner.features.usage.importer import Hint, ImportPlan, LineProblem, sentence
from bingo_planner.features.usage.service_import import do_import, plan_of
from bingo_planner.kernel.dates import parse_fiscal_year
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.store import Store


def import_files(arguments: Namespace) -> int:
    """Take files in; exit code 1 and nothing changed when a line is bad and good ones alone are not accepted."""
    if arguments.kind not in IMPORTS:
        raise PlanError("cli.import", kind=arguments.kind, kinds=" ".join(IMPORTS))
    with opened(arguments.region) as store:
        return IMPORTS[arguments.kind](store, arguments)


def _usage(store: Store, arguments: Namespace) -> int:
    plan = plan_of(store, [Path(name) for name in arguments.files], _hint(store, arguments), ToldProgress())
    refused = bool(plan.problems) and not arguments.accept_good
    written = False
    if not arguments.dry_run and not refused:
        do_import(store, plan, accept_good=arguments.accept_good, reason=arguments.reason)
        written = True
    if arguments.json:
        put_json(_as_data(plan, written))
    else:
        _tell(plan, written)
    return 1 if refused else 0


def _hint(store: Store, arguments: Namespace) -> Hint:
    from bingo_planner.cli.kinds import access_by_kind

    year = int(parse_fiscal_year(arguments.year)) if arguments.year else None
    service = arguments.service
    return Hint(find(store, access_by_kind()["usage_service"], service) if service else "", year)


def _as_data(plan: ImportPlan, written: bool) -> dict[str, object]:
    return {
        "files": len(plan.files),
        "new": plan.new,
        "replaced": plan.replaced,
        "same": plan.same,
        "corrections": plan.corrections,
        "written": written,
        "problems": [_problem(one) for one in plan.problems],
    }


def _problem(one: LineProblem) -> Mapping[str, object]:
    return {
        "file": one.file,
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "code": one.code,
        "reason": sentence(one),
    }


def _tell(plan: ImportPlan, written: bool) -> None:
    for one in plan.problems:
        place = " ".join(part for part in (one.file, one.sheet, one.cell) if part)
        complain(f"{place}: {sentence(one)}")
    facts = {"files": len(plan.files), "new": plan.new, "replaced": plan.replaced, "same": plan.same}
    say(translate("cli", "{files} files: {new} new figures, {replaced} replaced, {same} as before", **facts))
    if plan.problems:
        say(translate("cli", "{n} lines cannot be taken in", n=len(plan.problems)))
    say(translate("cli", "Taken in.") if written else translate("cli", "Nothing was changed."))


def _survey(store: Store, arguments: Namespace) -> int:
    from bingo_planner.cli.import_survey import import_survey

    return import_survey(store, arguments)


IMPORTS: Mapping[str, Callable[[Store, Namespace], int]] = {"usage": _usage, "survey": _survey}
"""What can be taken in, by name."""
