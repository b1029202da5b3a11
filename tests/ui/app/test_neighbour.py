"""The made-up neighbour of the pictures: every kind of decision waits, something came, something is not sent."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.app.neighbour import meet_neighbour
from bingo_planner.app.rehearsal import rehearsal, wait
from bingo_planner.features.copies.page import CopiesPage
from bingo_planner.features.copies.state import Tab


def test_every_kind_of_decision_waits_once_the_neighbour_has_met_this_copy(sample_file: Path) -> None:
    with rehearsal(sample_file) as program:
        meet_neighbour(program)
        program.shell.open_page("copies")
        wait(program)
        page = program.shell.current_page()
        assert isinstance(page, CopiesPage)
        state = page.presenter.state
        assert {one.what for one in state.open_lines} == {"field", "text", "delete", "quarantine"}
        assert [one.note for one in state.settled_lines] == [
            "「施設の月報で確かめました。」（福山市 見本 花子）"
        ]
        page.presenter.chose_tab(Tab.ARRIVED)
        wait(program)
        # The number on the tab is the number of lines that it opens.
        assert len(page.presenter.state.arrived) == next(one.fields for one in state.meetings if one.fields)
        page.presenter.chose_tab(Tab.UNSENT)
        wait(program)
        assert page.presenter.state.unsent
