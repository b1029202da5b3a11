"""Tables and weights as the plain data that the command line prints; percentages, errors and margins in points.

Table: `{"question", "by", "code_by", "n", "n_weighted", "n_effective", "cells": [{"code", "count", "weighted",
"percent", "se", "moe", "deff"}], "mean", "se_mean", "total", "se_total", "deff", "deff_form"}`; `by` and `code_by` are
null for everybody. `deff` of a question for a number is that of its mean, as R gives it: `deff_form` "without" where
the weights stand for a population (drawn without putting back), "replace" where not. For options it is "kish",
n Σw²/(Σw)², and every cell carries its own in R's sense. What cannot be worked out is null.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from bingo_planner.features.surveys.stats.crosstable import CrossTable
from bingo_planner.features.surveys.stats.weights import Weighted

Document = dict[str, object]


def tables_json(tables: Sequence[CrossTable]) -> list[Document]:
    """Rows of all tables, then the tests of every question by axis."""
    found = [row for table in tables for row in _rows(table)]
    return found + [_test(table) for table in tables if table.axis]


def weights_json(weighted: Weighted) -> Document:
    """Weights in the order of the respondents, and their report."""
    return {
        "weights": weighted.weights.tolist(),
        "iterations": weighted.rounds,
        "min": weighted.smallest,
        "max": weighted.largest,
        "ratio": _number(weighted.largest / weighted.smallest) if weighted.smallest else None,
        "kish_deff": weighted.kish,
        "n_effective": weighted.effective,
        "trimmed": weighted.at_bound,
        "largest_error": weighted.furthest,
        "margins": [
            {
                "question": one.margin,
                "code": one.category,
                "count": one.count,
                "before": one.before,
                "target": one.target,
                "weighted": one.reached,
            }
            for one in weighted.margins
        ],
    }


def axis_words(table: CrossTable) -> str | None:
    """`q1`, `q1*q2` for nested axes, None for everybody."""
    return "*".join(table.axis) or None


def _rows(table: CrossTable) -> Iterator[Document]:
    """The row of everybody where there is no axis, else one for each line."""
    for row in range(1, table.rows) if table.axis else range(1):
        base = table.base
        document: Document = {
            "question": table.question.id,
            "by": axis_words(table),
            "code_by": table.lines[row - 1].code if row else None,
            "n": int(base.n[row]),
            "n_weighted": _number(base.weighted[row]),
            "n_effective": _number(base.effective[row]) if base.n[row] else 0,
            "cells": _cells(table, row),
        }
        yield document | _whole(table, row)


def _cells(table: CrossTable, row: int) -> list[Document]:
    found = table.shares
    if found is None:
        return []
    return [
        {
            "code": option.code,
            "count": int(found.count[row, at]),
            "weighted": float(found.weighted_count[row, at]),
            "percent": _number(table.percent[row, at]),
            "se": _number(table.error[row, at]),
            "moe": _number(table.margin[row, at]),
            "deff": _number(found.deff[row, at]),
        }
        for at, option in enumerate(table.options)
    ]


def _whole(table: CrossTable, row: int) -> Document:
    found = table.numbers
    if found is None:
        nothing = {"mean": None, "se_mean": None, "total": None, "se_total": None}
        return nothing | {"deff": _number(table.kish[row]), "deff_form": "kish"}
    return {
        "mean": _number(found.mean[row]),
        "se_mean": _number(found.se_mean[row]),
        "total": _number(found.total[row]),
        "se_total": _number(found.se_total[row]),
        "deff": _number(found.deff[row]),
        "deff_form": "without" if found.expands[row] else "replace",
    }


def _test(table: CrossTable) -> Document:
    found, plain = table.association, table.chi_square
    return {
        "question": table.question.id,
        "by": axis_words(table),
        "pearson": _number(found.pearson) if found else None,
        "rao_scott_f": _number(found.f) if found else None,
        "df1": _number(found.df1) if found else None,
        "df2": _number(found.df2) if found else None,
        "p": _number(found.p) if found else None,
        "unweighted": {"chi2": plain.statistic, "df": plain.df, "p": plain.p, "cramers_v": plain.cramer}
        if plain
        else None,
    }


def _number(value: float) -> float | None:
    """A number of JSON, which knows no nan."""
    return float(value) if math.isfinite(value) else None
