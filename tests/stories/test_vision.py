"""A planner writes a section of the vision with a live figure in it and prints the draft."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtTest import QTest

from bingo_planner.features.vision.editor_view import SectionEditor
from tests.stories.hands import Planner

HEADING = "ひとつの圏域として"
LEAD, TAIL = "備後圏域の人口は", "であり、ともに支える。"
FIGURE = "{{population:region:census:2020}}"
_LONGER_THAN_A_PAUSE_MS = 1100


def _editor(planner: Planner) -> SectionEditor:
    found = planner.focus()
    assert isinstance(found, SectionEditor), f"the cursor is in {found!r}"
    return found


def _put_in_the_population(planner: Planner) -> None:
    """The list of figures: a word, down to the census of 2020, Enter."""
    planner.press("Ctrl+;")
    planner.write("じんこう", "人口")
    QTest.qWait(200)
    planner.settle()
    planner.press("Down", "Return")


def _print(planner: Planner, target: Path) -> str:
    planner.press("Ctrl+P")
    planner.wait_for(lambda: planner.dialog() is not None, "the pages of the draft", seconds=60)
    planner.tab_to_button("名前を付けて保存")
    planner.answer_file(target)
    planner.press("Space")
    planner.press("Escape")
    return "".join("".join(page.extract_text().split()) for page in PdfReader(target).pages)


def test_write_a_section_with_a_live_figure_and_print_it(planner: Planner, tmp_path: Path) -> None:
    planner.go("vision")
    planner.press("Ctrl+Shift+N")
    planner.write("ひとつのけんいき", HEADING)
    planner.press("Return")
    editor = _editor(planner)
    planner.write("びんごけんいき", LEAD)
    _put_in_the_population(planner)
    assert _editor(planner).body() == f"{LEAD}{FIGURE}", "the figure stands where the cursor was"
    planner.write("であり", TAIL)
    assert editor.body() == f"{LEAD}{FIGURE}{TAIL}"
    QTest.qWait(_LONGER_THAN_A_PAUSE_MS)
    planner.settle()
    assert editor.body() == f"{LEAD}{FIGURE}{TAIL}", "what was written in a pause is what was typed"
    assert planner.saved()

    words = _print(planner, tmp_path / "素案.pdf")
    assert HEADING in words
    assert f"{LEAD}852,168人{TAIL}" in words

    planner.press("Ctrl+Z")
    planner.wait_for(lambda: TAIL not in editor.body(), "the words taken back")
    planner.press("Ctrl+Y")
    planner.restart()
    planner.search(LEAD)
    assert any(HEADING in line for line in planner.found()), "found by its words after a restart"
