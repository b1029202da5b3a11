"""Tables and charts that are too large for a page: parted by columns with the stub repeated, or by rows."""

from collections.abc import Sequence
from dataclasses import replace

from bingo_planner.reports.answercharts import Bands, Likert, Ranking
from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.columns import natural_widths
from bingo_planner.reports.figures import figure_height
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import Cell, Framed, Row, RowKind, Table, Value

_PAD = 3.5
_STUB_SHARE = 0.3
"""The stub's words get at most this share of the width before they wrap."""


def fits(table: Table, width: float) -> bool:
    """Whether all columns stand beside each other in a width with their words in few lines."""
    return len(parts_of(table, width)) == 1


def turned(table: Table, frame: Frame = Frame.TEXT) -> Table | Framed:
    """The table itself where it fits into a frame, else the table on landscape pages."""
    return table if fits(table, frame.size.width) else Framed(Frame.LAND, (table,))


def parts_of(table: Table, width: float) -> tuple[Table, ...]:
    """The table parted by columns so that each part fits; the stub stands in each, parts are about equally wide."""
    if not table.stub:
        return (table,)
    needed = natural_widths(table, _PAD)
    stub = sum(needed[: table.stub])
    first = needed[0]
    stub += min(first, _STUB_SHARE * width) - first
    room = max(width - stub, 1.0)
    free = needed[table.stub :]
    if sum(free) <= room:
        return (table,)
    count = -(-sum(free) // room)
    return tuple(_part(table, places) for places in _shared(free, room, int(count)))


def _shared(needed: Sequence[float], room: float, count: int) -> list[list[int]]:
    """Places of columns for each part: as few parts as need be, filled evenly."""
    while True:
        goal = min(room, sum(needed) / count + max(needed) / 2)
        parts: list[list[int]] = [[]]
        used = 0.0
        for at, wide in enumerate(needed):
            if parts[-1] and used + wide > goal + 0.01:
                parts.append([])
                used = 0.0
            parts[-1].append(at)
            used += wide
        if len(parts) <= count:
            return parts
        count += 1


def _part(table: Table, places: Sequence[int]) -> Table:
    kept = [*range(table.stub), *(table.stub + at for at in places)]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(replace(row, cells=_cells(row, kept)) for row in table.rows),
    )


def _cells(row: Row, kept: Sequence[int]) -> tuple[Value, ...]:
    if row.kind is RowKind.GROUP:
        return row.cells
    spread: list[tuple[Value, int]] = []
    for value in row.cells:
        span = value.span if isinstance(value, Cell) else 1
        spread += [(value, at) for at in range(span)]
    found: list[Value] = []
    last: Value | None = None
    for at in kept:
        value, step = spread[at]
        if step and value is last and isinstance(found[-1], Cell):
            found[-1] = replace(found[-1], span=found[-1].span + 1)
        else:
            found.append(replace(value, span=1) if isinstance(value, Cell) else value)
        last = value
    return tuple(found)


def pieces_of(drawing: Drawing, width: float, height: float) -> tuple[Drawing, ...]:
    """A chart of many rows as several charts that fit into a height; others as they are."""
    if not isinstance(drawing, Bands | Likert | Ranking) or figure_height(drawing, width) <= height:
        return (drawing,)
    count = len(drawing.rows if isinstance(drawing, Ranking) else drawing.bands)
    found: list[Drawing] = []
    start = 0
    while start < count:
        end = count
        while end > start + 1 and figure_height(_rows(drawing, start, end), width) > height:
            end -= 1
        found.append(_rows(drawing, start, end))
        start = end
    return tuple(found)


def _rows(drawing: Bands | Likert | Ranking, start: int, end: int) -> Drawing:
    if isinstance(drawing, Ranking):
        longest = max((value or 0.0 for row in drawing.rows for value in row.values), default=0.0)
        return replace(drawing, rows=drawing.rows[start:end], highest=drawing.highest or longest)
    if isinstance(drawing, Likert):
        return replace(drawing, bands=drawing.bands[start:end], ends=drawing.ends[start:end])
    return replace(drawing, bands=drawing.bands[start:end])
