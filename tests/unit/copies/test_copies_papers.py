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
from bingo_planner.features.projects.tables import ProjectMember
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


def printed(store: Store, kind: str, folder: Path) -> str:
    """The words of a paper without blanks."""
    order = Order(folder / f"{kind}.pdf", "ja", FiscalYear(2024))
    PAPERS[kind].build(store, order, SilentProgress())
    return "".join("".join(page.extract_text().split()) for page in PdfReader(order.target).pages)


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
