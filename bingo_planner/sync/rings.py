"""Keys that copies share: one ring a scope, and what is sealed with it for a share, a stick or a hub.

A ring is a list of keys, the newest last. Each copy on the list gets the rings of its scopes in a box that only its
own key opens. When a copy is shut out, a new key is put on the ring: what is written from then on is closed to it.
A copy that joins gets the whole ring, so it can read what was sealed before.

    "BPSEAL1\\n" | u16 length, {"key","region","scope"} | sealed bytes
    scope region: nonce 24 B | XChaCha20-Poly1305 with all before as its label
    scope office: X25519 sealed box

Keys of the region lock and open. Those of the office only open: their public halves stand in the roster, so a town
can send the office what it may not read itself. In the region the nonce follows from key and content: the same bytes
are always sealed to the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from bingo_planner.store import wire
from bingo_planner.sync.model import Refused
from bingo_planner.sync.operations import REPLICA

REGION, OFFICE = "region", "office"
SCOPES = (REGION, OFFICE)
KEY_BYTES = 32
MAGIC = b"BPSEAL1\n"
_NONCE = 24
_MAX_HEAD = 200
_LENGTH = struct.Struct("<H")


@dataclass(frozen=True)
class Ring:
    """The keys of one scope of one region, the newest last; a key's number is its place from 1."""

    region: str
    scope: str
    keys: tuple[bytes, ...]

    def turned(self) -> Ring:
        """The ring with one more key."""
        return Ring(self.region, self.scope, (*self.keys, os.urandom(KEY_BYTES)))


Rings = Mapping[str, Ring]
"""Scope → ring, for the scopes a copy holds."""


def new_ring(region: str, scope: str) -> Ring:
    """A ring with its first key."""
    return Ring(region, scope, ()).turned()


def put_in_box(ring: Ring, public: bytes) -> str:
    """The ring for the owner of this Ed25519 key alone, as base64."""
    from nacl.public import SealedBox
    from nacl.signing import VerifyKey

    box = SealedBox(VerifyKey(public).to_curve25519_public_key())
    return base64.b64encode(box.encrypt(b"".join(ring.keys))).decode("ascii")


def take_from_box(text: str, region: str, scope: str, seed: bytes) -> Ring:
    """The ring in a box that was put together for the key of this seed. Raises `Refused` when it was not."""
    from nacl.exceptions import CryptoError
    from nacl.public import SealedBox
    from nacl.signing import SigningKey

    try:
        opened = SealedBox(SigningKey(seed).to_curve25519_private_key()).decrypt(
            base64.b64decode(text, validate=True)
        )
    except (CryptoError, ValueError) as error:
        raise Refused("sealed", "box") from error
    if not opened or len(opened) % KEY_BYTES:
        raise Refused("sealed", "ring")
    keys = tuple(opened[at : at + KEY_BYTES] for at in range(0, len(opened), KEY_BYTES))
    return Ring(region, scope, keys)


def public_keys(ring: Ring) -> tuple[bytes, ...]:
    """The halves of the office's keys that only lock."""
    from nacl.public import PrivateKey

    return tuple(bytes(PrivateKey(key).public_key) for key in ring.keys)


@dataclass(frozen=True)
class Sealing:
    """What one copy can lock and open. `locks`: the office's public keys, the newest last."""

    region: str
    rings: Rings
    locks: tuple[bytes, ...]

    @property
    def opens_office(self) -> bool:
        """Whether this copy reads what is for the liaison office alone."""
        return OFFICE in self.rings

    def seal(self, data: bytes) -> bytes:
        """The bytes for all copies of the region. Raises `Refused` (`sealed`) without the ring."""
        ring = self.rings.get(REGION)
        if ring is None:
            raise Refused("sealed", REGION)
        return _seal_region(data, ring)

    def seal_part(self, data: bytes) -> bytes:
        """The bytes for the liaison office alone."""
        from nacl.public import PublicKey, SealedBox

        label = _label(len(self.locks), self.region, OFFICE)
        return label + SealedBox(PublicKey(self.locks[-1])).encrypt(data)

    def open(self, data: bytes) -> bytes:
        """The bytes that were sealed. Raises `Refused` (`sealed` for want of a key, `damaged`, `format`)."""
        from nacl.exceptions import CryptoError

        number, region, scope, at = _head(data)
        ring = self.rings.get(scope)
        if ring is None or region != self.region or number < 1:
            raise Refused("sealed", f"{scope} {number}")
        # Two keepers may have put different keys in one place, so a key may stand elsewhere than it says.
        named = ring.keys[number - 1 : number]
        for key in (*named, *(one for one in reversed(ring.keys) if one not in named)):
            try:
                return _open_part(data[at:], key) if scope == OFFICE else _open_region(data, at, key)
            except (CryptoError, ValueError):
                continue
        raise Refused("damaged" if named else "sealed", f"{scope} {number}")


def is_sealed(data: bytes) -> bool:
    """Whether bytes begin like sealed ones."""
    return data.startswith(MAGIC)


def _label(number: int, region: str, scope: str) -> bytes:
    head = wire.canonical({"key": number, "region": region, "scope": scope})
    return MAGIC + _LENGTH.pack(len(head)) + head


def _seal_region(data: bytes, ring: Ring) -> bytes:
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

    key, label = ring.keys[-1], _label(len(ring.keys), ring.region, ring.scope)
    nonce = hashlib.blake2b(label + data, digest_size=_NONCE, key=key, person=b"bingo-planner").digest()
    return label + nonce + encrypt(data, label, nonce, key)


def _open_region(data: bytes, at: int, key: bytes) -> bytes:
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt

    return bytes(decrypt(data[at + _NONCE :], data[:at], data[at : at + _NONCE], key))


def _open_part(sealed: bytes, key: bytes) -> bytes:
    from nacl.public import PrivateKey, SealedBox

    return SealedBox(PrivateKey(key)).decrypt(sealed)


def region_of(data: bytes) -> str:
    """The region that sealed bytes belong to; raises `Refused` when they are not sealed ones."""
    return _head(data)[1]


def _head(data: bytes) -> tuple[int, str, str, int]:
    start = len(MAGIC) + _LENGTH.size
    if not is_sealed(data) or len(data) < start:
        raise Refused("format", "seal")
    (length,) = _LENGTH.unpack_from(data, len(MAGIC))
    if length > _MAX_HEAD or len(data) < start + length + _NONCE:
        raise Refused("format", "seal")
    try:
        head: object = json.loads(data[start : start + length])
    except (ValueError, RecursionError) as error:
        raise Refused("format", "seal") from error
    if not isinstance(head, dict) or head.keys() != {"key", "region", "scope"}:
        raise Refused("format", "seal")
    number, region, scope = head["key"], head["region"], head["scope"]
    if type(number) is not int or scope not in SCOPES or not isinstance(region, str):
        raise Refused("format", "seal")
    if not REPLICA.fullmatch(region):
        raise Refused("format", "seal")
    return number, region, str(scope), start + length
