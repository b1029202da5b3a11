"""What a command prints: lines of text or JSON, UTF-8, and progress on standard error."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from unicodedata import east_asian_width


def say(text: str) -> None:
    """One line on standard output."""
    print(text)


def complain(text: str) -> None:
    """One line on standard error."""
    print(text, file=sys.stderr)


def put_json(value: object) -> None:
    """A JSON document; decimals as text, days in ISO form."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def put_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns in line, counting full-width characters twice."""
    widths = [max((_width(row[i]) for row in (heads, *rows)), default=0) for i in range(len(heads))]
    for row in (heads, *rows):
        print(
            "  ".join(
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        )


class ToldProgress:
    """Progress on standard error: rewritten in place on a terminal, a line every two seconds on a pipe."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._told = time.monotonic()

    def step(self, done: int, total: int, text: str) -> None:
        """Say how far the work is."""
        count = f" {done}/{total}" if total else (f" {done}" if done else "")
        line = f"{text}{count}"
        if self._live:
            sys.stderr.write(f"\r\x1b[K{line}")
            if total and done >= total:
                sys.stderr.write("\n")
            sys.stderr.flush()
        elif time.monotonic() - self._told >= 2:
            complain(line)
            self._told = time.monotonic()

    def cancelled(self) -> bool:
        """A command is stopped by Ctrl+C, not by asking."""
        return False


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "FWA" else 1 for sign in text)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return str(value)
