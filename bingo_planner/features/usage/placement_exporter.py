"""Placements as sheets: cases, running placements by month, and where the reported figures differ."""

from __future__ import annotations

from bingo_planner.exchange.sheet import Cell, Sheet, SheetColumn
from bingo_planner.features.usage.placement_model import Case, Placements
from bingo_planner.features.usage.placement_rules import (
    counts,
    differences,
    in_priority,
    months_so_far,
    year_of,
)
from bingo_planner.features.usage.placement_steps import state_word
from bingo_planner.features.usage.placement_words import ownership_word, rank_words, reason_words
from bingo_planner.kernel.dates import format_month
from bingo_planner.kernel.i18n import translate


def _t(text: str) -> str:
    return translate("placement", text)


def placement_sheets(facts: Placements) -> tuple[Sheet, ...]:
    """Three sheets of the facts' fiscal year."""
    return cases_sheet(facts), counts_sheet(facts), differences_sheet(facts)


def cases_sheet(facts: Placements) -> Sheet:
    """Cases of the year in the written order; no names, for there are none."""
    columns = (
        SheetColumn("number", _t("Case number"), width=10),
        SheetColumn("state", _t("State"), width=16),
        SheetColumn("home", _t("Home body")),
        SheetColumn("host", _t("Host body")),
        SheetColumn("nursery", _t("Nursery"), width=24),
        SheetColumn("ownership", _t("Ownership"), width=8),
        SheetColumn("age", _t("Age class"), width=8),
        SheetColumn("reason", _t("Reason"), width=24),
        SheetColumn("priority", _t("Priority"), width=24),
        *(SheetColumn(key, title, "date") for key, title in _days()),
        SheetColumn("consult_no", _t("Number of the consultation"), width=18),
        SheetColumn("answer_no", _t("Number of the answer"), width=18),
        SheetColumn("refusal", _t("Why not"), width=28),
        SheetColumn("remark", _t("Remark"), width=28),
    )
    cases = [case for case in facts.cases if year_of(case) == facts.year]
    rows = [_row(facts, case) for case in in_priority(facts, cases)]
    return Sheet("placements", _t("Placements"), columns, rows)


def _days() -> tuple[tuple[str, str], ...]:
    return (
        ("wanted_from", _t("Wanted from")),
        ("wanted_to", _t("Wanted to")),
        ("applied_on", _t("Applied on")),
        ("reviewed_on", _t("Reviewed on")),
        ("consulted_on", _t("Consulted on")),
        ("answered_on", _t("Answered on")),
        ("contracted_on", _t("Contract of")),
        ("decided_from", _t("Decided from")),
        ("decided_to", _t("Decided to")),
        ("checked_on", _t("Status report on")),
        ("ended_on", _t("Ended on")),
    )


def _row(facts: Placements, case: Case) -> tuple[Cell, ...]:
    host = facts.host(case)
    return (
        case.number,
        state_word(case.state),
        facts.body_name(case.home_id),
        host.label if host is not None else "",
        facts.facility_name(case.facility_id),
        ownership_word(facts.facility(case.facility_id)),
        facts.word(case.age_id),
        reason_words(facts, case),
        rank_words(facts, case),
        *(getattr(case, key) or "" for key, _title in _days()),
        case.consult_no,
        case.answer_no,
        case.refusal,
        case.remark,
    )


def counts_sheet(facts: Placements) -> Sheet:
    """Running placements on the first day of each month by home, host, age class and nursery."""
    months = months_so_far(facts.year, facts.today)
    counted = counts(facts.cases, months)
    keys = sorted(
        {key for _month, key in counted}, key=lambda key: _order(facts, key.facility, key.home, key.age)
    )
    columns = (
        SheetColumn("home", _t("Home body")),
        SheetColumn("host", _t("Host body")),
        SheetColumn("nursery", _t("Nursery"), width=24),
        SheetColumn("age", _t("Age class"), width=8),
        *(
            SheetColumn(f"{month:%Y-%m}", format_month(month, form="short"), "number", width=8)
            for month in months
        ),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            facts.body_name(key.home),
            _host(facts, key.facility),
            facts.facility_name(key.facility),
            facts.word(key.age),
            *(counted.get((month, key), 0) for month in months),
        )
        for key in keys
    ]
    return Sheet("counts", _t("Running placements by month"), columns, rows)


def differences_sheet(facts: Placements) -> Sheet:
    """Months in which cases and reported figures do not agree."""
    columns = (
        SheetColumn("month", _t("Month"), width=10),
        SheetColumn("nursery", _t("Nursery"), width=24),
        SheetColumn("home", _t("Home body")),
        SheetColumn("cases", _t("Cases"), "number"),
        SheetColumn("reported", _t("Reported"), "number"),
    )
    rows = [
        (
            format_month(one.month, form="short"),
            facts.facility_name(one.key.facility),
            facts.body_name(one.key.home),
            one.cases,
            one.reported,
        )
        for one in differences(facts)
    ]
    return Sheet("differences", _t("Differences from the reported figures"), columns, rows)


def _host(facts: Placements, facility_id: str) -> str:
    found = facts.facility(facility_id)
    return facts.body_name(found.municipality_id) if found is not None else ""


def _order(facts: Placements, facility_id: str, home_id: str, age_id: str) -> tuple[int, int, str]:
    places = [one.id for service in facts.services for one in service.facilities]
    homes = [body.id for body in facts.bodies]
    return (
        places.index(facility_id) if facility_id in places else len(places),
        homes.index(home_id) if home_id in homes else len(homes),
        facts.word(age_id),
    )
