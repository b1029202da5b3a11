"""Who pays what: examples worked by hand, the rules of rounding, limits, and what always holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import apportionment.methods as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bingo_planner.features.costshare.instalments import instalments
from bingo_planner.features.costshare.notes import fallen_words, note_words
from bingo_planner.features.costshare.rule import EQUAL, Component, Deduction, Relief, ShareRule
from bingo_planner.features.costshare.sharing import carry_out, fallen, surprises
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import speaking
from bingo_planner.kernel.money import Rule, allocate

CENSUS = {
    "34207": 460930,
    "34204": 90573,
    "34205": 131170,
    "34208": 37655,
    "34203": 23993,
    "34462": 15125,
    "34545": 8250,
    "33205": 46088,
    "33207": 38384,
}
ALABAMA = [1500, 1500, 900, 500, 500, 200]


def bingo(equal: str, total: int = 10_000_000, **more: object) -> ShareRule:
    """The nine bodies, an equal part and the census of 2020."""
    ratio = Fraction(equal)
    components = (Component(EQUAL, ratio), Component("population", 1 - ratio))
    rule = ShareRule(
        total,
        tuple(CENSUS),
        tuple(one for one in components if one.ratio),
        {"population": {code: Fraction(count) for code, count in CENSUS.items()}},
        lead="34207",
        rounding=Rule.FLOOR_TO_LEAD,
    )
    return replace(rule, **more)  # type: ignore[arg-type]  # named fields of the rule


def plain_rule(weights: list[int], total: int, **more: object) -> ShareRule:
    """One basis with the figures given."""
    members = tuple(str(at) for at in range(len(weights)))
    bases = {"use": {m: Fraction(w) for m, w in zip(members, weights, strict=True)}}
    return replace(ShareRule(total, members, (Component("use", Fraction(1)),), bases), **more)  # type: ignore[arg-type]


def amounts(rule: ShareRule) -> list[int]:
    """What each member pays."""
    return [share.amount for share in carry_out(rule).shares]


def test_the_worked_example_70_30() -> None:
    outcome = carry_out(bingo("0.7"))
    cut = [2400450, 1096633, 1239552, 910339, 862243, 831024, 806821, 940027, 912906]
    assert [share.cut for share in outcome.shares] == cut
    assert [share.amount for share in outcome.shares] == [2400455, *cut[1:]]
    assert (outcome.left, outcome.carriers) == (5, ("34207",))
    first = outcome.shares[0]
    assert first.parts[EQUAL] == Fraction(7_000_000, 9)
    assert sum(first.parts.values()) == first.exact


def test_the_worked_example_0_100() -> None:
    outcome = carry_out(bingo("0"))
    cut = [5408909, 1062853, 1539250, 441872, 281552, 177488, 96811, 540832, 450427]
    assert [share.cut for share in outcome.shares] == cut
    assert outcome.left == 6
    assert sum(share.amount for share in outcome.shares) == 10_000_000


def test_the_sheet_of_the_emergency_line_in_thousands() -> None:
    rule = bingo("0.3", 12_346_000, unit=1000)
    rule = replace(rule, deductions=(Deduction("国", 1_846_000), Deduction("利用者", 500_000)))
    assert amounts(rule) == [
        *(4_124_000, 1_077_000, 1_410_000, 642_000, 530_000),
        *(457_000, 401_000, 711_000, 648_000),
    ]


def test_towns_count_half_in_the_equal_part() -> None:
    rule = replace(
        plain_rule([0, 0, 0], 500),
        components=(Component(EQUAL, Fraction(1)),),
        weights={EQUAL: {"2": Fraction(1, 2)}},
    )
    assert amounts(rule) == [200, 200, 100]


def test_inverse_of_fiscal_capacity_charges_the_strong_less() -> None:
    rule = plain_rule([1, 2], 300, components=(Component("use", Fraction(1), inverse=True),))
    assert amounts(rule) == [200, 100]
    with pytest.raises(PlanError, match=r"share\.inverse_zero"):
        carry_out(plain_rule([0, 2], 300, components=(Component("use", Fraction(1), inverse=True),)))


def test_a_fixed_amount_comes_off_first_and_asks_for_no_figure() -> None:
    rule = plain_rule([1, 1, 2], 1000, fixed={"0": 100})
    rule = replace(rule, bases={"use": {"1": Fraction(1), "2": Fraction(2)}})
    assert amounts(rule) == [100, 300, 600]


def test_limits_hold_and_the_rest_is_shared_as_before() -> None:
    outcome = carry_out(plain_rule([1, 1, 8], 1000, minimum={"0": 150}, maximum={"2": 700}))
    assert [share.amount for share in outcome.shares] == [150, 150, 700]
    assert set(outcome.held) == {"0", "2"} or sum(outcome.held.values()) > 0
    assert all(sum(share.parts.values()) == share.exact for share in outcome.shares)


def test_relief_limits_the_change_against_last_year() -> None:
    last = {"0": 500, "1": 500}
    rule = plain_rule([8, 2], 1000, relief=Relief(last, Fraction(1, 10), Fraction(1, 10)))
    assert amounts(rule) == [550, 450]
    with pytest.raises(PlanError, match=r"share\.maximum_under"):
        carry_out(replace(rule, total=1200))


def test_two_stages_give_other_yen_and_say_so() -> None:
    one, two = bingo("0.3", 1_000_003), bingo("0.3", 1_000_003, two_stage=True)
    assert sum(amounts(one)) == sum(amounts(two)) == 1_000_003
    assert amounts(one) != amounts(two)
    outcome = carry_out(two)
    assert outcome.budgets == {EQUAL: 300_001, "population": 700_002}
    assert all(sum(share.parts.values()) == share.exact for share in outcome.shares)


def test_the_lead_with_a_fixed_amount_leaves_the_remainder_to_the_largest() -> None:
    rule = plain_rule([1, 1, 1], 101, fixed={"0": 0}, lead="0", rounding=Rule.FLOOR_TO_LEAD)
    outcome = carry_out(rule)
    assert [share.amount for share in outcome.shares] == [0, 51, 50]
    assert outcome.stand_in == "1"


def test_the_alabama_paradox_is_found_and_webster_has_none() -> None:
    assert amounts(plain_rule(ALABAMA, 25)) == [7, 7, 4, 3, 3, 1]
    assert amounts(plain_rule(ALABAMA, 26)) == [8, 8, 5, 2, 2, 1]
    found = surprises(carry_out(plain_rule(ALABAMA, 25)))
    assert [(one.member, one.amount, one.with_more) for one in found] == [("3", 3, 2), ("4", 3, 2)]
    assert surprises(carry_out(plain_rule(ALABAMA, 25, rounding=Rule.WEBSTER))) == ()


def test_a_fall_against_last_year_is_explained_only_under_the_same_figures() -> None:
    last = {str(at): amount for at, amount in enumerate([7, 7, 4, 3, 3, 1])}
    now = carry_out(plain_rule(ALABAMA, 26))
    assert [(one.member, one.amount, one.with_more) for one in fallen(now, last)] == [
        ("3", 3, 2),
        ("4", 3, 2),
    ]
    assert "3" in fallen_words(fallen(now, last)[0], str)
    other = carry_out(plain_rule([1600, *ALABAMA[1:]], 26))
    assert fallen(other, last) == ()
    assert fallen(now, {}) == ()
    assert fallen(carry_out(plain_rule(ALABAMA, 25)), last) == ()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("rounding", Rule)
def test_the_note_says_who_carries_the_remainder(language: str, rounding: Rule) -> None:
    outcome = carry_out(bingo("0.7", rounding=rounding, two_stage=True, maximum={"34207": 2_000_000}))
    with speaking(language):  # type: ignore[arg-type]  # the two languages
        note = note_words(outcome, str, surprises(carry_out(plain_rule(ALABAMA, 25))))
    assert all(member in note for member in outcome.carriers)
    assert "34207" in note


def test_instalments_put_all_remainders_into_the_first() -> None:
    assert instalments(7_000_000, 6) == (1_166_670, *(1_166_666,) * 5)
    assert instalments(-7, 2) == (-4, -3)
    for times in (0, 13):
        with pytest.raises(PlanError, match=r"share\.instalments"):
            instalments(100, times)


REFUSED: Mapping[str, Mapping[str, object]] = {
    "share.no_members": {"members": ()},
    "share.member_twice": {"members": ("0", "0")},
    "share.ratio_sum": {"components": (Component("use", Fraction(9, 10)),)},
    "share.no_components": {"components": ()},
    "share.basis_twice": {"components": (Component("use", Fraction(1, 2)), Component("use", Fraction(1, 2)))},
    "share.no_base": {"components": (Component("staff", Fraction(1)),)},
    "share.no_figure": {"members": ("0", "1", "2")},
    "share.negative_figure": {"bases": {"use": {"0": Fraction(1), "1": Fraction(-1)}}},
    "share.base_zero": {"bases": {"use": {"0": Fraction(0), "1": Fraction(0)}}},
    "share.deductions_over": {"deductions": (Deduction("", 2000),)},
    "share.negative": {"deductions": (Deduction("", -1),)},
    "share.fixed_over": {"fixed": {"0": 2000}},
    "share.fixed_short": {"fixed": {"0": 1, "1": 2}},
    "share.fixed_limit": {"fixed": {"0": 1}, "minimum": {"0": 2}},
    "share.not_member": {"minimum": {"7": 1}},
    "share.bounds_crossed": {"minimum": {"0": 2}, "maximum": {"0": 1}},
    "share.minimum_over": {"minimum": {"0": 600, "1": 600}},
    "share.maximum_under": {"maximum": {"0": 400, "1": 400}},
    "share.lead_missing": {"rounding": Rule.FLOOR_TO_LEAD},
    "share.lead_outside": {"lead": "9"},
    "share.unit": {"unit": 0},
    "share.fall": {"relief": Relief({}, None, Fraction(2))},
    "share.limits_open": {
        "bases": {"use": {"0": Fraction(1), "1": Fraction(0)}},
        "maximum": {"0": 400},
    },
}


@pytest.mark.parametrize("code", REFUSED)
def test_refusals(code: str) -> None:
    with pytest.raises(PlanError) as caught:
        carry_out(plain_rule([1, 1], 1000, **REFUSED[code]))
    assert caught.value.code == code


figures = st.lists(st.integers(0, 10**7), min_size=1, max_size=9).filter(any)
money = st.integers(0, 10**10)


@settings(deadline=None)
@given(figures, money, st.sampled_from([1, 100, 1000]), st.sampled_from(Rule), st.booleans())
def test_amounts_add_up_and_zero_stays_zero(
    counts: list[int], total: int, unit: int, rounding: Rule, two: bool
) -> None:
    lead = next(str(at) for at, count in enumerate(counts) if count)
    rule = plain_rule(counts, total, unit=unit, rounding=rounding, lead=lead, two_stage=two)
    outcome = carry_out(rule)
    assert sum(share.amount for share in outcome.shares) == total
    assert sum((share.exact for share in outcome.shares), Fraction(0)) == total
    assert all(share.amount == 0 for share, count in zip(outcome.shares, counts, strict=True) if not count)
    assert all(share.amount >= 0 for share in outcome.shares)


@settings(deadline=None)
@given(figures, money, st.sampled_from([1, 100, 1000]))
def test_largest_remainder_keeps_the_quota(counts: list[int], total: int, unit: int) -> None:
    outcome = carry_out(plain_rule(counts, total, unit=unit))
    assert all(abs(share.amount - share.exact) < unit for share in outcome.shares)


@settings(deadline=None)
@given(figures, money, st.integers(1, 1000), st.randoms(use_true_random=False))
def test_order_and_scale_do_not_matter(counts: list[int], total: int, scale: int, random: object) -> None:
    once = carry_out(plain_rule(counts, total))
    assert [s.amount for s in once.shares] == amounts(plain_rule([c * scale for c in counts], total))
    shuffled = list(counts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert sorted(s.amount for s in once.shares) == sorted(amounts(plain_rule(shuffled, total)))


@settings(deadline=None)
@given(figures, money, st.data())
def test_limits_always_hold(counts: list[int], total: int, data: st.DataObject) -> None:
    size = len(counts)
    least = data.draw(st.lists(st.integers(0, total // size), min_size=size, max_size=size))
    most = data.draw(st.lists(st.integers(-(-total // size), total), min_size=size, max_size=size))
    rule = plain_rule(
        [count + 1 for count in counts],
        total,
        minimum={str(at): bound for at, bound in enumerate(least)},
        maximum={str(at): bound for at, bound in enumerate(most)},
    )
    found = amounts(rule)
    assert sum(found) == total
    assert all(low <= one <= high for low, one, high in zip(least, found, most, strict=True))


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=8, unique=True), st.integers(1, 400))
def test_an_independent_library_gives_the_same(counts: list[int], seats: int) -> None:
    """Where no two fractions are equal the library's tie-breaking does not matter."""
    fractions = {Fraction(seats * count, sum(counts)) % 1 for count in counts}
    if len(fractions) == len(counts):
        hamilton = oracle.compute("hamilton", counts, seats, fractions=True, verbose=False)
        assert list(hamilton) == amounts(plain_rule(counts, seats))
    webster = allocate(seats, counts, rule=Rule.WEBSTER)
    best = max(Fraction(c, 2 * a + 1) for c, a in zip(counts, webster, strict=True))
    worst = min(Fraction(c, 2 * a - 1) for c, a in zip(counts, webster, strict=True) if a)
    assert best <= worst
    if best < worst:
        theirs = oracle.compute("saintelague", counts, seats, fractions=True, verbose=False)
        assert list(theirs) == list(webster)
