"""Papers and sheets of placements asked for on the page: made in a job, shown or told when they are done.

What makes them is imported where it is needed: the page opens without it.
"""

from __future__ import annotations

from pathlib import Path

from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


class PlacementPapers:
    """Consultation, answer, and the tables."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk

    def make(self, case_id: str, *, is_answer: bool) -> None:
        """One of the two papers of a case."""
        title = _t("Answer on a placement") if is_answer else _t("Consultation on a placement")
        year = self.desk.year

        def work(progress: Progress) -> Path:
            from bingo_planner.features.usage.placement_printing import build_letter

            path = scratch_folder() / f"{title}.pdf"
            build_letter(
                self.store, case_id, year, language(), path, progress, self.desk.style, is_answer=is_answer
            )
            return path

        self.jobs.run(title, work, lambda path: self.desk.preview(title, path), self.desk.problem)

    def export(self) -> None:
        """Cases, counts and differences of the year shown."""
        title, year = _t("Placements"), int(self.desk.year)

        def chosen(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                from bingo_planner.exchange import files
                from bingo_planner.features.usage.placement_exporter import placement_sheets
                from bingo_planner.features.usage.placement_service import read_placements

                sheets = placement_sheets(read_placements(self.store, year))
                # A CSV file holds one table: the cases.
                files.write(path, sheets[:1] if path.suffix.lower() == ".csv" else sheets)
                return path

            def told(made: Path) -> None:
                self.desk.say(_t("Written to {file}.", file=made.name))

            self.jobs.run(title, work, told, self.desk.problem)

        kinds = (("Excel", "*.xlsx"), ("CSV", "*.csv"))
        self.desk.ask_file(FileAsk(_t("Export placements"), f"{title}.xlsx", kinds), chosen)
