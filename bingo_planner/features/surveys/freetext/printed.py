"""What a paper prints of free answers: fields and groups with opinions and people, and quotes somebody has read."""

from __future__ import annotations

from dataclasses import dataclass

from bingo_planner.features.surveys.freetext.grouping import field_count, group_count, total_count
from bingo_planner.features.surveys.freetext.opinions import FEW, Opinions, TextData, opinions_of
from bingo_planner.features.surveys.freetext.room import QuoteRow


@dataclass(frozen=True, slots=True)
class PrintedQuote:
    """A quote and whose it is in words; nothing where too few share these attributes."""

    text: str
    who: str


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """A kind of opinions: an answer counts once, so opinions are people. `share` percent of those with an opinion."""

    name: str
    note: str
    opinions: int
    share: float | None
    quotes: tuple[PrintedQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedField:
    """A field with the opinions of its groups and the people behind them."""

    name: str
    opinions: int
    people: int
    groups: tuple[PrintedGroup, ...]


@dataclass(frozen=True, slots=True)
class PrintedOpinions:
    """One free question: of `asked` respondents `wrote` have an opinion and `nothing` wrote とくになし or the like.

    `opinions` and `people` are those of all groups; `unsorted` opinions are in none. `quotes` stand for no group.
    """

    question_id: str
    label: str
    asked: int
    wrote: int
    nothing: int
    opinions: int
    people: int
    unsorted: int
    fields: tuple[PrintedField, ...]
    quotes: tuple[PrintedQuote, ...]


def printed_opinions(data: TextData) -> tuple[PrintedOpinions, ...]:
    """Every free question that has groups or quotes, in the order of the code sheet."""
    found = (opinions_of(data, question.id) for question in data.questions)
    return tuple(
        _printed(data, one) for one in found if one is not None and (one.grouping.groups or one.quotes)
    )


def _printed(data: TextData, opinions: Opinions) -> PrintedOpinions:
    grouping, total = opinions.grouping, total_count(opinions.grouping)
    wrote = int(grouping.wrote.sum())
    known = {one.id for one in grouping.groups}
    return PrintedOpinions(
        opinions.question.id,
        opinions.question.label,
        len(opinions.texts),
        wrote,
        int((opinions.answered.written & ~grouping.wrote).sum()),
        total.opinions,
        total.people,
        int(grouping.unsorted.sum()),
        tuple(_field(data, opinions, name, wrote) for name in grouping.fields),
        _quotes(opinions, [one for one in opinions.quotes if one.group_id not in known]),
    )


def _field(data: TextData, opinions: Opinions, name: str, wrote: int) -> PrintedField:
    grouping, count = opinions.grouping, field_count(opinions.grouping, name)
    notes = {one.id: one.note for one in data.facts.groups}
    groups = []
    for place, group in enumerate(grouping.groups):
        if group.field == name:
            own = group_count(grouping, place).opinions
            share = own * 100.0 / wrote if wrote else None
            quotes = _quotes(opinions, [one for one in opinions.quotes if one.group_id == group.id])
            groups.append(PrintedGroup(group.name, notes.get(group.id, ""), own, share, quotes))
    return PrintedField(name, count.opinions, count.people, tuple(groups))


def _quotes(opinions: Opinions, rows: list[QuoteRow]) -> tuple[PrintedQuote, ...]:
    """Those that somebody has read and found safe."""
    found = []
    for one in rows:
        if one.checked and one.text.strip():
            at = opinions.place_of(one)
            few = at is None or (bool(one.roles) and opinions.alike(at, one.roles) < FEW)
            who = "" if at is None or few else opinions.answered.who(at, one.roles)
            found.append(PrintedQuote(one.text.strip(), who))
    return tuple(found)
