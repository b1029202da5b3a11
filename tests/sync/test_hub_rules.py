"""What the hub's server refuses, whoever asks: every rule is tried on a real PostgreSQL."""

from __future__ import annotations

import hashlib
from typing import LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.wire import MAX_BYTES
from bingo_planner.sync import hub_admin, hub_schema
from bingo_planner.sync.segment import NO_LINK
from tests.sync import makers
from tests.sync.hubs import ROW, Hub, enroll, row, rows


def refused(connection: psycopg.Connection, state: str, query: LiteralString, *values: object) -> None:
    """The statement is refused with this SQLSTATE."""
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(query, values)
    assert caught.value.sqlstate == state, caught.value


DENIED = "42501"


def test_a_device_adds_to_its_own_log_and_all_read_it(hub: Hub) -> None:
    with hub.device("a") as a, hub.device("b") as b:
        sent = a.add(3)
        got = b.connection.execute("SELECT body, hash, received_by FROM sync.tx ORDER BY seq").fetchall()
    assert [(bytes(body), bytes(link)) for body, link, _ in got] == list(
        zip(sent.frames, sent.hashes, strict=True)
    )
    assert {by for _, _, by in got} == {a.invitation.login}


def test_another_office_and_a_colleague_cannot_be_played(hub: Hub) -> None:
    other = hub.invite("elsewhere", 34204)
    with hub.device("a") as a, psycopg.connect(hub.dsn(other), autocommit=True) as stranger:
        refused(stranger, hub_schema.FOREIGN, ROW, *row(a.number, 1, b"x"))
        with hub.device("colleague") as colleague:
            refused(colleague.connection, hub_schema.FOREIGN, ROW, *row(a.number, 1, b"x"))
            # The log of a colleague cannot be claimed either, with his key or with another.
            for key in (makers.key("a").public, bytes(32)):
                claim = (UUID(makers.replica("a")), UUID(makers.replica("a")), key)
                refused(colleague.connection, hub_schema.FOREIGN, "SELECT sync.enroll(%s, %s, %s)", *claim)
        # A device number nobody has.
        refused(stranger, hub_schema.FOREIGN, ROW, *row(a.number + 100, 1, b"x"))
        assert a.count() == 0


def test_gap_replay_and_fork_are_refused(hub: Hub) -> None:
    with hub.device("a") as a:
        sent = a.add(3)
        refused(a.connection, hub_schema.GAP, ROW, *row(a.number, 5, b"x", sent.hashes[-1]))
        refused(a.connection, hub_schema.GAP, ROW, *rows(a.number, sent)[2])
        refused(a.connection, hub_schema.GAP, ROW, *row(a.number, 0, b"x", sent.hashes[-1]))
        refused(a.connection, hub_schema.FORK, ROW, *row(a.number, 4, b"x", sent.hashes[1]))
        refused(a.connection, hub_schema.FORK, ROW, *row(a.number, 4, b"x", NO_LINK))
        broken = (a.number, 4, sent.hashes[-1], hashlib.sha256(b"other").digest(), b"x")
        refused(a.connection, hub_schema.BROKEN, ROW, *broken)
        assert a.count() == 3
        a.add(1, first=4, previous=sent.hashes[-1])


def test_two_computers_with_one_log_do_not_both_go_on(hub: Hub) -> None:
    with hub.device("a") as a, psycopg.connect(hub.dsn(a.invitation)) as twin:
        assert enroll(twin, "a") == a.number
        twin.execute(ROW, row(a.number, 1, b"of the twin"))
        # The first waits for the other to be done, then finds that its place is taken.
        a.connection.execute("SET lock_timeout = '200ms'")
        refused(a.connection, "55P03", ROW, *row(a.number, 1, b"of the first"))
        twin.commit()
        a.connection.execute("SET lock_timeout = 0")
        refused(a.connection, hub_schema.GAP, ROW, *row(a.number, 1, b"of the first"))
        refused(a.connection, hub_schema.FORK, ROW, *row(a.number, 2, b"of the first", bytes(31) + b"1"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sync.tx SET body = 'x'",
        "UPDATE sync.device SET login = session_user",
        "UPDATE sync.login SET revoked_at = NULL",
        "DELETE FROM sync.tx",
        "DELETE FROM sync.sig",
        "TRUNCATE sync.tx",
        "SELECT * FROM sync.tx FOR UPDATE",
        "SELECT * FROM sync.login",
        "SELECT login FROM sync.device",
        "SELECT * FROM sync.part",
        "SELECT * FROM sync.devices",
        "INSERT INTO sync.roster (version, digest, body) VALUES (1, sha256('x'), 'x')",
        "INSERT INTO sync.device (replica, login, office_id, name, pubkey) "
        "VALUES (gen_random_uuid(), session_user, 1, 'x', sha256('x'))",
        "INSERT INTO sync.login (login, office_id, name) VALUES (session_user, 1, 'x')",
        "INSERT INTO sync.tx (device_id, seq, hlc, schema_v, prev_hash, hash, body, received_by) "
        "VALUES (1, 1, 0, 1, '', '', 'x', 'someone')",
        "INSERT INTO sync.tx (device_id, seq, hlc, schema_v, prev_hash, hash, body, received_at) "
        "VALUES (1, 1, 0, 1, '', '', 'x', now())",
        "COPY sync.tx FROM STDIN",
        "SET ROLE bingo_hub_owner",
        "SET ROLE hub_admin",
        "SET SESSION AUTHORIZATION hub_admin",
        "ALTER TABLE sync.tx DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE sync.tx DISABLE TRIGGER check_tx",
        "DROP TABLE sync.tx",
        "CREATE TABLE sync.mine (x int)",
        "CREATE OR REPLACE FUNCTION sync.is_member() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE POLICY mine ON sync.tx USING (true)",
        "ALTER ROLE bingo_hub_member SUPERUSER",
        "GRANT bingo_hub_office TO CURRENT_USER",
        "SET session_replication_role = replica",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_what_no_device_may_do(hub: Hub, statement: LiteralString) -> None:
    with hub.device("a") as a:
        a.add(1)
        refused(a.connection, DENIED, statement)
        assert a.count() == 1


def test_who_wrote_a_row_is_for_the_server_to_say(hub: Hub) -> None:
    with hub.device("a") as a:
        # The group may be taken on; it changes nothing about whose session it is.
        a.connection.execute("SET ROLE bingo_hub_member")
        a.add(1)
        found = a.connection.execute("SELECT received_by FROM sync.tx").fetchone()
        assert found == (a.invitation.login,)
        # Row security cannot be switched off: reading then fails instead of showing more.
        a.connection.execute("SET row_security = off")
        refused(a.connection, DENIED, "SELECT count(*) FROM sync.tx")


def test_no_schema_of_ones_own_comes_between(hub: Hub) -> None:
    with hub.device("a") as a, hub.device("b") as b:
        a.connection.execute("CREATE TEMP TABLE login (login name, revoked_at timestamptz)")
        a.connection.execute(
            "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'"
        )
        a.connection.execute("SET search_path = pg_temp, sync")
        refused(a.connection, hub_schema.FOREIGN, ROW, *row(b.number, 1, b"x"))
        refused(a.connection, hub_schema.BROKEN, ROW, a.number, 1, NO_LINK, bytes(32), b"x")


def test_a_body_has_a_limit(hub: Hub) -> None:
    with hub.device("a") as a:
        refused(a.connection, "23514", ROW, *row(a.number, 1, bytes(MAX_BYTES + 1)))
        refused(a.connection, "23514", ROW, *row(a.number, 1, b""))
        a.connection.execute(ROW, row(a.number, 1, bytes(MAX_BYTES)))


def test_a_signature_stands_over_what_is_there(hub: Hub) -> None:
    insert: LiteralString = (
        "INSERT INTO sync.sig (device_id, upto_seq, hash, signer, signature) VALUES (%s, %s, %s, %s, %s)"
    )
    with hub.device("a") as a, hub.device("b") as b:
        sent = a.add(2)
        signer = UUID(sent.signer)
        refused(b.connection, hub_schema.FOREIGN, insert, a.number, 2, sent.hashes[1], signer, sent.signature)
        refused(a.connection, hub_schema.BROKEN, insert, a.number, 2, sent.hashes[0], signer, sent.signature)
        refused(a.connection, hub_schema.BROKEN, insert, a.number, 3, sent.hashes[1], signer, sent.signature)
        refused(a.connection, "23514", insert, a.number, 2, sent.hashes[1], signer, b"short")
        a.connection.execute(insert, (a.number, 2, sent.hashes[1], signer, sent.signature))


def test_the_part_of_the_liaison_office_stays_there(hub: Hub) -> None:
    insert: LiteralString = "INSERT INTO sync.part (device_id, seq, body) VALUES (%s, %s, %s)"
    with (
        hub.device("core", is_office=True) as core,
        hub.device("second", is_office=True) as second,
        hub.device("town") as town,
    ):
        core.add(1)
        town.add(1)
        core.connection.execute(insert, (core.number, 1, b"answers"))
        town.connection.execute(insert, (town.number, 1, b"of the town"))
        refused(town.connection, "23505", insert, town.number, 1, b"again")
        refused(town.connection, hub_schema.FOREIGN, insert, core.number, 1, b"x")
        refused(town.connection, DENIED, "SELECT body FROM sync.part")
        refused(second.connection, hub_schema.FOREIGN, insert, core.number, 1, b"x")
        refused(core.connection, hub_schema.BROKEN, insert, core.number, 2, b"x")
        refused(core.connection, "23514", insert, core.number, 1, bytes(MAX_BYTES + 1))
        found = second.connection.execute("SELECT body FROM sync.part ORDER BY device_id").fetchall()
        assert found == [(b"answers",), (b"of the town",)]
        # Who is taken on by mistake into the group still has to be one by the list of logins.
        with hub.admin() as admin:
            admin.execute(
                sql.SQL("GRANT bingo_hub_office TO {}").format(sql.Identifier(town.invitation.login))
            )
        assert town.connection.execute("SELECT body FROM sync.part").fetchall() == []


def test_a_revoked_device_is_out_at_once(hub: Hub) -> None:
    with hub.device("a") as a, hub.device("b") as b:
        sent = a.add(2)
        with hub.admin() as admin:
            assert hub_admin.revoke(admin, makers.replica("a")) == a.invitation.login
            (gone,) = [one for one in hub_admin.status(admin).devices if one.name == "a"]
            assert gone.revoked_after_seq == 2
            assert gone.revoked_at is not None
        with pytest.raises(errors.AdminShutdown):
            a.connection.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
            psycopg.connect(hub.dsn(a.invitation))
        assert b.count() == 2
        assert sent.last == 2


def test_a_revoked_device_that_is_still_connected_gets_nothing(hub: Hub) -> None:
    with hub.device("a") as a:
        sent = a.add(1)
        with hub.admin() as admin:
            # As if its session could not be ended.
            admin.execute("UPDATE sync.login SET revoked_at = now()")
            assert a.count() == 0
            refused(a.connection, hub_schema.REVOKED, ROW, *row(a.number, 2, b"x", sent.hashes[0]))
            refused(
                a.connection,
                hub_schema.REVOKED,
                "SELECT sync.enroll(%s, %s, %s)",
                UUID(makers.replica("new")),
                UUID(makers.replica("new")),
                bytes(32),
            )


def test_the_office_shuts_out_whom_it_took_off_the_list(hub: Hub) -> None:
    cut: LiteralString = "SELECT sync.shut_out(%s)"
    with (
        hub.device("core", is_office=True) as core,
        hub.device("lost") as lost,
        hub.device("town") as town,
    ):
        sent = lost.add(2)
        logs = [UUID(makers.replica("lost"))]
        refused(town.connection, DENIED, cut, logs)
        assert lost.count() == 2
        assert core.connection.execute(cut, (logs,)).fetchone() == (1,)
        assert core.connection.execute(cut, ([UUID(makers.replica("nobody"))],)).fetchone() == (0,)
        # Never its own login: who keeps the list would stand before a closed door.
        assert core.connection.execute(cut, ([UUID(makers.replica("core"))],)).fetchone() == (0,)
        assert lost.count() == 0
        refused(lost.connection, hub_schema.REVOKED, ROW, *row(lost.number, 3, b"x", sent.hashes[-1]))
        core.add(1)
        town.add(1)
        assert town.count() == 4
        with hub.admin() as admin:
            (gone,) = [one for one in hub_admin.status(admin).devices if one.name == "lost"]
            assert gone.revoked_after_seq == 2
            # The administrator may still take the login itself away.
            assert hub_admin.revoke(admin, "lost") == lost.invitation.login


def test_a_hub_of_the_version_before_is_raised(hub: Hub) -> None:
    with hub.admin() as admin:
        admin.execute("DROP FUNCTION sync.shut_out(uuid[])")
        admin.execute("DELETE FROM sync.meta WHERE version = 2")
        with hub.device("core", is_office=True) as core:
            refused(core.connection, "42883", "SELECT sync.shut_out(%s)", [UUID(makers.replica("x"))])
            assert hub_admin.init(admin) == hub_schema.VERSION
            core.connection.execute("SELECT sync.shut_out(%s)", ([UUID(makers.replica("x"))],))


def test_setting_up_twice_changes_nothing(hub: Hub) -> None:
    with hub.device("a") as a, hub.admin() as admin:
        a.add(2)
        assert hub_admin.init(admin) == hub_schema.VERSION
        assert a.count() == 2
        admin.execute("INSERT INTO sync.meta (version) VALUES (%s)", (hub_schema.VERSION + 1,))
        with pytest.raises(PlanError, match=r"hub\.newer"):
            hub_admin.init(admin)


def test_a_newer_program_raises_the_tables_and_keeps_what_is_in_them(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: tuple[LiteralString, ...] = ("ALTER TABLE sync.login ADD COLUMN note text NOT NULL DEFAULT ''",)
    with hub.device("a") as a, hub.admin() as admin:
        a.add(2)
        monkeypatch.setitem(hub_schema.UPGRADES, hub_schema.VERSION + 1, later)
        monkeypatch.setattr(hub_schema, "VERSION", hub_schema.VERSION + 1)
        assert hub_admin.init(admin) == hub_schema.VERSION
        assert hub_admin.init(admin) == hub_schema.VERSION
        assert admin.execute("SELECT note FROM sync.login").fetchall() == [("",)]
        assert a.count() == 2
        found = admin.execute("SELECT version FROM sync.meta ORDER BY version").fetchall()
        assert found == [(version,) for version in range(1, hub_schema.VERSION + 1)]
        monkeypatch.undo()
        with pytest.raises(PlanError, match=r"hub\.newer"):
            hub_admin.status(admin)


def test_who_looks_after_the_hub_sees_counts_and_no_entries(hub: Hub) -> None:
    name = f"watcher_{hub.database}"
    with hub.device("a") as a, hub.admin() as admin:
        a.add(3)
        role = sql.Identifier(name)
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'plain'").format(role))
        admin.execute(sql.SQL("GRANT bingo_hub_monitor TO {}").format(role))
        try:
            with psycopg.connect(hub.server.dsn(hub.database, name, "plain"), autocommit=True) as watcher:
                (seen,) = hub_admin.status(watcher).devices
                assert (seen.name, seen.last_seq) == ("a", 3)
                assert watcher.execute("SELECT sum(transactions) FROM sync.days").fetchone() == (3,)
                for table in ("tx", "sig", "part", "roster", "login", "device"):
                    with pytest.raises(errors.InsufficientPrivilege):
                        watcher.execute(sql.SQL("SELECT * FROM sync.{}").format(sql.Identifier(table)))
        finally:
            admin.execute(sql.SQL("DROP ROLE {}").format(role))


def test_a_set_up_that_fails_leaves_nothing(hub: Hub) -> None:
    name = hub.server.new_database()
    try:
        with hub.server.admin(name) as admin:
            admin.execute("CREATE SCHEMA sync")
            with pytest.raises(PlanError, match=r"hub\.taken"):
                hub_admin.init(admin)
            # Half of it stands: what was done before the clash is taken back.
            admin.execute("ALTER SCHEMA sync OWNER TO bingo_hub_owner")
            admin.execute("CREATE TABLE sync.sig (x int)")
            with pytest.raises(PlanError, match=r"hub\.taken"):
                hub_admin.init(admin)
            assert admin.execute("SELECT to_regclass('sync.meta')").fetchone() == (None,)
    finally:
        hub.server.drop_database(name)


def test_an_administrator_who_is_no_superuser_is_enough(hub: Hub) -> None:
    name = hub.server.new_database()
    keeper = f"keeper_{name}"
    with hub.server.admin(name) as admin:
        role = sql.Identifier(keeper)
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD 'plain'").format(role))
        admin.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(sql.Identifier(name), role))
        if admin.info.server_version >= 160_000:  # from then on, a role only hands out what it was given to
            for group in hub_schema.ROLES:
                admin.execute(sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(sql.Identifier(group), role))
    try:
        with psycopg.connect(hub.server.dsn(name, keeper, "plain"), autocommit=True) as connection:
            hub_admin.init(connection)
            invitation = hub_admin.invite(connection, 34207, "one", is_office=False)
            hub_admin.revoke(connection, invitation.login)
            (one,) = hub_admin.status(connection).devices
            assert one.revoked_at is not None
    finally:
        hub.server.drop_database(name)
        with hub.server.admin() as admin:
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(invitation.login)))
            admin.execute(sql.SQL("DROP ROLE {}").format(role))


def test_no_rights_and_no_hub_are_said(hub: Hub) -> None:
    with hub.device("a") as a, pytest.raises(PlanError, match=r"hub\.rights"):
        hub_admin.init(a.connection)
    name = hub.server.new_database()
    try:
        with hub.server.admin(name) as admin, pytest.raises(PlanError, match=r"hub\.not_set_up"):
            hub_admin.invite(admin, 34207, "x", is_office=False)
    finally:
        hub.server.drop_database(name)


def test_passwords_are_in_no_log_of_the_server(hub: Hub) -> None:
    invitation = hub.invite("a")
    psycopg.connect(hub.dsn(invitation)).close()
    log = hub.server.log()
    assert invitation.login in log
    assert invitation.password not in log


def test_a_device_is_found_by_login_log_or_name_and_never_guessed(hub: Hub) -> None:
    hub.invite("twice")
    second = hub.invite("twice")
    with hub.admin() as admin:
        with pytest.raises(PlanError, match=r"hub\.many_devices"):
            hub_admin.revoke(admin, "twice")
        with pytest.raises(PlanError, match=r"hub\.no_device"):
            hub_admin.revoke(admin, "nobody' OR '1'='1")
        assert hub_admin.revoke(admin, second.login) == second.login
        assert [one.revoked_at is None for one in hub_admin.status(admin).devices].count(True) == 1
