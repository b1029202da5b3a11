"""The papers and the tables that can be made, by name; builders are imported when they run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bingo_planner.exchange.booksheet import Book
from bingo_planner.exchange.sheet import Sheet
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.i18n import Language, translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built
from bingo_planner.store.store import Store


@dataclass(frozen=True)
class Order:
    """What is wanted: where to write, in which language, for which year, edition or record."""

    target: Path
    language: Language
    year: FiscalYear
    edition: str | None = None
    record: str | None = None


@dataclass(frozen=True)
class PaperKind:
    """One paper: its name in words and how it is built."""

    text: str
    build: Callable[[Store, Order, Progress], Built]

    def title(self) -> str:
        """The paper's name in the language in force."""
        return translate("cli", self.text)


@dataclass(frozen=True)
class ExportKind:
    """One set of tables; with a `book` they make a workbook of their own that reads like a report."""

    text: str
    sheets: Callable[[Store, Order], tuple[Sheet, ...]]
    book: Callable[[Store, Order], Book] | None = None

    def title(self) -> str:
        """The tables' name in the language in force."""
        return translate("cli", self.text)


def _vision(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.vision.service_build import build_vision

    return build_vision(store, order.edition, order.language, order.target, progress)


def _projects(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.projects.papers import projects_paper, sheet_paper
    from bingo_planner.features.projects.service import read_paper
    from bingo_planner.features.service_paper import PROJECT, PROJECTS, build_marked

    data = read_paper(store, int(order.year), [order.record] if order.record else None)
    if order.record is None:
        paper = projects_paper(data, lang=order.language)
        return build_marked(store, paper, PROJECTS, order.target, progress)
    paper = sheet_paper(data, order.record, lang=order.language)
    return build_marked(store, paper, PROJECT, order.target, progress, {"project": {order.record}})


def _staff(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.staff.printing import build_staff

    return build_staff(store, order.year, order.language, order.target, progress)


def _handover(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.staff.printing import build_handover

    return build_handover(store, order.record, order.language, order.target, progress)


def _region(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.region.printing import build_region

    return build_region(store, order.year, order.language, order.target, progress)


def _shares(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.costshare.printing import build_sheets, named

    item, _body = named(store, order.record)
    return build_sheets(store, int(order.year), item, order.language, order.target, progress)


def _notices(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.costshare.printing import build_notices, named

    item, body = named(store, order.record)
    return build_notices(store, int(order.year), item, body, order.language, order.target, progress)


def _usage(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.usage.printing import build_named

    return build_named(store, order.record, order.year, order.language, order.target, progress)


def _usage_year(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.usage.printing import build_named_year

    return build_named_year(store, order.record, order.year, order.language, order.target, progress)


def _letter(is_answer: bool) -> Callable[[Store, Order, Progress], Built]:
    """Consultation or answer of a placement."""

    def build(store: Store, order: Order, progress: Progress) -> Built:
        from bingo_planner.features.usage.placement_printing import build_letter

        return build_letter(
            store, order.record, order.year, order.language, order.target, progress, is_answer=is_answer
        )

    return build


def _survey(store: Store, order: Order, progress: Progress) -> Built:
    from bingo_planner.features.surveys.report.printing import build_named

    return build_named(store, order.record, order.year, order.language, order.target, progress)


PAPERS: Mapping[str, PaperKind] = {
    "vision": PaperKind("Vision draft", _vision),
    "projects": PaperKind("Project sheets", _projects),
    "staff": PaperKind("Staff list", _staff),
    "handover": PaperKind("Handover pack", _handover),
    "region": PaperKind("Region and pacts", _region),
    "shares": PaperKind("Cost share sheets", _shares),
    "notices": PaperKind("Notices of shares", _notices),
    "usage": PaperKind("Monthly report of a joint service", _usage),
    "usage-year": PaperKind("Joint service over the year", _usage_year),
    "consultation": PaperKind("Consultations on placements", _letter(is_answer=False)),
    "answer": PaperKind("Answers on placements", _letter(is_answer=True)),
    "survey": PaperKind("Report of a survey", _survey),
}
"""Papers this program can print."""


def _project_sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
    from bingo_planner.features.projects.exporter import projects_sheet
    from bingo_planner.features.projects.service import read_details

    return (projects_sheet(read_details(store), int(order.year)),)


def _kpi_sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
    from bingo_planner.features.projects.exporter import kpis_sheet
    from bingo_planner.features.projects.service import read_kpis

    return (kpis_sheet(read_kpis(store), int(order.year)),)


def _budget_sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
    from bingo_planner.features.projects.exporter import budget_sheet
    from bingo_planner.features.projects.papers import plan_years
    from bingo_planner.features.projects.service import read_budgets

    return (budget_sheet(read_budgets(store), plan_years(int(order.year))),)


def _staff_sheet(place: int) -> Callable[[Store, Order], tuple[Sheet, ...]]:
    """One of the staff room's tables: secondees, duties, contacts."""

    def sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
        from bingo_planner.features.staff.exporter import staff_sheets
        from bingo_planner.features.staff.service import read_staff

        return (staff_sheets(read_staff(store), order.year)[place],)

    return sheets


def _region_sheet(place: int) -> Callable[[Store, Order], tuple[Sheet, ...]]:
    """One of the region's tables: municipalities, populations, pacts."""

    def sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
        from bingo_planner.features.region.exporter import region_sheets
        from bingo_planner.features.region.service import read_region

        return (region_sheets(read_region(store, int(order.year)))[place],)

    return sheets


def _share_sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
    from bingo_planner.features.costshare.exporting import sheets_for
    from bingo_planner.features.costshare.printing import named

    item, _body = named(store, order.record)
    return sheets_for(store, int(order.year), item, order.target)


def _usage_sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
    from bingo_planner.features.usage.printing import sheets_of

    return sheets_of(store, int(order.year))


def _placement_sheet(place: int) -> Callable[[Store, Order], tuple[Sheet, ...]]:
    """One of the tables of placements: cases, running by month, differences."""

    def sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
        from bingo_planner.features.usage.placement_exporter import placement_sheets
        from bingo_planner.features.usage.placement_service import read_placements

        return (placement_sheets(read_placements(store, int(order.year)))[place],)

    return sheets


def _survey_sheets(store: Store, order: Order) -> tuple[Sheet, ...]:
    """Every figure of a survey in a line."""
    from bingo_planner.features.surveys.report.longtable import long_sheet
    from bingo_planner.features.surveys.report.printing import read_named

    return (long_sheet(read_named(store, order.record, order.year, order.language)),)


def _survey_book(store: Store, order: Order) -> Book:
    """The report of a survey as a workbook."""
    from bingo_planner.features.surveys.report.printing import read_named
    from bingo_planner.features.surveys.report.workbook import report_book

    return report_book(read_named(store, order.record, order.year, order.language))


EXPORTS: Mapping[str, ExportKind] = {
    "projects": ExportKind("Joint projects", _project_sheets),
    "kpis": ExportKind("KPIs", _kpi_sheets),
    "budget": ExportKind("Budget", _budget_sheets),
    "staff": ExportKind("Secondees", _staff_sheet(0)),
    "duties": ExportKind("Duties", _staff_sheet(1)),
    "municipalities": ExportKind("Municipalities", _region_sheet(0)),
    "populations": ExportKind("Populations", _region_sheet(1)),
    "pacts": ExportKind("Pacts", _region_sheet(2)),
    "shares": ExportKind("Cost shares", _share_sheets),
    "usage": ExportKind("Use of joint services", _usage_sheets),
    "contacts": ExportKind("Contacts of the member bodies", _staff_sheet(2)),
    "placements": ExportKind("Placements", _placement_sheet(0)),
    "placement-counts": ExportKind("Running placements by month", _placement_sheet(1)),
    "survey": ExportKind("Tables of a survey", _survey_sheets, _survey_book),
    "placement-differences": ExportKind("Differences from the reported figures", _placement_sheet(2)),
}
"""Tables this program can write."""
