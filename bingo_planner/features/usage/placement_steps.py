"""The steps of a placement as data: from where, to where, which day they note; what is refused, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from bingo_planner.features.usage import placement_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.usage.model import Facility
from bingo_planner.features.usage.placement_model import Case, State, Step
from bingo_planner.kernel.dates import FiscalYear, format_date
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step. `days` are the earlier days it may not lie before."""

    step: Step
    label: str
    sources: tuple[State, ...]
    target: State
    day: str
    after: str = ""


_S = State
STEPS: Final = (
    StepRule(Step.REVIEW, "Reviewed", (_S.APPLIED,), _S.REVIEWED, "reviewed_on", "applied_on"),
    StepRule(
        Step.REJECT, "Turned down by the home body", (_S.APPLIED,), _S.REJECTED, "reviewed_on", "applied_on"
    ),
    StepRule(Step.CONSULT, "Consult the host", (_S.REVIEWED,), _S.CONSULTED, "consulted_on", "reviewed_on"),
    StepRule(Step.ACCEPT, "Host accepts", (_S.CONSULTED,), _S.ACCEPTED, "answered_on", "consulted_on"),
    StepRule(Step.REFUSE, "Host declines", (_S.CONSULTED,), _S.REFUSED, "answered_on", "consulted_on"),
    StepRule(Step.NEXT, "Ask the next nursery", (_S.REFUSED,), _S.REVIEWED, ""),
    StepRule(Step.CONTRACT, "Contract made", (_S.ACCEPTED,), _S.CONTRACTED, "contracted_on", "answered_on"),
    StepRule(Step.START, "Use begins", (_S.ACCEPTED, _S.CONTRACTED), _S.RUNNING, "started_on"),
    StepRule(Step.CHECK, "Status report received", (_S.RUNNING,), _S.RUNNING, "checked_on", "started_on"),
    StepRule(Step.END, "Use ends", (_S.RUNNING,), _S.ENDED, "ended_on", "decided_from"),
    StepRule(
        Step.WITHDRAW,
        "Withdrawn",
        (_S.APPLIED, _S.REVIEWED, _S.CONSULTED, _S.ACCEPTED, _S.REFUSED, _S.CONTRACTED),
        _S.WITHDRAWN,
        "ended_on",
        "applied_on",
    ),
)
"""In the order in which a case goes through them."""
RULES: Final = {rule.step: rule for rule in STEPS}

LABELS: Final = {
    State.APPLIED: "Applied for",
    State.REVIEWED: "Review done",
    State.REJECTED: "Turned down",
    State.CONSULTED: "Waiting for the host",
    State.ACCEPTED: "Accepted",
    State.REFUSED: "Declined",
    State.CONTRACTED: "Contracted",
    State.RUNNING: "In use",
    State.ENDED: "Ended",
    State.WITHDRAWN: "Withdrawn",
}
FIXED: Final = ("home_id", "facility_id", "service_id", "wanted_from", "wanted_to")
"""What stands in the consultation paper, and so stays as it is once that is sent."""
_OPEN: Final = (State.APPLIED, State.REVIEWED, State.REJECTED)


def state_word(state: str) -> str:
    """A state in words."""
    return translate("placement", LABELS[State(state)]) if state in set(State) else state


def step_word(step: Step) -> str:
    """A step in words."""
    return translate("placement", RULES[step].label)


def allowed(case: Case, facility: Facility | None) -> tuple[Step, ...]:
    """The steps that may come next; whether a contract is needed hangs on the nursery's ownership."""
    found = [rule.step for rule in STEPS if case.state in rule.sources]
    ownership = facility.ownership if facility is not None else ""
    leave = {Step.NEXT} if not case.second_id else set()
    if case.state == State.ACCEPTED:
        leave |= {Step.CONTRACT} if ownership == "public" else {Step.START}
    return tuple(step for step in found if step not in leave)


def check_step(case: Case, step: Step, facility: Facility | None, on: dt.date) -> None:
    """PlanError with one sentence when a step is not next, lacks something, or lies before the one before it."""
    _check_contract(case, step, facility)
    if step not in allowed(case, facility):
        if step is Step.NEXT and case.state == State.REFUSED:
            raise PlanError("placement.no_wish", number=case.number)
        raise _not_now(case, step, facility)
    _check_needs(case, step)
    rule = RULES[step]
    before = getattr(case, rule.after) if rule.after else None
    if before is not None and on < before:
        raise PlanError.in_fields(FieldProblem(rule.day, "placement.day_before", day_facts(on, before)))
    if step is Step.START and case.decided_from is not None and on < (case.contracted_on or on):
        raise PlanError.in_fields(
            FieldProblem(rule.day, "placement.day_before", day_facts(on, case.contracted_on or on))
        )


def day_facts(on: dt.date, before: dt.date) -> dict[str, object]:
    """Facts of the sentence that a day lies too early."""
    return {"day": format_date(on), "before": format_date(before)}


def _check_contract(case: Case, step: Step, facility: Facility | None) -> None:
    if case.state != State.ACCEPTED or step not in (Step.CONTRACT, Step.START) or facility is None:
        return
    if not facility.ownership:
        raise PlanError("placement.ownership", facility=facility.name)
    if step is Step.CONTRACT and facility.ownership == "public":
        raise PlanError("placement.no_contract", facility=facility.name)
    if step is Step.START and facility.ownership == "private":
        raise PlanError("placement.contract_first", facility=facility.name)


def _not_now(case: Case, step: Step, facility: Facility | None) -> PlanError:
    comma = translate("placement", ", ")
    following = comma.join(step_word(one) for one in allowed(case, facility))
    state, wanted = state_word(case.state), step_word(step)
    if not following:
        return PlanError("placement.closed_case", number=case.number, state=state)
    return PlanError("placement.not_now", number=case.number, state=state, step=wanted, next=following)


def _check_needs(case: Case, step: Step) -> None:
    if step is not Step.CONSULT:
        return
    needed = (
        ("facility_id", "Nursery"),
        ("age_id", "Age class"),
        ("reason_id", "Reason"),
        ("wanted_from", "Wanted from"),
    )
    empty = [
        FieldProblem(key, "field.required", {"label": translate("placement", label)})
        for key, label in needed
        if not getattr(case, key)
    ]
    if empty:
        raise PlanError.in_fields(*empty)


def effects(case: Case, step: Step, on: dt.date) -> dict[str, Stored]:
    """What a step sets besides the state."""
    rule = RULES[step]
    values: dict[str, Stored] = {"state": rule.target.value}
    if rule.day:
        values[rule.day] = on
    if step is Step.ACCEPT:
        first = case.decided_from or case.wanted_from or on
        values |= {"decided_from": first, "decided_to": case.decided_to or last_day(first, case.wanted_to)}
    if step is Step.NEXT:
        values |= {"facility_id": case.second_id, "second_id": case.third_id or None, "third_id": None}
        values |= {
            "consulted_on": None,
            "consult_no": "",
            "answered_on": None,
            "answer_no": "",
            "refusal": "",
        }
    return values


def last_day(first: dt.date, wanted: dt.date | None) -> dt.date:
    """The last day of a placement: the wanted one, at the latest 31 March of its fiscal year."""
    end = FiscalYear.of(first).end
    return min(wanted, end) if wanted is not None else end


_BACK: Final = {
    State.REVIEWED: (State.APPLIED, ("reviewed_on",)),
    State.REJECTED: (State.APPLIED, ("reviewed_on",)),
    State.CONSULTED: (State.REVIEWED, ("consulted_on",)),
    State.ACCEPTED: (State.CONSULTED, ("answered_on", "decided_from", "decided_to")),
    State.REFUSED: (State.CONSULTED, ("answered_on",)),
    State.CONTRACTED: (State.ACCEPTED, ("contracted_on",)),
    State.ENDED: (State.RUNNING, ("ended_on",)),
}


def taken_back(case: Case) -> dict[str, Stored]:
    """What undoing the last step sets; PlanError for a case that has only been applied for."""
    if case.state == State.APPLIED:
        raise PlanError("placement.first_step", number=case.number)
    if case.state == State.RUNNING:
        before = State.CONTRACTED if case.contracted_on else State.ACCEPTED
        return {"state": before.value, "started_on": None, "checked_on": None}
    if case.state == State.WITHDRAWN:
        return {"state": _before_withdrawal(case).value, "ended_on": None}
    target, days = _BACK[State(case.state)]
    return {"state": target.value, **dict.fromkeys(days)}


def _before_withdrawal(case: Case) -> State:
    if case.contracted_on:
        return State.CONTRACTED
    if case.answered_on:
        return State.ACCEPTED if case.decided_from else State.REFUSED
    if case.consulted_on:
        return State.CONSULTED
    return State.REVIEWED if case.reviewed_on else State.APPLIED


def is_fixed(state: str) -> bool:
    """Whether the consultation paper has been sent, so that what it says stays."""
    return state not in _OPEN
