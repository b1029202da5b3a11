"""The rule of rounding and its outcome in a sentence: how, who carries the remainder, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bingo_planner.features.costshare.rule import FIXED, LIMITS, Outcome, ShareRule
from bingo_planner.features.costshare.sharing import Surprise
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.money import Rule

Name = Callable[[str], str]

_HOW = {
    Rule.LARGEST_REMAINDER: "Largest remainder: cut down to {unit}; what is left goes unit by unit to the largest"
    " fractions (ties: the larger share, then the order of the list).",
    Rule.FLOOR_TO_LEAD: "Cut down to {unit}; the lead takes the remainder.",
    Rule.ROUND_ADJUST_LARGEST: "Rounded half up to {unit}; the largest share makes the sum right.",
    Rule.WEBSTER: "Webster's divisor rule in units of {unit} (ties: the larger share, then the order of the list).",
}


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def how_words(rule: ShareRule) -> str:
    """How the rule rounds, in one sentence."""
    first = _t(_HOW[rule.rounding], unit=unit_words(rule.unit))
    if rule.two_stage:
        return first + " " + _t("The money is split by component first and each part rounded by itself.")
    return first


def unit_words(unit: int) -> str:
    """1 yen, 1,000 yen."""
    return _t("{n} yen", n=f"{unit:,}")


def note_words(outcome: Outcome, name: Name, found: Sequence[Surprise] = ()) -> str:
    """The whole note: how, who carries what, who is held at a limit, surprises."""
    return " ".join(
        (
            how_words(outcome.rule),
            carrier_words(outcome, name),
            *limit_words(outcome, name),
            *(surprise_words(one, outcome.rule.unit, name) for one in found),
        )
    )


def carrier_words(outcome: Outcome, name: Name) -> str:
    """Who carries the remainder."""
    if not outcome.carriers:
        return _t("Nothing is left over.")
    names = _t(", ").join(name(member) for member in outcome.carriers)
    if outcome.stand_in is not None:
        return _t(
            "{amount} yen are left; {names} takes them, since the lead's amount is set.",
            amount=f"{outcome.left:,}",
            names=names,
        )
    if outcome.rule.rounding is Rule.ROUND_ADJUST_LARGEST:
        return _t("Moved so that the sum holds: {names}.", names=names)
    return _t("{amount} yen are left over; carried by {names}.", amount=f"{outcome.left:,}", names=names)


def limit_words(outcome: Outcome, name: Name) -> tuple[str, ...]:
    """Members at a limit, and fixed amounts."""
    lines = []
    if outcome.rule.fixed:
        names = _t(", ").join(name(member) for member in outcome.rule.fixed)
        lines.append(_t("Fixed amounts are taken off first: {names}.", names=names))
    if outcome.held:
        names = _t(", ").join(name(member) for member in outcome.held)
        lines.append(_t("Held at a limit: {names}; the others share the rest as before.", names=names))
    return tuple(lines)


def surprise_words(one: Surprise, unit: int, name: Name) -> str:
    """Why nobody need think there is a mistake: with one unit more this member would pay less."""
    return _t(
        "With {unit} more to share, {name} would pay {then} yen instead of {now}: the remainder would go elsewhere."
        " This comes with the rule of rounding; Webster's rule never does it.",
        unit=unit_words(unit),
        name=name(one.member),
        then=f"{one.with_more:,}",
        now=f"{one.amount:,}",
    )


def fallen_words(one: Surprise, name: Name) -> str:
    """Why a member pays less than last year although more is shared by the same rule and figures."""
    return _t(
        "{name} pays {then} yen after {now} last year although more is shared by the same figures: with another total"
        " the remainder goes elsewhere.",
        name=name(one.member),
        then=f"{one.with_more:,}",
        now=f"{one.amount:,}",
    )


def basis_words(basis: str) -> str:
    """A basis of a rule file in words; its own name when it is none of ours."""
    known = {
        "equal": _t("Equal part"),
        "population": _t("Population part"),
        "use": _t("Use part"),
        "fiscal": _t("Fiscal capacity part"),
        "area": _t("Area part"),
        "staff": _t("Staff part"),
        FIXED: _t("Fixed amount"),
        LIMITS: _t("Limits"),
    }
    return known.get(basis, basis)
