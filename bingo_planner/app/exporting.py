"""Papers and tables from the menu: ask where, make them in a job, show or tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bingo_planner.cli.papers import EXPORTS, PAPERS, Order
from bingo_planner.exchange import files
from bingo_planner.kernel.desk import FileAsk
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import Progress

if TYPE_CHECKING:
    from bingo_planner.app.program import Program


def make_paper(program: Program, kind: str) -> None:
    """Ask for a file name, make the paper, show its pages."""
    store, paper = program.store, PAPERS[kind]
    if store is None:
        return

    def chosen(path: Path) -> None:
        order = Order(path, language(), program.desk.year)

        def work(progress: Progress) -> Path:
            paper.build(store, order, progress)
            return path

        def made(path: Path) -> None:
            if path.suffix.lower() == ".pdf":
                program.show_paper(title, path)
            else:
                program.shell.say(translate("app", "Exported to {file}.", file=path.name))

        title = paper.title()
        program.runner.run(title, work, made, program.shell.problem)

    ask = FileAsk(paper.title(), f"{paper.title()}.pdf", (("PDF", "*.pdf"), ("Word", "*.docx")))
    program.desk.ask_file(ask, chosen)


def export_file(program: Program) -> None:
    """All tables of the program in one Excel file, to look at."""
    store = program.store
    if store is None:
        return

    def chosen(path: Path) -> None:
        order = Order(path, language(), program.desk.year)

        def work(_progress: Progress) -> Path:
            plain = [export for export in EXPORTS.values() if export.book is None]
            sheets = [sheet for export in plain for sheet in export.sheets(store, order)]
            files.write(path, sheets)
            return path

        def told(made: Path) -> None:
            program.shell.say(translate("app", "Exported to {file}.", file=made.name))

        program.runner.run(translate("app", "Export"), work, told, program.shell.problem)

    kinds = (("Excel", "*.xlsx"),)
    program.desk.ask_file(FileAsk(translate("app", "Export tables"), "bingo.xlsx", kinds), chosen)
