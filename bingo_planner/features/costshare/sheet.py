"""An item's sheet (算定調書): from its records to a rule, from the rule to lines by body. Pure: nothing is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from bingo_planner.features.costshare.checks import check_rule
from bingo_planner.features.costshare.limits import bounds_of
from bingo_planner.features.costshare.model import BaseSet, Basis, ItemFacts, Part
from bingo_planner.features.costshare.rule import (
    EQUAL,
    FIXED,
    LIMITS,
    Component,
    Deduction,
    Outcome,
    Relief,
    ShareRule,
)
from bingo_planner.features.costshare.sharing import carry_out
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.money import Rule, largest_remainder


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One component with what its figures are and where they come from; `budget` is its part of the money."""

    key: str
    basis: str
    ratio: Decimal = Decimal(0)
    budget: Fraction = Fraction(0)
    is_inverse: bool = False
    base: str = ""
    unit: str = ""
    source: str = ""
    when: str = ""
    """The day (2020-10-01) or the fiscal year (2022) of the figures."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One body: figures and exact parts by column, the sum, cut down, remainder, what it pays."""

    body_id: str
    name: str
    figures: tuple[Decimal | None, ...]
    parts: tuple[Fraction, ...]
    exact: Fraction
    cut: int
    amount: int
    percent: Decimal
    is_fixed: bool = False

    @property
    def remainder(self) -> int:
        """What rounding put on top of the cut figure."""
        return self.amount - self.cut


@dataclass(frozen=True, slots=True)
class Sheet:
    """The working of an item. `moved` tells that limits stand beside the components as a last part."""

    total: int
    offs: tuple[tuple[str, int], ...]
    shared: int
    unit: int
    rounding: str
    two_stage: bool
    columns: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]
    lead_id: str | None = None
    carriers: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    rule_text: str = ""
    outcome: Outcome | None = field(default=None, compare=False)
    """How it was computed; None for a sheet read back from a confirmed version."""

    @property
    def amounts(self) -> dict[str, int]:
        """What each body pays."""
        return {line.body_id: line.amount for line in self.lines}

    @property
    def left(self) -> int:
        """What cutting down left over."""
        return sum(line.remainder for line in self.lines)

    def sum_of(self, at: int) -> Decimal | None:
        """The sum of the base figures of a column; None when nothing is counted there."""
        known = [figure for line in self.lines if (figure := line.figures[at]) is not None]
        return sum(known, Decimal(0)) if known else None


def sheet_of(facts: ItemFacts) -> Sheet:
    """The sheet of an item as its records stand; PlanError `share.*` for what is still missing."""
    if facts.item.total is None:
        raise PlanError("share.no_total")
    outcome = carry_out(rule_of(facts))
    columns = tuple(_column(facts, part, key, outcome) for key, part in keyed(facts.parts))
    return Sheet(
        outcome.rule.total,
        tuple((off.name, off.amount or 0) for off in facts.offs),
        outcome.shared,
        facts.item.unit,
        facts.item.rounding,
        facts.item.two_stage,
        columns,
        _lines(facts, outcome, columns),
        facts.lead_id,
        outcome.carriers,
        tuple(outcome.held),
        outcome=outcome,
    )


def checked_amount(facts: ItemFacts) -> int:
    """What is shared, once everything that could be refused before working it out has been looked at."""
    if facts.item.total is None:
        raise PlanError("share.no_total")
    rule = rule_of(facts)
    check_rule(rule)
    bounds_of(rule)
    return rule.shared


def keyed(parts: tuple[Part, ...]) -> list[tuple[str, Part]]:
    """Every part with a key of its own: its basis, told apart when two parts have the same."""
    found: list[tuple[str, Part]] = []
    for part in parts:
        taken = {key for key, _part in found}
        key, again = str(part.basis), 2
        while key in taken:
            key, again = f"{part.basis}{again}", again + 1
        found.append((key, part))
    return found


def rule_of(facts: ItemFacts) -> ShareRule:
    """The rule an item's records say, members by their ids."""
    item = facts.item
    members = tuple(body.id for body in facts.members)
    terms = [one for one in facts.terms if one.municipality_id in members]
    bases: dict[str, Mapping[str, Fraction]] = {}
    components = []
    for key, part in keyed(facts.parts):
        components.append(Component(key, Fraction(part.ratio or 0) / 100, part.is_inverse))
        base = facts.bases.get(part.base_set_id or "")
        if part.basis != Basis.EQUAL:
            bases[key] = {m: Fraction(value) for m, value in base.figures.items()} if base else {}
    return ShareRule(
        item.total or 0,
        members,
        tuple(components),
        bases,
        item.unit,
        tuple(Deduction(off.name, off.amount or 0) for off in facts.offs),
        facts.lead_id if facts.lead_id in members else None,
        {EQUAL: {str(t.municipality_id): Fraction(t.weight) for t in terms if t.weight is not None}},
        {str(t.municipality_id): t.fixed for t in terms if t.fixed is not None},
        {str(t.municipality_id): t.minimum for t in terms if t.minimum is not None},
        {str(t.municipality_id): t.maximum for t in terms if t.maximum is not None},
        _relief(facts),
        item.two_stage,
        Rule(item.rounding),
    )


def _relief(facts: ItemFacts) -> Relief | None:
    rise, fall = facts.item.relief_rise, facts.item.relief_fall
    if rise is None and fall is None:
        return None
    return Relief(
        facts.last,
        None if rise is None else Fraction(rise) / 100,
        None if fall is None else Fraction(fall) / 100,
    )


def _column(facts: ItemFacts, part: Part, key: str, outcome: Outcome) -> SheetColumn:
    base = facts.bases.get(part.base_set_id or "")
    ratio = part.ratio or Decimal(0)
    budget = outcome.budgets.get(key, Fraction(ratio) / 100 * outcome.rule.divided)
    if part.basis == Basis.EQUAL or base is None:
        return SheetColumn(key, part.basis, ratio, Fraction(budget), part.is_inverse)
    return SheetColumn(
        key,
        part.basis,
        ratio,
        Fraction(budget),
        part.is_inverse,
        base.name,
        base.unit,
        base.source,
        _when(base),
    )


def _when(base: BaseSet) -> str:
    if base.as_of is not None:
        return base.as_of.isoformat()
    return str(base.fiscal_year) if base.fiscal_year is not None else ""


def _lines(facts: ItemFacts, outcome: Outcome, columns: tuple[SheetColumn, ...]) -> tuple[SheetLine, ...]:
    moved = any(LIMITS in share.parts for share in outcome.shares)
    keys = [*(column.key for column in columns), *([LIMITS] if moved else [])]
    percents = percents_of([share.amount for share in outcome.shares])
    tables = [_figures(facts, part) for _key, part in keyed(facts.parts)]
    lines = []
    for body, share, percent in zip(facts.members, outcome.shares, percents, strict=True):
        fixed = FIXED in share.parts
        lines.append(
            SheetLine(
                body.id,
                body.name,
                tuple(None if fixed else table.get(body.id) for table in tables),
                tuple(share.parts.get(key, Fraction(0)) for key in keys),
                share.exact,
                share.cut,
                share.amount,
                percent,
                fixed,
            )
        )
    return tuple(lines)


def _figures(facts: ItemFacts, part: Part) -> Mapping[str, Decimal]:
    base = facts.bases.get(part.base_set_id or "")
    return base.figures if base is not None and part.basis != Basis.EQUAL else {}


def percents_of(amounts: list[int]) -> tuple[Decimal, ...]:
    """Shares in percent with two decimals that add up to 100.00."""
    if not any(amounts):
        return (Decimal(0),) * len(amounts)
    return tuple(Decimal(part) / 100 for part in largest_remainder(10_000, amounts))
