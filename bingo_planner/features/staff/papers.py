"""Papers and sheets asked for on the page: made in a job, shown or told when they are done.

What makes them is imported where it is needed: the page opens without it.
"""

from __future__ import annotations

from pathlib import Path

from bingo_planner.features.staff import service
from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


class StaffPapers:
    """The staff list and the handover pack."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk

    def make_handover(self, person: str | None) -> None:
        """The handover pack of a person (of the one who leaves first when nobody is named)."""
        title = _t("Handover pack")

        def work(progress: Progress) -> Path:
            from bingo_planner.features.staff import printing

            path = scratch_folder() / f"{title}.pdf"
            printing.build_handover(self.store, person, language(), path, progress, self.desk.style)
            return path

        self.jobs.run(title, work, lambda path: self.desk.preview(title, path), self.desk.problem)

    def make_list(self) -> None:
        """The staff list on paper."""
        title, year = _t("Staff list"), self.desk.year

        def work(progress: Progress) -> Path:
            from bingo_planner.features.staff import printing

            path = scratch_folder() / f"{title}.pdf"
            printing.build_staff(self.store, year, language(), path, progress, self.desk.style)
            return path

        self.jobs.run(title, work, lambda path: self.desk.preview(title, path), self.desk.problem)

    def export_list(self) -> None:
        """The staff list as a table for Excel."""
        title, year = _t("Staff list"), self.desk.year

        def chosen(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                from bingo_planner.exchange import files
                from bingo_planner.features.staff.exporter import staff_sheets

                sheets = staff_sheets(service.read_staff(self.store), year)
                # A CSV file holds one table: the secondees.
                files.write(path, sheets[:1] if path.suffix.lower() == ".csv" else sheets)
                return path

            def told(made: Path) -> None:
                self.desk.say(_t("Written to {file}.", file=made.name))

            self.jobs.run(title, work, told, self.desk.problem)

        kinds = (("Excel", "*.xlsx"), ("CSV", "*.csv"))
        self.desk.ask_file(FileAsk(_t("Export the staff list"), f"{title}.xlsx", kinds), chosen)
