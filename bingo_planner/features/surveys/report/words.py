"""Figures and names as a report prints them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from bingo_planner.features.surveys.crosstab.model import Block, Column, Figure, Line
from bingo_planner.features.surveys.crosstab.words import line_title, printed_number
from bingo_planner.features.surveys.freetext.grouping import UNSORTED
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.report.model import Limits
from bingo_planner.features.surveys.stats.rounding import half_up
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_mark, format_number

_DERIVED = re.compile(r"^(q\d+[a-z]?(?:_\d+[a-z]?)*)_(?:kind|field)_*$")
UP, DOWN = "▲ ", "▼ "
"""Before a share that is significantly above or below everybody's, set off so that it is not read as a sign."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def share_words(figure: Figure) -> str:
    """12.3; － when nobody answered so, 0.0 for a small share, nothing without a base."""
    if not figure.is_known:
        return ""
    return format_mark(Mark.NONE) if figure.count == 0 else percent_words(figure.share)


def percent_words(share: float) -> str:
    """A share from 0 to 1 in per cent with one decimal, halves up."""
    return format_number(half_up(share * 100), 1) if math.isfinite(share) else ""


def shown_percent(share: float) -> float:
    """A share in per cent as it is printed, for charts whose labels must agree with the table."""
    return float(half_up(share * 100)) if math.isfinite(share) else 0.0


def mark_of(differs: int) -> str:
    """▲, ▼ or nothing."""
    return UP if differs > 0 else DOWN if differs < 0 else ""


def count_words(value: float) -> str:
    """Answers, or the sum of their weights, as a whole number."""
    return format_number(half_up(value, 0))


def figure_words(value: float, decimals: int) -> str:
    """A mean or a sum; nothing where there is none."""
    return format_number(half_up(value, decimals), decimals) if math.isfinite(value) else ""


def points(difference: float) -> Decimal:
    """A difference of printed percentages in points."""
    return half_up(difference * 100)


def base_words(line: Line, limits: Limits) -> str:
    """n of a line: starred where it is small, only a bound where it is hidden."""
    if limits.is_hidden(line) and line.n < limits.hide:
        return _t("under {n}", n=limits.hide)
    star = "*" if limits.is_starred(line) else ""
    return f"{star}{format_number(line.n)}"


def n_words(line: Line, limits: Limits) -> str:
    """n=1,936 beside a bar."""
    return f"n={base_words(line, limits)}"


def hidden_words(line: Line, limits: Limits) -> str:
    """What stands in the place of answers that are not shown."""
    if line.n >= limits.hide:
        return _t("Not shown: it would give a smaller group away")
    return _t("Not shown: fewer than {n} answers", n=limits.hide)


def number_of(question: Question) -> str:
    """The number of a question as the questionnaire prints it: 問5-1 of q5_1; 問9 of groups of opinions to 問9."""
    return printed_number(_DERIVED.sub(r"\1", question.id))


def line_name(line: Line) -> str:
    """全体, 福山市, 不明, 女性 × 30代."""
    return line_title(line) if line.key else _t("All")


def kind_words(question: Question) -> str:
    """What is asked for: one answer, several, up to three, a number."""
    match question.kind:
        case QuestionKind.SINGLE:
            return _t("one answer")
        case QuestionKind.MULTIPLE:
            if question.max_choices:
                return _t("up to {n} answers", n=question.max_choices)
            return _t("any number of answers")
        case _:
            return _t("a number")


def quoted(words: Sequence[str]) -> str:
    """「満足」と「まあ満足」."""
    marked = [_t("“{word}”", word=word) for word in words]
    return joined(marked, _t(" and "))


def joined(words: Sequence[str], last: str = "") -> str:
    """a, b and c; in Japanese a、b、c."""
    if language() == "ja":
        return last.join(words) if last and len(words) == 2 else "、".join(words)
    return last.join((", ".join(words[:-1]), words[-1])) if last and len(words) > 1 else ", ".join(words)


def run_on(sentences: Sequence[str]) -> str:
    """Sentences one after another: a space between them only where the language has one."""
    return ("" if language() == "ja" else " ").join(sentences)


def is_aside(column: Column) -> bool:
    """No answer, what is no opinion (わからない) and what is in no group: they stand apart from the answers."""
    if column.side.value == "blank" or column.code == UNSORTED:
        return True
    return any(word in column.label for word in ("わからない", "分からない"))


def by_words(title: str) -> str:
    """居住地別; 性別 stays as it is."""
    if language() == "ja" and title.endswith("別"):
        return title
    return _t("by {axes}", axes=title)


def axis_words(blocks: Sequence[Block]) -> str:
    """居住地・年代別: the axes of a table or of a picture."""
    between = "・" if language() == "ja" else ", "
    return by_words(between.join(block.title for block in blocks))
