"""The tables of the log: replicas, transactions, operations, their parents and the values that stand."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

LOG = MetaData()

LOG_VERSION = 3
"""Version of these tables and of the triggers; a file of an older one is brought up when it is opened."""

name_table = Table(
    "sync_name",
    LOG,
    Column("ix", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    comment="tables and columns as small numbers; on the wire they are words",
)
replica_table = Table(
    "sync_replica",
    LOG,
    Column("ix", Integer, primary_key=True),
    Column("hex", String(32), nullable=False, unique=True),
    Column("office", Integer, nullable=False, server_default="0"),
    Column("pubkey", LargeBinary),
    Column("last_seq", Integer, nullable=False, server_default="0"),
    Column("last_hash", LargeBinary),
    Column("named_seq", Integer, nullable=False, server_default="0"),
    Column("state", String, nullable=False, server_default="ok"),
)
tx_table = Table(
    "sync_tx",
    LOG,
    Column("rep", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hlc", Integer, nullable=False),
    Column("usr", String, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("why", String, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)
op_table = Table(
    "sync_op",
    LOG,
    Column("rep", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("k", Integer, primary_key=True),
    Column("kind", String(1), nullable=False),
    Column("tbl", Integer, nullable=False),
    Column("row", String(32), nullable=False),
    Column("col", Integer, nullable=False),
    Column("val", LargeBinary),  # BLOB affinity: SQLite keeps the value as it came
    Column("hlc", Integer, nullable=False),
    # A commit that forgot its transaction header fails here.
    ForeignKeyConstraint(
        ["rep", "seq"], ["sync_tx.rep", "sync_tx.seq"], deferrable=True, initially="DEFERRED"
    ),
    Index("sync_op_cell", "tbl", "row", "col"),
    sqlite_with_rowid=False,
)
parent_table = Table(
    "sync_parent",
    LOG,
    *(Column(name, Integer, primary_key=True) for name in ("rep", "seq", "k", "prep", "pseq", "pk")),
    sqlite_with_rowid=False,
)
leaf_table = Table(
    "sync_leaf",
    LOG,
    Column("tbl", Integer, primary_key=True),
    Column("row", String(32), primary_key=True),
    Column("col", Integer, primary_key=True),
    Column("rep", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("k", Integer, primary_key=True),
    Column("hlc", Integer, nullable=False),
    comment="values nothing has replaced; the value itself stands in sync_op",
    sqlite_with_rowid=False,
)
deletion_table = Table(
    "sync_del",
    LOG,
    Column("tbl", Integer, primary_key=True),
    Column("row", String(32), primary_key=True),
    Column("rep", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("k", Integer, primary_key=True),
    Column("vector", Text, nullable=False),
    sqlite_with_rowid=False,
)
seen_table = Table(
    "sync_seen",
    LOG,
    Column("rep", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    comment="how far each other copy had read the others when it wrote its last transaction held here",
    sqlite_with_rowid=False,
)
signature_table = Table(
    "sync_sig",
    LOG,
    Column("rep", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("signer", String(32), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    comment="signatures over links of the chain, so that logs of others can be handed on",
    sqlite_with_rowid=False,
)
pending_table = Table(
    "sync_pending",
    LOG,
    Column("rep", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    comment="transactions that wait for others or for a newer program",
)
part_table = Table(
    "sync_part",
    LOG,
    Column("rep", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("vector", Text, nullable=False),
    Column("bytes", LargeBinary),
    Column("state", String, nullable=False, server_default="waits"),
    comment="what transactions hold for the office alone; empty where it is not here: waits, applied or refused",
)
item_table = Table(
    "sync_item",
    LOG,
    Column("id", String(32), primary_key=True),
    Column("kind", String, nullable=False),
    Column("tbl", Integer, nullable=False, server_default="0"),
    Column("row", String(64), nullable=False, server_default=""),
    Column("col", Integer, nullable=False, server_default="0"),
    Column("opened", Integer, nullable=False),
    Column("closed", Integer),
    Column("closed_by", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("detail", Text, nullable=False, server_default=""),
    Index("sync_item_open", "closed", "tbl", "row", "col"),
    comment="what a person should look at; opened and closed are stamps of this copy",
)
quarantine_table = Table(
    "sync_quarantine",
    LOG,
    Column("id", String(32), primary_key=True),
    Column("source", Text, nullable=False),
    Column("rep", String(32), nullable=False, server_default=""),
    Column("reason", String, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Column("file", Text, nullable=False, server_default=""),
    Column("at", Integer, nullable=False),
    comment="bytes from outside that were not accepted; the bytes themselves lie in the user's data folder",
)
base_table = Table(
    "local_base",
    LOG,
    Column("tbl", Integer, primary_key=True),
    Column("row", String(64), primary_key=True),
    *(Column(name, Integer, primary_key=True) for name in ("col", "rep", "seq", "k")),
    comment="the values a form was opened on, while its change is written; empty between changes",
    sqlite_with_rowid=False,
)
state_table = Table(
    "local_state",
    LOG,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
    comment="this copy only: never synced",
)
undo_table = Table(
    "local_undo",
    LOG,
    Column("pos", Integer, primary_key=True, autoincrement=True),
    Column("seq", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("undone", Integer, nullable=False, server_default="0"),
    comment="the changes of this copy that can be taken back, oldest first",
)
search_table = Table(
    "local_search",
    LOG,
    Column("tbl", String, primary_key=True),
    Column("row", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("folded", Text, nullable=False),
    comment="every record's text, folded for width, kana and kanji variants",
)
