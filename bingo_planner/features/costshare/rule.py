"""A rule of sharing and what it gives, as values: exact fractions in, whole yen out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bingo_planner.kernel.money import Rule

EQUAL = "equal"
"""The basis that needs no figures: everybody counts one."""
FIXED = "fixed_amount"
"""Where the amount of a member that pays a fixed sum stands among the components."""
LIMITS = "limits"
"""What minimum, maximum and transition relief move, beside the components."""


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a mix: which base figures, what ratio of the whole, whether less means more."""

    basis: str
    ratio: Fraction
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Deduction:
    """Earmarked money (特定財源) that comes off before anything is shared, in yen."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Relief:
    """Transition relief (激変緩和): last year's yen by member, and by what part an amount may rise or fall."""

    last: Mapping[str, int] = field(default_factory=dict, hash=False)
    rise: Fraction | None = None
    fall: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ShareRule:
    """What is shared, among whom, and how. `members` stand in official order; a member is any word.

    `bases`: figures by basis and member; `weights`: what a member counts for in a basis (a town 1/2).
    """

    total: int
    members: tuple[str, ...]
    components: tuple[Component, ...]
    bases: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict, hash=False)
    unit: int = 1
    deductions: tuple[Deduction, ...] = ()
    lead: str | None = None
    weights: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict, hash=False)
    fixed: Mapping[str, int] = field(default_factory=dict, hash=False)
    minimum: Mapping[str, int] = field(default_factory=dict, hash=False)
    maximum: Mapping[str, int] = field(default_factory=dict, hash=False)
    relief: Relief | None = None
    two_stage: bool = False
    rounding: Rule = Rule.LARGEST_REMAINDER

    @property
    def shared(self) -> int:
        """What is left to share after earmarked money."""
        return self.total - sum(one.amount for one in self.deductions)

    @property
    def sharing(self) -> tuple[str, ...]:
        """Members that share what fixed amounts leave."""
        return tuple(member for member in self.members if member not in self.fixed)

    @property
    def divided(self) -> int:
        """What the sharing members divide."""
        return self.shared - sum(self.fixed.values())

    @property
    def has_limits(self) -> bool:
        """Whether anything may hold an amount up or down."""
        return bool(self.minimum or self.maximum or self.relief)


@dataclass(frozen=True, slots=True)
class Share:
    """What one member pays. `parts` by component in exact yen; `cut` is `exact` cut down to the unit."""

    member: str
    exact: Fraction
    amount: int
    parts: Mapping[str, Fraction] = field(hash=False)
    cut: int = 0

    @property
    def remainder(self) -> int:
        """What rounding put on top of the cut figure."""
        return self.amount - self.cut


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rule carried out; the amounts add up to `shared`.

    `carriers` took what cutting left, in the order served; `held` are members at a limit; `budgets` the yen of each
    component when the money was split in two stages; `stand_in` took the remainder because the lead pays a set sum.
    """

    rule: ShareRule
    shares: tuple[Share, ...]
    carriers: tuple[str, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict, hash=False)
    budgets: Mapping[str, int] = field(default_factory=dict, hash=False)
    stand_in: str | None = None

    @property
    def shared(self) -> int:
        """What was shared."""
        return self.rule.shared

    @property
    def left(self) -> int:
        """What cutting down left over."""
        return sum(share.remainder for share in self.shares)

    def amount_of(self, member: str) -> int:
        """What a member pays; 0 for one that is not among them."""
        return next((share.amount for share in self.shares if share.member == member), 0)
