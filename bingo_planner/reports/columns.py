"""How wide the columns of a table are: figures as wide as they need, words share the rest."""

from collections.abc import Sequence

from bingo_planner.reports.fonts import clean, measure
from bingo_planner.reports.model import Cell, RowKind, Table
from bingo_planner.reports.tablecells import bare, words_of

_LEAST = 14.0
_HEAD_LINES = 5
_HEAD_CHARACTERS = 4.2
"""A head that may wrap gets at least the width of so many characters, and about so many lines."""


def column_widths(table: Table, width: float, pad: float) -> list[float]:
    """Widths in points that add up to `width`. Given ones are kept; measured totals decide the figures' columns."""
    columns = table.columns
    given = [column.width for column in columns]
    left = width - sum(given)
    free = [i for i, wide in enumerate(given) if not wide]
    if not free:
        scale = width / sum(given)
        return [wide * scale for wide in given]
    natural = _natural(table, free, pad)
    even = _evened(table, natural)
    if sum(even.values()) <= left:
        natural = even
    shares = {i: columns[i].share for i in free}
    if sum(natural.values()) <= left:
        surplus = left - sum(natural.values())
        total = sum(shares.values())
        fitted = {i: natural[i] + surplus * shares[i] / total for i in free}
    else:
        fitted = _squeezed(table, natural, shares, left)
    return [fitted.get(i, wide) for i, wide in enumerate(given)]


def natural_widths(table: Table, pad: float) -> list[float]:
    """The width that each column would like, given or measured."""
    free = [i for i, column in enumerate(table.columns) if not column.width]
    natural = _natural(table, free, pad)
    return [natural.get(i, column.width) for i, column in enumerate(table.columns)]


def _natural(table: Table, free: Sequence[int], pad: float) -> dict[int, float]:
    """The width each free column would like, the whole head in one line; behind a stub heads may wrap."""
    size = table.size / 1000
    head_size = min(table.size - 0.5, 8.0) / 1000
    natural = {}
    for i in free:
        head_words = clean(_head_words(table, i))
        head = max((measure(part, "PG") for part in head_words.split("\n")), default=0.0)
        if table.stub and i >= table.stub:
            head = _wrapped(head_words, head)
        natural[i] = max(head * head_size, _LEAST)
    for row in table.rows:
        face = "PGT" if row.kind in (RowKind.PLAIN, RowKind.PART) else "PBT"
        place = 0
        for value in row.cells:
            span = value.span if isinstance(value, Cell) else 1
            if row.kind is not RowKind.GROUP and span == 1 and place in natural:
                bold = isinstance(value, Cell) and value.bold
                words = bare(words_of(value)).split("\n")
                wide = max(measure(part, "PBT" if bold else face) for part in words) * size
                indent = (
                    20.0 if place == 0 and row.kind is not RowKind.PLAIN else 8.0 * row.indent * (place == 0)
                )
                natural[place] = max(natural[place], wide + indent)
            place += span
    return {i: wide + 2 * pad + 0.5 for i, wide in natural.items()}


def _wrapped(words: str, whole: float) -> float:
    """The width of a head that is set in a few lines; no word of letters is torn."""
    word = max((measure(part, "PG") for part in words.split() if part.isascii()), default=0.0)
    return min(whole, max(whole / _HEAD_LINES + 1000.0, _HEAD_CHARACTERS * 1000.0, word))


def _evened(table: Table, natural: dict[int, float]) -> dict[int, float]:
    """Columns of figures under one head are equally wide when there is room for that."""
    groups: dict[str, float] = {}
    for i, wide in natural.items():
        column = table.columns[i]
        if column.over and column.align == "right":
            groups[column.over] = max(groups.get(column.over, 0.0), wide)
    return {
        i: groups.get(table.columns[i].over, wide) if table.columns[i].align == "right" else wide
        for i, wide in natural.items()
    }


def _head_words(table: Table, i: int) -> str:
    """The head of a column, with the one above it when that stands over this column alone."""
    over = table.columns[i].over
    alone = not over or [column.over for column in table.columns].count(over) == 1
    return f"{table.columns[i].head}\n{over}" if alone else table.columns[i].head


def _squeezed(
    table: Table, natural: dict[int, float], shares: dict[int, float], left: float
) -> dict[int, float]:
    """Too little room: figures keep their width while they can, columns of words share what remains."""
    words = [i for i in natural if table.columns[i].align == "left"]
    figures = {i: wide for i, wide in natural.items() if i not in words}
    if not words or sum(figures.values()) > left * 0.8:
        scale = left / sum(natural.values())
        return {i: wide * scale for i, wide in natural.items()}
    room = left - sum(figures.values())
    fitted = dict(figures)
    waiting = sorted(words, key=lambda i: natural[i] / shares[i])
    while waiting:
        i = waiting.pop(0)
        fair = room * shares[i] / (shares[i] + sum(shares[j] for j in waiting))
        fitted[i] = min(natural[i], fair)
        room -= fitted[i]
    if room > 0:
        fitted[words[-1]] += room
    return fitted
