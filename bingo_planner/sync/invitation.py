"""An invitation: one file that makes a copy a device on the roster, opened with a code that goes another way.

The key of the new device is made where the roster is kept and lies in the file, locked with the code (Argon2id).
So joining takes one step and no answer. Whoever has file and code is the device: hand them over separately.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import wire
from bingo_planner.sync import roster_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.sync.model import Refused
from bingo_planner.sync.operations import REPLICA
from bingo_planner.sync.roster import MAX_ROSTER, Roster, read_roster

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, O, 1, I or L: a code is read out on the telephone."""
_CODE_LETTERS = 16
_SALT = 16
_KEYS = {"box", "device", "region", "roster", "salt", "v"}


@dataclass(frozen=True)
class Invited:
    """What an opened invitation holds: the device's id, the 32 secret bytes of its key, and the roster it is on."""

    device: str
    seed: bytes
    roster: Roster


def new_code() -> str:
    """A code of 79 bits in groups of four."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LETTERS))
    return "-".join(letters[at : at + 4] for at in range(0, _CODE_LETTERS, 4))


def write_invitation(device: str, seed: bytes, roster: Roster, code: str) -> bytes:
    """The bytes of the file."""
    from nacl.secret import SecretBox

    salt = os.urandom(_SALT)
    secret = wire.canonical({"roster": roster.digest.hex(), "seed": seed.hex()})
    facts: dict[str, object] = {
        "box": base64.b64encode(SecretBox(_key(code, salt)).encrypt(secret)).decode("ascii"),
        "device": device,
        "region": roster.region,
        "roster": roster.data.decode(),
        "salt": salt.hex(),
        "v": 1,
    }
    return wire.canonical(facts)


def open_invitation(data: bytes, code: str) -> Invited:
    """What is in the file. Raises PlanError `roster.invitation` (no invitation) or `roster.code` (wrong code)."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        facts = _read(data)
        box, salt = base64.b64decode(facts["box"], validate=True), bytes.fromhex(facts["salt"])
        roster = read_roster(facts["roster"].encode())
        key = _key(code, salt)
    except (ValueError, RecursionError, Refused) as error:
        raise PlanError("roster.invitation") from error
    try:
        secret = json.loads(SecretBox(key).decrypt(box))
    except CryptoError as error:
        raise PlanError("roster.code") from error
    device = roster.devices.get(facts["device"])
    if device is None or device.is_out or secret["roster"] != roster.digest.hex():
        raise PlanError("roster.invitation")
    return Invited(device.id, bytes.fromhex(secret["seed"]), roster)


def _read(data: bytes) -> dict[str, str]:
    if len(data) > 2 * MAX_ROSTER:
        raise ValueError("too large")
    facts: object = json.loads(data.decode("utf-8"))
    if not isinstance(facts, dict) or facts.keys() != _KEYS or facts["v"] != 1:
        raise ValueError("keys")
    texts = {key: value for key, value in facts.items() if isinstance(value, str)}
    if (
        len(texts) != len(_KEYS) - 1
        or not REPLICA.fullmatch(texts["device"])
        or len(texts["salt"]) != 2 * _SALT
    ):
        raise ValueError("values")
    return texts


def _key(code: str, salt: bytes) -> bytes:
    from nacl.pwhash import argon2id

    letters = "".join(sign for sign in code.upper() if sign in _LETTERS).encode()
    key = argon2id.kdf(
        32,
        hashlib.sha256(letters).digest(),
        salt,
        opslimit=argon2id.OPSLIMIT_MIN,
        memlimit=argon2id.MEMLIMIT_MIN,
    )
    return bytes(key)
