"""A trend in words: notes on what is not the same as now, the table, the sentence of the picture."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.fills import MOST_PARTS, fills_of
from bingo_planner.features.surveys.crosstab.model import Figure
from bingo_planner.features.surveys.crosstab.printed import (
    BAND,
    GOOD,
    WEIGHTED,
    Cell,
    Head,
    N,
    Printed,
    Row,
    Segment,
)
from bingo_planner.features.surveys.room import QuestionRow
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, Few
from bingo_planner.features.surveys.stats.rounding import figure_words, half_up
from bingo_planner.features.surveys.trends.linking import Matches
from bingo_planner.features.surveys.trends.model import Change, Edition, Trend
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number

CHANGE, MEAN = "+change", "mean"
_SIGNS = {1: "up", -1: "down", 0: ""}


def _t(text: str, **facts: object) -> str:
    return translate("trends", text, **facts)


def notes_of(newest: QuestionRow, earlier: QuestionRow, matches: Matches, note: str) -> tuple[str, ...]:
    """What was not the same then: words, base, options without a counterpart; and what a planner wrote."""
    said = []
    if newest.label != earlier.label:
        said.append(_t("asked as “{words}”", words=earlier.label))
    if newest.asked_if != earlier.asked_if:
        said.append(_t("asked of others: {base}", base=earlier.asked_if or _t("everybody")))
    used = {one for codes in matches.values() for one in codes}
    then = [one.label for one in earlier.question.options if one.code not in used and not one.is_no_answer]
    now = [one.label for one in newest.question.options if one.code not in matches and not one.is_no_answer]
    if then:
        said.append(_t("without counterpart now: {options}", options=_t(", ").join(then)))
    if now:
        said.append(_t("not offered then: {options}", options=_t(", ").join(now)))
    return (*said, note) if note else tuple(said)


def printed_trend(found: Trend, title: str, options: CrossOptions) -> Printed:
    """The trend as a table with bands, the newest survey first."""
    single = found.question.kind == "SA"
    fills = fills_of(found.columns) if single and 1 < len(found.columns) <= MOST_PARTS else ()
    rows = [_row(found, one, fills, newest=at == 0) for at, one in enumerate(reversed(found.editions))]
    notes = [
        _t("{survey}: {notes}", survey=one.title, notes=_t("; ").join(one.notes))
        for one in reversed(found.editions)
        if one.notes
    ]
    return Printed(
        title,
        "",
        _heads(found, bool(fills)),
        tuple(rows),
        tuple(zip(fills, (one.label for one in found.columns), strict=True)) if fills else (),
        (*_general(found, options), *notes),
        (),
        sentence(found, title),
        2 if found.is_weighted else 1,
        False,
    )


def _general(found: Trend, options: CrossOptions) -> tuple[str, ...]:
    said = [_t("▲▼ significant change from the survey before (5 %, independent samples)")]
    if found.is_weighted:
        said.append(_t("n is before weighting; percentages are weighted."))
    if any(one.line.few is not Few.ENOUGH and one.line.n for one in found.editions):
        said.append(_t("＊ marks n below {n}: for reference only.", n=options.star))
    if any(not figure.is_known for one in found.editions for figure in one.line.figures):
        said.append(_t("… was not asked in that way then."))
    return tuple(said)


def _heads(found: Trend, with_band: bool) -> tuple[Head, ...]:
    heads = [Head(N, "n", 4.3)]
    if found.is_weighted:
        heads.append(Head(WEIGHTED, _t("weighted n"), 5.4))
    if found.question.kind == "NUM":
        return (*heads, Head(MEAN, _t("Mean"), 6, "sum"), Head("se", "±", 5), Head(CHANGE, _t("Change"), 6.4))
    many = len(found.columns) > MOST_PARTS
    heads += [Head(one.code, one.label, 4.4 + many) for one in found.columns]
    if found.good:
        heads += [
            Head(GOOD, words.good_title(found.columns, found.good), 4.6, "sum"),
            Head(CHANGE, _t("Change in points"), 5.0),
        ]
    if with_band:
        heads.append(Head(BAND, "", 17.0, "band"))
    return tuple(heads)


def _row(found: Trend, one: Edition, fills: Sequence[str], *, newest: bool) -> Row:
    line = one.line
    cells = [Cell(f"{line.n:,}", faint=not line.n)]
    if found.is_weighted:
        cells.append(Cell(figure_words(line.weighted, 0) if line.n else "-", faint=not line.n))
    if found.question.kind == "NUM":
        cells += _number_cells(one)
    else:
        marks = not found.good
        cells += [
            _cell(figure, change if marks else None)
            for figure, change in zip(line.figures, one.changes, strict=True)
        ]
        if found.good and line.good is not None:
            cells += [_cell(line.good, None), change_cell(one.good)]
    band = tuple(
        Segment(figure.share, words.percent(figure), fill)
        for figure, fill in zip(line.figures, fills, strict=False)
        if figure.is_known
    )
    starred = bool(line.n) and line.few is not Few.ENOUGH
    return Row(one.survey_id, one.title, tuple(cells), band, "total" if newest else "line", starred=starred)


def _cell(figure: Figure, change: Change | None) -> Cell:
    if not figure.is_known:
        return Cell("…", faint=True)
    return Cell(words.percent(figure), sign=_SIGNS[change.differs] if change else "", faint=not figure.count)


def change_cell(change: Change | None) -> Cell:
    """+3.1 or △2.0 points with ▲▼ where it is significant; － where nothing was before."""
    if change is None:
        return Cell("－", faint=True)
    return Cell(signed(change.value * 100), sign=_SIGNS[change.differs])


def _number_cells(one: Edition) -> list[Cell]:
    numbers = one.line.numbers
    if numbers is None or not one.line.n:
        return [Cell("-", faint=True) for _ in range(3)]
    change = Cell("－", faint=True)
    if one.mean is not None:
        change = Cell(signed(one.mean.value, 2), sign=_SIGNS[one.mean.differs])
    return [Cell(figure_words(numbers.mean, 2)), Cell(figure_words(1.96 * numbers.se_mean, 2)), change]


def signed(value: float, places: int = 1) -> str:
    """+9.9, △1.2, 0.0."""
    rounded = half_up(value, places)
    return ("+" if rounded > 0 else "") + format_number(rounded, places)


def sentence(found: Trend, title: str) -> str:
    """From the oldest to the newest figure, and whether the last change is more than chance."""
    known = [(one, share) for one in found.editions if (share := leading(found, one)) is not None]
    if len(known) < 2:
        return title
    (old, first), (new, last) = known[0], known[-1]
    unit = "" if found.question.kind == "NUM" else " %"
    said = _t(
        "{title}: {name} went from {old} {first} to {new} {last}.",
        title=title,
        name=leading_name(found),
        old=old.title,
        first=f"{figure_words(first, 2 if not unit else 1)}{unit}",
        new=new.title,
        last=f"{figure_words(last, 2 if not unit else 1)}{unit}",
    )
    change = leading_change(found, new)
    if change is None:
        return said
    told = _t("The last change is significant.") if change.differs else _t("The last change may be chance.")
    return said + ("" if language() == "ja" else " ") + told


def leading_name(found: Trend) -> str:
    """What the picture and the sentence follow first: a mean, the good side, the option most chosen now."""
    if found.question.kind == "NUM":
        return _t("the mean")
    if found.good:
        return words.good_title(found.columns, found.good)
    return _t("“{answer}”", answer=found.columns[most_chosen(found)].label)


def leading(found: Trend, one: Edition) -> float | None:
    """The figure that is followed first, in percent; None where there is none."""
    line = one.line
    if found.question.kind == "NUM":
        return line.numbers.mean if line.numbers is not None and line.n else None
    figure = line.good if found.good else line.figures[most_chosen(found)]
    return figure.share * 100 if figure is not None and figure.is_known else None


def leading_change(found: Trend, one: Edition) -> Change | None:
    """How the figure that is followed first changed."""
    if found.question.kind == "NUM":
        return one.mean
    return one.good if found.good else one.changes[most_chosen(found)]


def most_chosen(found: Trend) -> int:
    """The option that most chose in the newest survey."""
    figures = found.editions[-1].line.figures
    return max(range(len(figures)), key=lambda at: figures[at].share if figures[at].is_known else -1.0)
