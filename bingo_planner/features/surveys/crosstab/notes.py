"""The notes beneath a table: how figures are rounded, what n is, what stars and signs mean, how sure it all is."""

from __future__ import annotations

from collections.abc import Collection

from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.model import CrossSheet, Figure, Line
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, ErrorFormula, Few
from bingo_planner.features.surveys.stats.rounding import figure_words
from bingo_planner.kernel.i18n import translate


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def notes_of(
    sheet: CrossSheet, options: CrossOptions, hidden: frozenset[str], *, has_letters: bool = False
) -> tuple[str, ...]:
    """Sentences that the table needs, and no others."""
    said = list(sheet_notes(sheet, options, hidden))
    if any(not block.covers for block in sheet.blocks):
        said.append(_t("n of the lines of an axis need not add up to all."))
    if any(_signed(line) for line in sheet.lines):
        said.append(signs_words(options))
    if has_letters:
        said.append(
            _t(
                "Letters name the lines of the same axis that are significantly lower ({level} %, Bonferroni).",
                level=level_words(options),
            )
        )
    margin = margin_note(sheet, options, hidden)
    return tuple(one for one in (*said, margin) if one)


def sheet_notes(sheet: CrossSheet, options: CrossOptions, hidden: frozenset[str]) -> tuple[str, ...]:
    """How figures are rounded, what n is, stars, what is not published."""
    said = [_sums(sheet)]
    if sheet.is_weighted:
        said.append(_t("n is before weighting; percentages are weighted."))
    if any(line.few is not Few.ENOUGH for line in sheet.lines):
        said.append(_t("＊ marks n below {n}: for reference only.", n=options.star))
    if hidden:
        said.append(
            _t(
                "x is not published: n below {n}, and what would give it away.",
                n=options.hide,
            )
        )
    return tuple(one for one in said if one)


def signs_words(options: CrossOptions) -> str:
    """What ▲ and ▼ mean."""
    return _t("▲▼ differs significantly from the whole region ({level} %)", level=level_words(options))


def level_words(options: CrossOptions) -> str:
    """The level of the tests in percent."""
    return figure_words(options.level * 100, 0)


def _sums(sheet: CrossSheet) -> str:
    if sheet.question.kind == "NUM":
        return _t("The sum is of the weighted answers.") if sheet.is_weighted else ""
    if not sheet.adds_up:
        return _t("Several answers: percentages are of respondents, so their sum (M.T.) exceeds 100 %.")
    return _t("Rounded figures need not add up to 100.")


def _signed(line: Line) -> bool:
    if line.numbers is not None:
        return bool(line.numbers.differs)
    figures = (line.good,) if line.good is not None else line.figures
    return any(one is not None and one.differs for one in figures)


def margin_note(sheet: CrossSheet, options: CrossOptions, hidden: Collection[str] = ()) -> str:
    """標本誤差: of everybody and of the line where it is widest, stars left out."""
    whole = _widest(sheet.total)
    if whole is None or "" in hidden or not words.margin_words(whole):
        return ""
    lines = [line for block in sheet.blocks for line in block.lines if not line.is_blank]
    lines = [line for line in lines if line.key not in hidden]
    enough = [line for line in lines if line.few is Few.ENOUGH]
    known = [(line, figure) for line in enough if (figure := _widest(line)) is not None]
    parts = [f"{words.total_title()} {words.margin_words(whole)}"]
    if known:
        line, figure = max(known, key=lambda pair: pair[1].margin)
        parts.append(f"{words.line_title(line)} {words.margin_words(figure)}")
    formula = formula_words(options)
    return _t(
        "Margin of error (95 %, {formula}): {parts} points.", formula=formula, parts=_t("; ").join(parts)
    )


def formula_words(options: CrossOptions) -> str:
    """Where margins come from."""
    return {
        ErrorFormula.DESIGN: _t("from the design of the sample"),
        ErrorFormula.KISH: _t("from weights by Kish"),
        ErrorFormula.SIMPLE: _t("as of a simple random sample"),
        ErrorFormula.TWO_STAGE: _t("as of a two-stage sample"),
    }[options.formula]


def _widest(line: Line) -> Figure | None:
    """The good side, else the figure with the widest margin."""
    if line.good is not None:
        return line.good if line.good.is_known else None
    known = [one for one in line.figures if one.is_known]
    return max(known, key=lambda one: one.margin, default=None)
