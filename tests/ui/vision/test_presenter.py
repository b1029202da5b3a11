"""The presenter without a window: intents in, whole states out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bingo_planner.features.region.tables import Population
from bingo_planner.features.vision import service
from bingo_planner.features.vision.model import CheckKind, EditionState, SectionState
from bingo_planner.features.vision.presenter import VisionPresenter, VisionState
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.jobs import Failed
from bingo_planner.store.store import Store, live
from tests.support.doubles import NowJobs, PlainDesk

T = TypeVar("T")


class TellingJobs(NowJobs):
    """Like the shell: after a change the page reads again."""

    refresh: Callable[[], None] = staticmethod(lambda: None)

    def change(
        self,
        work: Callable[[], Changes],
        done: Callable[[Changes], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        count = len(self.changes)
        super().change(work, done, failed)
        if len(self.changes) > count:
            self.refresh()


def presenter(
    store: Store, desk: PlainDesk, *, pages: bool = False
) -> tuple[VisionPresenter, list[VisionState]]:
    """A presenter that has been opened; it makes pages only where a test is about them."""
    states: list[VisionState] = []
    jobs = TellingJobs()
    made = VisionPresenter(store, jobs, desk, states.append)
    if not pages:
        made.printing.preview_wanted = lambda: None  # type: ignore[method-assign]  # a second a page set is too long
    jobs.refresh = made.opened
    made.opened()
    return made, states


def body(state: VisionState) -> str:
    assert state.item is not None
    return state.item.section.body


def test_opening_shows_the_first_section_and_its_pages(sample_store: Store, desk: PlainDesk) -> None:
    _made, states = presenter(sample_store, desk, pages=True)
    state = states[-1]
    assert state.view is not None
    assert (state.loading, state.problem, state.editable) == (False, None, True)
    assert state.item == state.view.outline[0]
    assert state.preview.pdf.startswith(b"%PDF")
    assert not state.preview.busy
    pages = [state.preview.page_of(item.id) for item in state.view.outline]
    assert pages == sorted(pages)
    assert pages[-1] > 20


class SlowJobs(TellingJobs):
    """Answers of reads are on their way until they are delivered."""

    def __init__(self) -> None:
        super().__init__()
        self.coming: list[Callable[[], None]] = []

    def query(
        self, key: str, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        result = work()
        self.coming.append(lambda: done(result))

    def deliver(self) -> None:
        while self.coming:
            self.coming.pop(0)()


def test_a_read_from_before_never_puts_older_words_in_place_of_newer_ones(
    sample_store: Store, desk: PlainDesk
) -> None:
    states: list[VisionState] = []
    jobs = SlowJobs()
    made = VisionPresenter(sample_store, jobs, desk, states.append)
    made.printing.preview_wanted = lambda: None  # type: ignore[method-assign]  # pages are not looked at here
    made.opened()
    jobs.deliver()
    section = states[-1].section_id
    jobs.refresh = made.opened
    made.opened()  # something else changed: a read is under way when the words are written
    made.wrote(section, "書いたばかりの文。")
    shown = len(states)
    made.searched("人口")
    jobs.deliver()
    assert {body(state) for state in states[shown:]} == {"書いたばかりの文。"}


def test_writing_is_kept_and_taken_back(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk, pages=True)
    before = body(states[-1])
    pdf = states[-1].preview.pdf
    made.wrote(states[-1].section_id, "新しい文。")
    assert body(states[-1]) == "新しい文。"
    assert states[-1].preview.pdf != pdf
    sample_store.undo()
    made.opened()
    assert body(states[-1]) == before


def test_the_same_text_is_not_written_again(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    count = len(states)
    made.wrote(states[-1].section_id, body(states[-1]))
    assert len(states) == count


def test_figures_are_found(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    made.searched("病児 実績")
    found = states[-1].catalogue
    assert found is not None
    assert any("実績値" in entry.label for entry in found.entries)


def test_outline_intents(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    first = states[-1].section_id
    made.added("新しい章")
    assert states[-1].item is not None
    assert (states[-1].item.section.title, states[-1].item.number) == ("新しい章", "第2章")
    made.moved(-1)
    assert states[-1].item is not None
    assert states[-1].item.number == "第1章"
    made.moved(1)
    made.indented()
    made.renamed(states[-1].section_id, "下の節")
    assert states[-1].item is not None
    assert states[-1].item.section.title == "下の節"
    assert states[-1].item.section.parent_id == first
    made.outdented()
    made.marked(True)
    assert states[-1].item is not None
    assert states[-1].item.section.state is SectionState.DONE
    made.removed()
    assert states[-1].view is not None
    assert "下の節" not in [item.section.title for item in states[-1].view.outline]


def test_a_refusal_is_told(sample_store: Store, desk: PlainDesk) -> None:
    made, _states = presenter(sample_store, desk)
    made.moved(-1)
    assert [problem.code for problem in desk.problems] == ["vision.cannot_move"]


def test_a_changed_figure_is_gone_to_and_accepted(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    view = states[-1].view
    assert view is not None
    assert view.edition is not None
    service.do_note_figures(sample_store, view.edition.id)
    with sample_store.change("later") as unit:
        for row in live(unit.session, Population, Population.year == 2050):
            row.persons = (row.persons or 0) + 1000
    made.opened()
    changed = [check for check in states[-1].checks if check.kind is CheckKind.CHANGED]
    assert changed
    made.chose_check(changed[0])
    assert states[-1].section_id == changed[0].record_id
    made.accepted()
    assert not [check for check in states[-1].checks if check.kind is CheckKind.CHANGED]


def test_a_figure_leads_to_its_record(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    view = states[-1].view
    assert view is not None
    key, live_figure = next((k, f) for k, f in view.figures.items() if f.figure.source_id)
    made.asked_for_source(key)
    assert desk.gone == [(live_figure.figure.source_kind, live_figure.figure.source_id)]


def test_the_pdf_goes_where_the_user_says(sample_store: Store, desk: PlainDesk, tmp_path: Path) -> None:
    made, _states = presenter(sample_store, desk)
    desk.answer = tmp_path / "vision.pdf"
    made.printing.asked_for_pdf()
    assert desk.asked[0].suggested == "第3期びんご圏域ビジョン（素案）.pdf"
    assert desk.answer.read_bytes().startswith(b"%PDF")
    assert "vision.pdf" in desk.said[-1]


def test_a_pdf_that_cannot_be_written_is_told(sample_store: Store, desk: PlainDesk, tmp_path: Path) -> None:
    made, _states = presenter(sample_store, desk)
    desk.answer = tmp_path / "gone" / "vision.pdf"
    made.printing.asked_for_pdf()
    assert [problem.code for problem in desk.problems] == ["report.write_failed"]


def test_printing_shows_the_finished_pages(sample_store: Store, desk: PlainDesk) -> None:
    made, _states = presenter(sample_store, desk)
    made.printing.asked_to_print()
    title, path = desk.previews[0]
    assert "ビジョン" in title
    assert path.read_bytes().startswith(b"%PDF")
    path.unlink()
    path.parent.rmdir()


def test_fixing_asks_first_and_makes_the_page_read_only(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    desk.confirms = False
    made.asked_to_fix()
    before = states[-1]
    desk.confirms = True
    made.asked_to_fix()
    assert before.editable
    view = states[-1].view
    assert view is not None
    assert view.edition is not None
    assert view.edition.state is EditionState.FIXED
    assert not states[-1].editable
    text = body(states[-1])
    made.wrote(states[-1].section_id, "x")
    assert body(states[-1]) == text


def test_consultation_and_a_new_edition(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    made.sent_out(True)
    made.asked_for_edition()
    view = states[-1].view
    assert view is not None
    assert view.edition is not None
    assert (view.edition.name, view.edition.state) == ("令和6年度改訂", EditionState.DRAFT)
    made.chose_edition(view.edition.based_on_id)
    assert states[-1].view is not None
    assert states[-1].view.edition is not None
    assert states[-1].view.edition.state is EditionState.CONSULTING


def test_a_locked_year_makes_the_page_read_only(sample_store: Store, desk: PlainDesk) -> None:
    desk.read_only = True
    _made, states = presenter(sample_store, desk)
    assert not states[-1].editable


def test_a_file_without_a_vision_offers_to_start_one(store: Store, desk: PlainDesk) -> None:
    made, states = presenter(store, desk)
    assert states[-1].is_empty
    made.asked_to_start()
    view = states[-1].view
    assert view is not None
    assert view.vision is not None
    assert (view.vision.from_fy, view.vision.to_fy) == (2025, 2029)
    assert len(view.outline) == 6


def test_an_edition_that_went_away_gives_place_to_another(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    made.chose_edition("gone")
    assert states[-1].problem is None
    assert states[-1].view is not None
    assert states[-1].view.edition is not None


@pytest.mark.parametrize("kind", ["project", "kpi"])
def test_a_finding_outside_the_text_leads_to_its_record(
    sample_store: Store, desk: PlainDesk, kind: str
) -> None:
    from bingo_planner.features.vision.model import Check

    made, _states = presenter(sample_store, desk)
    made.chose_check(Check(CheckKind.NO_PACT, "x", kind, "record"))
    assert desk.gone == [(kind, "record")]


def test_a_section_of_another_edition_is_gone_to(sample_store: Store, desk: PlainDesk) -> None:
    made, states = presenter(sample_store, desk)
    view = states[-1].view
    assert view is not None
    section = view.outline[4].id
    made.asked_for_edition()
    assert states[-1].section_id != section
    made.asked_for_section(section)
    assert states[-1].section_id == section
    assert states[-1].item is not None
