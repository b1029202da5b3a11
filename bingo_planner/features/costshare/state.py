"""What the page of cost shares shows at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bingo_planner.features.costshare.model import BaseSet, Census, ItemFacts, ShareFacts
from bingo_planner.features.costshare.sheet import Sheet
from bingo_planner.features.costshare.tries import Try, Wish
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError


class Tab(StrEnum):
    """Parts of an item's page."""

    SHEET = "sheet"
    TRIES = "tries"
    BASES = "bases"
    PAYMENT = "payment"
    VERSIONS = "versions"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of the list: an item with what is shared, or why nothing can be; the open item also has its sheet."""

    facts: ItemFacts
    sheet: Sheet | None = None
    problem: PlanError | None = None
    shared: int | None = None

    @property
    def id(self) -> str:
        """The item."""
        return self.facts.item.id


@dataclass(frozen=True, slots=True)
class SharesState:
    """All the page shows. `problems` are sentences by the keys of the form."""

    year: FiscalYear
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    loading: bool = True
    problem: PlanError | None = None
    facts: ShareFacts | None = None
    needle: str = ""
    lines: tuple[ItemLine, ...] = ()
    chosen: str = ""
    is_open: bool = False
    tab: Tab = Tab.SHEET
    body_id: str = ""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    problems: Mapping[str, str] = field(default_factory=dict, hash=False)
    focus: str = ""
    reason: str = ""
    wish: Wish = field(default_factory=Wish)
    tries: tuple[Try, ...] = ()
    adopted: str = ""
    """The alternative that the action would adopt."""
    censuses: tuple[Census, ...] = ()
    bases: tuple[BaseSet, ...] = ()

    @property
    def line(self) -> ItemLine | None:
        """The chosen item."""
        return next((one for one in self.lines if one.id == self.chosen), None)

    @property
    def is_empty(self) -> bool:
        """No item in this year."""
        return self.facts is not None and not self.facts.items

    @property
    def editable(self) -> bool:
        """Whether the chosen item's figures may be typed."""
        line = self.line
        return not self.read_only and line is not None and not line.facts.item.is_fixed
