"""The staff on paper: the list with terms, duties and contacts, and the pack one person hands over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bingo_planner.features.staff.arrange import counts, person_rows, seats_of
from bingo_planner.features.staff.model import Duty, Handover, Presence, Seat, StaffFacts, Task, Term
from bingo_planner.features.staff.state import PersonRow
from bingo_planner.features.staff.words import (
    body_short,
    day_words,
    ground_short,
    left_words,
    span_words,
    state_words,
)
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import Language, language, speaking, translate
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
    Records,
    Row,
    RowKind,
    Table,
    Text,
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


# --- the list -------------------------------------------------------------------------------------
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
        parts += _contacts([row for row in rows if not row.is_secondee])
        return Paper(
            _t("Staff list"),
            tuple(parts),
            author=facts.office,
            subject=lead,
            language=lang,
            date=facts.today,
            right_head=facts.office,
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
                Column(_t("Term"), share=1.5),
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
            row.body.label if row.body else "－",
            (term.post_host if term else "") or "－",
            span_words(term, style),
            ground_short(term.ground) if term else "－",
            row.borne_by.label if row.borne_by else "－",
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
        _people_columns(),
        tuple(
            Row(_contact(body, row.person.section, row.person.name, row.person.duty, row.person.tel))
            for body, row in rows
        ),
        _t("Contacts"),
    )


def _people_columns() -> tuple[Column, ...]:
    return (
        Column(_t("Body"), share=0.8),
        Column(_t("Section"), share=1.1),
        Column(_t("Name")),
        Column(_t("In charge of"), share=1.6),
        Column(_t("Telephone"), share=1.0),
    )


def _contact(body: str, section: str, name: str, duty: str, tel: str) -> tuple[Value, ...]:
    return tuple(part or "－" for part in (body, section, name, duty, tel))


# --- the handover ---------------------------------------------------------------------------------
def handover_title(pack: Handover) -> str:
    """引継書（見本 太郎）."""
    return _t("Handover pack of {name}", name=pack.person.name)


def handover_paper(pack: Handover, style: DateStyle, lang: Language) -> Paper:
    """Duties, open tasks, dates to June, undecided matters, people and projects of one person."""
    with speaking(lang):
        style = paper_style(style, lang)
        parts: list[Part] = [Title(_t("Handover pack")), Records(_about(pack, style))]
        parts += _section(_t("Duties"), _duties_table(pack))
        parts += _section(_t("Open tasks"), _tasks_table(pack.open_tasks, style))
        until = format_date(pack.until, style, "long")
        parts += _section(_t("Dates until {day}", day=until), _tasks_table(pack.dates, style))
        parts += _section(_t("Undecided matters"), _tasks_table(pack.undecided, style))
        parts += _section(_t("Whom to talk to"), _whom(pack))
        parts += _section(_t("Joint projects concerned"), _projects(pack))
        parts += [Heading(_t("Taken over"), 1), Records(_signatures())]
        return Paper(
            handover_title(pack),
            tuple(parts),
            author=pack.office,
            subject=_t("Handover pack"),
            language=lang,
            date=pack.today,
            running_title=handover_title(pack),
            right_head=pack.office,
        )


def _about(pack: Handover, style: DateStyle) -> tuple[tuple[str, Text], ...]:
    term, person = pack.term, pack.person
    posts = [part for part in (term.post_home, term.post_host) if part] if term else [person.post]
    agreed = (
        f"{term.agreement_no}　{day_words(term.agreement_on, style)}" if term and term.agreement_no else "－"
    )
    facts = [
        (_t("Name"), f"{person.name}　{person.kana}".strip()),
        (_t("Sent by"), pack.body.label if pack.body else "－"),
        (_t("Post home / here"), " / ".join(posts) or "－"),
        (_t("Term"), span_words(term, style)),
        (_t("Ground"), ground_short(term.ground) if term else "－"),
        (_t("Agreement"), agreed),
        (_t("Successor"), pack.successor or _t("not named yet")),
        (_t("Made on"), format_date(pack.today, style, "long")),
    ]
    return tuple((label, verbatim(text)) for label, text in facts)


def _section(title: str, content: Part | None) -> list[Part]:
    return [Heading(title, 1), content or Paragraph(_t("There are none."), "plain")]


def _duties_table(pack: Handover) -> Table | None:
    if not pack.duties:
        return None
    rows = [
        Row((duty.title, duty.share if duty.share is not None else "－", duty.detail or duty.project or "－"))
        for duty in pack.duties
    ]
    rows.append(Row((_t("Together"), sum(duty.share or 0 for duty in pack.duties), ""), RowKind.TOTAL))
    columns = (
        Column(_t("Duty"), share=1.2),
        Column(_t("Share (%)"), width=52, align="right"),
        Column(_t("What it takes"), share=1.8),
    )
    return Table(columns, tuple(rows))


def _tasks_table(tasks: Sequence[Task], style: DateStyle) -> Table | None:
    if not tasks:
        return None
    columns = (
        Column(_t("By"), width=62),
        Column(_t("Matter"), share=1.2),
        Column(_t("Joint project")),
        Column(_t("Details"), share=1.4),
    )
    rows = tuple(
        Row((day_words(task.due_on, style), task.title, task.project or "－", task.detail or "－"))
        for task in tasks
    )
    return Table(columns, rows)


def _whom(pack: Handover) -> Table | None:
    if not pack.people:
        return None
    rows = tuple(
        Row(_contact(body, person.section, person.name, person.duty, person.tel))
        for person, body in pack.people
    )
    return Table(_people_columns(), rows)


def _projects(pack: Handover) -> Table | None:
    """Each joint project once, with the duties it comes from."""
    found: dict[str, list[str]] = {}
    for duty in pack.duties:
        if duty.project:
            found.setdefault(duty.project, []).append(duty.title)
    for task in (*pack.open_tasks, *pack.dates, *pack.undecided):
        if task.project:
            found.setdefault(task.project, [])
    if not found:
        return None
    rows = tuple(Row((title, _joined(duties))) for title, duties in found.items())
    return Table((Column(_t("Joint project"), share=1.4), Column(_t("Duty"))), rows)


def _joined(words: Sequence[str]) -> str:
    return (", " if language() == "en" else "、").join(words) or "－"


def _signatures() -> tuple[tuple[str, str], ...]:
    line = _t("Date:                    Name:")
    who = (_t("Handed over by"), _t("Taken over by"), _t("Witnessed by"))
    return tuple((label, line) for label in who)
