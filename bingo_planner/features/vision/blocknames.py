"""The blocks a text can hold: tables, figures, maps and project sheets that are made when the vision is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Argument = Literal["", "area", "project", "kpi", "service", "survey", "question"]


@dataclass(frozen=True, slots=True)
class BlockName:
    """A kind of block: its English name, icon, and what follows its colon."""

    name: str
    label: str
    icon: str
    argument: Argument = ""


NAMES: Mapping[str, BlockName] = {
    block.name: block
    for block in (
        BlockName("members", "Table of the member municipalities", "table"),
        BlockName("map", "Map of the region", "map"),
        BlockName("population-chart", "Population and its shares by age (chart)", "chart-column"),
        BlockName("population-lines", "Population of each municipality (chart)", "trending-up"),
        BlockName("population-table", "Population of each municipality (table)", "table"),
        BlockName("pyramid", "Population pyramid", "chart-column"),
        BlockName("measures", "System of measures", "list-tree"),
        BlockName("projects", "Project sheets of a role area", "file-text", "area"),
        BlockName("project", "Project sheet", "file-text", "project"),
        BlockName("kpi-table", "Table of all indicators", "target"),
        BlockName("kpi-chart", "Chart of an indicator", "trending-up", "kpi"),
        BlockName("budget-table", "Estimated cost and its sources", "japanese-yen"),
        BlockName("use-months", "Use of a service by month (chart)", "chart-column", "service"),
        BlockName("use-matrix", "Use by home and host body (heat table)", "grid-3x3", "service"),
        BlockName("occupancy", "Occupancy of the places by month (heat table)", "grid-3x3", "service"),
        BlockName("survey-bands", "Answers to a question by town (chart)", "chart-gantt", "question"),
        BlockName("survey-table", "Answers to a question (table)", "table-2", "question"),
        BlockName("survey-portfolio", "Satisfaction and importance (chart and table)", "target", "survey"),
        BlockName("pacts", "Table of the pacts", "handshake"),
    )
}


def split(block: str) -> tuple[str, str]:
    """Name and argument of a block."""
    name, _, argument = block.partition(":")
    return name.strip(), argument.strip()


def known(block: str) -> bool:
    """Whether the block can be made: a known name, with an argument exactly when it needs one."""
    name, argument = split(block)
    found = NAMES.get(name)
    return found is not None and bool(found.argument) == bool(argument)
