"""From a rule to yen: exact fractions all the way, rounded once (or once a component in two stages).

share_i = Σ ratio_b × x_bi ÷ Σ_j x_bj; fixed amounts come off first; limits hold members at a bound and what they
leave is shared again by the same shares, until nobody lies outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bingo_planner.features.costshare.checks import check_rule
from bingo_planner.features.costshare.limits import bounds_of, outside
from bingo_planner.features.costshare.rule import EQUAL, FIXED, LIMITS, Component, Outcome, Share, ShareRule
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.money import Division, Rule, divide

Parts = Mapping[str, Mapping[str, Fraction]]
"""Of each component, what each member bears: a part of the whole, all of them 1 together."""


@dataclass(frozen=True, slots=True)
class _Round:
    """One pass: amounts and cut figures by member, and who carried."""

    exact: Mapping[str, Fraction]
    amounts: Mapping[str, int]
    cut: Mapping[str, int]
    carriers: tuple[str, ...]
    budgets: Mapping[str, int]


def carry_out(rule: ShareRule) -> Outcome:
    """The shares of a rule; PlanError `share.*` with one sentence for whatever does not fit together."""
    check_rule(rule)
    parts = _parts(rule)
    shares = {member: sum((parts[basis][member] for basis in parts), Fraction(0)) for member in rule.sharing}
    held: dict[str, int] = {}
    done = _first_pass(rule, parts, shares)
    bounds = bounds_of(rule)
    while beyond := outside(done.amounts, bounds):
        held |= beyond
        done = _pass_again(rule, shares, held)
    return _outcome(rule, parts, done, held)


def figures(rule: ShareRule, component: Component) -> dict[str, Fraction]:
    """What the sharing members count for in one component: their figures, turned round and weighted."""
    weights = rule.weights.get(component.basis, {})
    found = {}
    for member in rule.sharing:
        figure = Fraction(1) if component.basis == EQUAL else rule.bases[component.basis][member]
        if component.inverse:
            figure = 1 / figure
        found[member] = figure * weights.get(member, 1)
    return found


def _parts(rule: ShareRule) -> dict[str, dict[str, Fraction]]:
    found = {}
    for component in rule.components:
        counted = figures(rule, component)
        whole = sum(counted.values(), Fraction(0))
        factor = component.ratio / whole if whole else Fraction(0)
        found[component.basis] = {member: factor * figure for member, figure in counted.items()}
    return found


def _first_pass(rule: ShareRule, parts: Parts, shares: Mapping[str, Fraction]) -> _Round:
    if not rule.divided or not rule.two_stage:
        return _one_rounding(rule, shares, rule.divided, {})
    ratios = [component.ratio for component in rule.components]
    split = divide(rule.divided, ratios, rule.unit).amounts
    budgets = {c.basis: budget for c, budget in zip(rule.components, split, strict=True)}
    rounds = [
        _one_rounding(rule, parts[basis], budget, {})
        for basis, budget in budgets.items()
        if any(parts[basis].values())
    ]
    return _added(rule.sharing, rounds, budgets)


def _pass_again(rule: ShareRule, shares: Mapping[str, Fraction], held: Mapping[str, int]) -> _Round:
    """What members at a limit leave, by the same shares among the others."""
    return _one_rounding(rule, shares, rule.divided - sum(held.values()), held)


def _one_rounding(
    rule: ShareRule, shares: Mapping[str, Fraction], money: int, held: Mapping[str, int]
) -> _Round:
    free = [member for member in rule.sharing if member not in held]
    weights = [shares[member] for member in free]
    if not any(weights):
        if money:
            raise PlanError("share.limits_open", amount=f"{money:,}")
        division = Division((0,) * len(free), (0,) * len(free))
    else:
        lead = _lead_place(rule, free, weights)
        division = divide(money, weights, rule.unit, rule.rounding, lead)
    whole = sum(weights, Fraction(0))
    exact = {m: w * money / whole if whole else Fraction(0) for m, w in zip(free, weights, strict=True)}
    return _Round(
        exact | {member: Fraction(amount) for member, amount in held.items()},
        dict(zip(free, division.amounts, strict=True)) | dict(held),
        dict(zip(free, division.cut, strict=True)) | dict(held),
        tuple(free[at] for at in division.carriers),
        {},
    )


def _lead_place(rule: ShareRule, free: Sequence[str], weights: Sequence[Fraction]) -> int:
    if rule.lead in free:
        return free.index(rule.lead)
    return max(range(len(free)), key=lambda at: (weights[at], -at))


def _added(members: Sequence[str], rounds: Sequence[_Round], budgets: Mapping[str, int]) -> _Round:
    carried = [member for one in rounds for member in one.carriers]
    return _Round(
        {m: sum((one.exact[m] for one in rounds), Fraction(0)) for m in members},
        {m: sum(one.amounts[m] for one in rounds) for m in members},
        {m: sum(one.cut[m] for one in rounds) for m in members},
        tuple(dict.fromkeys(carried)),
        budgets,
    )


def _outcome(rule: ShareRule, parts: Parts, done: _Round, held: Mapping[str, int]) -> Outcome:
    shares = tuple(
        _fixed(rule, member) if member in rule.fixed else _shared(rule, parts, done, member)
        for member in rule.members
    )
    stand_in = done.carriers[0] if done.carriers and rule.rounding is Rule.FLOOR_TO_LEAD else None
    return Outcome(
        rule, shares, done.carriers, held, done.budgets, stand_in if stand_in != rule.lead else None
    )


def _fixed(rule: ShareRule, member: str) -> Share:
    amount = rule.fixed[member]
    return Share(member, Fraction(amount), amount, {FIXED: Fraction(amount)}, amount)


def _shared(rule: ShareRule, parts: Parts, done: _Round, member: str) -> Share:
    """Two stages share each component's own budget, so its exact part is of that budget."""
    mine = {}
    for component in rule.components:
        part = parts[component.basis][member]
        if done.budgets and component.ratio:
            mine[component.basis] = part / component.ratio * done.budgets[component.basis]
        else:
            mine[component.basis] = part * rule.divided
    moved = done.exact[member] - sum(mine.values(), Fraction(0))
    if moved:
        mine[LIMITS] = moved
    return Share(member, done.exact[member], done.amounts[member], mine, done.cut[member])


@dataclass(frozen=True, slots=True)
class Surprise:
    """A member that pays less although there is more to share."""

    member: str
    amount: int
    with_more: int


def surprises(outcome: Outcome) -> tuple[Surprise, ...]:
    """Who would pay less if one unit more were to share (the Alabama paradox of largest remainders).

    Not asked where limits decide, nor under rules in which one member carries the remainder: there it moves anyway.
    """
    rule = outcome.rule
    if rule.has_limits or rule.rounding is not Rule.LARGEST_REMAINDER or not rule.sharing:
        return ()
    more = carry_out(replace(rule, total=rule.total + rule.unit))
    return tuple(
        Surprise(old.member, old.amount, new.amount)
        for old, new in zip(outcome.shares, more.shares, strict=True)
        if new.amount < old.amount
    )


def fallen(outcome: Outcome, last: Mapping[str, int]) -> tuple[Surprise, ...]:
    """Who pays less than last year although more is shared by the same rule and figures.

    Whether rule and figures are the same is seen from last year's amounts: this rule has to give just them.
    """
    rule, before = outcome.rule, sum(last.values())
    if not last or rule.has_limits or before >= outcome.shared or rule.rounding is not Rule.LARGEST_REMAINDER:
        return ()
    if sum(rule.fixed.values()) > before:
        return ()
    again = carry_out(replace(rule, total=before, deductions=()))
    if {share.member: share.amount for share in again.shares} != dict(last):
        return ()
    return tuple(
        Surprise(share.member, last[share.member], share.amount)
        for share in outcome.shares
        if share.amount < last[share.member]
    )
