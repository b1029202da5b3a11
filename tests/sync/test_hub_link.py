"""The way to the hub: what an address may say, that it is encrypted, and where the password lies."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import hub_link
from bingo_planner.sync.hub_link import read_address


class MemoryKeyring(KeyringBackend):
    """A keyring for one test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """The system's keyring replaced by one in memory."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    before, mine = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


def test_an_address_never_holds_the_password() -> None:
    address, password = read_address("postgresql://someone:s%2Fcret@hub.example.lg.jp:5433/bingo")
    assert password == "s/cret"
    assert "cret" not in address.text + address.name + address.account
    assert read_address(address.text) == (address, None)
    assert (address.host, address.port, address.database, address.user) == (
        "hub.example.lg.jp",
        5433,
        "bingo",
        "someone",
    )


@pytest.mark.parametrize("text", ["", "no address", "postgresql://", "host=a,b dbname=x", "dbname=x port=no"])
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(PlanError, match=r"hub\.address"):
        read_address(text)


def test_an_error_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(PlanError) as caught:
        read_address("host=hub password=verysecret nonsense")
    assert "verysecret" not in f"{caught.value!s}{caught.value.__cause__}"


@pytest.mark.parametrize("part", ["options=-csearch_path=x", "service=x", "hostaddr=10.0.0.1", "passfile=x"])
def test_settings_that_would_lead_elsewhere_are_refused(part: str) -> None:
    with pytest.raises(PlanError, match=r"hub\.address_part"):
        read_address(f"host=hub dbname=x {part}")


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_nothing_crosses_the_network_in_the_open(mode: str) -> None:
    with pytest.raises(PlanError, match=r"hub\.unencrypted"):
        read_address(f"host=hub.example.lg.jp dbname=x sslmode={mode}")
    for host in ("127.0.0.1", "localhost", "::1", "/run/postgresql"):
        assert read_address(f"host={host} dbname=x sslmode={mode}")[0].is_local


def test_a_hub_elsewhere_proves_who_it_is_unless_told_otherwise() -> None:
    assert read_address("host=10.0.0.1 dbname=x")[0].tls == {"sslmode": "verify-full"}
    assert read_address("host=10.0.0.1 dbname=x sslmode=require")[0].tls == {"sslmode": "require"}
    assert read_address("host=127.0.0.1 dbname=x")[0].tls == {"sslmode": "prefer"}


def test_the_environment_comes_before_the_keyring(
    memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, _ = read_address("postgresql://a@hub.example.lg.jp/x")
    other, _ = read_address("postgresql://b@hub.example.lg.jp/x")
    assert hub_link.find_password(address) is None
    hub_link.keep_password(address, "kept")
    assert hub_link.find_password(address) == "kept"
    assert hub_link.find_password(other) is None
    monkeypatch.setenv("PGPASSWORD", "given")
    assert hub_link.find_password(address) == "given"


def test_no_keyring_is_said_and_nothing_is_written(
    memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, _ = read_address("postgresql://a@hub.example.lg.jp/x")
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]  # the library's own
    assert hub_link.find_password(address) is None
    with pytest.raises(PlanError, match=r"hub\.no_keyring"):
        hub_link.keep_password(address, "secret")


def test_a_hub_that_is_not_there_is_said() -> None:
    address, _ = read_address("postgresql://a@127.0.0.1:1/x")
    with pytest.raises(PlanError, match=r"hub\.unreachable") as caught:
        hub_link.connect(address, "secret")
    assert "secret" not in str(caught.value)
    assert str(caught.value.facts["reason"]).startswith("Connection refused")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (
            'connection to server at "hub", port 5432 failed: SSL error: unexpected eof while reading',
            "unreachable",
        ),
        ('connection to server at "hub", port 5432 failed: SSL SYSCALL error: EOF detected', "unreachable"),
        ("connection failed: FATAL:  the database system is starting up", "unreachable"),
        ("connection failed: FATAL:  the database system is shutting down", "unreachable"),
        ("connection failed: FATAL:  sorry, too many clients already", "unreachable"),
        ('connection failed: FATAL:  password authentication failed for user "a"', "login"),
        ("connection failed: SSL error: certificate verify failed", "tls"),
        ('connection failed: server certificate for "x" does not match host name "hub"', "tls"),
        ("connection failed: server does not support SSL, but SSL was required", "tls"),
    ],
)
def test_a_server_that_only_cannot_now_is_not_one_that_refuses(words: str, code: str) -> None:
    address, _ = read_address("postgresql://a@hub.example.lg.jp/x")
    assert hub_link._refusal(address, words).code == f"hub.{code}"
