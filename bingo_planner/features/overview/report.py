"""The list of what is due, as a short paper to take along."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.overview.model import Group, Line, Overview
from bingo_planner.features.overview.words import (
    body_words,
    day_long,
    due_words,
    group_words,
    state_words,
)
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import Language, speaking, translate
from bingo_planner.reports.model import Column, Paper, Paragraph, Row, RowKind, Table, Title, verbatim


def _t(text: str, **facts: object) -> str:
    return translate("overview", text, **facts)


def todo_paper(
    overview: Overview, lines: Sequence[Line], style: DateStyle, lang: Language, whose: str = ""
) -> Paper:
    """The lines shown, under the heads of their groups; `whose` names a narrower choice."""
    with speaking(lang):
        style = DateStyle.WESTERN if lang == "en" else style
        facts = overview.facts
        day = day_long(facts.today, style)
        lead = _t("As of {day}, {n} entries. {whose}", day=day, n=len(lines), whose=whose)
        title = _t("To do")
        body = _table(overview, lines, style) if lines else Paragraph(_t("Nothing is due."), "plain")
        return Paper(
            title,
            (Title(title, verbatim(lead)), body),
            author=facts.region.label,
            subject=lead,
            language=lang,
            date=facts.today,
            right_head=facts.region.label,
            foot_mark=facts.region.foot_mark,
        )


def _table(overview: Overview, lines: Sequence[Line], style: DateStyle) -> Table:
    columns = (
        Column(_t("What"), share=2.3),
        Column(_t("Of"), share=1.8),
        Column(_t("Members"), share=1.2),
        Column(_t("Due"), width=50, align="right"),
        Column(_t("State"), width=62, align="right"),
    )
    rows: list[Row] = []
    for group in Group:
        held = [line for line in lines if line.group is group]
        if held:
            rows.append(Row((_t("{group}: {n}", group=group_words(group), n=len(held)),), RowKind.GROUP))
            rows += [_row(overview, line, style) for line in held]
    return Table(columns, tuple(rows), numbered=False)


def _row(overview: Overview, line: Line, style: DateStyle) -> Row:
    state = line.rating.value if line.rating is not None else state_words(line)
    return Row((line.title, line.note, body_words(line, overview.facts), due_words(line, style), state))
