"""The hybrid clock: 48 bits of milliseconds and a 16-bit counter in one 64-bit number.

Stamps only choose which of several values is shown; a wrong clock can lose nothing. The clock
never goes back and never refuses: a counter that overflows carries into the milliseconds.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

COUNTER_BITS = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(2999, 12, 31, tzinfo=UTC)  # later ones Windows cannot turn into local time
AHEAD_MS = 24 * 60 * 60 * 1000
"""Remote stamps further ahead than this do not move the local clock."""


def stamp(now: datetime, last: int) -> int:
    """The next stamp after `last`, at wall time `now` (aware)."""
    wall = int(now.timestamp() * 1000) << COUNTER_BITS
    return wall if wall > last else last + 1


def seen(now: datetime, last: int, remote: int) -> int:
    """The clock after a remote stamp was read; a stamp from the far future is not believed."""
    limit = (int(now.timestamp() * 1000) + AHEAD_MS) << COUNTER_BITS
    return max(last, remote) if remote <= limit else last


def moment(value: int) -> datetime:
    """Wall time of a stamp (UTC, aware); a clock beyond the year 2999 is told as its last day."""
    return min(_EPOCH + timedelta(milliseconds=value >> COUNTER_BITS), _LAST)
