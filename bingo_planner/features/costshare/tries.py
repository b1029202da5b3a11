"""Alternatives (試算) beside an item: the same facts with something else, computed but not recorded until adopted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from bingo_planner.features.costshare.model import BaseSet, Basis, ItemFacts, Part, Taking
from bingo_planner.features.costshare.sheet import Sheet, sheet_of
from bingo_planner.kernel.errors import PlanError


@dataclass(frozen=True, slots=True)
class Wish:
    """What an alternative does otherwise; empty values keep what stands."""

    join: str = ""
    leave: str = ""
    base_id: str = ""
    equal: Decimal | None = None
    total: int | None = None
    rounding: str = ""
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """An alternative with its sheet, or why it cannot be computed."""

    key: str
    wish: Wish
    facts: ItemFacts
    sheet: Sheet | None = None
    problem: PlanError | None = None

    @property
    def amounts(self) -> Mapping[str, int]:
        """What each body would pay."""
        return self.sheet.amounts if self.sheet else {}


@dataclass(frozen=True, slots=True)
class TryLine:
    """One body across the alternatives: now, then (amount, change, percent) of each."""

    body_id: str
    now: int | None
    then: tuple[int | None, ...] = field(default=())

    @property
    def id(self) -> str:
        """The body."""
        return self.body_id

    def change(self, at: int) -> int | None:
        """Yen more or less than now; None where the body pays in neither."""
        then = self.then[at]
        if then is None and self.now is None:
            return None
        return (then or 0) - (self.now or 0)

    def percent(self, at: int) -> Decimal | None:
        """The change in percent of now; None where nothing is paid now."""
        change = self.change(at)
        return Decimal(change) * 100 / self.now if change is not None and self.now else None


def carried_out(key: str, facts: ItemFacts, wish: Wish, bases: Mapping[str, BaseSet]) -> Try:
    """An item as wished, computed."""
    changed = wished(facts, wish, bases)
    try:
        return Try(key, wish, changed, sheet_of(changed))
    except PlanError as error:
        return Try(key, wish, changed, None, error)


def wished(facts: ItemFacts, wish: Wish, bases: Mapping[str, BaseSet]) -> ItemFacts:
    """The facts with everything the wish says."""
    item = replace(
        facts.item,
        total=facts.item.total if wish.total is None else wish.total,
        rounding=wish.rounding or facts.item.rounding,
        unit=wish.unit or facts.item.unit,
    )
    changed = replace(facts, item=item)
    if wish.base_id in bases:
        changed = _with_base(changed, bases[wish.base_id])
    if wish.equal is not None:
        changed = replace(changed, parts=_with_equal(changed.parts, wish.equal))
    if wish.join:
        changed = _with_body(changed, wish.join, Taking.IN)
    if wish.leave:
        changed = _with_body(changed, wish.leave, Taking.OUT)
    return changed


def _with_body(facts: ItemFacts, body_id: str, taking: Taking) -> ItemFacts:
    terms = replace(facts.terms_of(body_id), part=taking.value)
    others = tuple(one for one in facts.terms if one.municipality_id != body_id)
    here = {body.id for body in facts.members}
    here = here | {body_id} if taking is Taking.IN else here - {body_id}
    members = tuple(body for body in facts.bodies if body.id in here)
    return replace(facts, terms=(*others, terms), members=members)


def _with_base(facts: ItemFacts, base: BaseSet) -> ItemFacts:
    """The set takes the place of the first part of its kind, else of the first part that has figures."""
    places = [at for at, part in enumerate(facts.parts) if part.basis == base.kind]
    places += [at for at, part in enumerate(facts.parts) if part.basis != Basis.EQUAL]
    if not places:
        return facts
    parts = list(facts.parts)
    parts[places[0]] = replace(parts[places[0]], basis=base.kind, base_set_id=base.id)
    return replace(facts, parts=tuple(parts), bases={**facts.bases, base.id: base})


def _with_equal(parts: tuple[Part, ...], equal: Decimal) -> tuple[Part, ...]:
    """The equal part takes `equal` percent; the others keep their proportions, the last one what is left."""
    others = [part for part in parts if part.basis != Basis.EQUAL]
    own = next((part for part in parts if part.basis == Basis.EQUAL), Part("", basis=Basis.EQUAL))
    whole = sum((part.ratio or Decimal(0) for part in others), Decimal(0))
    left, changed = Decimal(100) - equal, []
    for part in others:
        share = Fraction(part.ratio or 0) / Fraction(whole) if whole else Fraction(1, len(others))
        ratio = (Decimal(100) - equal) * share.numerator / share.denominator
        ratio = left if part is others[-1] else ratio.quantize(Decimal("0.0001")).normalize()
        left -= ratio
        changed.append(replace(part, ratio=ratio))
    return (replace(own, ratio=equal), *changed) if equal else tuple(changed)


def lines(facts: ItemFacts, now: Mapping[str, int], tries: tuple[Try, ...]) -> tuple[TryLine, ...]:
    """Every body that pays now or in an alternative, in official order."""
    return tuple(
        TryLine(body.id, now.get(body.id), tuple(one.amounts.get(body.id) for one in tries))
        for body in facts.bodies
        if body.id in now or any(body.id in one.amounts for one in tries)
    )
