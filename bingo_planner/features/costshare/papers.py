"""Sheets, notices and workbooks asked for on the page: made in a job, shown or told when they are done."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


class CostPapers:
    """What makes papers is imported where it is needed: the page opens without it."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk

    def make_sheets(self, item_id: str = "") -> None:
        """The sheet of an item; without one, of every item of the year."""
        title, year = _t("Cost share sheets"), int(self.desk.year)

        def work(progress: Progress) -> Path:
            from bingo_planner.features.costshare import printing

            path = scratch_folder() / f"{title}.pdf"
            printing.build_sheets(self.store, year, item_id, language(), path, progress, self.desk.style)
            return path

        self.jobs.run(title, work, lambda path: self.desk.preview(title, path), self.desk.problem)

    def make_notices(self, item_id: str = "", body_id: str = "") -> None:
        """Notices of an item to all bodies or to one; without an item, of every item."""
        title, year = _t("Notices of shares"), int(self.desk.year)

        def work(progress: Progress) -> Path:
            from bingo_planner.features.costshare import printing

            path = scratch_folder() / f"{title}.pdf"
            printing.build_notices(
                self.store, year, item_id, body_id, language(), path, progress, self.desk.style
            )
            return path

        self.jobs.run(title, work, lambda path: self.desk.preview(title, path), self.desk.problem)

    def export(self, item_id: str = "") -> None:
        """A workbook with formulas."""
        title, year = _t("Cost shares"), int(self.desk.year)

        def chosen(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                from bingo_planner.features.costshare.exporting import write_shares

                write_shares(self.store, year, item_id, path)
                return path

            def told(made: Path) -> None:
                self.desk.say(_t("Written to {file}.", file=made.name))

            self.jobs.run(title, work, told, self.desk.problem)

        kinds = (("Excel", "*.xlsx"),)
        self.desk.ask_file(FileAsk(_t("Export cost shares"), f"{title}.xlsx", kinds), chosen)
