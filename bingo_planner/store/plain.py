"""Recorded tables as a folder of plain text: CSV files for rows, Markdown files for long texts.

`<table>.csv` or `<table>.<part>.csv`: UTF-8, first line `key` and then names of columns. The id of a row is
`stable_id(namespace, key)`; a column that refers to another row holds its key. An empty cell is the column's default.
`<table>/<key>.md`: long texts of one row, each under a line `# column`. In texts `:@key` stands for the id of a row,
so that live figures can name their record.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Boolean, Column, Date, Integer, Table, insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.ids import stable_id
from bingo_planner.kernel.messages import register_messages
from bingo_planner.store.base import Base, DecimalText
from bingo_planner.store.store import Unit

register_messages(
    {
        "plain.empty": ("{file} holds no tables.", "Check the folder."),
        "plain.encoding": ("{file} is not UTF-8 text.", "Save it as UTF-8."),
        "plain.table": ("{file} names a table that does not exist.", "Rename the file after its table."),
        "plain.column": ("{file} line {line}: there is no column “{column}”.", "Check the head of the file."),
        "plain.width": ("{file} line {line} has {found} cells instead of {wanted}.", "Count the commas."),
        "plain.key": (
            "{file} line {line}: the key “{key}” is empty or used twice.",
            "Give every row its own key.",
        ),
        "plain.value": (
            "{file} line {line}, column {column}: “{value}” does not fit there.",
            "Type whole numbers, decimals with a point, dates as 2024-08-26 and 0 or 1.",
        ),
        "plain.reference": (
            "{file} line {line}, column {column}: nothing has the key “{key}”.",
            "Add the row or correct the key.",
        ),
    }
)

Cell: TypeAlias = "str | int | bool | Decimal | dt.date | None"

_POINTER = re.compile(r"(?<=:)@([A-Za-z0-9~-]+)")
_HEADING = re.compile(r"# ([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Record:
    """One row as written: cells by column, still as text, and where each came from."""

    table: str
    key: str
    cells: Mapping[str, str]
    file: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)
    """Line of each long text that came from a file of its own."""

    def line_of(self, column: str) -> int:
        """The line to name in a refusal."""
        return self.lines.get(column, self.line)


def load_folder(unit: Unit, folder: Path, namespace: str = "sample") -> int:
    """Insert every row of a folder within one change; returns how many. Refusals name file, line, column, reason."""
    return write(unit, typed(read_folder(folder), namespace))


def read_folder(folder: Path) -> list[Record]:
    """Every row of every CSV file with its long texts, in the order of file names and lines."""
    records: list[Record] = []
    for path in sorted(folder.glob("*.csv")):
        table = path.name.split(".")[0]
        if table not in Base.metadata.tables:
            raise PlanError("plain.table", file=path.name)
        records += _rows(path, table)
    if not records:
        raise PlanError("plain.empty", file=str(folder))
    _check_keys(records)
    return _with_texts(folder, records)


Row: TypeAlias = "tuple[str, dict[str, Cell]]"
"""Table and values by column, the id among them."""


def typed(records: Sequence[Record], namespace: str = "sample") -> list[Row]:
    """Rows ready to be inserted: every column of the table, typed, references as ids."""
    ids = {record.key: stable_id(namespace, record.key) for record in records}
    return [(record.table, _typed(record, ids)) for record in records]


def write(unit: Unit, rows: Iterable[Row]) -> int:
    """Insert rows, table by table; the triggers record them like any other change."""
    grouped: dict[str, list[dict[str, Cell]]] = {}
    for table, values in rows:
        grouped.setdefault(table, []).append(values)
    for table, some in grouped.items():
        unit.session.execute(insert(Base.metadata.tables[table]), some)
    return sum(len(some) for some in grouped.values())


def operations(row: Row) -> int:
    """How many operations of the log a row makes: one for itself and one a filled column."""
    return sum(value is not None for value in row[1].values()) - 1


def _rows(path: Path, table: str) -> Iterator[Record]:
    head: list[str] = []
    for line, cells in _csv_lines(path):
        if not head:
            head = _head(path, table, line, cells)
            continue
        if len(cells) != len(head):
            raise PlanError("plain.width", file=path.name, line=line, found=len(cells), wanted=len(head))
        yield Record(table, cells[0], dict(zip(head[1:], cells[1:], strict=True)), path.name, line)


def _head(path: Path, table: str, line: int, cells: list[str]) -> list[str]:
    """The first column is the key of the row; one more column named `key` is the table's own."""
    if cells[0] != "key":
        raise PlanError("plain.key", file=path.name, line=line, key="")
    columns = Base.metadata.tables[table].columns
    for name in cells[1:]:
        if name not in columns or name in ("id", "is_deleted"):
            raise PlanError("plain.column", file=path.name, line=line, column=name)
    return cells


def _csv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for cells in reader:
                if cells:
                    yield reader.line_num, cells
    except (UnicodeDecodeError, csv.Error) as error:
        raise PlanError("plain.encoding", file=path.name) from error


_Texts: TypeAlias = "dict[str, tuple[str, int]]"


def _with_texts(folder: Path, records: Sequence[Record]) -> list[Record]:
    texts = {table: _texts(folder / table) for table in {record.table for record in records}}
    joined = [_joined(record, texts[record.table].pop(record.key, None)) for record in records]
    for left in texts.values():
        for key, (file, _columns) in left.items():
            raise PlanError("plain.reference", file=file, line=1, column="key", key=key)
    return joined


def _texts(folder: Path) -> dict[str, tuple[str, _Texts]]:
    """Key → file name and column → text with the line it starts on."""
    return {path.stem: (f"{folder.name}/{path.name}", _columns(path)) for path in sorted(folder.glob("*.md"))}


def _columns(path: Path) -> _Texts:
    found: dict[str, list[str]] = {}
    starts: dict[str, int] = {}
    name = ""
    for number, line in enumerate(_read(path).splitlines(), start=1):
        if heading := _HEADING.fullmatch(line):
            name = heading[1]
            found[name], starts[name] = [], number
        elif name:
            found[name].append(line)
        elif line.strip():
            raise PlanError("plain.column", file=path.name, line=number, column="")
    return {name: ("\n".join(lines).strip(), starts[name]) for name, lines in found.items()}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PlanError("plain.encoding", file=path.name) from error


def _joined(record: Record, found: tuple[str, _Texts] | None) -> Record:
    if found is None:
        return record
    file, texts = found
    columns = Base.metadata.tables[record.table].columns
    for name, (_text, line) in texts.items():
        if name not in columns:
            raise PlanError("plain.column", file=file, line=line, column=name)
    cells = {**record.cells, **{name: text for name, (text, _line) in texts.items()}}
    lines = {name: line for name, (_text, line) in texts.items()}
    return Record(record.table, record.key, cells, record.file, record.line, lines)


def _check_keys(records: Iterable[Record]) -> None:
    seen: set[str] = set()
    for record in records:
        if not record.key or record.key in seen:
            raise PlanError("plain.key", file=record.file, line=record.line, key=record.key)
        seen.add(record.key)


def _typed(record: Record, ids: Mapping[str, str]) -> dict[str, Cell]:
    table = Base.metadata.tables[record.table]
    values: dict[str, Cell] = {"id": ids[record.key], "is_deleted": False}
    for column in table.columns:
        if column.name in values:
            continue
        written = record.cells.get(column.name, "")
        values[column.name] = (
            _value(record, column, written, ids) if written else _default(table, column.name)
        )
    return values


def _default(table: Table, name: str) -> Cell:
    default = table.columns[name].default
    found: Cell = default.arg if isinstance(default, ScalarElementColumnDefault) else None
    return found


def _value(record: Record, column: Column[object], written: str, ids: Mapping[str, str]) -> Cell:
    if column.info.get("ref"):
        return _known(record, column.name, written, ids)
    for kind, (name, read) in _READERS.items():
        if isinstance(column.type, kind):
            try:
                return read(written)
            except (ValueError, KeyError, InvalidOperation) as error:
                raise _unreadable(record, column.name, written, name) from error
    return _POINTER.sub(lambda found: _known(record, column.name, found[1], ids), written)


def _unreadable(record: Record, column: str, written: str, kind: str) -> PlanError:
    line = record.line_of(column)
    return PlanError("plain.value", file=record.file, line=line, column=column, value=written, kind=kind)


def _known(record: Record, column: str, key: str, ids: Mapping[str, str]) -> str:
    if key not in ids:
        line = record.line_of(column)
        raise PlanError("plain.reference", file=record.file, line=line, column=column, key=key)
    return ids[key]


def _decimal(written: str) -> Decimal:
    value = Decimal(written)
    if not value.is_finite():
        raise ValueError(written)
    return value


_FLAGS = {"0": False, "1": True}
_READERS: dict[type, tuple[str, Callable[[str], Cell]]] = {
    Boolean: ("flag", _FLAGS.__getitem__),
    Integer: ("integer", int),
    Date: ("date", dt.date.fromisoformat),
    DecimalText: ("decimal", _decimal),
}
