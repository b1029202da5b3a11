"""Counting words away from the window, and what the tab shows of it: the list of words, the network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bingo_planner.features.surveys.freetext import dictionary
from bingo_planner.features.surveys.freetext.build import Broken, network_words, word_lines
from bingo_planner.features.surveys.freetext.cooccur import USUAL_EDGES, network, suggested_fewest
from bingo_planner.features.surveys.freetext.opinions import Opinions
from bingo_planner.features.surveys.freetext.state import TextState
from bingo_planner.features.surveys.freetext.wordlists import WordLists
from bingo_planner.features.surveys.freetext.words import USUAL, Part, Words, count_words, runs
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress

if TYPE_CHECKING:
    from bingo_planner.features.surveys.freetext.presenter import TextPresenter

PARTS = {
    "": USUAL,
    "nouns": frozenset((Part.NOUN, Part.PLACE, Part.NAME, Part.PICKED)),
    "verbs": frozenset((Part.VERB,)),
    "adjectives": frozenset((Part.ADJECTIVE,)),
}
CANDIDATES = 20
LEAST_STANDING = 3
"""Answers in which nouns stand together before they are offered as one word."""


class Counting:
    """The part of the presenter that counts words; they stay counted as long as answers and lists are the same."""

    def __init__(self, owner: TextPresenter) -> None:
        self._owner = owner
        self.words: Words | None = None
        self._counted: tuple[tuple[str, ...], WordLists] | None = None
        self._running = False
        self._problem: PlanError | None = None
        self._part, self._fewest, self._edges = "", 0, USUAL_EDGES

    def begin(self) -> None:
        """Count, when words are looked at and answers or lists are not those that were counted."""
        opinions, data = self._owner.opinions, self._owner.data
        if opinions is None or data is None or self._owner.view not in ("words", "network"):
            return
        wrote = opinions.grouping.wrote
        texts = tuple(text if wrote[at] else "" for at, text in enumerate(opinions.texts))
        wanted = (texts, data.facts.lists)
        if self._counted == wanted or not dictionary.available():
            return
        self._counted, self._running, self._problem = wanted, True, None

        def work(progress: Progress) -> Words:
            return count_words(texts, wanted[1], dictionary.load(), progress)

        def done(words: Words) -> None:
            if self._counted == wanted:
                self.words, self._running = words, False
                self._owner.emit()

        def failed(error: PlanError) -> None:
            if self._counted == wanted:
                self.forget()
                # Kept as counted, or the next reading would begin what the user has just stopped.
                self._counted, self._problem = wanted, error
                self._owner.emit()

        self._owner.jobs.run(translate("survey_text", "Counting words"), work, done, failed)

    def forget(self) -> None:
        """Other answers: nothing is counted."""
        self.words, self._counted, self._running, self._problem = None, None, False, None

    def again(self) -> None:
        """Count after it failed or was stopped."""
        self.forget()
        self.begin()
        self._owner.emit()

    def picked(self, key: str, value: str) -> None:
        """Other parts of speech, another lowest count (0: as suggested) or number of pairs."""
        if key == "part":
            self._part = value
        elif key == "fewest":
            self._fewest = int(value)
        else:
            self._edges = int(value)
        self._owner.emit()

    def candidates(self, opinions: Opinions) -> tuple[tuple[str, int], ...]:
        """Nouns that often stand together, for the list of picks."""
        if self.words is None:
            return ()
        return runs(opinions.texts, self.words, LEAST_STANDING)[:CANDIDATES]

    def shown(self, state: TextState, opinions: Opinions, broken: Broken) -> TextState:
        """The state with the list of words or the network."""
        state = replace(
            state,
            has_dictionary=dictionary.available(),
            counting=self._running,
            words_problem=self._problem,
            words=self.words,
            part=self._part,
            fewest=self._fewest,
            edges=self._edges,
        )
        if self.words is None:
            return state
        if state.view == "words":
            lines = word_lines(self.words, opinions, broken, self._fewest or 2, PARTS[self._part])
            return replace(state, word_lines=lines)
        parts = PARTS[self._part]
        fewest = self._fewest or suggested_fewest(self.words, parts)
        made = network(self.words, fewest, self._edges, parts)
        return replace(state, network=made, network_words=network_words(self.words, made))
