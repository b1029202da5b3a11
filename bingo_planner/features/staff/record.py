"""The record beside the list: values by form keys, and what is worth a look beneath which field."""

from __future__ import annotations

from collections.abc import Mapping

from bingo_planner.features.staff.arrange import seat_of
from bingo_planner.features.staff.fields import FIELDS, RECORDS
from bingo_planner.features.staff.model import Duty, Person, StaffFacts, Task, Term
from bingo_planner.features.staff.rules import days_left, ends_soon, remarks, share_on, shown_term
from bingo_planner.features.staff.state import Side
from bingo_planner.features.staff.words import remark_words
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.typed import Stored

SPAN = "span"
"""Form key of first and last day together."""

Record = Person | Term | Duty | Task


def side_of(facts: StaffFacts, person: Person, year: FiscalYear, style: DateStyle) -> Side:
    """A person with the term shown, and what hangs on them."""
    term = shown_term(facts.terms_of(person.id), year, facts.today)
    duties = facts.duties_of(person.id)
    values = values_of("person", person)
    warnings: dict[str, str] = {}
    if term is not None:
        values |= values_of("secondment", term)
        warnings = _warnings(facts, term, style)
    soon = days_left(term, facts.today) if term is not None and ends_soon(term, facts.today) else None
    return Side(
        person,
        facts.body(term.sender_id if term else person.body_id),
        term,
        soon,
        values,
        {},
        warnings,
        duties,
        facts.tasks_of(person.id),
        share=share_on(duties, facts.today),
    )


def values_of(kind: str, record: Record) -> dict[str, object]:
    """A record as the values of a form, keys led by the kind; first and last day also together."""
    values: dict[str, object] = {f"{kind}.{field.key}": getattr(record, field.key) for field in FIELDS[kind]}
    if isinstance(record, Term | Duty):
        values[f"{kind}.{SPAN}"] = (record.starts_on, record.ends_on)
    return values


def _warnings(facts: StaffFacts, term: Term, style: DateStyle) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for remark in remarks(term, seat_of(facts, term), facts.today):
        found.setdefault(f"secondment.{remark.field}", []).append(remark_words(remark, facts, term, style))
    return {key: "\n".join(sentences) for key, sentences in found.items()}


def stored(key: str, value: object) -> tuple[str, dict[str, Stored]]:
    """From a form key and its value to the kind of record and the fields to store."""
    kind, _, field = key.partition(".")
    if field == SPAN and isinstance(value, tuple):
        return kind, {"starts_on": value[0], "ends_on": value[1]}
    if value == "" and RECORDS[kind].by_key[field].kind in ("ref", "body"):
        value = None
    return kind, {field: value}  # type: ignore[dict-item]  # fields of a form hold stored values


def problems_of(kind: str, error: PlanError) -> Mapping[str, str]:
    """What a refusal says, by form keys."""
    found: dict[str, str] = {}
    for problem in error.problems:
        days = kind in ("secondment", "duty") and problem.field in ("starts_on", "ends_on")
        found[f"{kind}.{SPAN if days else problem.field}"] = str(describe(problem))
    return found
