"""What the page of pictures does with what the user wants: which service, which picture, which measure."""

from __future__ import annotations

from collections.abc import Callable

from bingo_planner.features.usage import pictures_service as service
from bingo_planner.features.usage.pictures import Kind, measures_for
from bingo_planner.features.usage.pictures_service import PictureFacts
from bingo_planner.features.usage.pictures_state import PicturesState, picture_of
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store

KINDS = frozenset(
    {
        "usage_service",
        "usage_facility",
        "usage_capacity",
        "usage_measure",
        "usage_breakdown",
        "usage_category",
        "usage_report",
        "usage_value",
        "usage_month",
        "municipality",
        "membership",
        "project_member",
    }
)


class PicturesPresenter:
    """Takes intents, asks the service, shows whole states. Holds only what the user chose."""

    def __init__(
        self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[PicturesState], None]
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self._facts: PictureFacts | None = None
        self._problem: PlanError | None = None
        self._service, self._kind = "", Kind.OCCUPANCY
        self._measures: dict[Kind, str] = {}

    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        year, chosen = int(self.desk.year), self._service
        self.jobs.query(
            "pictures", lambda: service.read_pictures(self.store, year, chosen), self._read, self._failed
        )

    def _read(self, facts: PictureFacts) -> None:
        self._facts, self._problem = facts, None
        self._service = facts.data.service.id if facts.data is not None else ""
        self._show(self.state())

    def _failed(self, error: PlanError) -> None:
        self._problem = error
        self._show(self.state())

    def picked(self, key: str, value: str) -> None:
        """Another service or measure."""
        if key == "service":
            self._service, self._measures = value, {}
            self.opened()
        else:
            self._measures[self._kind] = value
            self._show(self.state())

    def chose(self, kind: str) -> None:
        """Another picture."""
        self._kind = Kind(kind)
        self._show(self.state())

    def state(self) -> PicturesState:
        """The whole state for what was read last and what the user chose."""
        facts, year, style = self._facts, self.desk.year, self.desk.style
        if facts is None or facts.data is None:
            known = facts.services if facts is not None else None
            return PicturesState(year, style, known, problem=self._problem)
        measures = measures_for(facts.data.service, self._kind)
        wanted = self._measures.get(self._kind, "")
        measure = next((one for one in measures if one.id == wanted), measures[0] if measures else None)
        return PicturesState(
            year,
            style,
            facts.services,
            facts.data.service.id,
            self._kind,
            measures,
            measure.id if measure is not None else "",
            picture_of(facts.data, self._kind, measure, style) if measure is not None else None,
            facts.outlines,
            facts.attribution,
            self._problem,
        )
