"""A small evaluator of the formulas this program writes: Excel's own binary fractions, no more functions than used.

A function or sign it does not know is an error, so that a formula nobody checked cannot slip through.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

Value = Any
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>\"[^\"]*\")"
    r"|(?P<ref>(?:'[^']+'!)?\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+*/(),=<>]))"
)


class Book:
    """A workbook whose formulas are worked out when they are asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Value] = {}

    def cell(self, sheet: str, place: str) -> Value:
        """The value of a cell; formulas are evaluated."""
        key = (sheet, place)
        if key not in self._known:
            raw = self._book[sheet][place].value
            is_formula = isinstance(raw, str) and raw.startswith("=")
            self._known[key] = _Reader(self, sheet, raw[1:]).whole() if is_formula else _plain(raw)
        return self._known[key]

    def area(self, sheet: str, reference: str) -> list[tuple[int, Value]]:
        """Rows and values of a range, from top to bottom."""
        left, top, right, bottom = range_boundaries(reference.replace("$", ""))
        assert left is not None
        assert top is not None
        assert right is not None
        assert bottom is not None
        page = self._book[sheet]
        return [
            (row, self.cell(sheet, page.cell(row, column).coordinate))
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


def _plain(raw: Value) -> Value:
    return float(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


class _Reader:
    """Recursive descent over one formula."""

    def __init__(self, book: Book, sheet: str, text: str) -> None:
        self.book, self.sheet = book, sheet
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            assert found is not None, f"cannot read {text[at:]} in {text}"
            self.tokens.append((str(found.lastgroup), found.group().strip()))
            at = found.end()
        self.at = 0

    def whole(self) -> Value:
        value = self.compared()
        assert self.at == len(self.tokens)
        return value

    def _peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _take(self) -> tuple[str, str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def compared(self) -> Value:
        left = self.added()
        while self._peek() in ("=", "<", ">", "<=", ">=", "<>"):
            sign = self._take()[1]
            left = _each(_COMPARE[sign], left, self.added())
        return left

    def added(self) -> Value:
        left = self.multiplied()
        while self._peek() in ("+", "-"):
            sign = self._take()[1]
            left = _each(_plus if sign == "+" else _minus, left, self.multiplied())
        return left

    def multiplied(self) -> Value:
        left = self.signed()
        while self._peek() in ("*", "/"):
            sign = self._take()[1]
            left = _each(_times if sign == "*" else _over, left, self.signed())
        return left

    def signed(self) -> Value:
        if self._peek() == "-":
            self._take()
            return _each(_minus, 0.0, self.signed())
        return self.primary()

    def primary(self) -> Value:
        kind, text = self._take()
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1]
        if kind == "ref":
            return self._reference(text)
        if kind == "name":
            return self._call(text)
        assert text == "("
        value = self.compared()
        assert self._take()[1] == ")"
        return value

    def _reference(self, text: str) -> Value:
        sheet, _mark, place = text.rpartition("!")
        name = sheet.strip("'") or self.sheet
        if ":" in place:
            return [value for _row, value in self.book.area(name, place)]
        return self.book.cell(name, place.replace("$", ""))

    def _call(self, name: str) -> Value:
        assert self._take()[1] == "("
        if name == "ROW":
            text = self._take()[1].rpartition("!")[2]
            assert self._take()[1] == ")"
            rows = [float(row) for row, _value in self.book.area(self.sheet, text)]
            return rows if ":" in text else rows[0]
        arguments = []
        while self._peek() != ")":
            arguments.append(self.compared())
            if self._peek() == ",":
                self._take()
        self._take()
        return _FUNCTIONS[name](*arguments)


def _number(value: Value) -> float:
    if value is None or value == "":
        return 0.0
    return float(value)


def _each(function: Callable[[Value, Value], Value], left: Value, right: Value) -> Value:
    if isinstance(left, list) or isinstance(right, list):
        size = len(left) if isinstance(left, list) else len(right)
        lefts = left if isinstance(left, list) else [left] * size
        rights = right if isinstance(right, list) else [right] * size
        return [function(a, b) for a, b in zip(lefts, rights, strict=True)]
    return function(left, right)


def _plus(a: Value, b: Value) -> float:
    return _number(a) + _number(b)


def _minus(a: Value, b: Value) -> float:
    return _number(a) - _number(b)


def _times(a: Value, b: Value) -> float:
    return _number(a) * _number(b)


def _over(a: Value, b: Value) -> float:
    return _number(a) / _number(b)


def _same(a: Value, b: Value) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return (a or "") == (b or "")
    return _number(a) == _number(b)


_COMPARE: dict[str, Callable[[Value, Value], bool]] = {
    "=": _same,
    "<>": lambda a, b: not _same(a, b),
    "<": lambda a, b: _number(a) < _number(b),
    ">": lambda a, b: _number(a) > _number(b),
    "<=": lambda a, b: _number(a) <= _number(b),
    ">=": lambda a, b: _number(a) >= _number(b),
}


def _flat(values: tuple[Value, ...]) -> list[float]:
    found: list[float] = []
    for value in values:
        several = value if isinstance(value, list) else [value]
        found += [float(one) for one in several if isinstance(one, (int, float))]
    return found


def _round(value: Value, places: Value) -> float:
    """Half away from zero, as Excel rounds."""
    scale = 10 ** int(places)
    size = math.floor(abs(_number(value)) * scale + 0.5) / scale
    return math.copysign(size, _number(value))


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "SUM": lambda *values: sum(_flat(values)),
    "SUMPRODUCT": lambda values: sum(_number(one) for one in values),
    "INT": lambda value: float(math.floor(_number(value))),
    "ROUND": _round,
    "IF": lambda test, yes, no: yes if test else no,
    "MAX": lambda *values: max(_flat(values)),
    "MOD": lambda value, by: _number(value) - _number(by) * math.floor(_number(value) / _number(by)),
    "MATCH": lambda value, values, _kind: float([_number(one) for one in values].index(_number(value)) + 1),
    "RANK": lambda value, values: float(1 + sum(one > _number(value) for one in _flat((values,)))),
}
