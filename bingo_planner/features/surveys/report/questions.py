"""One question of the report: its heading, what the figures say, the picture, the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bingo_planner.features.surveys.crosstab.model import CrossSheet
from bingo_planner.features.surveys.freetext.grouping import UNSORTED
from bingo_planner.features.surveys.model import Condition, Question
from bingo_planner.features.surveys.report import charts
from bingo_planner.features.surveys.report.attributes import attribute_parts, attributes_of
from bingo_planner.features.surveys.report.cross import cross_caption, cross_paper
from bingo_planner.features.surveys.report.model import Limits, ReportData, row_of
from bingo_planner.features.surveys.report.sentences import finding
from bingo_planner.features.surveys.report.words import (
    axis_words,
    by_words,
    joined,
    kind_words,
    number_of,
    run_on,
)
from bingo_planner.features.surveys.room import Role, SurveyData
from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.answercharts import Bands
from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.model import (
    Figure,
    Framed,
    Heading,
    KeepTogether,
    Paragraph,
    Part,
    Table,
    verbatim,
)
from bingo_planner.reports.wide import turned


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def question_parts(report: ReportData, apart: frozenset[str] = frozenset()) -> Iterator[Part]:
    """Every question in printed order but those told `apart`; a matrix under one heading with a picture of all."""
    known = apart | {table.question.id for table in attributes_of(report)}
    yield from attribute_parts(report)
    chosen = [(table.question, table) for key, table in report.tables.items() if key not in known]
    for group, held in groupby(chosen, key=lambda pair: pair[0].group or pair[0].id):
        tables = [table for _, table in held]
        if len(tables) > 1 and tables[0].question.group:
            yield from _matrix(report, group, tables)
        else:
            yield from one_question(report, tables[0])


def _matrix(report: ReportData, group: str, tables: Sequence[CrossSheet]) -> Iterator[Part]:
    first = tables[0].question
    row = row_of(report.data, first.id)
    label = row.group_label if row is not None and row.group_label else first.label
    head = Question(group, label, first.kind, first.options, max_choices=first.max_choices)
    yield Heading(
        f"{number_of(head)}　{label}{asked_words(report.data, first)}", 1, numbered=False, key=f"q:{group}"
    )
    limits = [report.limits_of(one) for one in tables]
    overview = charts.group_bands(tables, limits) if report.selection.has_charts else None
    if overview is not None:
        names = joined([table.question.label for table in tables])
        caption = _t("{question}: all items (%)", question=label)
        yield Figure(overview, caption, _t("{question}: {answers}", question=label, answers=names))
    for table in tables:
        yield from one_question(report, table, level=2)


def one_question(report: ReportData, table: CrossSheet, level: int = 1) -> Iterator[Part]:
    """A question: heading, finding, picture, small pictures by town, table, how to read it."""
    limits, question = report.limits_of(table), table.question
    kind = kind_words(question)
    title = _t("{number}  {label} ({kind})", number=number_of(question), label=question.label, kind=kind)
    heading = Heading(
        f"{title}{asked_words(report.data, question)}", 1 if level == 1 else 2, f"q:{question.id}", False
    )
    said = Paragraph(verbatim(finding(table, limits)))
    figures = _pictures(report, table, limits) if report.selection.has_charts else []
    # heading, finding and picture are read together: they stand on one page
    yield KeepTogether((heading, said, *figures[:1]))
    yield from figures[1:]
    yield cross_part(table, limits)


def asked_words(data: SurveyData, question: Question) -> str:
    """【問8で「はい」と答えた人】 behind the heading of a question that only some were asked."""
    if question.asked_if is None:
        return ""
    return _t(" [asked of: {who}]", who=condition_words(data, question.asked_if))


def condition_words(data: SurveyData, condition: Condition) -> str:
    """Who was asked, in words."""
    parts = []
    for clause in condition.clauses:
        if clause.question not in data.codebook:
            parts.append(clause.question)
            continue
        asked = data.codebook.question(clause.question)
        labels = [option.label for option in asked.options if option.code in clause.codes] or list(
            clause.codes
        )
        answers = joined([_t("“{word}”", word=label) for label in labels])
        parts.append(_t("{answers} in {question}", answers=answers, question=number_of(asked)))
    return joined(parts)


def _pictures(report: ReportData, table: CrossSheet, limits: Limits) -> list[Figure]:
    """The picture of a question and small ones by town; none where a table says it better."""
    drawing = charts.question_chart(table, limits)
    if drawing is None:
        return []
    facts = {"question": table.question.label, "unit": _t(" (%)") if table.question.is_coded else ""}
    alt = charts.spoken(table, limits)
    found = [Figure(drawing, _t("{question}: {by}{unit}", by=_shown(table, drawing), **facts), alt)]
    town = report.data.facts.with_role(Role.TOWN)
    for block in table.blocks:
        if town is None or block.axis.keys != (town.key,):
            continue
        small = charts.panels(table, block, limits)
        if small is not None:
            found.append(Figure(small, _t("{question}: {by}{unit}", by=by_words(block.title), **facts), alt))
    return found


def _shown(table: CrossSheet, drawing: Drawing) -> str:
    """What a picture is broken down by."""
    if isinstance(drawing, Bands):
        return axis_words(charts.charted(table)) if table.blocks else _t("All")
    if not table.question.is_coded and table.blocks:
        return _t("mean {by}", by=by_words(table.blocks[0].title))
    return _t("All")


def cross_part(table: CrossSheet, limits: Limits) -> Table | Framed:
    """The cross table of a question, turned where it is too wide."""
    caption = f"{table.question.label}　{cross_caption(table, limits)}"
    return turned(cross_paper(table, limits, caption, f"t:{table.question.id}", table_note(table, limits)))


def table_note(table: CrossSheet, limits: Limits) -> str:
    """How to read this very table, as far as it asks for it."""
    notes: list[str] = []
    lines = table.lines
    if table.columns and table.columns[-1].code == UNSORTED:
        notes.append(_t("n are those who wrote an opinion."))
    if table.is_weighted:
        notes.append(
            _t("n is the number of answers, weighted n the sum of their weights; percentages are weighted.")
        )
    if table.drops_no_answer:
        notes.append(_t("No answer is left out of the base."))
    if not table.adds_up and table.question.is_coded:
        notes.append(_t("Several answers: percentages are of those who answered and go over 100% together."))
    if any(limits.is_starred(line) and not limits.is_hidden(line) for line in lines):
        notes.append(_t("* fewer than {n} answers, for reference only.", n=limits.star))
    if limits.has_marks and _has_marks(table, limits):
        notes.append(_t("▲▼ significantly above or below all together (5%, design of the sample)."))
    return run_on(notes)


def _has_marks(table: CrossSheet, limits: Limits) -> bool:
    for line in table.lines[1:]:
        shown = line.figures if line.good is None else (line.good,)
        if any(figure.differs for figure in shown):
            return True
        if line.numbers is not None and line.numbers.differs:
            return True
    return False
