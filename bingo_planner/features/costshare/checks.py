"""What a rule must keep before anything is computed; every refusal is one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from bingo_planner.features.costshare import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.costshare.rule import EQUAL, Component, ShareRule
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.money import Rule


def check_rule(rule: ShareRule) -> None:
    """PlanError `share.*` for the first thing that does not fit."""
    _check_members(rule)
    _check_money(rule)
    _check_components(rule)
    for component in rule.components:
        _check_base(rule, component)
    _check_weights(rule)
    _check_limits(rule)


def _check_members(rule: ShareRule) -> None:
    if not rule.members:
        raise PlanError("share.no_members")
    for member in rule.members:
        if rule.members.count(member) > 1:
            raise PlanError("share.member_twice", member=member)
    if rule.lead is not None and rule.lead not in rule.members:
        raise PlanError("share.lead_outside", member=rule.lead)
    if rule.lead is None and rule.rounding is Rule.FLOOR_TO_LEAD:
        raise PlanError("share.lead_missing")


def _check_money(rule: ShareRule) -> None:
    if rule.unit < 1:
        raise PlanError("share.unit")
    if rule.total < 0:
        raise PlanError("share.negative", place="total")
    if any(one.amount < 0 for one in rule.deductions):
        raise PlanError("share.negative", place="deductions")
    if rule.shared < 0:
        taken = rule.total - rule.shared
        raise PlanError("share.deductions_over", sum=f"{taken:,}", total=f"{rule.total:,}")
    _refuse_strangers(rule, "fixed", rule.fixed)
    fixed = sum(rule.fixed.values())
    if rule.divided < 0:
        raise PlanError("share.fixed_over", sum=f"{fixed:,}", amount=f"{rule.shared:,}")
    if rule.divided and not rule.sharing:
        raise PlanError("share.fixed_short", sum=f"{fixed:,}", amount=f"{rule.shared:,}")


def _check_components(rule: ShareRule) -> None:
    if not rule.components:
        raise PlanError("share.no_components")
    seen = set()
    for component in rule.components:
        if component.ratio < 0:
            raise PlanError("share.negative", place="ratio")
        if component.basis in seen:
            raise PlanError("share.basis_twice", basis=component.basis)
        seen.add(component.basis)
    whole = sum((component.ratio for component in rule.components), Fraction(0))
    if whole != 1:
        raise PlanError("share.ratio_sum", sum=plain(whole))


def _check_base(rule: ShareRule, component: Component) -> None:
    basis = component.basis
    if basis != EQUAL and basis not in rule.bases:
        raise PlanError("share.no_base", basis=basis)
    known = rule.bases.get(basis, {})
    counted = Fraction(0)
    weights = rule.weights.get(basis, {})
    for member in rule.sharing:
        figure = Fraction(1) if basis == EQUAL else known.get(member)
        if figure is None:
            raise PlanError("share.no_figure", basis=basis, member=member)
        if figure < 0:
            raise PlanError("share.negative_figure", basis=basis, member=member)
        if component.inverse and not figure:
            raise PlanError("share.inverse_zero", basis=basis, member=member)
        counted += figure * weights.get(member, 1)
    if component.ratio and rule.divided and not counted:
        raise PlanError("share.base_zero", basis=basis)


def _check_weights(rule: ShareRule) -> None:
    for basis, weights in rule.weights.items():
        if basis != EQUAL and basis not in rule.bases and basis not in {c.basis for c in rule.components}:
            raise PlanError("share.no_base", basis=basis)
        _refuse_strangers(rule, f"member_weights.{basis}", weights)


def _check_limits(rule: ShareRule) -> None:
    _refuse_strangers(rule, "minimum", rule.minimum)
    _refuse_strangers(rule, "maximum", rule.maximum)
    for member, least in rule.minimum.items():
        most = rule.maximum.get(member)
        if most is not None and least > most:
            raise PlanError("share.bounds_crossed", member=member, least=f"{least:,}", most=f"{most:,}")
        if member in rule.fixed and least > rule.fixed[member]:
            raise PlanError("share.fixed_limit", member=member)
    for member, most in rule.maximum.items():
        if member in rule.fixed and most < rule.fixed[member]:
            raise PlanError("share.fixed_limit", member=member)
    _check_relief(rule)


def _check_relief(rule: ShareRule) -> None:
    if rule.relief is None:
        return
    for part, place in ((rule.relief.rise, "rise"), (rule.relief.fall, "fall")):
        if part is not None and part < 0:
            raise PlanError("share.negative", place=place)
    if rule.relief.fall is not None and rule.relief.fall > 1:
        raise PlanError("share.fall")


def _refuse_strangers(
    rule: ShareRule, place: str, values: Mapping[str, int] | Mapping[str, Fraction]
) -> None:
    for member, value in values.items():
        if member not in rule.members:
            raise PlanError("share.not_member", place=place, member=member)
        if value < 0:
            raise PlanError("share.negative", place=place)


def plain(value: Fraction) -> str:
    """A fraction as a decimal when it ends, else as it is: 0.95, 2/3."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(value)
    places = 0
    while value * 10**places % 1:
        places += 1
    digits = f"{int(abs(value) * 10**places):0{places + 1}d}"
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if value < 0 else "") + whole + (f".{decimals}" if decimals else "")
