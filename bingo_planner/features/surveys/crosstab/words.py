"""What a cross table says in words: the question's number, its base, its tests, the cell under the cursor."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bingo_planner.features.surveys.crosstab.model import Block, Column, CrossSheet, Figure, Line
from bingo_planner.features.surveys.crosstab.scales import good_word
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.room import QuestionRow
from bingo_planner.features.surveys.stats.rounding import figure_words, percent_words
from bingo_planner.kernel.i18n import language, translate

_NUMBERED = re.compile(r"^q(\d+[a-z]?(?:_\d+[a-z]?)*)$", re.IGNORECASE)
_KINDS = {
    QuestionKind.SINGLE: "SA",
    QuestionKind.MULTIPLE: "MA",
    QuestionKind.NUMBER: "NUM",
    QuestionKind.FREE: "FA",
}


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def number_of(key: str) -> str:
    """Q5 of q5, Q5-2 of q5_2, Q3b of q3b, anything else as it stands."""
    found = _NUMBERED.match(key)
    return f"Q{found[1].replace('_', '-')}" if found else key


def printed_number(key: str) -> str:
    """問5-2 in Japanese print, Q5-2 in English."""
    number = number_of(key)
    return number.replace("Q", "問", 1) if language() == "ja" and number != key else number


def title_of(row: QuestionRow) -> str:
    """問5-5 公共交通（生活の満足度）."""
    head = _t(" ({heading})", heading=row.group_label) if row.group_label else ""
    return f"{printed_number(row.key)} {row.label}{head}"


def kind_words(question: Question) -> str:
    """SA, MA with how many at most, NUM, FA."""
    if question.kind is QuestionKind.MULTIPLE and question.max_choices:
        return _t("MA up to {n}", n=question.max_choices)
    return _KINDS[question.kind]


def base_words(question: Question, book: Codebook, drops_no_answer: bool) -> str:
    """母数：全員; 母数：問8で「はい」と答えた人（無回答を除く）."""
    clauses = question.asked_if.clauses if question.asked_if else ()
    parts = []
    for clause in clauses:
        asked = book.question(clause.question) if clause.question in book else None
        labels = {one.code: one.label for one in asked.options} if asked else {}
        chosen = "".join(_t("“{answer}”", answer=labels.get(code, code)) for code in clause.codes)
        parts.append(_t("{question} {answers}", question=printed_number(clause.question), answers=chosen))
    who = _t(" and ").join(parts)
    base = _t("those who answered {conditions}", conditions=who) if who else _t("everybody")
    if not question.is_coded:
        return _t("Base: {base}, answers only", base=base)
    if question.no_answer is None:
        return _t("Base: {base}, blanks left out", base=base)
    if drops_no_answer:
        return _t("Base: {base}, no answer left out", base=base)
    return _t("Base: {base}", base=base)


def good_title(columns: Sequence[Column], good: Sequence[str]) -> str:
    """満足計, else what the good options have in common, else 肯定計."""
    word = good_word([one.label for one in columns if one.code in good])
    return _t("{word}, sum", word=word) if word else _t("Good side, sum")


def total_title() -> str:
    """圏域計."""
    return _t("Whole region")


def line_title(line: Line) -> str:
    """The printed name of a line; those without an answer to the axis are 不明."""
    label = _t("not stated") if line.is_blank and not line.outer else line.label
    if line.outer:
        return f"{line.outer} × {line.label}"
    return (line.body.brief if line.body is not None else label) if line.key else total_title()


def percent(figure: Figure) -> str:
    """`-` for nobody, 0.0 for less than 0.05 %, else one decimal, halves up."""
    return percent_words(figure.count, figure.share * 100) or "-"


def count_words(figure: Figure, *, weighted: bool) -> str:
    """Answers; of weighted tables the sum of their weights, rounded."""
    if not figure.count:
        return "-"
    if not weighted:
        return f"{figure.count:,}"
    # Somebody answered: a weight below a half is no 0.
    return figure_words(figure.weighted, 0 if figure.weighted >= 0.5 else 1)


def margin_words(figure: Figure) -> str:
    """±8.9, nothing where there is no error."""
    words = figure_words(figure.margin * 100)
    return f"±{words}" if words else ""


def cell_words(line: Line, title: str, figure: Figure) -> str:
    """神石高原町 | 満足計 32.3 %（±8.9）."""
    margin = margin_words(figure)
    return _t(
        "{line} | {title} {percent} %{margin}",
        line=line_title(line),
        title=title,
        percent=percent(figure),
        margin=_t(" ({margin})", margin=margin) if margin else "",
    )


def test_words(block: Block) -> str:
    """市町：χ²(32)=61.2 p=0.001、Rao–Scott F(30.1, 90,211.4)=1.88 p=0.002."""
    parts = []
    if block.chi_square is not None:
        found = block.chi_square
        parts.append(f"χ²({found.df})={figure_words(found.statistic)}, {p_words(found.p)}")
    if block.rao_scott is not None:
        test = block.rao_scott
        df = f"{figure_words(test.df1)}; {figure_words(test.df2, 0)}"
        parts.append(f"Rao–Scott F({df})={figure_words(test.f, 2)}, {p_words(test.p)}")
    if not parts:
        return ""
    return _t("{axis}: {tests}", axis=block.title, tests=_t("; ").join(parts))


def p_words(p: float) -> str:
    """p=0.012, p<0.001."""
    return "p<0.001" if p < 0.001 else f"p={figure_words(p, 3)}"


def summary(sheet: CrossSheet, title: str, hidden: Collection[str] = ()) -> str:
    """The table in a sentence: everybody's figure, the highest and the lowest line of the first axis.

    Lines that are `hidden` from publication are not spoken of either.
    """
    figure, name = _leading(sheet, sheet.total)
    if figure is None or "" in hidden:
        return title
    said = [_t("{title}: {name} is {percent} % in all.", title=title, name=name, percent=percent(figure))]
    first = sheet.blocks[0].lines if sheet.blocks else ()
    lines = [line for line in first if not line.is_blank and line.n and line.key not in hidden]
    known = [(found, line) for line in lines if (found := _leading(sheet, line)[0]) is not None]
    known = [(found, line) for found, line in known if found.is_known]
    if len(known) > 1:
        high, low = (pick(known, key=lambda pair: pair[0].share) for pick in (max, min))
        said.append(
            _t(
                "Highest is {high} with {most} %, lowest {low} with {least} %.",
                high=line_title(high[1]),
                most=percent(high[0]),
                low=line_title(low[1]),
                least=percent(low[0]),
            )
        )
    return ("" if language() == "ja" else " ").join(said)


def _leading(sheet: CrossSheet, line: Line) -> tuple[Figure | None, str]:
    """The figure a sentence speaks of: the good side, else the option that most chose in all."""
    if line.good is not None:
        return line.good, good_title(sheet.columns, sheet.good)
    if not line.figures:
        return None, ""
    shares = [one.share if one.is_known else -1.0 for one in sheet.total.figures]
    at = shares.index(max(shares))
    return line.figures[at], _t("“{answer}”", answer=sheet.columns[at].label)
