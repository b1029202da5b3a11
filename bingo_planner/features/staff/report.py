"""The staff list on paper: terms, duties with their shares, contacts of the member bodies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bingo_planner.features.staff.arrange import counts, person_rows, seats_of
from bingo_planner.features.staff.model import Duty, Presence, Seat, StaffFacts, Term
from bingo_planner.features.staff.state import PersonRow
from bingo_planner.features.staff.words import (
    body_short,
    ground_short,
    left_words,
    span_words,
    state_words,
)
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import Language, speaking, translate
from bingo_planner.reports.charts import Schedule, ScheduleRow
from bingo_planner.reports.charts import Span as Bar
from bingo_planner.reports.model import (
    Cell,
    Column,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
    Title,
    Value,
    verbatim,
)

YEARS_BEFORE, YEARS_AFTER = 2, 2


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


def paper_style(style: DateStyle, lang: Language) -> DateStyle:
    """How a paper writes its years: English knows only Western ones."""
    return DateStyle.WESTERN if lang == "en" else style


def staff_paper(facts: StaffFacts, year: FiscalYear, style: DateStyle, lang: Language) -> Paper:
    """Secondees with their terms, duties with their shares, contacts of the member bodies."""
    with speaking(lang):
        style = paper_style(style, lang)
        rows = person_rows(facts, year)
        present, contacts = counts(rows)
        lead = _t(
            "{year}, as of {day}: {n} secondees, {m} contacts.",
            year=format_fiscal_year(year, style),
            day=format_date(facts.today, style, "long"),
            n=present,
            m=contacts,
        )
        parts: list[Part] = [Title(_t("Staff list"), verbatim(lead))]
        parts += _secondees(facts, [row for row in rows if _is_shown(row)], year, style)
        parts += _duties(facts, [row for row in rows if row.load and _is_shown(row)])
        parts += _contacts([row for row in rows if row.is_contact])
        return Paper(
            _t("Staff list"),
            tuple(parts),
            author=facts.office,
            subject=lead,
            language=lang,
            date=facts.today,
            right_head=facts.office,
            foot_mark=facts.foot_mark,
        )


def _is_shown(row: PersonRow) -> bool:
    return row.is_secondee and row.presence is not Presence.PAST


def _secondees(
    facts: StaffFacts, rows: Sequence[PersonRow], year: FiscalYear, style: DateStyle
) -> list[Part]:
    parts: list[Part] = [Heading(_t("Secondees"), 1)]
    if not rows:
        return [*parts, Paragraph(_t("There are no secondees."))]
    parts.append(
        Table(
            (
                Column(_t("Name"), share=1.3),
                Column(_t("Sent by")),
                Column(_t("Post here")),
                Column(_t("Term"), width=0.0 if style is not DateStyle.WESTERN else 128.0, share=1.5),
                Column(_t("Ground")),
                Column(_t("Borne by")),
                Column(_t("Left"), align="right", share=0.7),
            ),
            tuple(_secondee(row, style) for row in rows),
            _t("Secondees and their terms"),
            size=8,
        )
    )
    seats = [seat for seat in seats_of(facts, year) if seat.terms]
    if seats:
        parts.append(_terms_figure(facts, seats, year, style))
    return parts


def _secondee(row: PersonRow, style: DateStyle) -> Row:
    term = row.term
    state = state_words(term, row.presence) if term else ""
    left = state or (left_words(row.left) if row.left is not None else "－")
    return Row(
        (
            row.person.name,
            row.body.brief if row.body else "－",
            (term.post_host if term else "") or "－",
            span_words(term, style),
            ground_short(term.ground) if term else "－",
            row.borne_by.brief if row.borne_by else "－",
            Cell(left, bold=row.soon),
        )
    )


def _terms_figure(facts: StaffFacts, seats: Sequence[Seat], year: FiscalYear, style: DateStyle) -> Figure:
    years = FiscalYear.range(year.shift(-YEARS_BEFORE), year.shift(YEARS_AFTER))
    heads = tuple(format_fiscal_year(one, style, "short") for one in years)
    rows = tuple(_seat_row(facts, seat, years[0], years[-1]) for seat in seats)
    free = sum(1 for seat in seats for gap in seat.gaps if gap.end and gap.end >= years[0].start)
    shared = sum(len(seat.overlaps) for seat in seats)
    words = _t(
        "Terms of {n} seats; {gaps} gaps, {overlaps} overlaps.", n=len(seats), gaps=free, overlaps=shared
    )
    return Figure(Schedule(heads, rows, label_width=84), _t("Terms by seat"), words, verbatim(words))


def _seat_row(facts: StaffFacts, seat: Seat, first: FiscalYear, last: FiscalYear) -> ScheduleRow:
    bars = []
    for term in seat.terms:
        if term.starts_on is None:
            continue
        start = max(_place(term.starts_on, first), 0.0)
        end = min(
            _place(term.ends_on + dt.timedelta(days=1), first) if term.ends_on else 99.0, last - first + 1
        )
        if end > start:
            bars.append(Bar(start, end, facts.name_of(term.person_id), strong=_runs(term, facts.today)))
    return ScheduleRow(seat.title, tuple(bars))


def _runs(term: Term, today: dt.date) -> bool:
    return term.starts_on is not None and term.starts_on <= today <= (term.ends_on or today)


def _place(day: dt.date, first: FiscalYear) -> float:
    year = FiscalYear.of(day)
    return year - first + (day - year.start).days / ((year.end - year.start).days + 1)


def _duties(facts: StaffFacts, rows: Sequence[PersonRow]) -> list[Part]:
    if not rows:
        return []
    lines: list[Row] = []
    for row in rows:
        lines.append(Row((Cell(f"{row.person.name}　{body_short(row.body)}"),), RowKind.GROUP))
        lines += [Row(_duty(duty), indent=1) for duty in facts.duties_of(row.id)]
        lines.append(Row((_t("Together"), "", row.load), RowKind.SUBTOTAL))
    columns = (
        Column(_t("Duty"), share=1.4),
        Column(_t("Joint project"), share=1.6),
        Column(_t("Share (%)"), align="right", width=52),
    )
    return [Heading(_t("Duties"), 1), Table(columns, tuple(lines), _t("Duties and their share of time"))]


def _duty(duty: Duty) -> tuple[Value, ...]:
    return duty.title, duty.project or "－", duty.share if duty.share is not None else "－"


def _contacts(rows: Sequence[PersonRow]) -> list[Part]:
    if not rows:
        return []
    ordered = sorted(rows, key=lambda row: (row.body.sort if row.body else 999, row.person.kana))
    return [
        Heading(_t("Contacts of the member bodies"), 1),
        _people_table(tuple((row.body.label if row.body else "－", row) for row in ordered)),
    ]


def _people_table(rows: Sequence[tuple[str, PersonRow]]) -> Table:
    return Table(
        contact_columns(),
        tuple(
            Row(contact_cells(body, row.person.section, row.person.name, row.person.duty, row.person.tel))
            for body, row in rows
        ),
        _t("Contacts"),
    )


def contact_columns() -> tuple[Column, ...]:
    """Heads of a table of contacts."""
    return (
        Column(_t("Body"), share=0.8),
        Column(_t("Section"), share=1.1),
        Column(_t("Name")),
        Column(_t("In charge of"), share=1.6),
        Column(_t("Telephone"), share=1.0),
    )


def contact_cells(body: str, section: str, name: str, duty: str, tel: str) -> tuple[Value, ...]:
    """A contact in that table; － for what is not known."""
    return tuple(part or "－" for part in (body, section, name, duty, tel))
