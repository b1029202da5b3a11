"""Two keepers changed the roster at the same time: the next version holds what both did.

Devices are never taken off the list, only shut out, so the sum of two lists is a list: whoever is on one is on it,
and whoever is shut out by one is shut out. Rings keep the keys of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bingo_planner.sync.keys import Signer
from bingo_planner.sync.rings import Ring, Rings
from bingo_planner.sync.roster import Roster, write_roster
from bingo_planner.sync.roster_read import Device


def merge(mine: Roster, theirs: Roster, rings: Rings, their_rings: Rings, signer: Signer, at: str) -> Roster:
    """The version after both, signed by this keeper; one of the two when they say the same."""
    devices = _devices(mine, theirs)
    both = {scope: _ring(ring, their_rings[scope]) for scope, ring in rings.items()}
    if devices == mine.devices == theirs.devices and all(
        set(both[scope].keys) == set(ring.keys) == set(their_rings[scope].keys)
        for scope, ring in rings.items()
    ):
        return min(mine, theirs, key=lambda one: (-one.version, one.digest))
    past = tuple(dict.fromkeys((*mine.past, *theirs.past, mine.digest.hex(), theirs.digest.hex())))
    version = max(mine.version, theirs.version) + 1
    return write_roster(mine.region, version, at, devices.values(), both, signer, past)


def _devices(mine: Roster, theirs: Roster) -> dict[str, Device]:
    newer, older = (theirs, mine) if theirs.version > mine.version else (mine, theirs)
    found = dict(older.devices)
    for name, device in newer.devices.items():
        other = older.devices.get(name)
        found[name] = device if other is None else replace(device, ends=_ends(device.ends, other.ends))
    return dict(sorted(found.items()))


def _ends(one: Mapping[str, int] | None, other: Mapping[str, int] | None) -> Mapping[str, int] | None:
    if one is None or other is None:
        return other if one is None else one
    return {
        log: min(seq for seq in (one.get(log), other.get(log)) if seq is not None) for log in {**one, **other}
    }


def _ring(mine: Ring, theirs: Ring) -> Ring:
    return replace(mine, keys=(*mine.keys, *(key for key in theirs.keys if key not in mine.keys)))
