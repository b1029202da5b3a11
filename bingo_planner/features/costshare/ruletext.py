"""A rule in words, as the list, the sheet, a version and the notice say it."""

from __future__ import annotations

from decimal import Decimal

from bingo_planner.features.costshare.fields import word
from bingo_planner.features.costshare.model import Basis, CostItem, ItemFacts, Part
from bingo_planner.features.costshare.notes import (
    carrier_words,
    fallen_words,
    how_words,
    limit_words,
    surprise_words,
)
from bingo_planner.features.costshare.sharing import fallen, surprises
from bingo_planner.features.costshare.sheet import Sheet
from bingo_planner.features.projects.words import body_name
from bingo_planner.kernel.dates import DateStyle, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import translate


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def percent(value: Decimal | None) -> str:
    """70, 16.5 without needless zeros."""
    if value is None:
        return "－"
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def part_words(part: Part) -> str:
    """均等割 30％; a basis turned round says so."""
    name = word("cost_part", "basis", part.basis)
    if part.is_inverse:
        name = _t("{basis} (turned round)", basis=name)
    return _t("{basis} {ratio} %", basis=name, ratio=percent(part.ratio))


def mix_words(facts: ItemFacts) -> str:
    """均等割 30％＋人口割 70％."""
    return _t(" + ").join(part_words(part) for part in facts.parts) or _t("No rule yet")


def stage_words(item: CostItem) -> str:
    """The stage in words."""
    return word("cost_item", "stage", item.stage)


def base_words(facts: ItemFacts) -> tuple[str, ...]:
    """Where the figures of each part come from, one sentence a part."""
    lines = []
    for part in facts.parts:
        base = facts.bases.get(part.base_set_id or "")
        if part.basis == Basis.EQUAL or base is None:
            continue
        day = format_date(base.as_of, DateStyle.ERA, "long") if base.as_of else ""
        year = format_fiscal_year(base.fiscal_year, DateStyle.ERA, "long") if base.fiscal_year else ""
        when = day or year
        lag = facts.item.fiscal_year - base.fiscal_year if base.fiscal_year is not None else None
        when = _t(", ").join(part for part in (when, lag_words(lag)) if part)
        name = base.name if not when else _t("{name} ({when})", name=base.name, when=when)
        lines.append(_t("{basis}: {name}", basis=word("cost_part", "basis", part.basis), name=name))
    return tuple(lines)


def lag_words(lag: int | None) -> str:
    """Which year's figures they are, seen from the item's year."""
    known = {0: _t("this year's"), 1: _t("last year's"), 2: _t("the year before last's")}
    return known.get(lag, "") if lag is not None else ""


def name_of(facts: ItemFacts, body_id: str) -> str:
    """A body's name in the language in force."""
    body = next((one for one in facts.bodies if one.id == body_id), None)
    return body_name(body) if body else body_id


def rule_text(facts: ItemFacts, sheet: Sheet) -> str:
    """The whole rule: mix, bases, rounding, who carries, limits, surprises; one line each."""
    if sheet.outcome is None:
        return sheet.rule_text
    outcome = sheet.outcome

    def name(body_id: str) -> str:
        return name_of(facts, body_id)

    lines = [mix_words(facts), *base_words(facts), how_words(outcome.rule), carrier_words(outcome, name)]
    lines += limit_words(outcome, name)
    lines += [surprise_words(one, outcome.rule.unit, name) for one in surprises(outcome)]
    lines += [fallen_words(one, name) for one in fallen(outcome, facts.last)]
    return "\n".join(lines)
