"""Where this copy meets the others and how the meetings went: kept in the region file, for this copy alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.engine import Connection

from bingo_planner.features.copies.model import Meeting, Place, PlaceKind, Standing
from bingo_planner.store.store import Store

_PLACE, _MEETINGS, _PARTNER = "copies.place", "copies.meetings", "partner"
KEEP = 60
"""Meetings that are remembered."""


def read_standing(store: Store) -> Standing:
    """What the lamp, the navigation and the page's head tell; a few small reads."""
    recorder = store.recorder
    with store.read() as session:
        connection = session.connection()
        place = _place(connection)
        meetings = _meetings(connection)
        partner = json.loads(_get(connection, _PARTNER) or "{}")
        open_items = connection.exec_driver_sql(
            "SELECT count(*) FROM sync_item WHERE closed IS NULL"
        ).scalar_one()
    known = int(partner.get("heads", {}).get(recorder.replica_hex, 0))
    return Standing(
        place,
        next((one for one in meetings if one.reached), None),
        meetings[0] if meetings else None,
        recorder.last_seq - min(known, recorder.last_seq),
        int(open_items),
    )


def read_meetings(store: Store) -> tuple[Meeting, ...]:
    """The meetings remembered, newest first."""
    with store.read() as session:
        return _meetings(session.connection())


def keep_place(store: Store, place: Place) -> None:
    """Remember where this copy meets the others."""
    facts = {"kind": place.kind.value, "folder": place.folder, "hub": place.hub, "minutes": place.minutes}
    with store.silently() as connection:
        _put(connection, _PLACE, json.dumps(facts))


def keep_meeting(store: Store, meeting: Meeting) -> None:
    """Remember how a meeting went."""
    with store.silently() as connection:
        kept = [meeting, *_meetings(connection)][:KEEP]
        _put(connection, _MEETINGS, json.dumps([_as_json(one) for one in kept]))


def _place(connection: Connection) -> Place:
    found = json.loads(_get(connection, _PLACE) or "{}")
    if not found:
        return Place()
    return Place(PlaceKind(found["kind"]), found["folder"], found["hub"], int(found["minutes"]))


def _meetings(connection: Connection) -> tuple[Meeting, ...]:
    return _from_text(_get(connection, _MEETINGS) or "[]")


def _as_json(one: Meeting) -> dict[str, object]:
    return {
        "at": one.at.isoformat(),
        "partner": one.partner,
        "reached": one.reached,
        "counts": [one.received, one.fields, one.sent, one.asks],
        "reason": one.reason,
        "before": dict(one.before),
        "after": dict(one.after),
    }


def _from_text(text: str) -> tuple[Meeting, ...]:
    found = []
    for one in json.loads(text):
        at = datetime.fromisoformat(one["at"])
        received, fields, sent, asks = (int(count) for count in one["counts"])
        before, after = (_vector(one[key].items()) for key in ("before", "after"))
        found.append(
            Meeting(
                at, one["partner"], one["reached"], received, fields, sent, asks, one["reason"], before, after
            )
        )
    return tuple(found)


def _vector(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    return {str(replica): int(seq) for replica, seq in pairs}


def _get(connection: Connection, key: str) -> str | None:
    found = connection.exec_driver_sql("SELECT value FROM local_state WHERE key = ?", (key,)).scalar()
    return None if found is None else str(found)


def _put(connection: Connection, key: str, value: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO local_state(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
