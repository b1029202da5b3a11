"""Notices of shares (負担金通知): one page a body, its breakdown equal to the sheet to the yen."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.costshare.instalments import instalments
from bingo_planner.features.costshare.model import Basis, CostStage, ItemFacts, Office
from bingo_planner.features.costshare.notes import unit_words
from bingo_planner.features.costshare.report import Worked, item_title, paper_style
from bingo_planner.features.costshare.ruletext import name_of, percent
from bingo_planner.features.costshare.sheet import Sheet, SheetColumn, SheetLine
from bingo_planner.features.costshare.words import basis_name, figure, sen, signed, source_words
from bingo_planner.features.projects.model import Body
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_date
from bingo_planner.kernel.i18n import Language, speaking, translate
from bingo_planner.kernel.money import Rule
from bingo_planner.kernel.numbers import format_number
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Column,
    Notice,
    NoticeItem,
    Paper,
    Row,
    RowKind,
    Table,
    verbatim,
)


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def notices_paper(
    worked: Sequence[Worked], office: Office, style: DateStyle, lang: Language, body_id: str = ""
) -> Paper:
    """Every body of every item in official order; with `body_id` only that body's."""
    with speaking(lang):
        own = paper_style(style)
        parts = tuple(
            notice_of(facts, sheet, line, office, own)
            for facts, sheet in worked
            for line in sheet.lines
            if not body_id or line.body_id == body_id
        )
        return Paper(
            _t("Notices of shares"),
            parts,
            author=office.name,
            subject=_t("Notices of shares"),
            language=lang,
            frame=Frame.BARE,
            foot_mark=office.foot,
        )


def notice_of(facts: ItemFacts, sheet: Sheet, line: SheetLine, office: Office, style: DateStyle) -> Notice:
    """The notice to one body."""
    item = facts.item
    subject = _t("{title} (notice)", title=item_title(item, style))
    return Notice(
        _addressee(facts, line.body_id),
        (office.council, _t("Chair: mayor of {core}", core=name_of(facts, office.core_id or ""))),
        subject,
        (_body(facts, line.body_id),),
        number=item.notice_no or _t("No. "),
        date=format_date(item.notice_on, style, "long") if item.notice_on else _t("(date)"),
        seal_omitted=True,
        items=_items(facts, sheet, line, style, office.foot),
        contact=_t("Contact: {name}  tel. {tel}", name=office.name, tel=office.tel or "－"),
    )


def _addressee(facts: ItemFacts, body_id: str) -> str:
    return _t("Mayor of {name}", name=name_of(facts, body_id))


def _body(facts: ItemFacts, body_id: str) -> str:
    body = next((one for one in facts.bodies if one.id == body_id), None)
    you = _t("your town") if body is not None and _is_town(body) else _t("your city")
    ground = facts.item.ground.replace("（見本）", "")
    if not ground:
        return _t("The share of {you} is as follows. Please pay by the day stated.", you=you)
    return _t(
        "Under {ground}, the share of {you} is as follows. Please pay by the day stated.",
        ground=ground,
        you=you,
    )


def _is_town(body: Body) -> bool:
    return body.name.endswith(("町", "村"))


def _items(
    facts: ItemFacts, sheet: Sheet, line: SheetLine, style: DateStyle, foot: str
) -> tuple[NoticeItem, ...]:
    item, year = facts.item, FiscalYear(facts.item.fiscal_year)
    found = [NoticeItem(_t("Amount due"), _t("{n} yen", n=format_number(line.amount)), amount=True)]
    if facts.settles is not None:
        found.append(NoticeItem(_t("Difference"), _difference(facts, line)))
    found.append(
        NoticeItem(
            _t("Period"),
            _t(
                "{first} to {last}",
                first=format_date(year.start, style, "long"),
                last=format_date(year.end, style, "long"),
            ),
        )
    )
    found.append(NoticeItem(_t("Pay by"), verbatim(_payment(facts, line, style))))
    if item.payment:
        found.append(NoticeItem(_t("How to pay"), verbatim(item.payment)))
    if item.settling and item.stage != CostStage.SETTLED:
        found.append(NoticeItem(_t("On settlement"), verbatim(item.settling)))
    found.append(NoticeItem(_t("Breakdown"), _breakdown(sheet, line, style, foot)))
    return tuple(found)


def _difference(facts: ItemFacts, line: SheetLine) -> str:
    before = facts.against.get(line.body_id, 0)
    change = line.amount - before
    told = _t("to be paid") if change > 0 else _t("to be paid back") if change < 0 else _t("none")
    return _t(
        "{change} yen ({told}); notified before: {before} yen",
        change=signed(change),
        told=told,
        before=format_number(before),
    )


def _payment(facts: ItemFacts, line: SheetLine, style: DateStyle) -> str:
    item = facts.item
    day = format_date(item.due_on, style, "long") if item.due_on else _t("(to be told)")
    if item.instalments <= 1:
        return day
    first, *rest = instalments(line.amount, item.instalments)
    return _t(
        "{day} (first of {n}: {first} yen, then {rest} yen each)",
        day=day,
        n=item.instalments,
        first=format_number(first),
        rest=format_number(rest[0]),
    )


def _breakdown(sheet: Sheet, line: SheetLine, style: DateStyle, foot: str) -> Table:
    rows = [Row((_t("Shared (total cost less earmarked money)"), "", sheet.shared))]
    if not line.is_fixed:
        for at, column in enumerate(sheet.columns):
            rows.append(Row((_share_words(sheet, column), _formula(sheet, line, at), sen(line.parts[at]))))
        if len(line.parts) > len(sheet.columns):
            rows.append(Row((_t("Limits"), "", sen(line.parts[-1]))))
    rows.append(Row((_t("Worked out"), "", sen(line.exact))))
    rows.append(Row((_final_words(sheet, line), "", line.amount), RowKind.TOTAL))
    return Table(
        (
            Column(_t("Item"), share=1.6),
            Column(_t("Formula"), align="right", share=1.4),
            Column(_t("Yen"), align="right"),
        ),
        tuple(rows),
        note=verbatim(_source_note(sheet, style, foot)),
        numbered=False,
    )


def _share_words(sheet: Sheet, column: SheetColumn) -> str:
    count = sum(not line.is_fixed for line in sheet.lines)
    name, ratio = basis_name(column.basis), percent(column.ratio)
    if column.basis == Basis.EQUAL:
        return _t("{name}: {ratio} % of the amount shared ÷ {n} bodies", name=name, ratio=ratio, n=count)
    return _t("{name}: {ratio} % of the amount shared by figures", name=name, ratio=ratio)


def _formula(sheet: Sheet, line: SheetLine, at: int) -> str:
    """What a reader can check with a pocket calculator; empty where weights or inverses make it longer."""
    column, value = sheet.columns[at], line.figures[at]
    budget = format_number(int(column.budget)) if column.budget.denominator == 1 else sen(column.budget)
    if column.basis == Basis.EQUAL:
        count = sum(not one.is_fixed for one in sheet.lines)
        return f"{budget} ÷ {count}" if line.parts[at] == column.budget / count else ""
    whole = sheet.sum_of(at)
    if value is None or not whole or column.is_inverse:
        return ""
    return f"{budget} × {figure(value)} ÷ {figure(whole)}"


def _final_words(sheet: Sheet, line: SheetLine) -> str:
    if line.is_fixed:
        return _t("Amount due (fixed)")
    if sheet.rounding == Rule.FLOOR_TO_LEAD.value and line.remainder:
        return _t("Amount due (with the remainder of {n} yen)", n=format_number(line.remainder))
    told = {
        Rule.FLOOR_TO_LEAD.value: "Amount due (cut down to {unit})",
        Rule.LARGEST_REMAINDER.value: "Amount due (largest remainder, {unit})",
        Rule.ROUND_ADJUST_LARGEST.value: "Amount due (rounded to {unit})",
        Rule.WEBSTER.value: "Amount due (Webster's rule, {unit})",
    }
    return _t(told[sheet.rounding], unit=unit_words(sheet.unit))


def _source_note(sheet: Sheet, style: DateStyle, foot: str) -> str:
    """Where the figures come from; these pages have no foot, so what stands there elsewhere stands here."""
    bases = [f"{source_words(column, style)}{_t('.')}" for column in sheet.columns if column.base]
    rest = [_t("All bodies stand in the cost share sheet."), f"{foot}{_t('.')}" if foot else ""]
    return _t(" ").join([*bases, *rest])
