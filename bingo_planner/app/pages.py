"""The pages of the program as records; a page's module is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from bingo_planner.kernel.i18n import translate

if TYPE_CHECKING:
    from bingo_planner.kernel.desk import Desk
    from bingo_planner.store.store import Store
    from bingo_planner.ui.jobs import Jobs
    from bingo_planner.ui.page import Page

MakePage = Callable[["Store", "Jobs", "Desk"], "Page"]


class PageRecord(NamedTuple):
    """One page: where its factory `make_page` lies, its words, and the kinds of record it opens."""

    page_id: str
    module: str
    text: str
    icon: str
    group: str
    kinds: tuple[str, ...]
    foot: bool = False
    behind: tuple[str, ...] = ()
    """Modules its first work behind the page is written in."""

    def title(self) -> str:
        """The page's name in the language in force."""
        return translate("app", self.text)

    def group_title(self) -> str:
        """The words over its group."""
        return translate("app", self.group) if self.group else ""

    def make(self, store: Store, jobs: Jobs, desk: Desk) -> Page:
        """Build the page."""
        factory: MakePage = import_module(self.module).make_page
        return factory(store, jobs, desk)


_RUN, _LOOK, _SUM = "Run the projects", "Look into", "Bring together"

PAGES: tuple[PageRecord, ...] = (
    PageRecord("overview", "bingo_planner.features.overview.page", "Overview", "layout-dashboard", "", ()),
    PageRecord(
        "projects",
        "bingo_planner.features.projects.page",
        "Joint projects",
        "briefcase-business",
        _RUN,
        (
            "project",
            "project_member",
            "project_pact_item",
            "progress_line",
            "milestone",
            "budget_line",
            "kpi",
            "kpi_value",
        ),
    ),
    PageRecord(
        "usage",
        "bingo_planner.features.usage.page",
        "Monthly use",
        "table-2",
        _RUN,
        (
            "usage_service",
            "usage_facility",
            "usage_capacity",
            "usage_measure",
            "usage_breakdown",
            "usage_category",
            "usage_link",
            "kpi_origin",
            "usage_report",
            "usage_value",
            "usage_month",
            "usage_correction",
            "usage_source",
        ),
    ),
    PageRecord(
        "pictures",
        "bingo_planner.features.usage.pictures_page",
        "Pictures of use",
        "chart-column",
        _RUN,
        (),
    ),
    PageRecord(
        "placements",
        "bingo_planner.features.usage.placement_page",
        "Placements",
        "arrow-left-right",
        _RUN,
        ("placement", "placement_rank"),
    ),
    PageRecord(
        "costshare",
        "bingo_planner.features.costshare.page",
        "Cost shares",
        "coins",
        _RUN,
        (
            "cost_item",
            "cost_part",
            "cost_deduction",
            "cost_body",
            "cost_version",
            "base_set",
            "base_figure",
        ),
    ),
    PageRecord(
        "staff",
        "bingo_planner.features.staff.page",
        "Secondees",
        "users",
        _RUN,
        ("person", "secondment", "duty", "task"),
    ),
    PageRecord(
        "region",
        "bingo_planner.features.region.page",
        "Region and pacts",
        "landmark",
        _RUN,
        (
            "region",
            "municipality",
            "membership",
            "other_region",
            "population",
            "population_series",
            "outline",
            "pact",
            "pact_item",
            "year_lock",
        ),
    ),
    PageRecord(
        "surveys",
        "bingo_planner.features.surveys.page",
        "Surveys",
        "clipboard-list",
        _LOOK,
        (
            "survey",
            "survey_stratum",
            "survey_question",
            "survey_batch",
            "survey_answers",
            "survey_weight",
            "survey_link",
            "survey_group",
            "survey_rule",
            "survey_word",
            "survey_coding",
            "survey_quote",
        ),
    ),
    PageRecord(
        "vision",
        "bingo_planner.features.vision.page",
        "Vision",
        "book-open",
        _SUM,
        ("vision", "vision_edition", "vision_section", "vision_figure"),
        behind=("bingo_planner.features.vision.service_build",),
    ),
    PageRecord("copies", "bingo_planner.app.copies", "Sync, inbox", "inbox", "", (), foot=True),
)


def page_of(kind: str) -> str | None:
    """The page that opens records of a kind."""
    return next((page.page_id for page in PAGES if kind in page.kinds), None)
