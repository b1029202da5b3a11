"""The record beside the table: its values and problems, what a new one starts with, and when it can be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bingo_planner.features.region import service
from bingo_planner.features.region.fields import RECORDS
from bingo_planner.features.region.model import Body, ItemRow, MemberRole, RegionPage
from bingo_planner.features.region.rules import next_number
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store

TERM = "term."
"""Fields of a body's newest membership carry this before their key."""
_TERM_KEYS = ("role", "joined_on", "left_on", "basis")
Values = Mapping[str, Stored]


@dataclass(frozen=True)
class FormState:
    """A record being looked at or written. A value that was refused stays as typed, with the reason."""

    kind: str
    record_id: str = ""
    title: str = ""
    values: Values = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    body: Body | None = None
    member: bool = True
    foot: str = ""
    projects: tuple[tuple[str, str], ...] = ()
    locked: bool = False

    @property
    def is_draft(self) -> bool:
        """Not in the file yet."""
        return not self.record_id

    @property
    def is_complete(self) -> bool:
        """Every required field has something in it."""
        return all(
            self.values.get(item.key) not in (None, "") for item in RECORDS[self.kind].fields if item.required
        )

    def typed(self, key: str, value: Stored) -> FormState:
        """With a value taken in and its problem gone."""
        problems = {name: words for name, words in self.problems.items() if name != key}
        return replace(self, values={**self.values, key: value}, problems=problems)

    def refused(self, key: str, value: Stored, error: PlanError) -> FormState:
        """With the refusal beside its field; what was typed stays."""
        known = {problem.field: str(describe(problem)) for problem in error.problems}
        prefix = TERM if key.startswith(TERM) else ""
        found = {
            f"{prefix}{name}" if name in _TERM_KEYS and prefix else name: text for name, text in known.items()
        }
        found = found or {key: str(describe(error))}
        return replace(self, values={**self.values, key: value}, problems={**self.problems, **found})


def form_of(page: RegionPage, kind: str, record_id: str) -> FormState | None:
    """The form of a record; None when it is not there (any more)."""
    if kind == "municipality":
        body = page.facts.body(record_id)
        return _body_form(page, body) if body is not None else None
    if kind == "pact":
        return _pact_form(page, record_id)
    if kind == "pact_item":
        item = next((one for one in page.items if one.id == record_id), None)
        return _item_form(page, item) if item is not None else None
    if kind == "year_lock":
        return _year_form(page, record_id)
    return None


def owner(page: RegionPage, kind: str, record_id: str) -> tuple[str, str]:
    """The record whose form shows this one: the body of a membership, the year of a lock."""
    if kind in ("membership", "other_region"):
        for body in page.facts.bodies:
            if record_id in {term.id for term in body.terms} | {other.id for other in body.others}:
                return "municipality", body.id
    if kind == "year_lock":
        found = next((str(row.year) for row in page.years if row.id == record_id), record_id)
        return kind, found
    return kind, record_id


def pact_of(page: RegionPage, kind: str, record_id: str) -> str:
    """The pact to show for a record; "" when it has none."""
    if kind == "pact":
        return record_id
    return next((one.pact_id for one in page.items if kind == "pact_item" and one.id == record_id), "")


def renewed(page: RegionPage, form: FormState) -> FormState | None:
    """The same record after another reading; refused values and their reasons stay."""
    if form.is_draft:
        return form
    fresh = form_of(page, form.kind, form.record_id)
    if fresh is None:
        return None
    kept = {key: form.values.get(key) for key in form.problems}
    if form.kind == "year_lock":
        kept["reason"] = form.values.get("reason")
    return replace(fresh, values={**fresh.values, **kept}, problems=form.problems, foot=form.foot)


def region_form(page: RegionPage, before: FormState | None) -> FormState:
    """The region's own facts."""
    row = page.facts.region
    values: dict[str, Stored] = {item.key: getattr(row, item.key) for item in RECORDS["region"].fields}
    fresh = FormState("region", row.id, row.label, values)
    if before is None or not before.problems:
        return fresh
    kept = {key: before.values.get(key) for key in before.problems}
    return replace(fresh, values={**values, **kept}, problems=before.problems)


def _body_form(page: RegionPage, body: Body) -> FormState:
    values: dict[str, Stored] = {item.key: getattr(body, item.key) for item in RECORDS["municipality"].fields}
    term = body.terms[-1] if body.terms else None
    for key in _TERM_KEYS:
        values[TERM + key] = getattr(term, key) if term is not None else None
    values["others"] = "、".join(other.name for other in body.others)
    values["earlier"] = "、".join(str(one.basis or one.joined_on or "") for one in body.terms[:-1])
    member = body.id in page.facts.member_ids
    return FormState("municipality", body.id, body.label, values, body=body, member=member)


def _pact_form(page: RegionPage, pact_id: str) -> FormState | None:
    pact = next((one for one in page.facts.pacts if one.id == pact_id), None)
    if pact is None:
        return None
    values: dict[str, Stored] = {item.key: getattr(pact, item.key) for item in RECORDS["pact"].fields}
    partner = page.facts.body(pact.partner_id)
    found = {key: name for item in page.items_of(pact.id) for key, name in item.projects}
    return FormState(
        "pact",
        pact.id,
        partner.label if partner is not None else pact.title,
        values,
        body=partner,
        member=partner is not None and partner.id in page.facts.member_ids,
        projects=tuple(found.items()),
    )


def _item_form(page: RegionPage, item: ItemRow) -> FormState:
    values: dict[str, Stored] = {one.key: getattr(item, one.key) for one in RECORDS["pact_item"].fields}
    pact = next((one for one in page.facts.pacts if one.id == item.pact_id), None)
    partner = page.facts.body(pact.partner_id) if pact is not None else None
    title = f"{item.number} {item.title}".strip()
    return FormState("pact_item", item.id, title, values, body=partner, projects=item.projects)


def _year_form(page: RegionPage, year_text: str) -> FormState | None:
    row = next((one for one in page.years if str(one.year) == year_text), None)
    if row is None:
        return None
    state = translate("region", "Settled") if row.is_locked else translate("region", "Open")
    values: dict[str, Stored] = {"state": state, "kept": row.reason, "reason": ""}
    title = format_fiscal_year(FiscalYear(row.year))
    return FormState("year_lock", year_text, title, values, locked=row.is_locked)


def new_body(page: RegionPage, joined: dt.date) -> FormState:
    """A municipality that joins on the first day of the chosen year."""
    role = MemberRole.PARTNER if page.facts.core is not None else MemberRole.CORE
    values: dict[str, Stored] = {"kind": "city", TERM + "role": role.value, TERM + "joined_on": joined}
    return FormState("municipality", "", translate("region", "New municipality"), values)


def new_pact(page: RegionPage) -> FormState:
    """A pact with the first member that has none yet."""
    values: dict[str, Stored] = {"title": ""}
    return FormState("pact", "", translate("region", "New pact"), values)


def new_item(page: RegionPage, pact_id: str) -> FormState:
    """An item at the end of a schedule."""
    items = page.items_of(pact_id)
    area = items[-1].role_area if items else "ECONOMY"
    values: dict[str, Stored] = {"pact_id": pact_id, "role_area": area, "sort": next_number(items)}
    return FormState("pact_item", "", translate("region", "New item"), values)


def completed(page: RegionPage, form: FormState, key: str) -> FormState:
    """With what follows from a value just typed: a pact's usual title from its partner."""
    partner = page.facts.body(str(form.values.get("partner_id") or ""))
    core = page.facts.core
    if form.kind == "pact" and key == "partner_id" and partner and core and not form.values.get("title"):
        title = translate(
            "region",
            "Partnership pact of {core} and {partner} on the {region}",
            core=core.label,
            partner=partner.label,
            region=page.facts.region.label,
        )
        return form.typed("title", title)
    return form


def add(store: Store, form: FormState) -> Changes:
    """Keep a draft."""
    if form.kind != "municipality":
        return service.do_add(store, form.kind, form.values)
    joined = form.values.get(TERM + "joined_on")
    values = {key: value for key, value in form.values.items() if key in RECORDS["municipality"].by_key}
    return service.do_add_member(store, values, joined if isinstance(joined, dt.date) else None)
