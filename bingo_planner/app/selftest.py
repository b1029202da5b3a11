"""`self-test`: open the sample, draw every page, make one PDF, check the log; one line a step."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from bingo_planner.app.program import Program
from bingo_planner.app.rehearsal import rehearsal, views, wait
from bingo_planner.cli.output import complain, say
from bingo_planner.cli.papers import PAPERS, Order
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store import rebuild


def self_test(arguments: Namespace) -> int:
    """Exit code 0 when everything works."""
    faults: list[str] = []
    with rehearsal(arguments.region) as program:
        program.jobs.crashed.connect(faults.append)
        say(translate("app", "Region file opened and migrated"))
        for name, show in views(program):
            show()
            wait(program)
            if program.shell.grab().isNull():
                faults.append(name)
        say(translate("app", "Every page drawn"))
        faults += _paper(program)
        faults += _log(program)
    for fault in faults:
        complain(fault)
    say(translate("app", "Self-test passed") if not faults else translate("app", "Self-test failed"))
    return 1 if faults else 0


class _Quiet(Progress):
    def step(self, done: int, total: int, text: str) -> None:
        """Nobody watches."""

    def cancelled(self) -> bool:
        return False


def _paper(program: Program) -> list[str]:
    store = program.store
    if store is None:
        return ["no file is open"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vision.pdf"
        built = PAPERS["vision"].build(store, Order(path, language(), program.desk.year), _Quiet())
        say(translate("app", "Vision printed: {n} pages", n=built.pages))
        return [f"no glyph for {sign}" for sign in built.missing]


def _log(program: Program) -> list[str]:
    store = program.store
    if store is None:
        return []
    with store.read() as session:
        connection = session.connection()
        found = [*rebuild.differences(connection), *rebuild.broken_links(connection)]
    say(translate("app", "Log and tables agree") if not found else translate("app", "Log and tables differ"))
    return found
