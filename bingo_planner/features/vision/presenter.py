"""What the vision page shows and does, without a window: outline, text, figures, checks, preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bingo_planner.features.vision import service
from bingo_planner.features.vision.checks import MUST, glyph_checks
from bingo_planner.features.vision.model import (
    Catalogue,
    Check,
    EditionState,
    OutlineItem,
    SectionState,
    VisionView,
)
from bingo_planner.features.vision.printing import Preview, Printing
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.reports.model import Built
from bingo_planner.store.store import Store

CHAPTERS = (
    "Purpose of the vision",
    "The region today and tomorrow",
    "The future we aim for",
    "What we do together",
    "Indicators and cost",
    "How the vision is carried out",
)


@dataclass(frozen=True)
class VisionState:
    """All the page shows."""

    loading: bool = True
    problem: PlanError | None = None
    view: VisionView | None = None
    section_id: str = ""
    made_id: str = ""
    """The section that was added last: its heading waits for words."""
    editable: bool = False
    preview: Preview = field(default_factory=Preview)
    catalogue: Catalogue | None = None
    glyphs: tuple[Check, ...] = ()

    @property
    def item(self) -> OutlineItem | None:
        """The section being shown."""
        return self.view.item(self.section_id) if self.view else None

    @property
    def checks(self) -> tuple[Check, ...]:
        """Everything to look at before fixing."""
        return (*self.view.checks, *self.glyphs) if self.view else ()

    @property
    def is_empty(self) -> bool:
        """There is no vision yet."""
        return self.view is not None and self.view.edition is None


class VisionPresenter:
    """Takes intents, asks services, shows whole states."""

    def __init__(
        self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[VisionState], None]
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self._state = VisionState()
        self._edition: str | None = None
        self.printing = Printing(store, jobs, desk, lambda: self._state.view, self._previewed)
        self._after_reading: str = ""
        self._writes = 0

    @property
    def state(self) -> VisionState:
        """The state shown last."""
        return self._state

    # -- reading ---------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        edition, writes = self._edition, self._writes

        def read(view: VisionView) -> None:
            if writes == self._writes:
                self._read(view)
            else:
                # Words were written after this was asked for: it would put older ones in their place.
                self.opened()

        self.jobs.query("vision", lambda: service.read_vision(self.store, edition), read, self._failed)

    def _read(self, view: VisionView) -> None:
        ids = [item.id for item in view.outline]
        chosen = self._after_reading or self._state.section_id
        section = chosen if chosen in ids else (ids[0] if ids else "")
        self._after_reading = ""
        editable = view.edition is not None and not view.edition.is_fixed and not self.desk.read_only
        self._emit(loading=False, problem=None, view=view, section_id=section, editable=editable)
        self.printing.preview_wanted()

    def _failed(self, error: PlanError) -> None:
        if error.code == "vision.edition_gone" and self._edition is not None:
            self._edition = None
            self.opened()
            return
        self._emit(loading=False, problem=error)

    # -- choosing --------------------------------------------------------------------------------
    def chose_edition(self, edition_id: str) -> None:
        """Another edition."""
        self._edition = edition_id
        self._emit(loading=True, section_id="")
        self.opened()

    def chose_section(self, section_id: str) -> None:
        """Another section of the outline."""
        if section_id != self._state.section_id:
            self._emit(section_id=section_id)

    def asked_for_section(self, section_id: str) -> None:
        """A section from elsewhere (search, history): its edition first, when it is another one."""

        def show(edition: str | None) -> None:
            self._edition, self._after_reading = edition or self._edition, section_id
            self.opened()

        self.jobs.query("vision-place", lambda: service.read_edition_of(self.store, section_id), show)

    def chose_check(self, check: Check) -> None:
        """A finding: go where it can be put right."""
        if check.kind_of_record == "vision_section":
            self.chose_section(check.record_id)
        elif check.record_id:
            self.desk.go(check.kind_of_record, check.record_id)

    def asked_for_source(self, key: str) -> None:
        """Open the record a live field comes from."""
        live = self._state.view.figures.get(key) if self._state.view else None
        if live is not None and live.figure.source_id:
            self.desk.go(live.figure.source_kind, live.figure.source_id)

    # -- text ------------------------------------------------------------------------------------
    def wrote(self, section_id: str, body: str) -> None:
        """The text of a section after a pause or on leaving it."""
        view = self._state.view
        item = view.item(section_id) if view else None
        if view is None or item is None or not self._state.editable or item.section.body == body:
            return
        self._writes += 1
        # Whatever is shown until the text has been read again shows these words, not the ones before them.
        self._state = replace(self._state, view=view.with_body(section_id, body))
        self._change(lambda: service.do_write_section(self.store, section_id, body))

    def searched(self, text: str) -> None:
        """Words typed into the list of figures and blocks."""
        edition = self._edition_id()
        self.jobs.query(
            "vision-catalogue",
            lambda: service.read_catalogue(self.store, text, edition),
            lambda found: self._emit(catalogue=found),
            self.desk.problem,
        )

    def accepted(self, key: str | None = None) -> None:
        """A changed figure (None: all) is right as it is now."""
        edition = self._edition_id()
        keys = None if key is None else (key,)
        self._change(lambda: service.do_accept_figures(self.store, edition, keys))

    # -- outline ---------------------------------------------------------------------------------
    def added(self, title: str = "", inside: bool = False) -> None:
        """A section after the one shown, or inside it."""
        edition, item = self._edition_id(), self._state.item
        words = title or translate("vision", "New section")
        if item is None:
            parent, after = "", ""
        elif inside:
            parent, after = item.id, ""
        else:
            parent, after = item.section.parent_id, item.id
        self._change(
            lambda: service.do_add_section(self.store, edition, parent, after, words), self._show_made
        )

    def _show_made(self, changes: Changes) -> None:
        known = {item.id for item in self._state.view.outline} if self._state.view else set()
        made = [found for kind, found in changes.ids if kind == "vision_section" and found not in known]
        self._after_reading = made[0] if made else ""
        self._state = replace(self._state, made_id=self._after_reading)

    def renamed(self, section_id: str, title: str) -> None:
        """Another heading."""
        item = self._state.view.item(section_id) if self._state.view else None
        if item is not None and title.strip() != item.section.title:
            self._change(lambda: service.do_rename_section(self.store, section_id, title))

    def moved(self, steps: int) -> None:
        """The section shown goes up or down."""
        self._on_section(lambda key: service.do_move_section(self.store, key, steps))

    def indented(self) -> None:
        """The section shown goes under the one before it."""
        self._on_section(lambda key: service.do_indent_section(self.store, key))

    def outdented(self) -> None:
        """The section shown goes beside its parent."""
        self._on_section(lambda key: service.do_outdent_section(self.store, key))

    def removed(self) -> None:
        """The section shown goes to the bin, with all under it."""
        self._on_section(lambda key: service.do_remove_section(self.store, key))

    def marked(self, done: bool) -> None:
        """The section shown is done, or not."""
        state = SectionState.DONE if done else SectionState.WRITING
        self._on_section(lambda key: service.do_set_section_state(self.store, key, state))

    # -- editions --------------------------------------------------------------------------------
    def asked_to_start(self) -> None:
        """The first vision of the region, over the next five fiscal years, with the usual chapters."""
        first = int(self.desk.year) + 1
        chapters = tuple(translate("vision", words) for words in CHAPTERS)
        title = translate("vision", "Area vision")
        self._change(lambda: service.do_start_vision(self.store, title, "", first, first + 4, chapters))

    def asked_for_edition(self, name: str = "") -> None:
        """A new edition copied from the one shown."""
        edition = self._edition_id()
        year = FiscalYear.of(self.desk.clock.today())
        words = name or translate("vision", "{year} revision", year=format_fiscal_year(year, self.desk.style))
        known = {row.id for row in self._state.view.editions} if self._state.view else set()

        def show(changes: Changes) -> None:
            made = [found for kind, found in changes.ids if kind == "vision_edition" and found not in known]
            self._edition = made[0] if made else self._edition

        self._change(lambda: service.do_new_edition(self.store, edition, words, int(year)), show)

    def named_edition(self, name: str) -> None:
        """Another name for the edition."""
        edition = self._edition_id()
        self._change(lambda: service.do_set_edition(self.store, edition, name=name))

    def sent_out(self, consulting: bool) -> None:
        """Out for consultation, or back to a draft."""
        state = EditionState.CONSULTING if consulting else EditionState.DRAFT
        edition = self._edition_id()
        self._change(lambda: service.do_set_state(self.store, edition, state))

    def asked_to_fix(self) -> None:
        """Fix the edition, after asking: what is still open is named in the question."""
        view = self._state.view
        if view is None or view.edition is None:
            return
        open_checks = [check for check in self._state.checks if check.kind not in MUST]
        consequence = translate(
            "vision", "Texts, figures and tables are kept as they are now. Later revisions are new editions."
        )
        if open_checks:
            consequence += "\n" + translate(
                "vision", "{n} points of the list are still open.", n=len(open_checks)
            )
        self.desk.confirm(
            translate("vision", "Fix “{name}”?", name=view.edition.name),
            consequence,
            translate("vision", "Fix"),
            self._fix,
        )

    def _fix(self) -> None:
        edition = self._edition_id()

        def fix() -> Changes:
            # Loaded here, beside the window: the paper kit is much.
            from bingo_planner.features.vision.service_build import do_fix

            return do_fix(self.store, edition)

        self._change(fix)

    # -- paper -----------------------------------------------------------------------------------
    def _previewed(self, preview: Preview, built: Built | None) -> None:
        glyphs = self._state.glyphs if built is None else glyph_checks(built.missing)
        self._emit(preview=preview, glyphs=glyphs)

    # -- helpers ---------------------------------------------------------------------------------
    def _edition_id(self) -> str:
        view = self._state.view
        return view.edition.id if view and view.edition else ""

    def _on_section(self, act: Callable[[str], Changes]) -> None:
        key = self._state.section_id
        if key and self._state.editable:
            self._change(lambda: act(key))

    def _change(self, work: Callable[[], Changes], then: Callable[[Changes], None] | None = None) -> None:
        """Write; the shell then tells every page that watches, this one too, to read again."""
        self.jobs.change(work, then, self._refused)

    def _refused(self, error: PlanError) -> None:
        self.desk.problem(error)
        self.opened()

    def _emit(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are those of the state
        self._show(self._state)
