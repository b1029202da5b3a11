"""Which answers are listed, and where in them what is looked for stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.freetext import kwic
from bingo_planner.features.surveys.freetext.coderule import terms
from bingo_planner.features.surveys.freetext.folded import Span, fold_text, fold_with_places
from bingo_planner.features.surveys.freetext.opinions import Opinions
from bingo_planner.features.surveys.freetext.state import AnswerLine, Chip, ContextLine, Look
from bingo_planner.features.surveys.freetext.words import Words
from bingo_planner.features.surveys.stats.answers import Flags

DIGITS = 9
"""Groups that a key of one digit puts an answer into."""


@dataclass(frozen=True, eq=False)
class Looking:
    """One look at the answers: what is listed and where in the texts it is found.

    `kept` are answers that stay listed although they were just sorted away from under the eye.
    """

    opinions: Opinions
    words: Words | None
    look: Look
    search: str
    kept: tuple[int, ...] = ()

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """The answers listed, in the order of the file."""
        wanted = self._wanted().copy()
        wanted[list(self.kept)] = True
        found = np.flatnonzero(wanted)
        parts = [fold_text(part) for part in self.search.split()]
        if parts:
            folded = self.opinions.answered.folded
            found = np.array(
                [at for at in found if all(part in folded[at] for part in parts)], dtype=np.int64
            )
        return found

    def shows(
        self, opinions: Opinions, words: Words | None, look: Look, search: str, kept: Collection[int]
    ) -> bool:
        """Whether this is that look."""
        same = (
            self.opinions is opinions and self.words is words and (self.look, self.search) == (look, search)
        )
        return same and set(kept) <= set(self.places.tolist())

    def _wanted(self) -> Flags:
        opinions, grouping, keys = self.opinions, self.opinions.grouping, self.look.keys
        size = len(opinions.texts)
        if self.look.kind in ("word", "pair"):
            held = np.ones(size, dtype=bool)
            for base in keys:
                held &= self._holds(base)
            return held
        if self.look.kind == "group":
            at = next((at for at, one in enumerate(grouping.groups) if one.id in keys), None)
            return grouping.assigned[:, at] if at is not None else np.zeros(size, dtype=bool)
        if self.look.kind == "field":
            return grouping.of_field(keys[0])
        if self.look.kind == "unsorted":
            return grouping.unsorted
        if self.look.kind == "nothing":
            return np.logical_and(opinions.answered.written, np.logical_not(grouping.wrote))
        if self.look.kind == "by_hand":
            return np.asarray((grouping.by_hand != 0).any(axis=1))
        if self.look.kind == "quoted":
            quoted = np.zeros(size, dtype=bool)
            quoted[list(opinions.quoted)] = True
            return quoted
        return opinions.answered.written

    def _holds(self, base: str) -> Flags:
        held = np.zeros(len(self.opinions.texts), dtype=bool)
        place = self.words.place_of(base) if self.words is not None else None
        if self.words is not None and place is not None:
            held[self.words.answer[self.words.word == place]] = True
        return held

    @cached_property
    def spans(self) -> Mapping[int, tuple[Span, ...]]:
        """Where in each answer the words looked for stand."""
        found: dict[int, list[Span]] = {}
        for base in self.look.keys if self.look.kind in ("word", "pair") else ():
            place = self.words.place_of(base) if self.words is not None else None
            if self.words is not None and place is not None:
                for at, span in self.words.spans(place):
                    found.setdefault(at, []).append(span)
        for term in self._terms():
            for at in self.places.tolist():
                if term in self.opinions.answered.folded[at]:
                    found.setdefault(at, []).extend(fold_with_places(self.opinions.texts[at]).find(term))
        return {at: tuple(sorted(set(spans))) for at, spans in found.items()}

    def _terms(self) -> tuple[str, ...]:
        wanted = [fold_text(part) for part in self.search.split()]
        if self.look.kind in ("group", "field"):
            for one in self.opinions.grouping.groups:
                if one.id in self.look.keys or one.field in self.look.keys:
                    wanted += [term.folded for rule in one.rules for term in terms(rule)]
        return tuple(dict.fromkeys(part for part in wanted if part))

    @cached_property
    def lines(self) -> tuple[AnswerLine, ...]:
        """The answers listed."""
        return tuple(map(self.line, self.places.tolist()))

    def line(self, at: int) -> AnswerLine:
        """One answer."""
        opinions = self.opinions
        return AnswerLine(
            at,
            opinions.keys[at],
            opinions.answered.towns[at],
            opinions.answered.whos[at],
            opinions.texts[at],
            self.spans.get(at, ()),
            self._chips.get(at, ()),
            not opinions.grouping.wrote[at],
            at in opinions.quoted,
        )

    @cached_property
    def _chips(self) -> Mapping[int, tuple[Chip, ...]]:
        """The groups of each answer, and those a hand took it out of."""
        grouping = self.opinions.grouping
        found: dict[int, list[Chip]] = {}
        shown = np.logical_or(grouping.assigned, grouping.by_hand < 0)
        for at, place in zip(*(axis.tolist() for axis in np.nonzero(shown)), strict=True):
            hand = int(grouping.by_hand[at, place])
            by = "hand" if hand > 0 else "out" if hand < 0 else "rule"
            group = grouping.groups[place]
            found.setdefault(at, []).append(Chip(group.id, group.name, digit(place), by))
        return {at: tuple(chips) for at, chips in found.items()}

    @cached_property
    def contexts(self) -> tuple[ContextLine, ...]:
        """The places found with what stands round them."""
        opinions, listed = self.opinions, set(self.places.tolist())
        spans = ((at, span) for at in sorted(self.spans) if at in listed for span in self.spans[at])
        found = kwic.by_what_follows(kwic.lines(opinions.texts, spans))
        return tuple(
            ContextLine(
                one,
                opinions.keys[one.answer],
                opinions.answered.towns[one.answer],
                opinions.answered.whos[one.answer],
            )
            for one in found
        )


def digit(place: int) -> str:
    """The key of a group by its place, "" beyond the ninth."""
    return str(place + 1) if place < DIGITS else ""
