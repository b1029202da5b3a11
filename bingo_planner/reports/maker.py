"""What builders of page furniture may ask of the composer."""

from collections.abc import Callable
from typing import Protocol

from bingo_planner.reports.model import Ink, Table, Text
from bingo_planner.reports.table import TableBlock


class Maker(Protocol):
    """Fills references, makes numbered tables, and takes warnings."""

    @property
    def width(self) -> float:
        """Text width of the page in hand."""

    def words(self, text: Text) -> tuple[Ink, ...]:
        """Text with its references filled in, cleaned for drawing."""

    def table(self, table: Table, width: float = 0.0) -> TableBlock:
        """A table laid out and numbered."""

    def warn(self, sentence: Callable[[], str]) -> None:
        """Keep a sentence, asked for in the reader's language, for the report of the build."""
