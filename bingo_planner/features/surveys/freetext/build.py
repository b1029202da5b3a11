"""From answers and choices to the lines of the tab: answers, words, groups, quotes, and the sentences above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import numpy as np

from bingo_planner.features.surveys.freetext.anonymise import doubts_in
from bingo_planner.features.surveys.freetext.coderule import Rule, quote_term, read_rule
from bingo_planner.features.surveys.freetext.cooccur import Network
from bingo_planner.features.surveys.freetext.folded import fold_text
from bingo_planner.features.surveys.freetext.grouping import field_count, found_by, group_count, total_count
from bingo_planner.features.surveys.freetext.looking import digit
from bingo_planner.features.surveys.freetext.opinions import Opinions, TextData, categories
from bingo_planner.features.surveys.freetext.state import (
    Break,
    FieldSum,
    GroupLine,
    Look,
    QuoteLine,
    Totals,
    WordLine,
)
from bingo_planner.features.surveys.freetext.wordcount import cross_words, frequent, typical
from bingo_planner.features.surveys.freetext.words import USUAL, Part, Words
from bingo_planner.features.surveys.stats.answers import Flags
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number

TYPICAL = 10
MOST_WORDS = 500


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


@dataclass(frozen=True, eq=False)
class Broken:
    """The question words and groups are held against, and who is in which category (answers, categories)."""

    shown: Break
    chosen: Flags


UNBROKEN = Broken(Break(), np.zeros((0, 0), dtype=bool))


def broken_by(data: TextData, opinions: Opinions, question_id: str) -> Broken:
    """The categories of another question with how many of each wrote an opinion."""
    answers = data.sheet.answers.get(question_id)
    nobody = Broken(Break(), np.zeros((len(opinions.texts), 0), dtype=bool))
    if question_id not in data.codebook or answers is None:
        return nobody
    question = data.codebook.question(question_id)
    names, chosen = categories(question, answers)
    if not names:
        return nobody
    bases = (chosen & opinions.grouping.wrote[:, None]).sum(axis=0)
    return Broken(Break(question_id, question.label, names, tuple(int(base) for base in bases)), chosen)


@lru_cache(maxsize=2)
def word_lines(
    words: Words, opinions: Opinions, broken: Broken, fewest: int, parts: frozenset[Part] = USUAL
) -> tuple[WordLine, ...]:
    """The words that enough answers hold, most frequent first, with their shares by category."""
    wrote, chosen = opinions.grouping.wrote, broken.chosen
    places = frequent(words, fewest, parts, MOST_WORDS)
    table = cross_words(words, places, chosen, wrote)
    marked = np.zeros(table.counts.shape, dtype=bool)
    for at in range(chosen.shape[1]):
        marked[typical(table, at, TYPICAL), at] = True
    shares, base = table.shares, int(wrote.sum())
    return tuple(
        WordLine(
            words.vocabulary[place].base,
            words.vocabulary[place].label,
            words.vocabulary[place].part,
            int(table.answers[row]),
            int(table.uses[row]),
            int(table.answers[row]) * 100.0 / base if base else None,
            tuple(None if np.isnan(share) else float(share) for share in shares[row]),
            tuple(bool(one) for one in marked[row]),
        )
        for row, place in enumerate(places.tolist())
    )


@lru_cache(maxsize=2)
def group_lines(data: TextData, opinions: Opinions, broken: Broken) -> tuple[GroupLine, ...]:
    """Every group with its counts, then what is in none and what says nothing."""
    grouping, base = opinions.grouping, int(opinions.grouping.wrote.sum())
    chosen = broken.chosen
    found = []
    for place, group in enumerate(grouping.groups):
        count = group_count(grouping, place)
        rows = data.facts.rules_of(group.id)
        found.append(
            GroupLine(
                group.id,
                "group",
                group.field,
                group.name,
                digit(place),
                count.opinions,
                count.people,
                count.by_hand,
                count.people * 100.0 / base if base else None,
                " ／ ".join(one.text for one in rows),
                next((text for one in rows if (text := _problem(one.text))), ""),
                _shares(grouping.assigned[:, place], grouping.wrote, chosen),
            )
        )
    rest = int(grouping.unsorted.sum())
    share = rest * 100.0 / base if base else None
    shares = _shares(grouping.unsorted, grouping.wrote, chosen)
    found.append(GroupLine("", "unsorted", "", "", "", rest, rest, share=share, shares=shares))
    nothing = int((opinions.answered.written & ~grouping.wrote).sum())
    found.append(GroupLine("", "nothing", "", "", "", nothing, nothing))
    return tuple(found)


def _shares(own: Flags, wrote: Flags, chosen: Flags) -> tuple[float | None, ...]:
    bases = (chosen & wrote[:, None]).sum(axis=0)
    counts = (chosen & own[:, None]).sum(axis=0)
    return tuple(
        float(count) * 100.0 / float(base) if base else None
        for count, base in zip(counts, bases, strict=True)
    )


def field_sums(opinions: Opinions) -> tuple[FieldSum, ...]:
    """Every field with its opinions and people."""
    counts = ((name, field_count(opinions.grouping, name)) for name in opinions.grouping.fields)
    return tuple(FieldSum(name, count.opinions, count.people) for name, count in counts)


def quote_lines(opinions: Opinions) -> tuple[QuoteLine, ...]:
    """The quotes in their order, as they will be printed."""
    names = {one.id: one.name for one in opinions.grouping.groups}
    found = []
    for one in opinions.quotes:
        at = opinions.place_of(one)
        who = opinions.answered.who(at, one.roles) if at is not None else ""
        doubts = len(doubts_in(one.text))
        found.append(
            QuoteLine(one.id, names.get(one.group_id or "", ""), one.text, who, one.checked, doubts, at)
        )
    return tuple(found)


def totals(opinions: Opinions, listed: int) -> Totals:
    """How many answers there are."""
    grouping = opinions.grouping
    count = total_count(grouping)
    return Totals(
        len(opinions.texts),
        int(grouping.wrote.sum()),
        int((opinions.answered.written & ~grouping.wrote).sum()),
        listed,
        count.opinions,
        count.people,
        int(grouping.unsorted.sum()),
        opinions.lost_marks,
    )


def look_words(opinions: Opinions, words: Words | None, look: Look) -> str:
    """What is looked at, in words; nothing for everything."""
    if look.kind in ("word", "pair"):
        names = [_label(words, base) for base in look.keys]
        return _t("Answers with {words}", words=" + ".join(f"「{name}」" for name in names))
    if look.kind == "group":
        name = next((one.name for one in opinions.grouping.groups if one.id in look.keys), "")
        return _t("Group “{name}”", name=name)
    return {
        "field": _t("Field “{name}”", name=next(iter(look.keys), "")),
        "unsorted": _t("Not sorted"),
        "nothing": _t("Says nothing in particular"),
        "by_hand": _t("Sorted by hand"),
        "quoted": _t("Quoted"),
    }.get(look.kind, "")


def _label(words: Words | None, base: str) -> str:
    place = words.place_of(base) if words is not None else None
    return words.vocabulary[place].label if words is not None and place is not None else base


def network_words(words: Words, network: Network, most: int = 3) -> str:
    """The picture in sentences: how much it shows, the strongest pairs, what hangs together."""
    names = [words.vocabulary[place].label for place in network.places.tolist()]
    if not network.edges:
        return _t("No two words stand together in two or more answers.")
    head = _t(
        "{words} words in {pairs} pairs that often stand in the same answer.",
        words=len(names),
        pairs=len(network.edges),
    )
    pairs = "、".join(
        _t(
            "{first} and {second} ({jaccard}; {count} answers)",
            first=names[one.first],
            second=names[one.second],
            jaccard=f"{one.jaccard:.2f}",
            count=format_number(one.both),
        )
        for one in network.edges[:most]
    )
    strongest = _t("The strongest: {pairs}.", pairs=pairs)
    groups = [network.members(number) for number in range(network.clusters)]
    together = "／".join(
        "・".join(names[at] for at in group[:4]) for group in groups[:most] if len(group) > 2
    )
    return " ".join([head, strongest, *([_t("Together: {groups}.", groups=together)] if together else [])])


def rule_from(words: Words, base: str, texts: Sequence[str]) -> str:
    """A rule that finds a word as the answers write it: 少な for 少ない and 少なくて, and every other spelling."""
    place = words.place_of(base)
    if place is None:
        return quote_term(base)
    alike: dict[str, str] = {}
    for at, (start, end) in words.spans(place):
        spelling = texts[at][start:end]
        head = fold_text(spelling)[:2]
        alike[head] = _common(alike.get(head, spelling), spelling) or spelling
    return " または ".join(quote_term(alike[head]) for head in sorted(alike))


def _common(first: str, second: str) -> str:
    """What two spellings begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    return "".join(letter for letter, _same in same)


def count_found(rules: Sequence[Rule], opinions: Opinions) -> int:
    """Opinions that one of some rules holds for."""
    held = np.zeros(len(opinions.texts), dtype=bool)
    for rule in rules:
        held |= found_by(rule, opinions.texts)
    return int((held & opinions.grouping.wrote).sum())


def _problem(rule: str) -> str:
    """Why a rule cannot be read, in words; nothing when it can."""
    try:
        read_rule(rule)
    except PlanError as error:
        return str(describe(error))
    return ""
