"""What a command prints: lines of text or JSON, UTF-8, and progress on standard error."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import TextIO
from unicodedata import east_asian_width


def say(text: str) -> None:
    """One line on standard output."""
    _write(text, sys.stdout)


def complain(text: str) -> None:
    """One line on standard error."""
    _write(text, sys.stderr)


def flush() -> None:
    """Hand everything over; a reader that has gone away (`| head -1`) has seen enough."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            _forget(stream)


def _write(text: str, stream: TextIO) -> None:
    # The work goes on to its end without a reader: half of an `undo 5` would be worse than silence.
    try:
        print(text, file=stream)
    except BrokenPipeError:
        _forget(stream)


def _forget(stream: TextIO) -> None:
    """Send what is still to come nowhere, so that the interpreter's own last flush finds no broken pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def put_json(value: object) -> None:
    """A JSON document; decimals as text, days in ISO form."""
    say(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def put_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns in line, counting full-width characters twice."""
    widths = [max((_width(row[i]) for row in (heads, *rows)), default=0) for i in range(len(heads))]
    for row in (heads, *rows):
        say(
            "  ".join(
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        )


def shortened(text: str, length: int) -> str:
    """The text, or its beginning with a mark that there is more."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


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
