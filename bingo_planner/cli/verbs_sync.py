"""Verbs of sync: meeting in a folder, how this copy stands, conflicts and settling them."""

from __future__ import annotations

from argparse import Namespace

from bingo_planner.cli.home import user_home
from bingo_planner.cli.kinds import access_by_kind, field_name, field_value
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import complain, put_json, put_table, say, shortened
from bingo_planner.features.records import read_texts
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.seen import stored
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Value
from bingo_planner.sync import conflicts as inbox
from bingo_planner.sync import messages as messages
from bingo_planner.sync.items import read_items
from bingo_planner.sync.model import Conflict, DeleteConflict, Item, Status, SyncReport, Version, Warned
from bingo_planner.sync.status import read_status, sync_folder

_WIDE = 30


def folder(arguments: Namespace) -> int:
    """Meet the other copies in a shared folder or on a stick."""
    with opened(arguments.region) as store:
        report = sync_folder(store, user_home(), arguments.path)
        status = read_status(store)
    return tell_report(report, status, as_json=arguments.json)


def tell_report(report: SyncReport, status: Status, *, as_json: bool) -> int:
    """Say what a meeting did; the exit code."""
    for warned in report.received.warnings:
        complain(_warning(warned))
    if not report.reached:
        return 1
    if as_json:
        put_json(_report_json(report, status))
        return 0
    say(
        translate(
            "cli",
            "{received} entries taken in, {sent} sent, {relayed} carried for others",
            received=report.received.transactions,
            sent=report.sent,
            relayed=report.relayed,
        )
    )
    _say_open(status)
    return 0


def status(arguments: Namespace) -> int:
    """How this copy stands towards the others."""
    with opened(arguments.region) as store:
        found = read_status(store)
    if arguments.json:
        put_json(_status_json(found))
        return 0
    last = f"{found.last_sync:%Y-%m-%d %H:%M}" if found.last_sync else translate("cli", "not yet")
    say(translate("cli", "Last sync: {at}  {partner}", at=last, partner=found.partner).rstrip())
    say(
        translate(
            "cli",
            "{unsent} unsent, {pending} waiting for others, {schema} waiting for a newer program",
            unsent=found.unsent,
            pending=found.pending,
            schema=found.waiting_schema,
        )
    )
    _say_open(found)
    heads = tuple(translate("cli", text) for text in ("Copy", "Name", "Entries", "Last entry", ""))
    rows = [
        (
            device.replica[:8],
            device.name,
            str(device.last_seq),
            f"{device.last_at:%Y-%m-%d %H:%M}" if device.last_at else "",
            translate("cli", "this one") if device.is_own else "" if device.state == "ok" else device.state,
        )
        for device in found.devices
    ]
    put_table(heads, rows)
    return 0


def conflicts(arguments: Namespace) -> int:
    """What waits for a person."""
    with opened(arguments.region) as store:
        found = [(item, inbox.read_conflict(store, item)) for item in read_items(store)]
        if arguments.json:
            put_json([_item_json(item, conflict) for item, conflict in found])
            return 0
        put_table(
            tuple(translate("cli", text) for text in ("Item", "Record", "Field", "Mine", "Theirs", "Before")),
            [_line(store, item, conflict) for item, conflict in found],
        )
    return 0


def resolve(arguments: Namespace) -> int:
    """Settle one item: mine, theirs, or a value of its own."""
    with opened(arguments.region) as store:
        conflict = inbox.find_conflict(store, arguments.item)
        if isinstance(conflict, DeleteConflict):
            _settle_deletion(store, conflict, arguments.choice)
        else:
            _settle(store, conflict, arguments.choice)
        left = read_status(store)
    say(translate("cli", "Settled; it can be undone."))
    _say_open(left)
    return 0


def _settle(store: Store, conflict: Conflict, choice: str) -> Changes:
    if choice == "mine":
        if conflict.mine is None:
            raise PlanError("sync.not_mine", item=conflict.item.item_id[:8])
        return inbox.choose(store, conflict, conflict.mine)
    if choice == "theirs":
        return inbox.choose(store, conflict, conflict.theirs)
    return inbox.write(store, conflict, _typed(store, conflict.item, choice))


def _settle_deletion(store: Store, conflict: DeleteConflict, choice: str) -> Changes:
    """mine and theirs: whoever put it into the bin on this copy wants it there."""
    is_mine = any(version.is_own for version in conflict.deleted)
    wishes = {"bin": True, "keep": False, "mine": is_mine, "theirs": not is_mine}
    if choice not in wishes:
        raise PlanError("sync.bin_or_keep", item=conflict.item.item_id[:8])
    return inbox.bin_record(store, conflict) if wishes[choice] else inbox.keep_record(store, conflict)


def _typed(store: Store, item: Item, text: str) -> Value:
    access = access_by_kind().get(item.kind_of_record)
    if access is None or item.field not in access.record.by_key:
        raise PlanError("sync.value", field=item.field, value=text)
    value = read_texts(store, access, {item.field: text.replace("\\n", "\n")})[item.field]
    column = store.recorder.registry.metadata.tables[item.kind_of_record].columns[item.field]
    return stored(column, value)


def _line(store: Store, item: Item, conflict: Conflict | DeleteConflict | None) -> tuple[str, ...]:
    name = store.titles(item.kind_of_record, [item.record_id]).get(item.record_id, item.record_id[:8])
    start = (item.item_id[:8], shortened(name, _WIDE), field_name(item.kind_of_record, item.field))
    if isinstance(conflict, Conflict):
        return (
            *start,
            *(_shown(store, item, one) for one in (conflict.mine, conflict.theirs, conflict.base)),
        )
    if isinstance(conflict, DeleteConflict):
        who = " ".join(version.author.name for version in conflict.deleted)
        return (*start, translate("cli", "binned by {who}", who=who), *(_edits(store, conflict)), "")
    return (*start, describe(PlanError(f"sync.reason.{item.reason}")).text, item.detail, "")


def _edits(store: Store, conflict: DeleteConflict) -> tuple[str]:
    told = (f"{field_name(conflict.item.kind_of_record, field)}" for field, _ in conflict.edits)
    return (shortened(translate("cli", "edited: {fields}", fields=" ".join(told)), _WIDE),)


def _shown(store: Store, item: Item, version: Version | None) -> str:
    if version is None:
        return ""
    value = field_value(store, item.kind_of_record, item.field, version.value, DateStyle.ERA)
    who = " ".join(part for part in (version.author.body, version.author.name) if part)
    return f"{shortened(value.replace(chr(10), ' '), _WIDE)} ← {who}"


def _say_open(status: Status) -> None:
    if status.open_items:
        say(translate("cli", "{n} items wait for a decision: see “conflicts”", n=status.open_items))


def _warning(warned: Warned) -> str:
    facts = dict(warned.facts)
    if warned.code == "clock":
        return translate(
            "cli", "The clock of copy {replica} is {hours} hours ahead.", replica=str(facts["replica"])[:8],
            hours=facts["hours"],
        )  # fmt: skip
    if warned.code == "unreachable":
        return translate("cli", "Nobody is reached at {reason}; nothing was changed.", reason=facts["reason"])
    if warned.code == "waiting_schema":
        return translate("cli", "{n} entries wait for a newer program.", n=facts["count"])
    if warned.code == "not_listed":
        return translate("cli", "This copy is not on the list, so what it enters is not sent to anybody.")
    if warned.code == "roster":
        return translate("cli", "A list of copies that nobody trusted signed lies at {partner}; it was not taken.",
                         partner=facts["partner"])  # fmt: skip
    return translate("cli", "{n} entries wait for others that are still to come.", n=facts["count"])


def _report_json(report: SyncReport, status: Status) -> dict[str, object]:
    received = report.received
    return {
        "partner": report.partner,
        "at": report.at,
        "received": {
            "transactions": received.transactions,
            "operations": received.operations,
            "duplicates": received.duplicates,
            "pending": received.pending,
        },
        "sent": report.sent,
        "relayed": report.relayed,
        "kinds": sorted(report.changes.kinds),
        "opened": [item.item_id for item in received.opened],
        "warnings": [{"code": one.code, **one.facts} for one in received.warnings],
        "open": status.open_items,
    }


def _status_json(found: Status) -> dict[str, object]:
    return {
        "replica": found.replica,
        "partner": found.partner,
        "last_sync": found.last_sync,
        "unsent": found.unsent,
        "pending": found.pending,
        "waiting_schema": found.waiting_schema,
        "open": found.open_items,
        "devices": [
            {
                "replica": device.replica,
                "name": device.name,
                "office": device.office,
                "last_seq": device.last_seq,
                "last_at": device.last_at,
                "state": device.state,
                "own": device.is_own,
            }
            for device in found.devices
        ],
    }


def _item_json(item: Item, conflict: Conflict | DeleteConflict | None) -> dict[str, object]:
    facts: dict[str, object] = {
        "item": item.item_id,
        "what": item.kind.value,
        "kind": item.kind_of_record,
        "id": item.record_id,
        "field": item.field,
        "opened": item.opened_at,
        "reason": item.reason,
        "detail": item.detail,
    }
    if isinstance(conflict, Conflict):
        facts |= {
            "base": _version_json(conflict.base),
            "mine": _version_json(conflict.mine),
            "theirs": _version_json(conflict.theirs),
            "versions": [_version_json(version) for version in conflict.versions],
        }
    if isinstance(conflict, DeleteConflict):
        facts |= {
            "deleted": [_version_json(version) for version in conflict.deleted],
            "edits": [{"field": field, **(_version_json(one) or {})} for field, one in conflict.edits],
        }
    return facts


def _version_json(version: Version | None) -> dict[str, object] | None:
    if version is None:
        return None
    author = version.author
    return {
        "value": version.value,
        "who": {"name": author.name, "post": author.post, "body": author.body},
        "at": version.at,
        "own": version.is_own,
    }
