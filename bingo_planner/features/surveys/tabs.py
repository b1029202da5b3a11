"""The tabs of the page of surveys as records; a tab's module is imported when it is first opened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from bingo_planner.kernel.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from bingo_planner.features.surveys.tab_view import TabFrame, TabView


class TabRecord(NamedTuple):
    """One tab: its word, where its factory `make_tab` lies, and the kinds of record it shows."""

    tab_id: str
    text: str
    module: str
    kinds: tuple[str, ...] = ()
    takes_files: bool = False

    def title(self) -> str:
        """The word in the language in force."""
        return translate("surveys", self.text)

    def make(self, frame: TabFrame) -> TabView:
        """Build the tab."""
        factory: Callable[[TabFrame], TabView] = import_module(self.module).make_tab
        return factory(frame)


_ROOM: Final = "bingo_planner.features.surveys"

TABS: Final[tuple[TabRecord, ...]] = (
    TabRecord("design", "Design", f"{_ROOM}.design_view", ("survey", "survey_stratum")),
    TabRecord(
        "import", "Take in", f"{_ROOM}.import_view", ("survey_batch", "survey_answers"), takes_files=True
    ),
    TabRecord("weight", "Weights", f"{_ROOM}.weight_view", ("survey_weight",)),
    TabRecord("tables", "Tables", f"{_ROOM}.crosstab.cross_view"),
    TabRecord("priorities", "Satisfaction × importance", f"{_ROOM}.priorities.priorities_view"),
    TabRecord(
        "text",
        "Free answers",
        f"{_ROOM}.freetext.freetext_view",
        ("survey_group", "survey_rule", "survey_quote"),
    ),
    TabRecord("trend", "Trend", f"{_ROOM}.trends.trends_view", ("survey_link",)),
    TabRecord("report", "Report", f"{_ROOM}.report.report_view"),
)
"""In the order in which work goes on. A tab is a new line here, a view file and a presenter file beside it."""


def tab_of(kind: str) -> str:
    """The tab that shows records of a kind; the first one when none does."""
    return next((tab.tab_id for tab in TABS if kind in tab.kinds), TABS[0].tab_id)
