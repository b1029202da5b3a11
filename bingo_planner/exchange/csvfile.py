"""CSV files: written for Excel's double click (cp932) or as UTF-8; read in whichever of them they come."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from bingo_planner.exchange.sheet import Cell, Formula, Shape, Sheet
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import atomic_write
from bingo_planner.kernel.numbers import Mark, format_mark

Encoding = Literal["cp932", "utf-8-sig"]
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f]")
"""Signs that stray into a text at most: what is full of them is something else, or read in the wrong way."""
_SELDOM = 100
REPLACEMENT = "〓"
"""What stands for a character that cp932 does not have; the reader of the file sees that one is missing."""


@dataclass(frozen=True)
class Written:
    """What could not be written as it stands: characters that the encoding lacks, each once."""

    lost: tuple[str, ...]


def write(path: Path, sheet: Sheet, encoding: Encoding = "cp932", shape: Shape = "data") -> Written:
    """Write one table; names the characters that the encoding does not have."""
    text = _text(sheet, shape)
    data, lost = encode(text, encoding)
    try:
        with atomic_write(path) as file:
            file.write(data)
    except OSError as error:
        raise PlanError("exchange.unwritable", path=str(path), reason=error.strerror or str(error)) from error
    return Written(lost)


def encode(text: str, encoding: Encoding) -> tuple[bytes, tuple[str, ...]]:
    """The bytes, and the characters that had to be replaced. Wave dashes are mapped to the twin cp932 has."""
    if encoding == "utf-8-sig":
        return text.encode(encoding), ()
    # cp932 knows one of each pair; the other is the same sign to a reader.
    mapped = text.translate(str.maketrans("〜−—‖¢£¬", "～－―∥￠￡￢"))
    lost = dict.fromkeys(sign for sign in mapped if not _fits(sign))
    kept = "".join(sign if sign not in lost else REPLACEMENT for sign in mapped)
    return kept.encode("cp932"), tuple(lost)


def decode(data: bytes, path: str = "") -> tuple[str, str]:
    """Text and encoding of a CSV from anywhere: UTF-8 or UTF-16 with or without mark, JIS, EUC, cp932."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding).removesuffix("\x1a")
        except UnicodeDecodeError:
            continue
        if "\0" not in text and len(_CONTROLS.findall(text)) * _SELDOM <= len(text):
            return text, encoding
    raise PlanError("exchange.encoding", path=path)


def read(path: Path) -> list[list[str]]:
    """Rows of a CSV or tab-separated file, as text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PlanError("exchange.unreadable", path=str(path), kind="CSV") from error
    text, _ = decode(data, str(path))
    head = text.split("\n", 1)[0]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ("utf-32",)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in data:  # no other text holds any: commas and line ends of UTF-16 say which half comes first
        low, high = data[::2].count(0), data[1::2].count(0)
        return ("utf-16-le",) if high > low else ("utf-16-be",)
    if b"\x1b$" in data:
        return ("iso2022_jp",)
    return ("utf-8-sig", *sorted(("cp932", "euc_jp"), key=lambda one: _strangeness(data, one)))


def _strangeness(data: bytes, encoding: str) -> int:
    """How unlike Japanese the bytes are when read so: EUC read as cp932 is full of half-width katakana."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return len(data)
    return sum("\uff61" <= sign <= "\uff9f" for sign in text)


def _fits(sign: str) -> bool:
    try:
        sign.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _text(sheet: Sheet, shape: Shape) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([column.name if shape == "data" else column.head for column in sheet.columns])
    for place, row in enumerate(sheet.rows):
        if shape == "view" or place not in sheet.totals:
            writer.writerow([_cell(value, shape) for value in row])
    return target.getvalue()


def _cell(value: Cell, shape: Shape) -> str:
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, Mark):
        words = {Mark.BLANK: "", Mark.NONE: "none", Mark.PENDING: "pending"}
        return words[value] if shape == "data" else format_mark(value)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    # A spreadsheet would run a text that looks like a formula.
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "@")) and not isinstance(value, int) else text
