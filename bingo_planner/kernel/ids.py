"""Names of records: time-ordered for new ones, repeatable for those that come from a file."""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = [0]
_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "bingo-planner")


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as 32 hex digits; within one process each is greater than the one before."""
    with _lock:
        # Millisecond plus a 12-bit fraction of it (RFC 9562 §6.2 method 3); a tie takes the next value.
        _last[0] = max(_last[0] + 1, time.time_ns() * 4096 // 1_000_000)
        ticks = _last[0]
    milliseconds, fraction = divmod(ticks, 4096)
    number = (milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62) | secrets.randbits(62)
    return f"{number:032x}"


def stable_id(namespace: str, name: str) -> str:
    """The same 32 hex digits for the same two words on every machine (UUIDv5), for sample and imported records."""
    return uuid.uuid5(uuid.uuid5(_SPACE, namespace), name).hex
