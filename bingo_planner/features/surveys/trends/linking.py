"""Which earlier question asked the same, and which of its options mean the same: by id and by words, for correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bingo_planner.features.surveys.model import Question
from bingo_planner.features.surveys.room import LinkRow, QuestionRow, SurveyFacts
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.text import fold

ALIKE, NEARLY = 0.5, 0.6
"""Shares of options two questions have in common: with the same words, and with the same id only."""
Matches = Mapping[str, tuple[str, ...]]
"""By code of an option the codes of the earlier question that mean the same."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, the earlier one that seems to have asked the same, and how its options match."""

    key: str
    earlier_key: str
    options: str


def read_matches(text: str) -> dict[str, tuple[str, ...]]:
    """`1=1|2=2+3` as codes; PlanError `survey.match_text`."""
    found: dict[str, tuple[str, ...]] = {}
    for piece in text.split("|"):
        if not piece.strip():
            continue
        code, equal, old = piece.partition("=")
        if not equal or not code.strip():
            raise PlanError("survey.match_text", text=piece.strip())
        codes = tuple(one.strip() for one in old.split("+") if one.strip())
        if codes:
            found[code.strip()] = codes
    return found


def matches_text(matches: Matches) -> str:
    """The inverse of `read_matches`."""
    return "|".join(f"{code}={'+'.join(codes)}" for code, codes in matches.items() if codes)


def matched_by_words(question: Question, earlier: Question) -> dict[str, tuple[str, ...]]:
    """Options of the same words, blind to width and variant characters; each earlier option is used once."""
    held = {_plain(option.label): option.code for option in reversed(earlier.options)}
    found: dict[str, tuple[str, ...]] = {}
    for option in question.options:
        code = held.pop(_plain(option.label), None)
        if code is not None:
            found[option.code] = (code,)
    return found


def suggest(facts: SurveyFacts, earlier: SurveyFacts) -> tuple[Suggestion, ...]:
    """Questions of the same words, then of the same id and enough of the same options; linked ones are left out.

    Words go before ids: numbers move from one survey to the next, words seldom do.
    """
    linked = {link.key for link in facts.links if link.earlier_id == earlier.id}
    found = []
    for row in facts.questions:
        if row.key in linked or row.kind == "FA":
            continue
        match = best_match(row, earlier.questions)
        if match is not None:
            options = matches_text(matched_by_words(row.question, match.question))
            found.append(Suggestion(row.key, match.key, options))
    return tuple(found)


def best_match(row: QuestionRow, others: Sequence[QuestionRow]) -> QuestionRow | None:
    """The earlier question that asked the same, None where nothing is near enough."""
    known = [one for one in others if one.kind == row.kind]
    words = (_plain(row.label), _plain(row.group_label))
    same = [one for one in known if (_plain(one.label), _plain(one.group_label)) == words]
    alike = [one for one in known if _plain(one.label) == words[0] and _shared(row, one) >= ALIKE]
    numbered = [one for one in known if one.key == row.key and _shared(row, one) >= NEARLY]
    found = same or alike or numbered
    return next((one for one in found if one.key == row.key), next(iter(found), None))


def check_link(row: QuestionRow, earlier: QuestionRow, matches: Matches) -> None:
    """PlanError `survey.link_kind`, `survey.match_code`, `survey.match_twice` where a link cannot be."""
    if row.kind != earlier.kind or row.kind == "FA":
        raise PlanError("survey.link_kind", question=row.label, earlier=earlier.label)
    own, old = row.question, earlier.question
    used: set[str] = set()
    for code, codes in matches.items():
        if own.place_of(code) is None:
            raise PlanError("survey.match_code", code=code, question=row.label)
        for one in codes:
            if old.place_of(one) is None:
                raise PlanError("survey.match_code", code=one, question=earlier.label)
            if one in used:
                raise PlanError("survey.match_twice", code=one)
            used.add(one)


def link_of(links: Sequence[LinkRow], key: str, earlier_id: str) -> LinkRow | None:
    """The link of a question to an earlier survey."""
    return next((one for one in links if one.key == key and one.earlier_id == earlier_id), None)


def _shared(row: QuestionRow, other: QuestionRow) -> float:
    """The share of options that both have; numbers share all of none."""
    own = {_plain(option.label) for option in row.question.options}
    theirs = {_plain(option.label) for option in other.question.options}
    return 1.0 if not own and not theirs else len(own & theirs) / max(len(own | theirs), 1)


def _plain(text: str) -> str:
    return "".join(fold(text).split())
