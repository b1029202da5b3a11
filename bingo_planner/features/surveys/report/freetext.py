"""自由意見: what was written freely, sorted into fields and kinds, who brings up what, and quotes somebody has read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bingo_planner.features.surveys.crosstab.model import CrossSheet
from bingo_planner.features.surveys.crosstab.words import printed_number
from bingo_planner.features.surveys.freetext.printed import (
    PrintedField,
    PrintedGroup,
    PrintedOpinions,
    PrintedQuote,
)
from bingo_planner.features.surveys.report.model import Piece, ReportData, origin_of
from bingo_planner.features.surveys.report.questions import cross_part
from bingo_planner.features.surveys.report.sentences import finding
from bingo_planner.features.surveys.report.words import joined, percent_words, run_on
from bingo_planner.features.surveys.stats.rounding import half_up
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.reports.answercharts import Ranking, RankRow
from bingo_planner.reports.model import (
    Bullets,
    Column,
    Figure,
    Heading,
    KeepTogether,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
    Value,
    verbatim,
)

_NAMED = 3
"""So many kinds are named in the text."""
_MOST_BARS = 20
"""The picture shows so many kinds; the table shows all."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def told_apart(report: ReportData) -> frozenset[str]:
    """Questions made of groups of opinions that this chapter tells of, so that the results need not."""
    if Piece.FREE_TEXT not in report.selection.pieces:
        return frozenset()
    free = {one.question_id for one in report.opinions}
    return frozenset(key for key in report.tables if origin_of(report.data, key) in free)


def freetext_parts(report: ReportData) -> Iterator[Part]:
    """Every free question that was sorted or quoted, in printed order."""
    for told in report.opinions:
        yield from counted_parts(report, told)
        yield from _broken_down(report, told)
        yield from quoted_parts(told)


def counted_parts(report: ReportData, told: PrintedOpinions) -> Iterator[Part]:
    """A free question: heading, how many wrote about what, bars of the kinds, the table of fields and kinds."""
    number, kind = printed_number(told.question_id), _t("free text")
    title = _t("{number}  {label} ({kind})", number=number, label=told.label, kind=kind)
    heading = Heading(title, 1, f"f:{told.question_id}", numbered=False)
    chart = kinds_figure(told) if report.selection.has_charts else None
    yield KeepTogether((heading, Paragraph(verbatim(reading(told))), *([chart] if chart is not None else [])))
    if told.fields:
        yield kinds_table(told, is_weighted=report.is_weighted)


def reading(told: PrintedOpinions) -> str:
    """How many wrote, how their opinions were sorted, and what most of them are about."""
    said = [
        _t(
            "Of {asked} respondents {wrote} ({share}%) wrote an opinion.",
            asked=format_number(told.asked),
            wrote=format_number(told.wrote),
            share=percent_words(told.wrote / told.asked) if told.asked else "0.0",
        )
    ]
    if told.nothing:
        said.append(_t("{n} more wrote that they had none.", n=format_number(told.nothing)))
    if told.fields:
        facts = {"opinions": format_number(told.opinions), "people": format_number(told.people)}
        said.append(
            _t("Sorted by what they are about, these are {opinions} opinions of {people} people.", **facts)
        )
        if told.unsorted:
            said.append(_t("{n} are of no kind listed.", n=format_number(told.unsorted)))
    first = [one for _field, one in _by_number(told) if one.opinions][:_NAMED]
    if len(first) > 1:
        named = [_t("“{name}” ({n})", name=one.name, n=format_number(one.opinions)) for one in first]
        said.append(_t("Most are about {kinds}.", kinds=joined(named, _t(" and "))))
    return run_on(said)


def _by_number(told: PrintedOpinions) -> list[tuple[PrintedField, PrintedGroup]]:
    """All kinds with their fields, the most opinions first; of as many the one that is listed first."""
    held = [(field, group) for field in told.fields for group in field.groups]
    return sorted(held, key=lambda pair: -pair[1].opinions)


def kinds_figure(told: PrintedOpinions) -> Figure | None:
    """Bars of the kinds, the longest first; nothing for a single kind."""
    held = [(field, one) for field, one in _by_number(told) if one.opinions]
    if len(held) < 2:
        return None
    named = len({one.name for _field, one in held}) == len(held)
    rows = tuple(
        RankRow(
            one.name if named or not field.name else f"{field.name}　{one.name}",
            (float(one.opinions),),
            (format_number(one.opinions),),
        )
        for field, one in held[:_MOST_BARS]
    )
    remark = _t("opinions of {n} people", n=format_number(told.people))
    spoken = joined([f"{row.name} {row.labels[0]}" for row in rows])
    note = _t("The {n} kinds with the most opinions.", n=_MOST_BARS) if len(held) > _MOST_BARS else ""
    return Figure(
        Ranking(rows, remark=remark),
        _t("{question}: kinds of opinions", question=told.label),
        _t("{question}: {answers}", question=told.label, answers=spoken),
        verbatim(note),
        f"ff:{told.question_id}",
    )


def kinds_table(told: PrintedOpinions, *, is_weighted: bool) -> Table:
    """Fields with their kinds: opinions, the people behind them, and their share of those who wrote."""
    has_notes = any(one.note for field in told.fields for one in field.groups)
    columns = [
        Column(_t("Field and kind"), share=1.4),
        Column(_t("Opinions"), align="right"),
        Column(_t("People"), align="right"),
        Column(_t("People (%)"), align="right"),
        *([Column(_t("What is counted here"), share=1.6)] if has_notes else []),
    ]
    rows: list[Row] = []
    several = len(told.fields) > 1
    for field in told.fields:
        if several or field.name:
            name = field.name or _t("Without a field")
            rows.append(_row(told, name, field.opinions, field.people, "", has_notes, RowKind.SUBTOTAL))
        rows += [
            _row(told, one.name, one.opinions, one.opinions, one.note, has_notes, indent=1)
            for one in field.groups
        ]
    if told.unsorted:
        rows.append(_row(told, _t("Of no kind listed"), told.unsorted, told.unsorted, "", has_notes))
    # those in no group have one opinion each and none elsewhere
    whole = (told.opinions + told.unsorted, told.people + told.unsorted)
    rows.append(_row(told, _t("In all"), *whole, "", has_notes, RowKind.TOTAL))
    notes = [_t("One answer can hold several opinions, so there are more opinions than people.")]
    notes.append(_t("%: of those who wrote an opinion."))
    if is_weighted:
        notes.append(_t("Counted without weights."))
    caption = _t("{question}: opinions by field and kind", question=told.label)
    return Table(
        tuple(columns), tuple(rows), caption, verbatim(run_on(notes)), f"ft:{told.question_id}", pad=1.3
    )


def _row(
    told: PrintedOpinions,
    name: str,
    opinions: int,
    people: int,
    note: str,
    has_notes: bool,
    kind: RowKind = RowKind.PLAIN,
    indent: int = 0,
) -> Row:
    share: Value = half_up(people / told.wrote * 100) if told.wrote and people else Mark.NONE
    cells: list[Value] = [name, opinions or Mark.NONE, people or Mark.NONE, share]
    return Row((*cells, *([note] if has_notes else [])), kind, indent)


def _broken_down(report: ReportData, told: PrintedOpinions) -> Iterator[Part]:
    """Who brings up what: the groups as a question by the axes of the report; a wide table has a page of its own."""
    tables = _derived(report, told.question_id)
    for table in tables:
        yield Paragraph(verbatim(finding(table, report.limits_of(table))))
    for table in tables:
        yield cross_part(table, report.limits_of(table))


def _derived(report: ReportData, question_id: str) -> Sequence[CrossSheet]:
    """The fields, which are fewer, before the kinds."""
    apart = told_apart(report)
    own = [table for key, table in report.tables.items() if key in apart and table.blocks]
    own = [table for table in own if origin_of(report.data, table.question.id) == question_id]
    return sorted(own, key=lambda table: len(table.columns))


def quoted_parts(told: PrintedOpinions) -> Iterator[Part]:
    """Quotes by kind, with whose words they are."""
    held = [
        (f"{field.name}　{one.name}" if field.name else one.name, one.quotes)
        for field in told.fields
        for one in field.groups
        if one.quotes
    ]
    if told.quotes:
        held.append((_t("Others") if held else "", told.quotes))
    if not held:
        return
    yield Heading(_t("Opinions as they were written"), 2, f"fq:{told.question_id}", numbered=False)
    yield Paragraph(
        _t(
            "A choice of the answers. What could identify somebody was taken out; in brackets stands whose words these "
            "are, as far as enough respondents share it."
        ),
        "small",
    )
    for name, quotes in held:
        if name:
            yield Heading(name, 3, numbered=False)
        yield Bullets(tuple(verbatim(_quote(one)) for one in quotes))


def _quote(quote: PrintedQuote) -> str:
    """The words on one line and whose they are."""
    said = " ".join(quote.text.split())
    return _t("{words} ({who})", words=said, who=quote.who) if quote.who else said
