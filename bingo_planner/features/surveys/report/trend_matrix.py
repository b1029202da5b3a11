"""The items of a matrix over the years: the good side of each beside that of the survey before, in one picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bingo_planner.features.surveys.crosstab.words import good_title
from bingo_planner.features.surveys.model import Question
from bingo_planner.features.surveys.report.model import ReportData, row_of
from bingo_planner.features.surveys.report.words import (
    joined,
    number_of,
    percent_words,
    run_on,
    shown_percent,
)
from bingo_planner.features.surveys.trends.model import Edition, Trend
from bingo_planner.features.surveys.trends.words import signed
from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.answercharts import Ranking, RankRow
from bingo_planner.reports.model import (
    Cell,
    Column,
    Figure,
    Heading,
    KeepTogether,
    Paragraph,
    Part,
    Row,
    Table,
    Value,
    verbatim,
)
from bingo_planner.reports.tones import Fill

_TONES = {1: (Fill.R4,), 2: (Fill.R2, Fill.R4), 3: (Fill.R1, Fill.R3, Fill.R4)}
SURE = "†"
"""Before a change that is significant; its sign already says whether it rose or fell."""
_MOST = 3
"""Surveys that stand beside each other in bars."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def sure_note() -> str:
    """What the dagger means."""
    return _t("† the change from the survey before is significant (5%, independent samples).")


def matrix_parts(report: ReportData, group: str, trends: Sequence[Trend]) -> Iterator[Part]:
    """Heading, what rose and what fell, bars of the good side, the table with changes."""
    first = trends[0]
    row = row_of(report.data, first.question.id)
    label = row.group_label if row is not None and row.group_label else first.question.label
    number = number_of(Question(group, label, first.question.kind))
    heading = Heading(f"{number}　{label}", 1, f"y:{group}", numbered=False)
    name = good_title(first.columns, first.good)
    said = change_words(trends, name)
    parts: tuple[Heading | Paragraph | Figure, ...] = (heading, Paragraph(verbatim(said)))
    if report.selection.has_charts:
        caption = _t("{question}: “{word}” over the years (%)", question=label, word=name)
        parts = (*parts, Figure(_bars(trends), caption, said))
    yield KeepTogether(parts)
    yield _table(trends, label, name)


def change_words(trends: Sequence[Trend], name: str) -> str:
    """Which items rose and which fell since the survey before; only what is significant is named."""
    rose: list[str] = []
    fell: list[str] = []
    for one in trends:
        newest, before = one.editions[-1], one.editions[-2]
        if newest.good is None or not newest.good.differs:
            continue
        words = _t(
            "“{answer}” ({old}% → {new}%)",
            answer=one.question.label,
            old=_percent(before),
            new=_percent(newest),
        )
        (rose if newest.good.differs > 0 else fell).append(words)
    facts = {"word": name, "before": trends[0].editions[-2].title}
    said = []
    if rose:
        said.append(_t("Since {before} “{word}” rose in {items}.", items=joined(rose, _t(" and ")), **facts))
    if fell:
        said.append(_t("Since {before} “{word}” fell in {items}.", items=joined(fell, _t(" and ")), **facts))
    rest = len(trends) - len(rose) - len(fell)
    if rest and said:
        said.append(_t("In the other {n} items the change is within the error of the samples.", n=rest))
    return run_on(said) or _t("Since {before} “{word}” changed clearly in no item.", **facts)


def _percent(one: Edition) -> str:
    return percent_words(one.line.good.share) if one.line.good is not None else ""


def _bars(trends: Sequence[Trend]) -> Ranking:
    editions = trends[0].editions[-_MOST:]
    series = tuple((one.title, tone) for one, tone in zip(editions, _TONES[len(editions)], strict=True))
    rows = tuple(
        RankRow(
            one.question.label,
            tuple(_share(each) for each in one.editions[-_MOST:]),
            tuple(_percent(each) or "…" for each in one.editions[-_MOST:]),
        )
        for one in trends
    )
    return Ranking(rows, series)


def _share(one: Edition) -> float | None:
    good = one.line.good
    return shown_percent(good.share) if good is not None and good.is_known else None


def _table(trends: Sequence[Trend], label: str, name: str) -> Table:
    editions = trends[0].editions
    columns = [Column(_t("Item"), share=2.0)]
    for one in editions:
        columns.append(Column("n", align="right", over=one.title))
        columns.append(Column("％", align="right", over=one.title))
    columns.append(Column(_t("Change (points)"), align="right"))
    columns.append(Column("±", align="right"))
    rows = tuple(Row(tuple(_cells(one))) for one in trends)
    note = sure_note()
    caption = _t("{question}: “{word}” over the years", question=label, word=name)
    return Table(tuple(columns), rows, caption, note, size=8.3, pad=1.3)


def _cells(one: Trend) -> Iterator[Value]:
    yield one.question.label
    for each in one.editions:
        yield each.line.n
        yield _percent(each) or Cell("…", grey=True)
    change = one.editions[-1].good
    if change is None:
        yield "－"
        yield ""
        return
    yield f"{SURE if change.differs else ''}{signed(change.value * 100)}"
    yield percent_words(change.margin)
