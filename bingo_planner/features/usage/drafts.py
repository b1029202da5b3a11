"""Records of the set-up: the list of them, and the one in the side form with what was typed and refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bingo_planner.features.usage.fields import RECORDS, word
from bingo_planner.features.usage.formulas import derive, evidence
from bingo_planner.features.usage.model import Link, Service, UsageYear
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.kernel.typed import Stored

Values = Mapping[str, Stored]


@dataclass(frozen=True, slots=True)
class SetupLine:
    """One record of the set-up as a list shows it."""

    kind: str
    id: str
    title: str
    note: str = ""
    body_id: str = ""


@dataclass(frozen=True)
class FormState:
    """A record being looked at or written. A value that was refused stays as typed, with the reason."""

    kind: str
    record_id: str = ""
    title: str = ""
    values: Values = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        """Not in the file yet."""
        return not self.record_id

    @property
    def is_complete(self) -> bool:
        """Every required field has something in it."""
        needed = [item.key for item in RECORDS[self.kind].fields if item.required]
        return all(self.values.get(key) not in (None, "") for key in needed)

    def typed(self, key: str, value: Stored) -> FormState:
        """With a value taken in and its problem gone."""
        problems = {name: words for name, words in self.problems.items() if name != key}
        return replace(self, values={**self.values, key: value}, problems=problems)

    def refused(self, key: str, value: Stored, error: PlanError) -> FormState:
        """With the refusal beside its field; what was typed stays."""
        found = {problem.field: str(describe(problem)) for problem in error.problems}
        found = found or {key: str(describe(error))}
        return replace(self, values={**self.values, key: value}, problems={**self.problems, **found})


def setup_lines(
    services: Sequence[Service],
    service_id: str,
    links: Sequence[Link],
    data: UsageYear | None = None,
    kpis: Mapping[str, str] | None = None,
) -> tuple[SetupLine, ...]:
    """Every service, and the set-up of the chosen one; links say what they give for the year and on which months."""
    lines = [
        SetupLine("usage_service", one.id, one.name, word("usage_service", "kind", one.row.kind))
        for one in services
    ]
    chosen = next((one for one in services if one.id == service_id), None)
    if chosen is None:
        return tuple(lines)
    lines += [
        SetupLine("usage_facility", one.id, one.name, one.kind, one.municipality_id)
        for one in chosen.facilities
    ]
    lines += [_capacity(chosen, one.id) for one in chosen.capacities]
    for measure in chosen.measures:
        note = f"{measure.unit} {word('usage_measure', 'counting', measure.counting)}".strip()
        lines.append(SetupLine("usage_measure", measure.id, measure.name, note))
    for split in chosen.breakdowns:
        lines.append(SetupLine("usage_breakdown", split.id, split.name))
        lines += [SetupLine("usage_category", one.id, one.name, split.name) for one in split.categories]
    own = [one for one in links if chosen.measure(one.measure_id) is not None]
    lines += [_link(chosen, one, data, (kpis or {}).get(one.kpi_id, "")) for one in own]
    order = list(RECORDS)
    return tuple(sorted(lines, key=lambda one: order.index(one.kind)))


def _capacity(service: Service, own: str) -> SetupLine:
    seats = next(one for one in service.capacities if one.id == own)
    place = service.facility(seats.facility_id)
    amount = f"{format_number(seats.amount)}{seats.unit}"
    return SetupLine(
        "usage_capacity",
        seats.id,
        f"{place.name if place else service.name}  {seats.name}",
        amount,
        place.municipality_id if place else "",
    )


def _link(service: Service, link: Link, data: UsageYear | None, kpi: str) -> SetupLine:
    measure = service.measure(link.measure_id)
    title = " ← ".join(part for part in (kpi, measure.name if measure else "") if part)
    if data is None or measure is None:
        return SetupLine("usage_link", link.id, title, word("usage_link", "formula", link.formula))
    derived = derive(data, link)
    figure = format_number(derived.figure, measure.decimals)
    return SetupLine("usage_link", link.id, title, f"{figure}  {evidence(data, link, derived)}".strip())


def form_of(
    services: Sequence[Service], links: Sequence[Link], kind: str, record_id: str
) -> FormState | None:
    """The form of a record; None when it is not there (any more)."""
    found = _record(services, links, kind, record_id)
    if found is None:
        return None
    values: dict[str, Stored] = {}
    for item in RECORDS[kind].fields:
        value = getattr(found, item.key, None)
        values[item.key] = None if item.kind in ("ref", "body") and not value else value
    title = str(getattr(found, "name", "") or RECORDS[kind].name())
    return FormState(kind, record_id, title, values)


def _record(services: Sequence[Service], links: Sequence[Link], kind: str, record_id: str) -> object | None:
    splits = [split for one in services for split in one.breakdowns]
    every: Mapping[str, Sequence[object]] = {
        "usage_service": [one.row for one in services],
        "usage_facility": [place for one in services for place in one.facilities],
        "usage_capacity": [seats for one in services for seats in one.capacities],
        "usage_measure": [measure for one in services for measure in one.measures],
        "usage_breakdown": splits,
        "usage_category": [one for split in splits for one in split.categories],
        "usage_link": links,
    }
    return next((one for one in every.get(kind, ()) if getattr(one, "id", "") == record_id), None)


def service_of(services: Sequence[Service], links: Sequence[Link], kind: str, record_id: str) -> str:
    """The service a record of the set-up belongs to; "" when it is not there."""
    if kind == "usage_service":
        return record_id
    found = _record(services, links, kind, record_id)
    own = str(getattr(found, "service_id", "") or "")
    if own or found is None:
        return own
    for one in services:
        splits = {split.id for split in one.breakdowns}
        measures = {measure.id for measure in one.measures}
        if getattr(found, "breakdown_id", "") in splits or getattr(found, "measure_id", "") in measures:
            return one.id
    return ""


def new_form(service: Service | None, kind: str) -> FormState:
    """What a new record starts with."""
    own = service.id if service else ""
    name = RECORDS[kind].name()
    values: dict[str, Stored] = {}
    if kind == "usage_service":
        values = {"kind": "other"}
    elif kind == "usage_category":
        values = {"breakdown_id": service.breakdowns[0].id if service and service.breakdowns else None}
    elif kind == "usage_link":
        values = {
            "formula": "sum",
            "measure_id": service.measures[0].id if service and service.measures else None,
        }
    else:
        values = {"service_id": own}
    if kind == "usage_measure":
        values |= {"counting": "sum", "by_place": True, "by_body": True, "decimals": 0}
        values |= {"jump_percent": 50, "jump_least": 5}
    return FormState(kind, "", translate("usage", "New: {kind}", kind=name), values)
