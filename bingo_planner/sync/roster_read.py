"""Reads the body of a roster strictly: every field of the right kind, nothing else in it, no device twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from bingo_planner.sync.keys import PUBLIC_BYTES
from bingo_planner.sync.model import Refused
from bingo_planner.sync.operations import MAX_INT, REPLICA
from bingo_planner.sync.rings import SCOPES

MAX_DEVICES = 5_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SIGNATURE = re.compile(r"([0-9a-f]{128})?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BOX = re.compile(r"[0-9A-Za-z+/=]{1,20000}")
_KEYS = frozenset({"at", "boxes", "by", "devices", "locks", "past", "region", "v", "version"})
_NEEDED = frozenset({"id", "name", "office", "public", "scopes", "since"})


@dataclass(frozen=True)
class Device:
    """One entry. `made_keeper`: (who made it a keeper, signature), ("", "") for the first, None for no keeper.

    `ends`: None while it takes part; when it was shut out, log → the last transaction of it that counts.
    `continues`: ids of devices whose logs it may go on with.
    """

    id: str
    public: bytes
    office: int
    name: str
    scopes: frozenset[str]
    since: str
    made_keeper: tuple[str, str] | None = None
    ends: Mapping[str, int] | None = None
    continues: frozenset[str] = frozenset()

    @property
    def is_keeper(self) -> bool:
        """Whether it may sign rosters."""
        return self.made_keeper is not None and self.ends is None

    @property
    def is_out(self) -> bool:
        """Whether it was shut out."""
        return self.ends is not None


@dataclass(frozen=True)
class Body:
    """What a roster says."""

    region: str
    version: int
    at: str
    signer: str
    devices: tuple[Device, ...]
    boxes: Mapping[str, Mapping[str, str]]
    locks: tuple[bytes, ...]
    past: tuple[str, ...]


def read_body(body: object) -> Body:
    """The body of a roster. Raises `Refused` (`format`)."""
    if not isinstance(body, dict) or body.keys() != _KEYS:
        _refuse("keys")
    devices, version = body["devices"], body["version"]
    if body["v"] != 1 or type(version) is not int or not 1 <= version <= MAX_INT:
        _refuse("version")
    if not isinstance(devices, list) or not 1 <= len(devices) <= MAX_DEVICES:
        _refuse("devices")
    entries = tuple(_entry(one) for one in devices)
    if len({one.id for one in entries}) != len(entries) or not body["locks"]:
        _refuse("a device twice")
    return Body(
        _id(body["region"]),
        version,
        _match(body["at"], _DAY),
        _id(body["by"]),
        entries,
        _boxes(body["boxes"]),
        tuple(_public(one) for one in _list(body["locks"])),
        tuple(_match(one, _DIGEST) for one in _list(body["past"])),
    )


def _entry(value: object) -> Device:
    if not isinstance(value, dict) or value.keys() - {"keeper", "ends", "continues"} != _NEEDED:
        _refuse("entry")
    name, office, scopes = value["name"], value["office"], value["scopes"]
    if not isinstance(name, str) or not 1 <= len(name) <= 200 or type(office) is not int or office < 0:
        _refuse("entry")
    if not isinstance(scopes, list) or not scopes or any(one not in SCOPES for one in scopes):
        _refuse("scopes")
    return Device(
        _id(value["id"]),
        _public(value["public"]),
        office,
        name,
        frozenset(scopes),
        _match(value["since"], _DAY),
        _keeper(value.get("keeper")),
        _ends(value.get("ends")),
        frozenset(_id(one) for one in _list(value.get("continues", []))),
    )


def _keeper(value: object) -> tuple[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        _refuse("keeper")
    maker, signature = value
    return ("" if maker == "" else _id(maker), _match(signature, _SIGNATURE))


def _ends(value: object) -> Mapping[str, int] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        _refuse("ends")
    for replica, seq in value.items():
        _id(replica)
        if type(seq) is not int or not 0 <= seq <= MAX_INT:
            _refuse("ends")
    return value


def _boxes(value: object) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(value, dict):
        _refuse("boxes")
    for device, scopes in value.items():
        _id(device)
        if not isinstance(scopes, dict) or any(scope not in SCOPES for scope in scopes):
            _refuse("boxes")
        for box in scopes.values():
            _match(box, _BOX)
    return value


def _public(value: object) -> bytes:
    text = _match(value, _DIGEST)
    assert len(text) == 2 * PUBLIC_BYTES
    return bytes.fromhex(text)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        _refuse("list")
    return value


def _id(value: object) -> str:
    return _match(value, REPLICA)


def _match(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        _refuse(pattern.pattern[:20])
    return value


def _refuse(detail: str) -> NoReturn:
    raise Refused("format", f"roster: {detail}")
