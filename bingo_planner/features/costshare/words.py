"""Figures of this room as the page shows them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from bingo_planner.features.costshare.fields import word
from bingo_planner.features.costshare.model import BaseSet
from bingo_planner.features.costshare.ruletext import percent
from bingo_planner.features.costshare.sheet import Sheet, SheetColumn
from bingo_planner.kernel.dates import DateStyle, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number

SEN = Decimal("0.01")


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def sen(value: Fraction) -> str:
    """Exact yen to the second decimal, rounded half up for showing only."""
    hundredths = (abs(value) * 100 + Fraction(1, 2)).__floor__()
    return format_number(Decimal(hundredths if value >= 0 else -hundredths) / 100, 2)


def yen(value: int | None) -> str:
    """1,234; － where nothing is paid."""
    return "－" if value is None else format_number(value)


def signed(value: int | None) -> str:
    """+1,234, △1,234, 0; － where there is nothing to compare."""
    if value is None:
        return "－"
    return f"+{format_number(value)}" if value > 0 else format_number(value)


def signed_percent(value: Decimal | None) -> str:
    """+1.2, △1.2; － where nothing was paid before."""
    if value is None:
        return "－"
    return f"+{format_number(value, 1)}" if value > 0 else format_number(value, 1)


def figure(value: Decimal | None) -> str:
    """A base figure with the decimals it has."""
    if value is None:
        return "－"
    exponent = value.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return format_number(value, places)


def basis_name(basis: str) -> str:
    """均等割."""
    return word("cost_part", "basis", basis)


def column_title(column: SheetColumn) -> str:
    """人口割 70%."""
    return _t("{basis} {ratio} %", basis=basis_name(column.basis), ratio=percent(column.ratio))


def base_title(column: SheetColumn) -> str:
    """人口(人)."""
    name = _BASE_HEADS.get(column.basis, "Figure")
    return _t("{name} ({unit})", name=_t(name), unit=column.unit) if column.unit else _t(name)


_BASE_HEADS = {
    "population": "Population",
    "use": "Use",
    "fiscal": "Fiscal capacity",
    "area": "Area",
    "staff": "Staff",
    "percent": "Percentage",
    "grant": "Ceiling of grant",
}


def check_words(sheet: Sheet) -> str:
    """検算：負担額の計 10,000,000円＝対象額."""
    total = sum(sheet.amounts.values())
    return _t(
        "Check: the amounts add up to {total} yen, the amount shared is {shared} yen",
        total=format_number(total),
        shared=format_number(sheet.shared),
    )


def money_words(sheet: Sheet) -> str:
    """総事業費 12,346,000円 － 特定財源 2,346,000円 ＝ 対象額 10,000,000円."""
    off = sum(amount for _name, amount in sheet.offs)
    if not off:
        return _t("Shared {shared} yen (nothing is taken off)", shared=format_number(sheet.shared))
    return _t(
        "Total {total} yen less earmarked money {off} yen: shared {shared} yen",
        total=format_number(sheet.total),
        off=format_number(off),
        shared=format_number(sheet.shared),
    )


def source_words(column: SheetColumn, style: DateStyle) -> str:
    """人口割：国勢調査 2020年（令和2年10月1日）."""
    name = column.base
    if "-" in column.when:
        day = format_date(dt.date.fromisoformat(column.when), style, "long")
        name = _t("{name} ({when})", name=name, when=day)
    elif column.when:
        name = _t("{name} ({when})", name=name, when=format_fiscal_year(int(column.when), style, "long"))
    return _t("{basis}: {name}", basis=basis_name(column.basis), name=name)


def base_when(base: BaseSet, style: DateStyle) -> str:
    """The day or the fiscal year of base figures."""
    if base.as_of is not None:
        return format_date(base.as_of, style, "short")
    return format_fiscal_year(base.fiscal_year, style, "symbol") if base.fiscal_year is not None else ""


def base_option(base: BaseSet, style: DateStyle) -> str:
    """A set in a list of choices: name and when."""
    when = base_when(base, style)
    return f"{base.name} {when}".strip()
