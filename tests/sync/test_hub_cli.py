"""The verbs of the hub's administrator."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE
from bingo_planner.sync import hub_schema
from tests.support.postgres import ADMIN, Server

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb; (exit code, output, error output)."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))
    monkeypatch.delenv("PGPASSWORD", raising=False)

    def go(*words: str) -> tuple[int, str, str]:
        try:
            code = main(list(words))
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


def test_set_up_invite_revoke_look(
    server: Server, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = server.new_database()
    address = f"postgresql://{ADMIN}@127.0.0.1:{server.port}/{name}?sslrootcert={server.authority}"
    login = ""
    try:
        code, _, told = run("hub", "init", address)
        assert code == 1
        assert "中継サーバー" in told
        monkeypatch.setenv("PGPASSWORD", server.password)
        code, out, _ = run("hub", "init", address, "--json")
        assert code == 0
        assert json.loads(out)["version"] == hub_schema.VERSION
        assert run("hub", "init", address)[0] == 0
        code, out, _ = run("hub", "invite", "34207", "企画政策課 1号機", "--office", "--json")
        invited = json.loads(out)
        login = invited["login"]
        assert code == 0
        assert invited["password"] not in invited["dsn"]
        with psycopg.connect(invited["dsn"], password=invited["password"]) as connection:
            assert connection.execute("SELECT sync.is_office()").fetchone() == (True,)
        code, out, _ = run("hub", "status", "--json")
        (device,) = json.loads(out)["devices"]
        assert (code, device["body"], device["name"], device["replica"]) == (
            0,
            "34207",
            "企画政策課 1号機",
            None,
        )
        assert device["login"] == login
        assert run("hub", "revoke", "企画政策課 1号機")[0] == 0
        code, out, told = run("hub", "status")
        assert (code, told) == (0, "")
        assert "締め出し" in out
        code, _, told = run("hub", "revoke", "だれか")
        assert code == 1
        assert "だれか" in told
        # What is remembered holds no password.
        kept = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "home").glob("*.json"))
        assert str(server.port) in kept
        assert server.password not in kept
    finally:
        server.drop_database(name)
        if login:
            with server.admin() as connection:
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))


def test_a_password_on_the_command_line_is_used_but_not_repeated(server: Server, run: Run) -> None:
    name = server.new_database()
    try:
        secret = server.password
        address = f"postgresql://{ADMIN}:{secret}@127.0.0.1:{server.port}/{name}"
        code, out, told = run("hub", "init", address)
        assert code == 0
        assert secret not in out + told
        assert "コマンドの行" in told
    finally:
        server.drop_database(name)


def test_wrong_use_and_no_hub(run: Run) -> None:
    assert run("hub")[0] == 2
    code, _, told = run("hub", "status")
    assert code == 1
    assert "hub init" in told
    code, _, told = run("hub", "init", "postgresql://a@hub.example.lg.jp/x?sslmode=disable")
    assert code == 1
    assert "暗号" in told
