"""A paper whose records wait for a decision says so on its pages, and no other paper does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from bingo_planner.cli.papers import PAPERS, Order
from bingo_planner.features.costshare.tables import BaseFigure, BaseSet, CostItem, CostPart
from bingo_planner.features.projects.tables import Project, ProjectMember
from bingo_planner.features.region.tables import Membership
from bingo_planner.features.vision.tables import Vision, VisionEdition, VisionSection
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.store.store import Store, Unit
from tests.support.doubles import SilentProgress
from tests.support.towns import BODIES, DRAFT_ID, FUKUYAMA, KASAOKA, PROJECT, Town, draft, figure, towns

WORDS = "確認待ちの値があります（1件）"


def _shares(unit: Unit) -> None:
    unit.add(BaseSet(id="1" * 32, kind="population", name="国勢調査", unit="人"))
    unit.add(
        CostItem(id="2" * 32, project_id=PROJECT, name="運営負担金", fiscal_year=2024, total=900_000, unit=1)
    )
    unit.add(CostPart(cost_item_id="2" * 32, basis="population", ratio=Decimal(100), base_set_id="1" * 32))
    for code, *_words in BODIES:
        body = f"{int(code):032x}"
        unit.add(ProjectMember(project_id=PROJECT, municipality_id=body))
        unit.add(Membership(municipality_id=body, joined_on=dt.date(2015, 3, 25)))
        unit.add(
            BaseFigure(
                id=f"{int(code) + 1:032x}", base_set_id="1" * 32, municipality_id=body, value=Decimal(9)
            )
        )


def _vision(unit: Unit) -> None:
    unit.add(Vision(id="3" * 32, title="備後圏域ビジョン"))
    unit.add(VisionEdition(id="4" * 32, vision_id="3" * 32, name="素案", fiscal_year=2024))
    unit.set(VisionSection, DRAFT_ID, edition_id="4" * 32)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    """Two copies of the region, with a share and a vision."""
    with towns(tmp_path, FUKUYAMA, KASAOKA) as (here, there):
        with here.store.change("資料") as unit:
            _shares(unit)
            _vision(unit)
        here.meet()
        there.meet()
        yield here, there


def _base(store: Store, value: int) -> None:
    with store.change("基礎数値") as unit:
        unit.set(BaseFigure, f"{34208:032x}", value=Decimal(value))


CLASHES: dict[str, Callable[[Store, int], None]] = {
    "vision": lambda store, value: draft(store, f"定員は{value}人とする。"),
    "projects": lambda store, value: figure(store, 1, value),
    "shares": _base,
}


def pages(store: Store, kind: str, folder: Path, record: str | None = None) -> list[str]:
    """The words of a paper without blanks, page by page."""
    order = Order(folder / f"{kind}.pdf", "ja", FiscalYear(2024), record=record)
    PAPERS[kind].build(store, order, SilentProgress())
    return ["".join(page.extract_text().split()) for page in PdfReader(order.target).pages]


def printed(store: Store, kind: str, folder: Path, record: str | None = None) -> str:
    """The words of a whole paper."""
    return "".join(pages(store, kind, folder, record))


@pytest.mark.parametrize("kind", CLASHES)
def test_a_paper_tells_of_the_decision_it_waits_for(
    pair: tuple[Town, Town], kind: str, tmp_path: Path
) -> None:
    here, there = pair
    assert WORDS not in printed(here.store, kind, tmp_path)
    CLASHES[kind](there.store, 1310)
    CLASHES[kind](here.store, 1350)
    there.meet()
    here.meet()
    assert WORDS in printed(here.store, kind, tmp_path)
    assert WORDS not in printed(here.store, "staff", tmp_path), "nothing that this paper rests on waits"


OTHER, SECOND = "e" * 32, "f" * 32


@pytest.fixture
def clashing(pair: tuple[Town, Town]) -> Store:
    """A copy in which a figure of one of two projects, and of one of two cost items, waits."""
    here, there = pair
    with here.store.change("資料") as unit:
        unit.add(Project(id=OTHER, code="24", name="観光の広域連携"))
        unit.add(BaseSet(id=SECOND, kind="population", name="住民基本台帳", unit="人"))
        unit.add(
            CostItem(id=OTHER, project_id=PROJECT, name="広報費", fiscal_year=2024, total=90_000, unit=1)
        )
        unit.add(CostPart(cost_item_id=OTHER, basis="population", ratio=Decimal(100), base_set_id=SECOND))
        for code, *_words in BODIES:
            unit.add(BaseFigure(base_set_id=SECOND, municipality_id=f"{int(code):032x}", value=Decimal(5)))
    here.meet()
    there.meet()
    for town, value in ((there, 1310), (here, 1350)):
        figure(town.store, 1, value)
        _base(town.store, value)
    there.meet()
    here.meet()
    return here.store


def test_a_sheet_tells_only_of_its_own_records(clashing: Store, tmp_path: Path) -> None:
    assert WORDS in printed(clashing, "projects", tmp_path, PROJECT)
    assert "確認待ち" not in printed(clashing, "projects", tmp_path, OTHER)
    assert WORDS in printed(clashing, "shares", tmp_path, "2" * 32)
    assert "確認待ち" not in printed(clashing, "shares", tmp_path, OTHER)


def test_among_many_sheets_the_one_that_waits_says_what(clashing: Store, tmp_path: Path) -> None:
    told = "確認待ちです（1件：指標の値）"
    found = [page for page in pages(clashing, "projects", tmp_path) if "関係市町" in page]
    assert [told in page for page in found if "病児・病後児保育" in page] == [True]
    assert not any(told in page for page in found if "観光の広域連携" in page)
