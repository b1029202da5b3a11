"""A device's card: its key and whose it is, signed with that key; how copies meet before a roster is signed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bingo_planner.store import wire
from bingo_planner.sync.keys import PUBLIC_BYTES, Member, Signer, verify
from bingo_planner.sync.model import Refused
from bingo_planner.sync.operations import REPLICA

MAX_CARD = 64 * 1024
_TITLE = b"bingo-planner card\n"


@dataclass(frozen=True)
class Card:
    """What a device says about itself. `continues`: older replicas whose logs it holds and answers for."""

    replica: str
    public: bytes
    name: str
    office: int
    continues: frozenset[str]
    data: bytes
    """The card as it came, to be handed on."""

    @property
    def member(self) -> Member:
        """As an entry of a book."""
        return Member(self.public, self.office, self.name)


def make_card(signer: Signer, name: str, office: int = 0, continues: Iterable[str] = ()) -> bytes:
    """The bytes of a card."""
    facts: dict[str, object] = {
        "continues": sorted(continues),
        "name": name[:200],
        "office": office,
        "public": signer.public.hex(),
        "rep": signer.replica,
        "v": 1,
    }
    signature = signer.sign(_TITLE + wire.canonical(facts))
    return wire.canonical(facts | {"sig": signature.hex()})


def read_card(data: bytes, replica: str) -> Card:
    """The card of this replica; raises `Refused` when it is not that or its signature is wrong."""
    if len(data) > MAX_CARD:
        raise Refused("too_large", "card")
    try:
        facts: object = json.loads(data.decode("utf-8"))
        if not isinstance(facts, dict):
            raise Refused("format", "card")
        signature = bytes.fromhex(str(facts.pop("sig", "")))
        card = _card(facts, data)
        said = wire.canonical(facts)
    except (ValueError, RecursionError) as error:
        raise Refused("format", "card") from error
    if card.replica != replica or not verify(card.public, _TITLE + said, signature):
        raise Refused("signature", "card")
    return card


def kept_card(data: bytes) -> Card:
    """A card this copy has kept: it was looked through when it came."""
    facts = json.loads(data)
    del facts["sig"]
    return _card(facts, data)


def _card(facts: dict[str, object], data: bytes) -> Card:
    replica, name, office, continues = (facts.get(key) for key in ("rep", "name", "office", "continues"))
    public = bytes.fromhex(str(facts.get("public", "")))
    good = (
        facts.keys() == {"v", "rep", "name", "office", "public", "continues"}
        and facts["v"] == 1
        and isinstance(replica, str)
        and REPLICA.fullmatch(replica)
        and isinstance(name, str)
        and len(name) <= 200
        and type(office) is int
        and len(public) == PUBLIC_BYTES
        and isinstance(continues, list)
        and all(isinstance(one, str) and REPLICA.fullmatch(one) for one in continues)
    )
    if not good:
        raise Refused("format", "card")
    assert isinstance(office, int)
    assert isinstance(continues, list)
    return Card(str(replica), public, str(name), office, frozenset(str(one) for one in continues), data)
