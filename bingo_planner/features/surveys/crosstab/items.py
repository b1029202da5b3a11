"""A matrix at one look: every item of a heading as a line, with the columns of its scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.fills import MOST_PARTS, fills_of
from bingo_planner.features.surveys.crosstab.model import Axis, Block, CrossSheet, Figure
from bingo_planner.features.surveys.crosstab.notes import formula_words, sheet_notes
from bingo_planner.features.surveys.crosstab.printed import Look, Measure, Printed, Rows, heads_of
from bingo_planner.features.surveys.crosstab.questions import heading_key
from bingo_planner.features.surveys.model import Codebook, QuestionKind
from bingo_planner.features.surveys.room import QuestionRow
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, Few
from bingo_planner.kernel.i18n import language, translate


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def items_of(rows: Sequence[QuestionRow], key: str) -> list[QuestionRow]:
    """The items of a heading that share the scale of the first one; the key is that of the list."""
    own = [row for row in rows if heading_key(row.group_key) == key and row.group_key]
    single = [row for row in own if row.kind == QuestionKind.SINGLE]
    return [row for row in single if row.options == single[0].options]


def items_sheet(sheets: Sequence[CrossSheet], key: str) -> CrossSheet:
    """The items as the lines of one block; nobody stands for all of them, so the total is the first one's."""
    first = sheets[0]
    lines = tuple(replace(one.total, key=one.question.id, label=one.question.label) for one in sheets)
    block = Block(Axis((key,)), "", lines, covers=False)
    return replace(first, question=replace(first.question, id=key), blocks=(block,))


def items_title(rows: Sequence[QuestionRow]) -> str:
    """問5 生活の満足度（18項目）."""
    head = rows[0]
    number = words.printed_number(head.group_key)
    return _t("{number} {heading} ({n} items)", number=number, heading=head.group_label, n=len(rows))


def printed_items(
    sheet: CrossSheet, title: str, book: Codebook, look: Look, options: CrossOptions
) -> Printed:
    """The items in words, without a line of all."""
    lines = sheet.blocks[0].lines
    hidden = (
        frozenset(one.key for one in lines if one.few is Few.HIDDEN) if look.published else frozenset[str]()
    )
    plain = replace(look, letters=False, tests=False)
    fills = fills_of(sheet.columns) if look.bands and 1 < len(sheet.columns) <= MOST_PARTS else ()
    maker = Rows(sheet, plain, hidden, fills)
    margin = _margin(sheet, options)
    return Printed(
        title,
        words.base_words(sheet.question, book, sheet.drops_no_answer),
        heads_of(sheet, plain, bool(fills)),
        tuple(maker.line(line, "line") for line in lines),
        tuple(zip(fills, (one.label for one in sheet.columns), strict=True)) if fills else (),
        (*sheet_notes(sheet, options, hidden), *((margin,) if margin else ())),
        (),
        _summary(sheet, title, hidden),
        2 if sheet.is_weighted else 1,
        look.measure is Measure.BOTH,
    )


def _margin(sheet: CrossSheet, options: CrossOptions) -> str:
    """The widest margin among the items."""
    known = [one for line in sheet.blocks[0].lines if (one := _leading(line.good, line.figures)) is not None]
    widest = max(known, key=lambda one: one.margin, default=None)
    if widest is None or not words.margin_words(widest):
        return ""
    return _t(
        "Margin of error (95 %, {formula}): at most {margin} points.",
        formula=formula_words(options),
        margin=words.margin_words(widest),
    )


def _leading(good: Figure | None, figures: Sequence[Figure]) -> Figure | None:
    if good is not None:
        return good if good.is_known else None
    return max((one for one in figures if one.is_known), key=lambda one: one.margin, default=None)


def _summary(sheet: CrossSheet, title: str, hidden: frozenset[str]) -> str:
    """The items with the largest and the smallest good side."""
    shown = [line for line in sheet.blocks[0].lines if line.key not in hidden]
    known = [(line.good, line) for line in shown if line.good is not None and line.good.is_known]
    if len(known) < 2:
        return title
    high, low = (pick(known, key=lambda pair: pair[0].share) for pick in (max, min))
    said = _t(
        "{name} is highest for {high} with {most} %, lowest for {low} with {least} %.",
        name=words.good_title(sheet.columns, sheet.good),
        high=high[1].label,
        most=words.percent(high[0]),
        low=low[1].label,
        least=words.percent(low[0]),
    )
    return f"{title}。{said}" if language() == "ja" else f"{title}. {said}"
