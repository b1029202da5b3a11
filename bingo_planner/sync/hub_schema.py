"""What the hub's database looks like, and who may do what in it.

Every rule is kept by the server, so that a program that was tampered with gets nowhere:

- A device adds to its own log and to no other: row level security, forced, compares with `session_user`, which
  neither SET ROLE nor a function can change.
- A log only grows at its end: a trigger wants the next number, the hash of the last row, and bytes that fit their
  own hash. There is no right to UPDATE, DELETE or TRUNCATE, and who wrote a row and when is not for the client to say.
- Two programs that write one log stand in line at the row of the device. A row lock and not an advisory one,
  because every login may take any advisory lock, and so could stop its colleagues.
- What is for the liaison office alone lies in a table of its own that only its logins can read; every device may
  hand in what belongs to its own log.

The statements are constants: nothing read from outside ever becomes a part of one.
"""

from __future__ import annotations

from typing import LiteralString

VERSION = 2
"""Version of the hub's tables; `UPGRADES[n]` leads from n - 1 to n."""

OWNER = "bingo_hub_owner"
MEMBER = "bingo_hub_member"
OFFICE = "bingo_hub_office"
MONITOR = "bingo_hub_monitor"
ROLES: tuple[LiteralString, ...] = (OWNER, MEMBER, OFFICE, MONITOR)
"""Group roles, one set a server: who owns the tables, a device, a device of the liaison office, who looks after it."""

GAP, FORK, FOREIGN, REVOKED, BROKEN = "BP001", "BP002", "BP003", "BP004", "BP005"
"""SQLSTATE of a refused row: not the next number; another past; not one's own log; revoked; hash or size wrong."""

CHANNEL: LiteralString = "bingo_sync"
"""NOTIFY channel: a hint that there is something new, never more."""

_TABLES: tuple[LiteralString, ...] = (
    "CREATE TABLE sync.meta (version integer NOT NULL, raised_at timestamptz NOT NULL DEFAULT now())",
    """CREATE TABLE sync.login (
        login name PRIMARY KEY,
        office_id integer NOT NULL,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        is_office boolean NOT NULL DEFAULT false,
        invited_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz)""",
    """CREATE TABLE sync.device (
        device_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        replica uuid NOT NULL UNIQUE,
        login name NOT NULL,
        office_id integer NOT NULL,
        name text NOT NULL,
        signer uuid NOT NULL,
        pubkey bytea NOT NULL CHECK (octet_length(pubkey) = 32),
        enrolled_at timestamptz NOT NULL DEFAULT now(),
        revoked_after_seq bigint)""",
    "CREATE INDEX device_login ON sync.device (login)",
    """CREATE TABLE sync.tx (
        device_id integer NOT NULL,
        seq bigint NOT NULL,
        hlc bigint NOT NULL,
        schema_v integer NOT NULL,
        prev_hash bytea NOT NULL,
        hash bytea NOT NULL,
        body bytea NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 8388608),
        received_at timestamptz NOT NULL DEFAULT now(),
        received_by name NOT NULL DEFAULT session_user,
        PRIMARY KEY (device_id, seq))""",
    """CREATE TABLE sync.sig (
        device_id integer NOT NULL,
        upto_seq bigint NOT NULL,
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        signer uuid NOT NULL,
        signature bytea NOT NULL CHECK (octet_length(signature) = 64),
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (device_id, upto_seq))""",
    """CREATE TABLE sync.part (
        device_id integer NOT NULL,
        seq bigint NOT NULL,
        body bytea NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 8388608),
        received_at timestamptz NOT NULL DEFAULT now(),
        received_by name NOT NULL DEFAULT session_user,
        PRIMARY KEY (device_id, seq))""",
    """CREATE TABLE sync.roster (
        version bigint NOT NULL CHECK (version > 0),
        digest bytea NOT NULL CHECK (octet_length(digest) = 32),
        body bytea NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 1048576),
        received_at timestamptz NOT NULL DEFAULT now(),
        received_by name NOT NULL DEFAULT session_user,
        PRIMARY KEY (version, digest))""",
)

_FUNCTIONS: tuple[LiteralString, ...] = (
    # Who asks: a device that was not revoked, and one of the liaison office.
    """CREATE FUNCTION sync.is_member() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       SELECT EXISTS (SELECT 1 FROM sync.login l WHERE l.login = session_user AND l.revoked_at IS NULL) $$""",
    """CREATE FUNCTION sync.is_office() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       SELECT EXISTS (SELECT 1 FROM sync.login l
                      WHERE l.login = session_user AND l.revoked_at IS NULL AND l.is_office) $$""",
    """CREATE FUNCTION sync.own_devices() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       SELECT coalesce(array_agg(d.device_id), '{}') FROM sync.device d JOIN sync.login l ON l.login = d.login
       WHERE d.login = session_user AND l.revoked_at IS NULL AND d.revoked_after_seq IS NULL $$""",
    # Which parts are here: the office may know of all, others of those they handed in.
    """CREATE FUNCTION sync.parts_known() RETURNS TABLE (replica uuid, seq bigint)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
       SELECT d.replica, p.seq FROM sync.part p JOIN sync.device d ON d.device_id = p.device_id
       WHERE sync.is_office() OR p.device_id = ANY (sync.own_devices()) $$""",
    """CREATE FUNCTION sync.check_tx() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       DECLARE
         device sync.device;
         last_seq bigint;
         last_hash bytea;
       BEGIN
         SELECT * INTO device FROM sync.device d WHERE d.device_id = NEW.device_id FOR NO KEY UPDATE;
         IF device.device_id IS NULL OR device.login <> session_user THEN
           RAISE EXCEPTION 'not your log' USING ERRCODE = 'BP003';
         END IF;
         IF device.revoked_after_seq IS NOT NULL OR NOT sync.is_member() THEN
           RAISE EXCEPTION 'this device was revoked' USING ERRCODE = 'BP004';
         END IF;
         SELECT t.seq, t.hash INTO last_seq, last_hash FROM sync.tx t
           WHERE t.device_id = NEW.device_id ORDER BY t.seq DESC LIMIT 1;
         IF NEW.seq IS DISTINCT FROM coalesce(last_seq, 0) + 1 THEN
           RAISE EXCEPTION 'expected transaction %', coalesce(last_seq, 0) + 1 USING ERRCODE = 'BP001';
         END IF;
         IF NEW.prev_hash IS DISTINCT FROM coalesce(last_hash, decode(repeat('00', 32), 'hex')) THEN
           RAISE EXCEPTION 'the log continues from another past' USING ERRCODE = 'BP002';
         END IF;
         IF NEW.hash IS DISTINCT FROM sha256(coalesce(last_hash, ''::bytea) || sha256(NEW.body)) THEN
           RAISE EXCEPTION 'the bytes do not fit their hash' USING ERRCODE = 'BP005';
         END IF;
         NEW.received_at := clock_timestamp();
         NEW.received_by := session_user;
         RETURN NEW;
       END $$""",
    """CREATE FUNCTION sync.check_sig() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       BEGIN
         IF NOT (NEW.device_id = ANY (sync.own_devices())) THEN
           RAISE EXCEPTION 'not your log' USING ERRCODE = 'BP003';
         END IF;
         IF NOT EXISTS (SELECT 1 FROM sync.tx t
                        WHERE t.device_id = NEW.device_id AND t.seq = NEW.upto_seq AND t.hash = NEW.hash) THEN
           RAISE EXCEPTION 'a signature over nothing that is here' USING ERRCODE = 'BP005';
         END IF;
         NEW.received_at := clock_timestamp();
         RETURN NEW;
       END $$""",
    """CREATE FUNCTION sync.check_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       BEGIN
         IF NOT (NEW.device_id = ANY (sync.own_devices())) THEN
           RAISE EXCEPTION 'not your log' USING ERRCODE = 'BP003';
         END IF;
         IF NOT EXISTS (SELECT 1 FROM sync.tx t WHERE t.device_id = NEW.device_id AND t.seq = NEW.seq) THEN
           RAISE EXCEPTION 'a part of nothing that is here' USING ERRCODE = 'BP005';
         END IF;
         NEW.received_at := clock_timestamp();
         NEW.received_by := session_user;
         RETURN NEW;
       END $$""",
    """CREATE FUNCTION sync.hint() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       BEGIN
         PERFORM pg_notify('bingo_sync', '');
         RETURN NULL;
       END $$""",
    # A device introduces a log and who signs it. A copy that was restored begins a log of its own, and may hand in
    # the one before as well, unless another login has introduced that.
    """CREATE FUNCTION sync.enroll(its_replica uuid, its_signer uuid, its_key bytea) RETURNS integer
       LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
       DECLARE
         who sync.login;
         device sync.device;
         made integer;
       BEGIN
         SELECT * INTO who FROM sync.login l WHERE l.login = session_user FOR NO KEY UPDATE;
         IF who.login IS NULL OR who.revoked_at IS NOT NULL THEN
           RAISE EXCEPTION 'this device was revoked' USING ERRCODE = 'BP004';
         END IF;
         SELECT * INTO device FROM sync.device d WHERE d.replica = its_replica;
         IF device.device_id IS NOT NULL THEN
           IF device.login <> session_user OR device.signer <> its_signer OR device.pubkey <> its_key THEN
             RAISE EXCEPTION 'not your log' USING ERRCODE = 'BP003';
           END IF;
           RETURN device.device_id;
         END IF;
         IF (SELECT count(*) FROM sync.device d WHERE d.login = session_user) >= 1000 THEN
           RAISE EXCEPTION 'too many logs' USING ERRCODE = 'BP005';
         END IF;
         INSERT INTO sync.device (replica, login, office_id, name, signer, pubkey)
           VALUES (its_replica, who.login, who.office_id, who.name, its_signer, its_key) RETURNING device_id INTO made;
         RETURN made;
       END $$""",
)

_GUARDS: tuple[LiteralString, ...] = (
    "CREATE TRIGGER check_tx BEFORE INSERT ON sync.tx FOR EACH ROW EXECUTE FUNCTION sync.check_tx()",
    "CREATE TRIGGER check_sig BEFORE INSERT ON sync.sig FOR EACH ROW EXECUTE FUNCTION sync.check_sig()",
    "CREATE TRIGGER check_part BEFORE INSERT ON sync.part FOR EACH ROW EXECUTE FUNCTION sync.check_part()",
    "CREATE TRIGGER hint AFTER INSERT ON sync.sig FOR EACH STATEMENT EXECUTE FUNCTION sync.hint()",
    *(
        statement
        for table in ("login", "device", "tx", "sig", "part", "roster")
        for statement in (
            "ALTER TABLE sync." + table + " ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE sync." + table + " FORCE ROW LEVEL SECURITY",
            # The functions above run as the owner, who is under the rules like everybody else.
            "CREATE POLICY owner_all ON sync." + table + " TO bingo_hub_owner USING (true) WITH CHECK (true)",
        )
    ),
    *(
        "CREATE POLICY member_reads ON sync." + table + " FOR SELECT TO bingo_hub_member "
        "USING ((SELECT sync.is_member()))"
        for table in ("device", "tx", "sig", "roster")
    ),
    """CREATE POLICY office_reads ON sync.part FOR SELECT TO bingo_hub_office
       USING ((SELECT sync.is_office()))""",
    *(
        "CREATE POLICY own_rows ON sync." + table + " FOR INSERT TO bingo_hub_member "
        "WITH CHECK (device_id = ANY ((SELECT sync.own_devices())::integer[]))"
        for table in ("tx", "sig", "part")
    ),
    """CREATE POLICY office_writes ON sync.roster FOR INSERT TO bingo_hub_office
       WITH CHECK ((SELECT sync.is_office()) AND received_by = session_user)""",
)

_GRANTS: tuple[LiteralString, ...] = (
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sync FROM PUBLIC",
    "GRANT USAGE ON SCHEMA sync TO bingo_hub_member, bingo_hub_monitor",
    "GRANT EXECUTE ON FUNCTION sync.is_member(), sync.is_office(), sync.own_devices(), sync.parts_known(), "
    "sync.enroll(uuid, uuid, bytea) TO bingo_hub_member",
    "GRANT SELECT ON sync.meta TO bingo_hub_member, bingo_hub_monitor",
    "GRANT SELECT (device_id, replica, office_id, name, signer, pubkey, enrolled_at, revoked_after_seq) "
    "ON sync.device TO bingo_hub_member",
    "GRANT SELECT ON sync.tx, sync.sig, sync.roster TO bingo_hub_member",
    "GRANT INSERT (device_id, seq, hlc, schema_v, prev_hash, hash, body) ON sync.tx TO bingo_hub_member",
    "GRANT INSERT (device_id, upto_seq, hash, signer, signature) ON sync.sig TO bingo_hub_member",
    "GRANT SELECT ON sync.part TO bingo_hub_office",
    "GRANT INSERT (device_id, seq, body) ON sync.part TO bingo_hub_member",
    "GRANT INSERT (version, digest, body) ON sync.roster TO bingo_hub_office",
)

_VIEWS: tuple[LiteralString, ...] = (
    """CREATE VIEW sync.devices AS
       SELECT d.device_id, d.replica, l.login, l.office_id, l.name, l.is_office, l.invited_at, l.revoked_at,
              d.enrolled_at, d.revoked_after_seq, head.seq AS last_seq, head.received_at AS last_at
       FROM sync.login l LEFT JOIN sync.device d ON d.login = l.login
       LEFT JOIN LATERAL (SELECT t.seq, t.received_at FROM sync.tx t WHERE t.device_id = d.device_id
                          ORDER BY t.seq DESC LIMIT 1) head ON true""",
    """CREATE VIEW sync.volume AS
       SELECT c.relname::text AS name, greatest(c.reltuples, 0)::bigint AS rows_estimated,
              pg_total_relation_size(c.oid) AS bytes
       FROM pg_class c WHERE c.relnamespace = 'sync'::regnamespace AND c.relkind = 'r'""",
    """CREATE VIEW sync.days AS
       SELECT t.received_at::date AS day, t.device_id, count(*) AS transactions, sum(octet_length(t.body)) AS bytes
       FROM sync.tx t WHERE t.received_at > now() - interval '31 days' GROUP BY 1, 2""",
    "GRANT SELECT ON sync.devices, sync.volume, sync.days TO bingo_hub_monitor",
)

_SHUTTING_OUT: tuple[LiteralString, ...] = (
    # The office keeps the list of copies: whom it takes off it, it shuts out here by itself, never its own login.
    # `logs`: the device and its logs; a log that did not come to the office yet is known by who signs it.
    """CREATE FUNCTION sync.shut_out(logs uuid[]) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS $$
       DECLARE
         cut bigint;
       BEGIN
         IF NOT sync.is_office() THEN
           RAISE EXCEPTION 'only the office shuts out' USING ERRCODE = '42501';
         END IF;
         UPDATE sync.login l SET revoked_at = coalesce(l.revoked_at, now())
           WHERE l.login <> session_user
             AND EXISTS (SELECT 1 FROM sync.device d
                         WHERE d.login = l.login AND (d.replica = ANY (logs) OR d.signer = ANY (logs)));
         GET DIAGNOSTICS cut = ROW_COUNT;
         UPDATE sync.device d SET revoked_after_seq = coalesce(d.revoked_after_seq,
             (SELECT coalesce(max(t.seq), 0) FROM sync.tx t WHERE t.device_id = d.device_id))
           FROM sync.login l WHERE l.login = d.login AND l.revoked_at IS NOT NULL;
         RETURN cut;
       END $$""",
    "REVOKE ALL ON FUNCTION sync.shut_out(uuid[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION sync.shut_out(uuid[]) TO bingo_hub_office",
)

UPGRADES: dict[int, tuple[LiteralString, ...]] = {
    1: (*_TABLES, *_FUNCTIONS, *_GUARDS, *_GRANTS, *_VIEWS),
    2: _SHUTTING_OUT,
}
