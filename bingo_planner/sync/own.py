"""This copy towards others: its keys, its book of devices, its card, and whether somebody writes in its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy.engine import Connection

from bingo_planner.store.history import author
from bingo_planner.store.identity import ancestors
from bingo_planner.store.store import Store
from bingo_planner.sync.cards import Card, kept_card, make_card
from bingo_planner.sync.keys import DeviceKey, Member, OpenBook, Signer, known, load_or_make

_CARD = "card:"
KEYS = "keys"
"""Folder of the keys in the user's data folder."""


def signers(store: Store, folder: Path) -> dict[str, DeviceKey]:
    """Keys by replica: the one of this copy, made when there is none, and those of replicas it was before."""
    own = store.recorder.replica_hex
    found = {own: load_or_make(folder, own)}
    with store.read() as session:
        before = ancestors(session.connection())
    for replica in before:
        key = known(folder, replica)
        if key is not None:
            found[replica] = key
    return found


def open_book(store: Store, own: Mapping[str, Signer]) -> OpenBook:
    """The devices this copy has met, from the region file."""
    with store.read() as session:
        connection = session.connection()
        rows = connection.exec_driver_sql(
            "SELECT hex, pubkey, office FROM sync_replica WHERE pubkey IS NOT NULL"
        )
        members = {str(name): Member(bytes(public), int(office)) for name, public, office in rows}
        heirs = {replica: card.continues for replica, card in read_cards(connection).items()}
    members.update({replica: Member(signer.public) for replica, signer in own.items()})
    return OpenBook(members, heirs)


def own_card(store: Store, signer: Signer) -> bytes:
    """The card this copy shows."""
    who = author(store.recorder.user)
    with store.read() as session:
        before = ancestors(session.connection())
    name = " ".join(part for part in (who.body, who.name) if part)
    return make_card(signer, name, store.recorder.office, before)


def keep_cards(connection: Connection, cards: Iterable[Card]) -> None:
    """Remember devices met: the first key seen for a replica stays."""
    known = read_cards(connection)
    for card in cards:
        if known.get(card.replica) == card:
            continue
        connection.exec_driver_sql(
            "INSERT INTO sync_replica(hex, office, pubkey) VALUES (?,?,?) ON CONFLICT(hex) DO UPDATE "
            "SET office = excluded.office, pubkey = excluded.pubkey WHERE pubkey IS NULL OR pubkey = excluded.pubkey",
            (card.replica, card.office, card.public),
        )
        put_state(connection, f"{_CARD}{card.replica}", card.data.decode())


def keep_members(connection: Connection, book: OpenBook) -> None:
    """Remember the keys of devices met without a card (a hub vouched for them): the first key seen stays."""
    for replica, member in book.members.items():
        connection.exec_driver_sql(
            "INSERT INTO sync_replica(hex, office, pubkey) VALUES (?,?,?) ON CONFLICT(hex) DO UPDATE "
            "SET office = excluded.office, pubkey = excluded.pubkey WHERE pubkey IS NULL",
            (replica, member.office, member.public),
        )


def read_cards(connection: Connection) -> dict[str, Card]:
    """The cards of devices this copy has met, by replica."""
    rows = connection.exec_driver_sql(
        "SELECT key, value FROM local_state WHERE substr(key, 1, ?) = ?", (len(_CARD), _CARD)
    )
    found = (kept_card(str(value).encode()) for _, value in rows)
    return {card.replica: card for card in found}


def device_names(connection: Connection) -> dict[str, str]:
    """Replica → what the device calls itself."""
    return {replica: card.name for replica, card in read_cards(connection).items()}


def get_state(connection: Connection, key: str) -> str | None:
    """A word this copy keeps for itself."""
    found = connection.exec_driver_sql("SELECT value FROM local_state WHERE key = ?", (key,)).scalar()
    return None if found is None else str(found)


def put_state(connection: Connection, key: str, value: str) -> None:
    """Keep a word for this copy alone."""
    connection.exec_driver_sql(
        "INSERT INTO local_state(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
