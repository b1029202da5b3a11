"""Keys of the copies: each replica signs the head of its log; a book says whose key may sign what."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bingo_planner.kernel.files import atomic_write
from bingo_planner.sync import protect

if TYPE_CHECKING:
    from nacl.signing import SigningKey

SIGNATURE_BYTES = 64
PUBLIC_BYTES = 32


class Signer(Protocol):
    """The private side of one replica."""

    @property
    def replica(self) -> str:
        """Whose log it signs (hex)."""
        ...

    @property
    def public(self) -> bytes:
        """The 32 bytes others check with."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes over the message."""
        ...


@dataclass(frozen=True)
class Member:
    """One device of the region. `last_seq`: a revoked device's last valid transaction, None while it is trusted."""

    public: bytes
    office: int = 0
    name: str = ""
    last_seq: int | None = None


class KeyBook(Protocol):
    """Who may sign for which replica. The signed roster is one; `OpenBook` serves before there is a roster."""

    def member(self, replica: str) -> Member | None:
        """The device of this replica, or None when it is not known."""
        ...

    def may_sign(self, signer: str, replica: str) -> bool:
        """Whether `signer` may answer for the log of `replica` (its own, or one that it continues)."""
        ...


@dataclass
class DeviceKey:
    """The Ed25519 key of one replica, in memory."""

    replica: str
    _key: SigningKey

    @property
    def public(self) -> bytes:
        """The 32 bytes others check with."""
        return bytes(self._key.verify_key)

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes, to be sealed and kept."""
        return bytes(self._key)

    def sign(self, message: bytes) -> bytes:
        """64 bytes over the message."""
        return bytes(self._key.sign(message).signature)


def device_key(replica: str, seed: bytes) -> DeviceKey:
    """The key made from 32 secret bytes."""
    from nacl.signing import SigningKey

    return DeviceKey(replica, SigningKey(seed))


def load_or_make(folder: Path, replica: str) -> DeviceKey:
    """The key of this replica from the user's data folder; a new one when there is none.

    Kept outside the region file so that a copied file does not carry it; protected as the platform allows
    (DPAPI on Windows, owner-only rights elsewhere).
    """
    with suppress(FileNotFoundError):
        return device_key(replica, protect.open_sealed((folder / f"{replica}.key").read_bytes()))
    return keep(folder, replica, os.urandom(32))


def keep(folder: Path, name: str, seed: bytes) -> DeviceKey:
    """Write the key made from 32 secret bytes into the user's data folder."""
    path = folder / f"{name}.key"
    folder.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as file:
        if sys.platform != "win32":
            os.fchmod(file.fileno(), 0o600)
        file.write(protect.seal(seed))
    return device_key(name, seed)


def known(folder: Path, replica: str) -> DeviceKey | None:
    """The key of a replica when this user has it (an older replica of this copy), else None."""
    try:
        return device_key(replica, protect.open_sealed((folder / f"{replica}.key").read_bytes()))
    except OSError:
        return None


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature over the message is of this key."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(public).verify(message, signature)
    except (CryptoError, ValueError):
        return False
    return True


@dataclass
class OpenBook:
    """Devices that introduced themselves: the first key seen for a replica is kept, another one never accepted.

    Serves before a roster is signed; `heirs[new]` are the replicas a new one says it continues.
    """

    members: dict[str, Member] = field(default_factory=dict)
    heirs: dict[str, frozenset[str]] = field(default_factory=dict)

    def member(self, replica: str) -> Member | None:
        """The device of this replica, or None when it never introduced itself."""
        return self.members.get(replica)

    def may_sign(self, signer: str, replica: str) -> bool:
        """Its own log, or one that it says it continues: before there is a roster, whoever has the folder is trusted.

        A device that still lives and is answered for by another is noticed as a fork.
        """
        return signer == replica or replica in self.heirs.get(signer, frozenset())

    def meet(self, replica: str, member: Member, continues: frozenset[str] = frozenset()) -> bool:
        """Note a device that introduces itself; False when another key was seen for it before."""
        seen = self.members.setdefault(replica, member)
        if seen.public != member.public:
            return False
        self.heirs.setdefault(replica, continues)
        return True


def pinned(keys: Mapping[str, bytes]) -> OpenBook:
    """A book of these public keys."""
    return OpenBook({replica: Member(public) for replica, public in keys.items()})
