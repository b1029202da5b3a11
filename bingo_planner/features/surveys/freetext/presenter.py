"""What the tab of free answers does with what the user wants: reading, looking, counting words; the whole state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bingo_planner.features.surveys.frame import FrameState, survey_title
from bingo_planner.features.surveys.freetext import service as service
from bingo_planner.features.surveys.freetext.beside import BesideList
from bingo_planner.features.surveys.freetext.build import (
    UNBROKEN,
    Broken,
    broken_by,
    field_sums,
    group_lines,
    look_words,
    quote_lines,
    totals,
)
from bingo_planner.features.surveys.freetext.counting import Counting
from bingo_planner.features.surveys.freetext.looking import Looking, digit
from bingo_planner.features.surveys.freetext.opinions import Opinions, TextData, opinions_of
from bingo_planner.features.surveys.freetext.quoting import Quoting
from bingo_planner.features.surveys.freetext.sorting import Sorting
from bingo_planner.features.surveys.freetext.state import Look, Reading, TextState
from bingo_planner.features.surveys.freetext.words import Words
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


@dataclass(frozen=True, eq=False)
class _Read:
    """One reading, with the arrays that were worked out away from the window."""

    data: TextData
    opinions: Opinions | None
    broken: Broken


class TextPresenter:
    """Takes intents, asks services, shows whole states. Holds only what the user chose."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[TextState], None]) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self.sorting = Sorting(self)
        self.quoting = Quoting(self)
        self.counting = Counting(self)
        self.beside = BesideList(self)
        self.survey_id, self.read_only = "", False
        self.data: TextData | None = None
        self.opinions: Opinions | None = None
        self.look = Look()
        self.chosen: tuple[int, ...] = ()
        self._problem: PlanError | None = None
        self._question, self._break = "", ""
        self._broken = UNBROKEN
        self._view, self._search, self._in_context = "groups", "", False
        self._looking: Looking | None = None
        self._sources: tuple[tuple[str, str, str], ...] = ()

    @property
    def words(self) -> Words | None:
        """The words counted last."""
        return self.counting.words

    @property
    def view(self) -> str:
        """What stands beside the list."""
        return self._view

    # -- reading ---------------------------------------------------------------------------------------
    def framed(self, frame: FrameState) -> None:
        """The chosen survey as it is now, or another one."""
        self.read_only = frame.read_only
        self._sources = tuple(
            (one.id, asked.key, f"{survey_title(one, frame.style)}　{asked.label}")
            for one in frame.data.surveys
            for asked in one.questions
            if asked.kind == QuestionKind.FREE
        )
        if frame.survey_id != self.survey_id:
            self.survey_id = frame.survey_id
            self.data, self.opinions, self._problem = None, None, None
            self._question, self._break = "", ""
            self.beside.forget()
            self.counting.forget()
            self._look(Look())
            self.emit()
        self.read()

    def read(self) -> None:
        """Read what is held about the free answers of the survey."""
        survey, question, broken = self.survey_id, self._question, self._break

        def work() -> _Read:
            data = service.read_text(self.store, survey, (broken,) if broken else ())
            known = [one.id for one in data.questions]
            chosen = question if question in known else next(iter(known), "")
            opinions = opinions_of(data, chosen)
            if opinions is None:
                return _Read(data, None, UNBROKEN)
            return _Read(data, opinions, broken_by(data, opinions, broken))

        self.jobs.query("surveys.text", work, self._got, self._failed)

    def _got(self, found: _Read) -> None:
        if found.data.survey.id != self.survey_id:
            return
        self.data, self._problem = found.data, None
        self._broken = found.broken
        opinions = found.opinions
        self.opinions = self.sorting.overlaid(opinions) if opinions is not None else None
        self._question = opinions.question.id if opinions is not None else ""
        if opinions is not None:
            # The first one stands open to be read, instead of an empty place.
            first = (0,) if opinions.texts else ()
            self.chosen = tuple(at for at in self.chosen if at < len(opinions.texts)) or first
        self.counting.begin()
        self.emit()

    def _failed(self, error: PlanError) -> None:
        self._problem = error
        self.emit()

    def show_opinions(self, opinions: Opinions) -> None:
        """The same answers sorted anew, before it is written."""
        self.opinions = opinions
        self.emit()

    # -- looking ---------------------------------------------------------------------------------------
    def picked(self, key: str, value: str) -> None:
        """Another free question, or another question to hold words and groups against."""
        if key == "question":
            self._question, self.chosen = value, ()
            self.counting.forget()
            self._look(Look())
            self.beside.forget()
            self.read()
        elif key == "break":
            self._break = value
            self.read()
        else:
            self.counting.picked(key, value)

    def viewed(self, view: str) -> None:
        """Another part beside the list."""
        self._view = view
        self.counting.begin()
        self.emit()

    def filtered(self, text: str) -> None:
        """Other words in the filter."""
        self._search = text
        self.emit()

    def looked_at(self, kind: str, *keys: str) -> None:
        """Only some answers: of a word, of a pair, of a group, what is not sorted …"""
        self.look_at(Look(kind, keys))

    def look_at(self, look: Look, view: str = "") -> None:
        """The same from within, perhaps with another part beside."""
        self._view = view or self._view
        if look != self.look:
            self._look(look)
        self.emit()

    def _look(self, look: Look) -> None:
        self.look, self.chosen = look, ()
        if look.kind not in ("word", "pair", "group", "field"):
            self._in_context = False

    def cleared(self) -> bool:
        """Everything is listed again; False when it was already."""
        if self.look == Look() and not self._search:
            return False
        self._search = ""
        self.look_at(Look())
        return True

    def turned(self, in_context: bool) -> None:
        """Whole answers, or the words looked for with what stands round them."""
        self._in_context = in_context
        self.emit()

    def chose(self, answers: tuple[int, ...]) -> None:
        """Other lines of the list."""
        if answers != self.chosen:
            self.chosen = answers
            self.emit()

    def show_answer(self, at: int) -> None:
        """One answer, whatever was listed."""
        self._search = ""
        if self.look.kind != "all":
            self._look(Look())
        self.chose((at,))

    def sources(self) -> tuple[tuple[str, str, str], ...]:
        """Free questions with groups that could be copied: survey, question, both in words."""
        return tuple(one for one in self._sources if (one[0], one[1]) != (self.survey_id, self._question))

    def asked_for_next_unsorted(self) -> None:
        """The next opinion in no group, from the line being read on."""
        opinions = self.opinions
        if opinions is None:
            return
        rest = np.flatnonzero(opinions.grouping.unsorted)
        if not len(rest):
            self.desk.say(_t("Every opinion is in a group."))
            return
        here = self.chosen[-1] if self.chosen else -1
        later = rest[rest > here]
        if self.look.kind != "unsorted" or self._search:
            self._search = ""
            self._look(Look())
        self.chosen = (int(later[0] if len(later) else rest[0]),)
        self.emit()

    def change(self, work: Callable[[], Changes], done: Callable[[Changes], None] | None = None) -> None:
        """Write; a refusal goes to the message bar."""
        if not self.read_only:
            self.jobs.change(work, done, self.desk.problem)

    # -- the state -------------------------------------------------------------------------------------
    def state(self) -> TextState:
        """The whole state for what was read last and what the user chose."""
        data, opinions = self.data, self.opinions
        if data is None or opinions is None:
            return TextState(data is None and self._problem is None, self._problem, self.read_only)
        looking = self._looking_now(opinions)
        at = self.chosen[-1] if self.chosen else -1
        shown = TextState(
            False,
            self._problem,
            self.read_only,
            tuple((one.id, one.label) for one in data.questions),
            self._question,
            tuple((one.id, one.label) for one in data.codebook.questions if one.is_coded),
            self._broken.shown,
            self._view,
            self._search,
            self.look,
            look_words(opinions, self.words, self.look),
            self._in_context,
            totals(opinions, len(looking.places)),
            looking.lines if not self._in_context else (),
            looking.contexts if self._in_context else (),
            self.chosen,
            tuple((one.id, one.name, digit(place)) for place, one in enumerate(opinions.grouping.groups)),
            Reading(looking.line(at), opinions.keys[at]) if at >= 0 else None,
        )
        shown = replace(shown, side=self.beside.now(), fields=field_sums(opinions))
        return self._with_parts(shown, data, opinions)

    def _looking_now(self, opinions: Opinions) -> Looking:
        """The look of the last state where nothing of it changed: choosing a line builds no list anew."""
        kept = self.chosen if self.look.kind in ("unsorted", "group", "by_hand") else ()
        words = self.words if self.look.kind in ("word", "pair") else None
        old = self._looking
        if old is not None and old.shows(opinions, words, self.look, self._search, kept):
            return old
        self._looking = Looking(opinions, words, self.look, self._search, kept)
        return self._looking

    def _with_parts(self, shown: TextState, data: TextData, opinions: Opinions) -> TextState:
        """The part that stands beside the list; the others are worked out when they are looked at."""
        if self._view in ("words", "network"):
            return self.counting.shown(shown, opinions, self._broken)
        if self._view == "groups":
            return replace(
                shown,
                groups=group_lines(data, opinions, self._broken),
                chosen_group=self.look.keys[0] if self.look.kind == "group" else "",
            )
        return replace(shown, quotes=quote_lines(opinions)) if self._view == "quotes" else shown

    def emit(self) -> None:
        """Show the state."""
        self._show(self.state())
