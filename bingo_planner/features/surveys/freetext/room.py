"""Groups, rules, lists, hand marks and quotes as they are held, and the groups that come of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bingo_planner.features.surveys.freetext.coderule import Rule, read_rule
from bingo_planner.features.surveys.freetext.grouping import Group, HandMark
from bingo_planner.features.surveys.freetext.wordlists import WordLists, WordRule, lists_of
from bingo_planner.kernel.errors import PlanError


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as it is stored."""

    id: str
    question_key: str = ""
    field: str = ""
    name: str = ""
    code: int = 0
    note: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as it is stored."""

    id: str
    group_id: str | None = None
    text: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class WordRow:
    """A line of the lists of words."""

    id: str
    kind: str = "stop"
    text: str = ""
    means: str = ""


@dataclass(frozen=True, slots=True)
class CodingRow:
    """What a hand decided; without a respondent where the answers are not held here."""

    id: str
    question_key: str = ""
    respondent: str = ""
    digest: str = ""
    group_id: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote as it is stored."""

    id: str
    question_key: str = ""
    group_id: str | None = None
    respondent: str = ""
    digest: str = ""
    text: str = ""
    shown: str = ""
    checked: bool = False
    sort: int = 0

    @property
    def roles(self) -> tuple[str, ...]:
        """What is printed of the respondent."""
        return tuple(one for one in self.shown.split("|") if one)


@dataclass(frozen=True)
class TextFacts:
    """What is held about the free answers of one survey."""

    survey_id: str = ""
    groups: tuple[GroupRow, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    codings: tuple[CodingRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    words: tuple[WordRow, ...] = ()

    @cached_property
    def lists(self) -> WordLists:
        """The lists of words in force."""
        return lists_of(WordRule(one.kind, one.text, one.means) for one in self.words)

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Free questions that have groups."""
        return tuple(dict.fromkeys(one.question_key for one in self.groups))

    def rules_of(self, group_id: str) -> tuple[RuleRow, ...]:
        """The rules of a group in their order."""
        return tuple(one for one in self.rules if one.group_id == group_id)

    def groups_of(self, question_key: str) -> tuple[Group, ...]:
        """The groups of a question; a rule that cannot be read, which only a merge can bring about, finds nothing."""
        return tuple(
            Group(one.id, one.name, one.field, one.code, self._readable(one.id))
            for one in self.groups
            if one.question_key == question_key
        )

    def marks_of(self, question_key: str, keys: Sequence[str], texts: Sequence[str]) -> tuple[HandMark, ...]:
        """What a hand decided about these answers; marks of answers that read differently now are left out."""
        own = [one for one in self.codings if one.question_key == question_key and one.mark and one.group_id]
        if not own:
            return ()
        places = {key: at for at, key in enumerate(keys)}
        found = []
        for one in own:
            at = places.get(one.respondent)
            if at is not None and one.group_id and digest(texts[at]) == one.digest:
                found.append(HandMark(at, one.group_id, one.mark == "in"))
        return tuple(found)

    def _readable(self, group_id: str) -> tuple[Rule, ...]:
        found: list[Rule] = []
        for one in self.rules_of(group_id):
            try:
                found.append(read_rule(one.text))
            except PlanError:
                continue
        return tuple(found)


def digest(text: str) -> str:
    """A short check sum of an answer: the same text, the same sum."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def by_kind(words: Sequence[WordRow]) -> Mapping[str, tuple[WordRow, ...]]:
    """The lines of the lists by kind."""
    found: dict[str, tuple[WordRow, ...]] = {}
    for one in words:
        found[one.kind] = (*found.get(one.kind, ()), one)
    return found
