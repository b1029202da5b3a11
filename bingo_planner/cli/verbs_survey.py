"""The verbs of surveys: tables with their errors and weights, straight from files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence

from bingo_planner.cli.output import ToldProgress, complain, put_json, put_table, say
from bingo_planner.exchange import files
from bingo_planner.features.surveys.intake.filetable import Table
from bingo_planner.features.surveys.intake.scoring import Asked, Scored, tabulate_files, weight_file
from bingo_planner.features.surveys.intake.targetfile import Untargeted
from bingo_planner.features.surveys.stats.crosstable import Axis, CrossTable, Few
from bingo_planner.features.surveys.stats.design import Lonely
from bingo_planner.features.surveys.stats.exporter_tables import table_sheets
from bingo_planner.features.surveys.stats.rounding import figure_words, percent_words
from bingo_planner.features.surveys.stats.tablejson import axis_words, tables_json, weights_json
from bingo_planner.features.surveys.stats.weights import Weighted
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate

_LISTED = 10


def tabulate(arguments: Namespace) -> int:
    """Read, tabulate, print: JSON as the contract has it, a workbook, or tables to look at."""
    if arguments.out and arguments.out.suffix.lower() != ".xlsx":
        raise PlanError("cli.workbook", name=arguments.out.name)
    asked = Asked(
        answers=arguments.answers,
        codebook=arguments.codebook,
        by=tuple(_axis(one) for one in _names(arguments.by)),
        questions=tuple(_names(arguments.questions)),
        weight=arguments.weight,
        strata=arguments.strata,
        cluster=arguments.cluster,
        fpc=arguments.fpc,
        targets=arguments.targets,
        drop_no_answer=arguments.no_answer == "drop",
        lonely=Lonely(arguments.lonely),
        untargeted=Untargeted(arguments.untargeted),
    )
    scored = tabulate_files(asked, ToldProgress())
    if arguments.out:
        files.write(arguments.out, table_sheets(scored.tables))
    _tell_notes(scored)
    if arguments.json:
        put_json(tables_json(scored.tables))
    elif arguments.out:
        say(str(arguments.out))
    else:
        for table in scored.tables:
            _put(table)
    return 0


def weight(arguments: Namespace) -> int:
    """Rake and print the weights as JSON, or the report of what was reached."""
    table, found = weight_file(
        arguments.answers,
        arguments.targets,
        arguments.weight,
        _trim(arguments.trim),
        Untargeted(arguments.untargeted),
    )
    _tell_foot(table)
    if found.furthest > 1e-6:
        complain(
            translate(
                "cli",
                "The limits leave margins up to {percent} % off their targets.",
                percent=figure_words(found.furthest * 100, 2),
            )
        )
    if arguments.json:
        put_json(weights_json(found))
    else:
        _put_weights(found)
    return 0


def _names(given: Sequence[str]) -> list[str]:
    return [name for text in given for one in text.split(",") if (name := one.strip())]


def _axis(text: str) -> Axis:
    return tuple(name for one in text.split("*") if (name := one.strip()))


def _trim(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(one) for one in text.split(","))
    except ValueError:
        raise PlanError("cli.trim", text=text) from None
    return low, high


def _tell_notes(scored: Scored) -> None:
    settled, numbers = scored.file.settled, scored.file.table.numbers
    _tell_foot(scored.file.table)
    for question, rows in settled.uncalled.items():
        complain(
            translate(
                "cli",
                "{question}: {count} answers of people who were not asked are left out (rows {rows}).",
                **_facts(question, rows, numbers),
            )
        )
    for question, rows in settled.too_many.items():
        complain(
            translate(
                "cli",
                "{question}: {count} answers tick more than is allowed; they count (rows {rows}).",
                **_facts(question, rows, numbers),
            )
        )


def _tell_foot(table: Table) -> None:
    if table.foot:
        rows = ", ".join(map(str, table.foot[:_LISTED]))
        complain(
            translate("cli", "Totals and notes beneath the answers are not read (rows {rows}).", rows=rows)
        )


def _facts(question: str, rows: Sequence[int], numbers: Sequence[int]) -> Mapping[str, object]:
    listed = ", ".join(str(numbers[row]) for row in rows[:_LISTED]) + ("…" if len(rows) > _LISTED else "")
    return {"question": question, "count": len(rows), "rows": listed}


def _put(table: CrossTable) -> None:
    by = axis_words(table)
    say(f"{table.question.id} {table.question.label}" + (f" × {by}" if by else ""))
    heads = ["", "n", translate("cli", "weighted n"), *_heads(table)]
    put_table(heads, [_line(table, row) for row in range(table.rows)])
    found = table.association
    if found is not None:
        f, df1, df2 = (figure_words(one, 3) for one in (found.f, found.df1, found.df2))
        say(f"Rao–Scott F = {f} ({df1}, {df2})  p = {figure_words(found.p, 4)}")
    say("")


def _heads(table: CrossTable) -> list[str]:
    if table.numbers is not None:
        words = ("mean", "± error of the mean", "total", "± error of the total")
        return [translate("cli", one) for one in words]
    return [option.label for option in table.options]


def _line(table: CrossTable, row: int) -> list[str]:
    base = table.base
    name = table.lines[row - 1].label if row else translate("cli", "everybody")
    star = "" if table.few[row] is Few.ENOUGH else "*"
    return [
        f"{name}{star}",
        f"{int(base.n[row]):,}",
        figure_words(float(base.weighted[row])),
        *_figures(table, row),
    ]


def _figures(table: CrossTable, row: int) -> list[str]:
    found = table.numbers
    if found is not None:
        return [
            figure_words(float(one[row]), 2)
            for one in (found.mean, found.se_mean, found.total, found.se_total)
        ]
    assert table.shares is not None
    return [
        percent_words(int(table.shares.count[row, at]), float(table.percent[row, at]))
        for at in range(len(table.options))
    ]


def _put_weights(found: Weighted) -> None:
    heads = tuple(
        translate("cli", one) for one in ("Question", "Code", "Answers", "Before", "Target", "After")
    )
    rows = [
        (
            one.margin,
            one.category,
            f"{one.count:,}",
            *(figure_words(v) for v in (one.before, one.target, one.reached)),
        )
        for one in found.margins
    ]
    put_table(heads, rows)
    facts = {
        "rounds": found.rounds,
        "least": figure_words(found.smallest, 4),
        "most": figure_words(found.largest, 4),
        "kish": figure_words(found.kish, 4),
        "effective": figure_words(found.effective),
    }
    say(
        translate(
            "cli",
            "{rounds} rounds, weights {least} to {most}, design effect {kish}, effective answers {effective}",
            **facts,
        )
    )
