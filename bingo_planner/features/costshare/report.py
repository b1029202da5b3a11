"""The sheet of a cost item on one A4 landscape page: what is shared, ratios, formulas, and every body's working."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bingo_planner.features.costshare.model import Basis, CostItem, ItemFacts, Office
from bingo_planner.features.costshare.notes import unit_words
from bingo_planner.features.costshare.ruletext import (
    name_of,
    percent,
    rule_text,
    stage_words,
)
from bingo_planner.features.costshare.sheet import Sheet, SheetColumn, SheetLine
from bingo_planner.features.costshare.words import (
    base_title,
    basis_name,
    check_words,
    figure,
    sen,
    signed,
    source_words,
    yen,
)
from bingo_planner.kernel.dates import DateStyle, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import Language, language, speaking, translate
from bingo_planner.kernel.money import Rule
from bingo_planner.kernel.numbers import format_number
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Cell,
    Column,
    Framed,
    Heading,
    Paper,
    Part,
    Row,
    RowKind,
    SideBySide,
    Table,
    Title,
    Value,
    verbatim,
)

Worked = tuple[ItemFacts, Sheet]


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def paper_style(style: DateStyle) -> DateStyle:
    """How a paper writes its years: English knows only Western ones."""
    return DateStyle.WESTERN if language() == "en" else style


def sheets_paper(worked: Sequence[Worked], office: Office, style: DateStyle, lang: Language) -> Paper:
    """One page an item."""
    with speaking(lang):
        own = paper_style(style)
        titles = [item_title(facts.item, own) for facts, _sheet in worked]
        head = titles[0] if len(titles) == 1 else _t("Cost share sheets")
        return Paper(
            _t("{title}: cost share sheet", title=head) if len(titles) == 1 else head,
            tuple(sheet_page(facts, sheet, own) for facts, sheet in worked),
            author=office.name,
            subject=_t("Cost share sheets"),
            language=lang,
            frame=Frame.LAND,
            right_head=_t("Cost share sheet"),
            foot_mark=office.foot,
        )


def item_title(item: CostItem, style: DateStyle) -> str:
    """令和7年度 救急相談センター運営負担金."""
    year = format_fiscal_year(item.fiscal_year, style, "long")
    return _t("{year} {name}", year=year, name=item.name)


def sheet_page(facts: ItemFacts, sheet: Sheet, style: DateStyle) -> Part:
    """The page of one item."""
    title = _t("{title}: cost share sheet", title=item_title(facts.item, style))
    parts: tuple[Part, ...] = (
        Title(title, verbatim(_lead(facts, style))),
        SideBySide(
            (_money(facts, sheet), _mix(sheet), _formulas(facts, sheet, style)), shares=(1.15, 1.1, 1.3)
        ),
        Heading(_t("4  Amounts by body"), 3, numbered=False),
        _amounts(facts, sheet, style),
    )
    return Framed(Frame.LAND, parts)


def _lead(facts: ItemFacts, style: DateStyle) -> str:
    item = facts.item
    found = [_t("Ground: {ground}.", ground=item.ground)] if item.ground else []
    if item.rule_date is not None:
        day = format_date(item.rule_date, style, "long")
        found.append(_t("Rule agreed {day} {by}.", day=day, by=item.rule_by).replace(" .", "."))
    newest = facts.newest
    if item.is_fixed and newest is not None and newest.fixed_on is not None:
        day = format_date(newest.fixed_on, style, "long")
        found.append(_t("Version {n}, confirmed {day}.", n=newest.number, day=day))
    else:
        found.append(_t("Draft, not yet confirmed."))
    return _t(" ").join(found)


def _money(facts: ItemFacts, sheet: Sheet) -> Table:
    rows = [Row((_t("Total cost ({stage})", stage=stage_words(facts.item)), sheet.total))]
    rows += [Row((_t("Earmarked: {name}", name=name), -amount)) for name, amount in sheet.offs]
    rows.append(Row((_t("Shared (A)"), sheet.shared), RowKind.TOTAL))
    return Table(
        (Column(_t("1  What is shared"), share=1.7), Column(_t("Yen"), align="right")),
        tuple(rows),
        numbered=False,
        open_style=True,
    )


def _mix(sheet: Sheet) -> Table:
    rows = [
        Row((_letter(at, basis_name(column.basis)), _ratio(column), _budget(column)))
        for at, column in enumerate(sheet.columns)
    ]
    fixed = sum(line.amount for line in sheet.lines if line.is_fixed)
    if fixed:
        rows.append(Row((_t("Fixed amounts"), "－", fixed)))
    rows.append(Row((_t("Sum"), "100", sheet.shared), RowKind.TOTAL))
    return Table(
        (
            Column(_t("2  Ratios"), share=1.5),
            Column(_t("Ratio (%)"), align="right", share=0.8),
            Column(_t("Yen"), align="right"),
        ),
        tuple(rows),
        numbered=False,
        open_style=True,
    )


def _letter(at: int, name: str) -> str:
    return _t("{name} ({letter})", name=name, letter=chr(ord("B") + at))


def _ratio(column: SheetColumn) -> str:
    return percent(column.ratio)


def _budget(column: SheetColumn) -> Value:
    return int(column.budget) if column.budget.denominator == 1 else sen(column.budget)


def _formulas(facts: ItemFacts, sheet: Sheet, style: DateStyle) -> Table:
    rows = [Row((line,)) for line in formula_lines(facts, sheet, style)]
    return Table((Column(_t("3  Formulas and rounding")),), tuple(rows), numbered=False, open_style=True)


def formula_lines(facts: ItemFacts, sheet: Sheet, style: DateStyle) -> list[str]:
    """How each part is worked out, where its figures come from, and how it is rounded."""
    count = sum(not line.is_fixed for line in sheet.lines)
    found = []
    for at, column in enumerate(sheet.columns):
        letter, name = chr(ord("B") + at), basis_name(column.basis)
        if column.basis == Basis.EQUAL:
            found.append(_t("{name} = ({letter}) ÷ {n} bodies", name=name, letter=letter, n=count))
        elif column.is_inverse:
            found.append(_t("{name} = ({letter}) by the inverse of the figures", name=name, letter=letter))
        else:
            found.append(
                _t("{name} = ({letter}) × figure of the body ÷ sum of figures", name=name, letter=letter)
            )
    sources = [source_words(column, style) for column in sheet.columns if column.base]
    return [*found, *sources, rounding_words(facts, sheet)]


def rounding_words(facts: ItemFacts, sheet: Sheet) -> str:
    """千円未満を切り捨て、残りは福山市に加える."""
    unit = unit_words(sheet.unit)
    names = _t(", ").join(name_of(facts, body_id) for body_id in sheet.carriers)
    told = {
        Rule.FLOOR_TO_LEAD.value: "Cut down to {unit}; the rest goes to {names}.",
        Rule.LARGEST_REMAINDER.value: "Cut down to {unit}; the rest goes to the largest fractions ({names}).",
        Rule.ROUND_ADJUST_LARGEST.value: "Rounded half up to {unit}; adjusted: {names}.",
        Rule.WEBSTER.value: "Webster's rule in units of {unit}; rounded up: {names}.",
    }
    return _t(told[sheet.rounding], unit=unit, names=names or _t("nobody: nothing is left"))


def _amounts(facts: ItemFacts, sheet: Sheet, style: DateStyle) -> Table:
    columns = _columns(facts, sheet)
    rows = [_line(facts, sheet, line) for line in sheet.lines]
    rows.append(_totals(facts, sheet))
    size = 8.5 if len(columns) <= 12 else 7.5
    return Table(columns, tuple(rows), note=verbatim(_note(facts, sheet, style)), numbered=False, size=size)


def _columns(facts: ItemFacts, sheet: Sheet) -> tuple[Column, ...]:
    right = [
        Column(base_title(column), align="right", over=_t("Base figures"))
        for column in sheet.columns
        if column.base
    ]
    worked = _t("Worked out (yen)")
    for at, column in enumerate(sheet.columns):
        head = f"{basis_name(column.basis)} {_circled(at)}"
        right.append(Column(head, align="right", over=worked, share=1.15))
    if _has_limits(sheet):
        right.append(Column(_t("Limits"), align="right", over=worked))
    right.append(Column(_t("Sum"), align="right", over=worked, share=1.2))
    right += [
        Column(_t("(yen)"), align="right", over=_t("Cut down")),
        Column(_t("(yen)"), align="right", over=_t("Remainder"), share=0.75),
        Column(_t("(yen)"), align="right", over=_t("Amount due")),
        Column(_t("(%)"), align="right", over=_t("Share"), share=0.65),
    ]
    for title, change in _comparisons(facts):
        right += [
            Column(_t("(yen)"), align="right", over=title),
            Column(_t("(yen)"), align="right", over=change, share=0.9),
        ]
    return (Column(_t("Body"), share=1.05), *right)


def _comparisons(facts: ItemFacts) -> list[tuple[str, str]]:
    found = []
    if facts.before is not None:
        found.append((_t("Last year"), _t("Change")))
    if facts.settles is not None:
        found.append((_t("Before"), _t("Difference")))
    return found


def _circled(at: int) -> str:
    return chr(ord("①") + at)


def _has_limits(sheet: Sheet) -> bool:
    return any(len(line.parts) > len(sheet.columns) for line in sheet.lines)


def _line(facts: ItemFacts, sheet: Sheet, line: SheetLine) -> Row:
    cells: list[Value] = [name_of(facts, line.body_id)]
    cells += [figure(line.figures[at]) for at, column in enumerate(sheet.columns) if column.base]
    if line.is_fixed:
        cells += ["－"] * (len(sheet.columns) + _has_limits(sheet))
    else:
        cells += [sen(part) for part in line.parts]
        if _has_limits(sheet) and len(line.parts) == len(sheet.columns):
            cells.append("－")
    cells += [sen(line.exact), line.cut, _rest(line.remainder), Cell(yen(line.amount), bold=True)]
    cells.append(format_number(line.percent, 2))
    for known in _known(facts):
        last = known.get(line.body_id)
        cells += [yen(last), signed(line.amount - last) if last is not None else "－"]
    return Row(tuple(cells))


def _known(facts: ItemFacts) -> list[dict[str, int]]:
    found = []
    if facts.before is not None:
        found.append(dict(facts.last))
    if facts.settles is not None:
        found.append(dict(facts.against))
    return found


def _rest(value: int) -> str:
    return format_number(value) if value else "－"


def _totals(facts: ItemFacts, sheet: Sheet) -> Row:
    cells: list[Value] = [_t("Sum")]
    for at, column in enumerate(sheet.columns):
        if column.base:
            summed = sheet.sum_of(at)
            cells.append(figure(summed) if summed is not None else "－")
    size = len(sheet.columns) + _has_limits(sheet)
    for at in range(size):
        parts = (line.parts[at] for line in sheet.lines if not line.is_fixed and at < len(line.parts))
        cells.append(sen(sum(parts, Fraction(0))))
    amount = sum(sheet.amounts.values())
    exact = sum((line.exact for line in sheet.lines), Fraction(0))
    cut = sum(line.cut for line in sheet.lines)
    cells += [sen(exact), cut, _rest(sheet.left), Cell(yen(amount), bold=True)]
    cells.append(format_number(sum((line.percent for line in sheet.lines), Decimal(0)), 2))
    for known in _known(facts):
        summed_last = sum(known.values())
        cells += [yen(summed_last), signed(amount - summed_last)]
    return Row(tuple(cells), RowKind.TOTAL)


def _note(facts: ItemFacts, sheet: Sheet, style: DateStyle) -> str:
    found = [
        check_words(sheet) + _t("."),
        _t("Computed in fractions; only what is shown is rounded to the second decimal."),
    ]
    if facts.before is not None:
        year = format_fiscal_year(facts.before.fiscal_year, style, "long")
        shared = sum(facts.last.values())
        found.append(_t("Last year is {year} (shared {n} yen).", year=year, n=format_number(shared)))
    if sheet.held:
        names = _t(", ").join(name_of(facts, body_id) for body_id in sheet.held)
        found.append(_t("Held at a limit: {names}; the others share the rest as before.", names=names))
    more = [line for line in rule_text(facts, sheet).splitlines() if _t("Webster's rule") in line]
    return _t(" ").join(found + more)
