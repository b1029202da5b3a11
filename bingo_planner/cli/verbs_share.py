"""The verb that carries out a rule of sharing from a file."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction

from bingo_planner.cli.output import put_json, put_table, say
from bingo_planner.features.costshare.notes import basis_words, note_words
from bingo_planner.features.costshare.rule import Outcome, Share
from bingo_planner.features.costshare.rulefile import read_rule, write_outcome
from bingo_planner.features.costshare.sharing import carry_out, surprises
from bingo_planner.kernel.i18n import translate


def share(arguments: Namespace) -> int:
    """Read a rule, share, print: JSON as the contract has it, or a table."""
    outcome = carry_out(read_rule(arguments.file))
    note = note_words(outcome, str, surprises(outcome))
    if arguments.json:
        put_json(write_outcome(outcome, note))
        return 0
    _put(outcome)
    say(note)
    return 0


def _put(outcome: Outcome) -> None:
    total, rule = outcome.rule.total, outcome.rule
    say(
        translate(
            "cli", "Total {total} yen, shared {shared} yen", total=f"{total:,}", shared=f"{rule.shared:,}"
        )
    )
    keys = list(dict.fromkeys(key for share in outcome.shares for key in share.parts))
    heads = (
        translate("cli", "Member"),
        *(basis_words(key) for key in keys),
        translate("cli", "Exact"),
        translate("cli", "Cut"),
        translate("cli", "Remainder"),
        translate("cli", "Amount"),
        translate("cli", "Share %"),
    )
    rows = [_row(one, keys, outcome.shared) for one in outcome.shares]
    put_table(heads, [*rows, _sums(outcome, keys)])


def _row(one: Share, keys: list[str], shared: int) -> tuple[str, ...]:
    parts = (sen(one.parts[key]) if key in one.parts else "-" for key in keys)
    percent = Fraction(one.amount * 100, shared) if shared else Fraction(0)
    amounts = (f"{one.cut:,}", f"{one.remainder:,}", f"{one.amount:,}", sen(percent))
    return (one.member, *parts, sen(one.exact), *amounts)


def _sums(outcome: Outcome, keys: list[str]) -> tuple[str, ...]:
    parts = (sen(sum((s.parts.get(key, Fraction(0)) for s in outcome.shares), Fraction(0))) for key in keys)
    exact = sum((one.exact for one in outcome.shares), Fraction(0))
    cut = sum(one.cut for one in outcome.shares)
    amounts = (f"{cut:,}", f"{outcome.left:,}", f"{outcome.shared:,}", "100.00" if outcome.shared else "0.00")
    return (translate("cli", "Sum"), *parts, sen(exact), *amounts)


def sen(value: Fraction) -> str:
    """Yen to the second decimal, halves away from zero, for showing only."""
    hundredths = (abs(value) * 100 + Fraction(1, 2)).__floor__()
    return f"{'-' if value < 0 and hundredths else ''}{hundredths // 100:,}.{hundredths % 100:02d}"
