"""The staff as sheets: secondees with everything agreed about them, duties, contacts."""

from __future__ import annotations

from bingo_planner.exchange.sheet import Cell, Sheet, SheetColumn
from bingo_planner.features.staff.arrange import person_rows
from bingo_planner.features.staff.fields import word
from bingo_planner.features.staff.model import StaffFacts, Term
from bingo_planner.features.staff.state import PersonRow
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark


def _t(text: str) -> str:
    return translate("staff", text)


def staff_sheets(facts: StaffFacts, year: FiscalYear) -> tuple[Sheet, ...]:
    """Three sheets: secondees, duties, contacts."""
    rows = person_rows(facts, year)
    secondees = [row for row in rows if row.is_secondee]
    contacts = [row for row in rows if row.is_contact]
    return (_secondees(facts, secondees), _duties(facts, secondees), _contacts(contacts))


def _secondees(facts: StaffFacts, rows: list[PersonRow]) -> Sheet:
    columns = (
        SheetColumn("body_code", _t("Code"), width=8),
        SheetColumn("sent_by", _t("Sent by")),
        SheetColumn("name", _t("Name"), width=16),
        SheetColumn("reading", _t("Reading"), width=18),
        SheetColumn("post_home", _t("Post at home")),
        SheetColumn("post_here", _t("Post here")),
        SheetColumn("starts_on", _t("From"), "date"),
        SheetColumn("ends_on", _t("To"), "date"),
        SheetColumn("state", _t("State"), width=8),
        SheetColumn("ground", _t("Ground"), width=22),
        SheetColumn("paid_by", _t("Paid by")),
        SheetColumn("borne_by", _t("Borne by")),
        SheetColumn("retirement", _t("Retirement allowance"), width=20),
        SheetColumn("agreement", _t("Agreement"), width=14),
        SheetColumn("agreed_on", _t("Agreed on"), "date"),
        SheetColumn("successor", _t("Successor"), width=16),
        SheetColumn("days_left", _t("Left"), "number", _t("days")),
    )
    cells = [(*_who(row), *_term(facts, row.term), row.left) for row in rows if row.term is not None]
    return Sheet("secondees", _t("Secondees"), columns, cells)


def _who(row: PersonRow) -> tuple[Cell, ...]:
    body = row.body
    return (body.code if body else "", body.label if body else "", row.person.name, row.person.kana)


def _term(facts: StaffFacts, term: Term | None) -> tuple[Cell, ...]:
    if term is None:
        return ()
    return (
        term.post_home,
        term.post_host,
        term.starts_on,
        term.ends_on,
        word("secondment", "state", term.state),
        word("secondment", "ground", term.ground),
        facts.body_name(term.paid_by_id),
        facts.body_name(term.borne_by_id),
        term.retirement,
        term.agreement_no,
        term.agreement_on,
        facts.name_of(term.successor_id) or term.successor,
    )


def _duties(facts: StaffFacts, rows: list[PersonRow]) -> Sheet:
    columns = (
        SheetColumn("name", _t("Name"), width=16),
        SheetColumn("duty", _t("Duty"), width=28),
        SheetColumn("project", _t("Joint project"), width=32),
        SheetColumn("share", _t("Share of time"), "number", "%"),
        SheetColumn("starts_on", _t("From"), "date"),
        SheetColumn("ends_on", _t("To"), "date"),
    )
    cells = [
        (
            row.person.name,
            duty.title,
            duty.project,
            duty.share if duty.share is not None else Mark.BLANK,
            duty.starts_on,
            duty.ends_on,
        )
        for row in rows
        for duty in facts.duties_of(row.id)
    ]
    return Sheet("duties", _t("Duties"), columns, cells)


def _contacts(rows: list[PersonRow]) -> Sheet:
    columns = (
        SheetColumn("body_code", _t("Code"), width=8),
        SheetColumn("body", _t("Body")),
        SheetColumn("name", _t("Name"), width=16),
        SheetColumn("reading", _t("Reading"), width=18),
        SheetColumn("section", _t("Section"), width=18),
        SheetColumn("post", _t("Post")),
        SheetColumn("duty", _t("In charge of"), width=28),
        SheetColumn("tel", _t("Telephone"), width=15),
        SheetColumn("mail", _t("Mail"), width=24),
    )
    ordered = sorted(rows, key=lambda row: row.body.sort if row.body else 999)
    cells = [
        (*_who(row), row.person.section, row.person.post, row.person.duty, row.person.tel, row.person.mail)
        for row in ordered
    ]
    return Sheet("contacts", _t("Contacts of the member bodies"), columns, cells)
