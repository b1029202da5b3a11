"""Sums of budgets that say what they leave out, sources held against totals, thousand-yen tables that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bingo_planner.features.projects.model import SOURCES, Budget, BudgetKey, Money, Stage, Yen
from bingo_planner.kernel.money import round_to_sum
from bingo_planner.kernel.numbers import Mark, round_half_up

UNIT = 1000


@dataclass(frozen=True, slots=True)
class YenSum:
    """A sum with what stands behind it: how many parts are figures, 未集計, － and blank."""

    amount: int = 0
    counted: int = 0
    pending: int = 0
    none: int = 0
    blank: int = 0

    @property
    def value(self) -> Yen:
        """The figure to show; a mark only when there is no figure at all (未集計 before － before blank)."""
        if self.counted:
            return self.amount
        if self.pending:
            return Mark.PENDING
        return Mark.NONE if self.none else Mark.BLANK

    @property
    def is_partial(self) -> bool:
        """A figure that leaves 未集計 parts out, and has to say so."""
        return bool(self.counted and self.pending)

    def __add__(self, other: YenSum) -> YenSum:
        return YenSum(
            self.amount + other.amount,
            self.counted + other.counted,
            self.pending + other.pending,
            self.none + other.none,
            self.blank + other.blank,
        )


def add_up(values: Iterable[Yen]) -> YenSum:
    """The sum of amounts and marks. 0 is a figure, － and blank are not, 未集計 makes the sum partial."""
    amount = counted = pending = none = blank = 0
    for value in values:
        if isinstance(value, int):
            amount, counted = amount + value, counted + 1
        elif value is Mark.PENDING:
            pending += 1
        elif value is Mark.NONE:
            none += 1
        else:
            blank += 1
    return YenSum(amount, counted, pending, none, blank)


def cell(budget: Budget, year: int, stage: Stage, money: Money = Money.TOTAL) -> Yen:
    """One cell; blank when nobody has typed anything."""
    return budget.get(BudgetKey(year, stage, money), Mark.BLANK)


def over_years(budget: Budget, years: Iterable[int], stage: Stage, money: Money = Money.TOTAL) -> YenSum:
    """The sum of one line over years."""
    return add_up(cell(budget, year, stage, money) for year in years)


def sources(budget: Budget, year: int, stage: Stage) -> YenSum:
    """The sum of all sources of money."""
    return add_up(cell(budget, year, stage, money) for money in SOURCES)


def current(budget: Budget, year: int) -> Yen:
    """The budget in force: original and supplementary together; blank while there is no original."""
    original = cell(budget, year, Stage.ORIGINAL)
    extra = cell(budget, year, Stage.SUPPLEMENTARY)
    if isinstance(original, int) and isinstance(extra, int):
        return original + extra
    return original


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """Total against its sources: `gap` = sources − total in yen; None when there is nothing to compare yet."""

    gap: int | None
    pending: int = 0

    @property
    def is_wrong(self) -> bool:
        """The sources are all there and do not add up to the total."""
        return bool(self.gap) and not self.pending


def check_sources(budget: Budget, year: int, stage: Stage) -> SourceCheck:
    """Hold the sources against the total. No sources at all are no fault; 未集計 parts leave it open."""
    total, parts = cell(budget, year, stage), sources(budget, year, stage)
    if not isinstance(total, int) or not parts.counted:
        return SourceCheck(None, parts.pending)
    return SourceCheck(parts.amount - total, parts.pending)


def wrong_sources(budget: Budget, years: Iterable[int]) -> tuple[BudgetKey, ...]:
    """The totals whose sources do not add up."""
    return tuple(
        BudgetKey(year, stage)
        for year in years
        for stage in Stage
        if check_sources(budget, year, stage).is_wrong
    )


@dataclass(frozen=True, slots=True)
class ThousandTable:
    """A table in thousand yen that adds up in both directions.

    `cells` rows × columns; a row's total is the sum of its shown figures, a column's total the rounded true total.
    `carriers` names (column, row, difference in thousand yen) wherever a row carries what rounding leaves;
    `difference` is the shown grand total less the rounded true one.
    """

    cells: tuple[tuple[int | Mark, ...], ...]
    row_totals: tuple[int | Mark, ...]
    column_totals: tuple[int, ...]
    grand_total: int
    carriers: tuple[tuple[int, int, int], ...]
    difference: int
    pending: int


def thousand_table(rows: Sequence[Sequence[YenSum]], columns: int) -> ThousandTable:
    """Round a table of yen to thousands so that every column and every row adds up.

    Columns are rounded with `round_to_sum` (one row carries the rest of its column); row totals then add the shown
    figures, so that nobody with a pocket calculator finds a difference.
    """
    shown: list[list[int | Mark]] = [[Mark.BLANK] * columns for _row in rows]
    totals, carriers = [], []
    for column in range(columns):
        places = [at for at, row in enumerate(rows) if row[column].counted]
        rounded = round_to_sum([rows[at][column].amount for at in places], UNIT)
        for place, figure in zip(places, rounded.shown, strict=True):
            shown[place][column] = figure
        totals.append(rounded.total_shown)
        if rounded.carrier_index is not None:
            carriers.append((column, places[rounded.carrier_index], rounded.difference))
    for at, row in enumerate(rows):
        for column in range(columns):
            if not row[column].counted:
                value = row[column].value
                shown[at][column] = value if isinstance(value, Mark) else 0
    whole = sum((one for row in rows for one in row), YenSum())
    grand = sum(totals)
    true = int(round_half_up(Decimal(whole.amount) / UNIT))
    row_totals = tuple(_row_total(figures) for figures in shown)
    cells = tuple(tuple(figures) for figures in shown)
    return ThousandTable(
        cells, row_totals, tuple(totals), grand, tuple(carriers), grand - true, whole.pending
    )


def _row_total(figures: Sequence[int | Mark]) -> int | Mark:
    return add_up(figures).value


def thousands(value: Yen) -> int | Mark:
    """An amount in thousand yen, rounded half up."""
    return int(round_half_up(Decimal(value) / UNIT)) if isinstance(value, int) else value


def shares(parts: Sequence[int], whole: int) -> tuple[Decimal, ...]:
    """Shares in percent with one decimal, adding up to 100.0 when the parts make up a positive whole."""
    if whole <= 0 or any(part < 0 for part in parts) or sum(parts) != whole:
        return tuple(round_half_up(Decimal(part) * 100 / whole, 1) if whole else Decimal(0) for part in parts)
    from bingo_planner.kernel.money import largest_remainder

    return tuple(Decimal(part) / 10 for part in largest_remainder(1000, parts))


def merged(budgets: Iterable[Budget], year: int, stage: Stage, money: Money = Money.TOTAL) -> YenSum:
    """The sum of one cell over projects."""
    return add_up(cell(budget, year, stage, money) for budget in budgets)


def budget_years(budget: Mapping[BudgetKey, Yen], year: int, span: int = 5) -> tuple[int, ...]:
    """The years a budget grid shows: everything with a line, and from last year to `span` years from it."""
    known = {key.year for key in budget}
    first = min(known | {year - 1})
    last = max(known | {year - 1 + span})
    return tuple(range(first, last + 1))
