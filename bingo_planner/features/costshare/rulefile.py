"""A rule as a JSON document: read strictly, written back the same; numbers stay exact decimals throughout."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from bingo_planner.features.costshare.checks import plain
from bingo_planner.features.costshare.rule import EQUAL, Component, Deduction, Outcome, Relief, ShareRule
from bingo_planner.kernel.codes import parse_body_code
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.money import Rule
from bingo_planner.kernel.numbers import LIMIT, PLACES, parse_number

T = TypeVar("T")
STAGES = {"single": False, "two": True}
_KEYS = (
    *("total", "unit", "deductions", "members", "lead", "components", "bases", "member_weights"),
    *("fixed", "minimum", "maximum", "relief", "stage", "rounding"),
)


def read_rule(path: Path) -> ShareRule:
    """The rule of a file; PlanError `share.*` or `code.*` for what cannot be read, OSError for a missing file."""
    return parse_rule(path.read_bytes(), path.name)


def parse_rule(data: bytes, name: str = "rule.json") -> ShareRule:
    """The rule of a JSON document in UTF-8."""
    document = _load(data, name)
    _only(document, "the rule", _KEYS)
    for key in ("total", "members", "components"):
        if key not in document:
            raise PlanError("share.missing", key=key)
    if "equal" in (document.get("bases") or {}):
        raise PlanError("share.equal_base")
    return ShareRule(
        total=_yen(document["total"], "total"),
        members=tuple(_code(one, "members") for one in _list(document["members"], "members")),
        components=tuple(_component(one) for one in _list(document["components"], "components")),
        bases=_tables(document.get("bases", {}), "bases", _amount),
        unit=_unit(document.get("unit", 1)),
        deductions=tuple(_deduction(one) for one in _list(document.get("deductions", []), "deductions")),
        lead=_code(document["lead"], "lead") if document.get("lead") is not None else None,
        weights=_tables(document.get("member_weights", {}), "member_weights", _amount),
        fixed=_by_member(document.get("fixed", {}), "fixed", _yen),
        minimum=_by_member(document.get("minimum", {}), "minimum", _yen),
        maximum=_by_member(document.get("maximum", {}), "maximum", _yen),
        relief=_relief(document["relief"]) if document.get("relief") is not None else None,
        two_stage=_word(document.get("stage", "single"), "stage", STAGES),
        rounding=_word(
            document.get("rounding", Rule.LARGEST_REMAINDER.value),
            "rounding",
            {one.value: one for one in Rule},
        ),
    )


def write_rule(rule: ShareRule) -> dict[str, object]:
    """The document `parse_rule` reads back as the same rule."""
    document: dict[str, object] = {
        "total": rule.total,
        "unit": rule.unit,
        "deductions": [{"name": one.name, "amount": one.amount} for one in rule.deductions],
        "members": list(rule.members),
        "lead": rule.lead,
        "components": [
            {"basis": one.basis, "ratio": plain(one.ratio)} | ({"inverse": True} if one.inverse else {})
            for one in rule.components
        ],
        "bases": {basis: _plain_values(figures) for basis, figures in rule.bases.items() if basis != EQUAL},
        "member_weights": {basis: _plain_values(weights) for basis, weights in rule.weights.items()},
        "fixed": dict(rule.fixed),
        "minimum": dict(rule.minimum),
        "maximum": dict(rule.maximum),
        "stage": "two" if rule.two_stage else "single",
        "rounding": rule.rounding.value,
    }
    if rule.relief is not None:
        document["relief"] = {
            "last": dict(rule.relief.last),
            "rise": None if rule.relief.rise is None else plain(rule.relief.rise),
            "fall": None if rule.relief.fall is None else plain(rule.relief.fall),
        }
    return document


def write_outcome(outcome: Outcome, note: str) -> dict[str, object]:
    """What the command line prints: exact figures as fractions in text, amounts in yen.

    `remainder_to` is one code where a rule names one carrier, else the codes in the order served; null when cutting
    left nothing.
    """
    one_carrier = outcome.rule.rounding in (Rule.FLOOR_TO_LEAD, Rule.ROUND_ADJUST_LARGEST)
    carriers: object = list(outcome.carriers) or None
    if one_carrier and len(outcome.carriers) == 1:
        carriers = outcome.carriers[0]
    return {
        "total": outcome.rule.total,
        "shared": outcome.shared,
        "shares": [
            {
                "member": share.member,
                "exact": str(share.exact),
                "amount": share.amount,
                "by_component": {basis: str(part) for basis, part in share.parts.items()},
            }
            for share in outcome.shares
        ],
        "remainder_to": carriers,
        "note": note,
    }


def _plain_values(figures: Mapping[str, Fraction]) -> dict[str, str]:
    return {member: plain(figure) for member, figure in figures.items()}


def _load(data: bytes, name: str) -> dict[str, Any]:
    try:
        document = json.loads(
            data.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        raise PlanError("share.json", file=name, line=error.lineno, column=error.colno) from None
    except (UnicodeDecodeError, RecursionError):
        raise PlanError("share.json", file=name, line=1, column=1) from None
    return _object(document, translate("costshare", "the rule"))


def _no_constant(text: str) -> object:
    raise PlanError("share.number", text=text, place="JSON")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _value in pairs]
        raise PlanError("share.key_twice", key=next(key for key in names if names.count(key) > 1))
    return found


def _object(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PlanError("share.shape", place=place, what=translate("costshare", "an object { … }"))
    return value


def _list(value: object, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise PlanError("share.shape", place=place, what=translate("costshare", "a list [ … ]"))
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise PlanError("share.shape", place=place, what=translate("costshare", "a text"))
    return value


def _only(document: Mapping[str, object], place: str, keys: Sequence[str]) -> None:
    for key in document:
        if key not in keys:
            where = translate("costshare", place)
            raise PlanError("share.unknown_key", key=key, place=where, choices=" ".join(keys))


def _number(value: object, place: str) -> Decimal:
    """An exact decimal: a JSON number or a text; anything else, and more digits than can be kept, is refused."""
    if isinstance(value, str):
        try:
            found = parse_number(value, allow_marks=False)
        except PlanError:
            raise PlanError("share.number", text=value, place=place) from None
    else:
        found = value  # type: ignore[assignment]  # looked at in the next line
    if not isinstance(found, Decimal):
        raise PlanError("share.number", text=json.dumps(value, default=str), place=place)
    exponent = found.as_tuple().exponent
    if abs(found) >= LIMIT or not isinstance(exponent, int) or exponent < -PLACES:
        raise PlanError("share.number", text=str(found), place=place)
    if found < 0:
        raise PlanError("share.negative", place=place)
    return found


def _amount(value: object, place: str) -> Fraction:
    return Fraction(_number(value, place))


def _yen(value: object, place: str) -> int:
    found = _number(value, place)
    if found != found.to_integral_value():
        raise PlanError("share.whole", text=str(found), place=place)
    return int(found)


def _unit(value: object) -> int:
    try:
        found = _yen(value, "unit")
    except PlanError:
        raise PlanError("share.unit") from None
    if found < 1:
        raise PlanError("share.unit")
    return found


def _code(value: object, place: str) -> str:
    return parse_body_code(_text(value, place))


def _word(value: object, place: str, words: Mapping[str, T]) -> T:
    text = _text(value, place)
    if text not in words:
        raise PlanError("share.word", text=text, place=place, choices=" ".join(words))
    return words[text]


def _by_member(value: object, place: str, read: Callable[[object, str], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for key, one in _object(value, place).items():
        code = _code(key, place)
        if code in found:
            raise PlanError("share.key_twice", key=code)
        found[code] = read(one, f"{place}.{key}")
    return found


def _tables(value: object, place: str, read: Callable[[object, str], T]) -> dict[str, dict[str, T]]:
    return {basis: _by_member(one, f"{place}.{basis}", read) for basis, one in _object(value, place).items()}


def _component(value: object) -> Component:
    document = _object(value, "components")
    _only(document, "a component", ("basis", "ratio", "inverse"))
    for key in ("basis", "ratio"):
        if key not in document:
            raise PlanError("share.missing", key=f"components.{key}")
    inverse = document.get("inverse", False)
    if not isinstance(inverse, bool):
        raise PlanError("share.shape", place="inverse", what="true / false")
    return Component(_text(document["basis"], "basis"), _amount(document["ratio"], "ratio"), inverse)


def _deduction(value: object) -> Deduction:
    document = _object(value, "deductions")
    _only(document, "a deduction", ("name", "amount"))
    if "amount" not in document:
        raise PlanError("share.missing", key="deductions.amount")
    return Deduction(
        _text(document.get("name", ""), "deductions.name"), _yen(document["amount"], "deductions.amount")
    )


def _relief(value: object) -> Relief:
    document = _object(value, "relief")
    _only(document, "the relief", ("last", "rise", "fall"))
    rise, fall = document.get("rise"), document.get("fall")
    return Relief(
        _by_member(document.get("last", {}), "relief.last", _yen),
        None if rise is None else _amount(rise, "relief.rise"),
        None if fall is None else _amount(fall, "relief.fall"),
    )
