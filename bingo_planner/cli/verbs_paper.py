"""Verbs that make files: report and export."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import ToldProgress, complain, put_table, say
from bingo_planner.cli.papers import EXPORTS, PAPERS, Order
from bingo_planner.exchange import files
from bingo_planner.kernel.dates import FiscalYear, parse_fiscal_year
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.store.store import Store


def report(arguments: Namespace) -> int:
    """Make a paper."""
    if arguments.kind == "list":
        put_table(
            ("KIND", translate("cli", "Paper")), [(kind, paper.title()) for kind, paper in PAPERS.items()]
        )
        return 0
    if arguments.kind not in PAPERS:
        raise PlanError("cli.report", kind=arguments.kind, kinds=" ".join(PAPERS))
    target = _target(arguments.out)
    if target.suffix.lower() not in (".pdf", ".docx"):
        raise PlanError("cli.pdf", name=target.name)
    return _paper(arguments, target)


def _paper(arguments: Namespace, target: Path) -> int:
    """A paper as a PDF or, by the name of its file, for Word."""
    with opened(arguments.region) as store:
        _spare_region(target, store)
        built = PAPERS[arguments.kind].build(store, order_of(arguments, store, target), ToldProgress())
    say(str(target))
    if built.pages:
        say(translate("cli", "{n} pages", n=built.pages))
    for sign in built.missing:
        complain(translate("cli", "No face has the character “{sign}”.", sign=sign))
    for warning in built.warnings:
        complain(str(warning))
    return 0


def export(arguments: Namespace) -> int:
    """Write tables, or a paper for Word."""
    if arguments.kind == "list":
        put_table(
            ("KIND", translate("cli", "Tables")), [(kind, one.title()) for kind, one in EXPORTS.items()]
        )
        return 0
    if arguments.out is not None and arguments.out.suffix.lower() == ".docx":
        if arguments.kind not in PAPERS:
            raise PlanError("cli.word", kind=arguments.kind, kinds=" ".join(PAPERS))
        return _paper(arguments, _target(arguments.out))
    if arguments.kind not in EXPORTS:
        raise PlanError("cli.export", kind=arguments.kind, kinds=" ".join(EXPORTS))
    target = _target(arguments.out)
    with opened(arguments.region) as store:
        _spare_region(target, store)
        kind, order = EXPORTS[arguments.kind], order_of(arguments, store, target)
        is_book = target.suffix.lower() == ".xlsx" and arguments.shape == "view"
        sheets = kind.book(store, order) if kind.book is not None and is_book else kind.sheets(store, order)
    lost = files.write(target, sheets, arguments.shape, arguments.encoding)
    if lost:
        complain(
            translate("cli", "Characters this file cannot hold, written as 〓: {signs}", signs="".join(lost))
        )
    say(str(target))
    return 0


def order_of(arguments: Namespace, store: Store, target: Path) -> Order:
    """What was asked for, with the file's own year when none was named."""
    year = parse_fiscal_year(arguments.year) if arguments.year else FiscalYear.of(store.clock.today())
    return Order(
        target, language(), year, getattr(arguments, "edition", None), getattr(arguments, "id", None)
    )


def _spare_region(target: Path, store: Store) -> None:
    """A paper never takes the place of the region file, whatever that is called."""
    if target.exists() and target.samefile(store.path):
        raise PlanError("file.is_region", path=str(target))


def _target(path: Path | None) -> Path:
    if path is None:
        raise PlanError("cli.out")
    return path.absolute()
