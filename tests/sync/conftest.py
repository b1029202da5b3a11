"""A hub for tests: one PostgreSQL server a run, one database a test."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from tests.support.postgres import MISSING, Server, running
from tests.sync.hubs import Hub


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    """The keyring of whoever runs the tests is left alone."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]  # the library's own
    yield
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def shared_server() -> Iterator[Server | None]:
    """The server of this run, or None where there is no PostgreSQL."""
    with running() as server:
        yield server


@pytest.fixture
def server(shared_server: Server | None) -> Server:
    """The server of this run; the test is skipped where there is none."""
    if shared_server is None:
        pytest.skip(MISSING)
    return shared_server


@pytest.fixture
def hub(server: Server) -> Iterator[Hub]:
    """A hub that was just set up, in a database of its own."""
    made = Hub.make(server)
    yield made
    made.drop()
