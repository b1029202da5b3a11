"""The sample region several times as large: varied copies of projects, people and all that hangs on them.

Everything follows from the keys alone, so that the same scale gives the same records on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import TypedDict

from bingo_planner.store.base import Base
from bingo_planner.store.plain import Record

COPIED = frozenset(
    {"project", "project_member", "project_pact_item", "progress_line", "milestone", "budget_line"}
    | {"kpi", "kpi_value", "person", "secondment", "duty", "task"}
    | {"cost_item", "cost_part", "cost_deduction", "cost_body"}
)
"""Tables of which there are several times as many; region, pacts, populations, base figures and vision stay."""


HUNDRED = Decimal(100)


class Words(TypedDict):
    """What copies are named with (`scale.json` beside the sample): suffixes, names with their reading."""

    project_suffixes: list[str]
    surnames: list[list[str]]
    given_names: list[list[str]]


def enlarge(records: Sequence[Record], scale: int, words: Words) -> list[Record]:
    """The records and `scale` − 1 varied copies of what is worth copying."""
    numbers = _Numbers(records, words)
    worth = [record for record in records if _is_worth(record, numbers)]
    own = {record.key for record in worth}
    found = list(records)
    for copy in range(1, scale):
        found += [_copied(record, copy, own, numbers) for record in worth if not _left_out(record, copy)]
    return found


def _is_worth(record: Record, numbers: _Numbers) -> bool:
    """KPIs of the region as a whole are not copied: there is only one region."""
    if record.table in ("kpi", "kpi_value"):
        kpi = record.key if record.table == "kpi" else record.cells["kpi_id"]
        return bool(numbers.projects[kpi])
    return record.table in COPIED


def _left_out(record: Record, copy: int) -> bool:
    """Bodies that only join take part in most copies but not in all, so that members vary."""
    return (
        record.table == "project_member"
        and record.cells.get("role") == "join"
        and _chance(record.key, copy) % 5 == 0
    )


def _copied(record: Record, copy: int, own: set[str], numbers: _Numbers) -> Record:
    cells = {
        name: f"{value}~{copy}" if value in own and _is_ref(record.table, name) else value
        for name, value in record.cells.items()
    }
    varied = _VARIED.get(record.table)
    if varied is not None:
        cells = {**cells, **varied(record, copy, numbers)}
    return replace(record, key=f"{record.key}~{copy}", cells=cells)


def _is_ref(table: str, name: str) -> bool:
    return bool(Base.metadata.tables[table].columns[name].info.get("ref"))


def _chance(key: str, copy: int) -> int:
    """A number that looks like chance and is the same on every machine."""
    return int.from_bytes(sha256(f"{key}~{copy}".encode()).digest()[:4], "big")


class _Numbers:
    """Codes of projects and names of people that no record has yet."""

    def __init__(self, records: Sequence[Record], words: Words) -> None:
        self.words = words
        self.codes = {record.key: record.cells["code"] for record in records if record.table == "project"}
        self.people = [record.key for record in records if record.table == "person"]
        self.projects = {
            record.key: record.cells.get("project_id", "") for record in records if record.table == "kpi"
        }
        self.cost_projects = {
            record.key: record.cells["project_id"] for record in records if record.table == "cost_item"
        }
        self._taken = {record.cells["name"] for record in records if record.table == "person"}
        self._free = self._names()

    def code(self, key: str, copy: int) -> str:
        """The code of a copy: numbers go on behind the last one of the group (3-A-02 → 3-A-12)."""
        stem, _dash, number = self.codes[key].rpartition("-")
        group = [code for code in self.codes.values() if code.rpartition("-")[0] == stem]
        last = max(int(code.rpartition("-")[2]) for code in group)
        return f"{stem}-{int(number) + last * copy:0{len(number)}d}"

    def suffix(self, copy: int) -> str:
        """What tells a copy of a project from the others."""
        suffixes = self.words["project_suffixes"]
        again = (copy - 1) // len(suffixes)
        return suffixes[(copy - 1) % len(suffixes)] + (str(again + 1) if again else "")

    def person(self, key: str, copy: int) -> tuple[str, str]:
        """Name and reading of a copy of a person; no two people share a name while there are enough."""
        place = (copy - 1) * len(self.people) + self.people.index(key)
        return self._free[place % len(self._free)]

    def _names(self) -> list[tuple[str, str]]:
        surnames, given = self.words["surnames"], self.words["given_names"]
        pairs = [
            (surnames[(at + turn) % len(surnames)], given[at])
            for turn in range(len(surnames))
            for at in range(len(given))
        ]
        names = [(f"{last[0]} {first[0]}", f"{last[1]} {first[1]}") for last, first in pairs]
        return [pair for pair in names if pair[0] not in self._taken]


def _project(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    return {
        "code": numbers.code(record.key, copy),
        "name": record.cells["name"] + numbers.suffix(copy),
        "sort": str(int(record.cells["sort"]) + 1000 * copy),
    }


def _person(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    name, kana = numbers.person(record.key, copy)
    user, _at, domain = record.cells.get("mail", "").partition("@")
    return {"name": name, "kana": kana, "mail": f"{user}{copy}@{domain}" if domain else ""}


def _secondment(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    return {"seat": f"{record.cells['seat']}{copy + 1}"}


def _kpi(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    project = numbers.projects[record.key]
    own = numbers.codes[project]
    return {"number": record.cells["number"].replace(own, numbers.code(project, copy), 1)}


def _kpi_value(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    value = record.cells.get("value", "")
    if not value or record.cells.get("kind") == "target":
        return {}
    number = Decimal(value)
    factor = Decimal(97 + _chance(record.cells["kpi_id"], copy) % 7) / 100
    varied = (number * factor).quantize(number, ROUND_HALF_UP)  # as many decimals as before
    return {"value": str(min(varied, max(number, HUNDRED)))}  # a percentage stays one


def _budget_line(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    """Amounts of a project grow or shrink by tenths; all are whole tens of yen, so sources still make up totals."""
    amount = _tenths(record.cells.get("amount", ""), record.cells["project_id"], copy)
    return {"amount": amount} if amount else {}


def _cost_item(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    """Copies are drafts: a confirmed version holds the figures of its own item only."""
    return {
        "state": "draft",
        "total": _tenths(record.cells.get("total", ""), record.cells["project_id"], copy),
    }


def _cost_deduction(record: Record, copy: int, numbers: _Numbers) -> dict[str, str]:
    project = numbers.cost_projects[record.cells["cost_item_id"]]
    return {"amount": _tenths(record.cells.get("amount", ""), project, copy)}


def _tenths(amount: str, project: str, copy: int) -> str:
    return str(int(amount) * (4 + _chance(project, copy) % 12) // 10) if amount else ""


_VARIED: dict[str, Callable[[Record, int, _Numbers], Mapping[str, str]]] = {
    "project": _project,
    "person": _person,
    "secondment": _secondment,
    "kpi": _kpi,
    "kpi_value": _kpi_value,
    "budget_line": _budget_line,
    "cost_item": _cost_item,
    "cost_deduction": _cost_deduction,
}
