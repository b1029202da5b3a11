"""Writing the sample: the same records everywhere, ten times as many when asked, and nothing half written."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from bingo_planner.cli.sample import create_sample, rows
from bingo_planner.features.region.tables import Region
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.plain import Cell, Row
from bingo_planner.store.region_file import Home
from bingo_planner.store.store import Store, live


class Told:
    """A watcher that may ask to stop."""

    def __init__(self, stop: bool = False) -> None:
        self.steps: list[tuple[int, int]] = []
        self.stop = stop

    def step(self, done: int, total: int, text: str) -> None:
        assert text
        self.steps.append((done, total))

    def cancelled(self) -> bool:
        return self.stop


@pytest.fixture(scope="module")
def ten() -> list[Row]:
    """The rows of the sample ten times as large."""
    return rows(10)


def counts(found: list[Row]) -> Counter[str]:
    return Counter(table for table, _values in found)


def of(found: list[Row], table: str) -> list[dict[str, Cell]]:
    return [values for name, values in found if name == table]


def test_the_same_ids_every_time() -> None:
    assert rows() == rows()
    assert rows(3) == rows(3)
    assert of(rows(), "region")[0]["id"] == stable_id("sample", "r-bingo")


def test_ten_times_as_large(ten: list[Row]) -> None:
    one = rows()
    small, large = counts(one), counts(ten)
    for table in (
        "project",
        "person",
        "secondment",
        "duty",
        "task",
        "milestone",
        "progress_line",
        "budget_line",
    ):
        assert large[table] == 10 * small[table], table
    for table in ("region", "municipality", "pact", "pact_item", "population", "vision_section", "outline"):
        assert large[table] == small[table], table
    of_projects = sum(kpi["project_id"] is not None for kpi in of(one, "kpi"))
    assert large["kpi"] == small["kpi"] + 9 * of_projects
    assert 8 * small["project_member"] < large["project_member"] < 10 * small["project_member"]


def test_large_copies_are_told_apart_and_add_up(ten: list[Row]) -> None:
    assert len({values["id"] for _table, values in ten}) == len(ten)
    codes = [project["code"] for project in of(ten, "project")]
    names = [project["name"] for project in of(ten, "project")]
    people = [person["name"] for person in of(ten, "person")]
    assert len(set(codes)) == len(set(names)) == 240
    assert len(set(people)) == 200
    numbers = [kpi["number"] for kpi in of(ten, "kpi")]
    assert len(set(numbers)) == len(numbers)
    gaps: dict[tuple[Cell, Cell, Cell], int] = defaultdict(int)
    marked: set[tuple[Cell, Cell, Cell]] = set()
    for line in of(ten, "budget_line"):
        key = (line["project_id"], line["fiscal_year"], line["stage"])
        amount = line["amount"]
        if line["money"] == "total":
            marked |= {key} if line["mark"] else set()
        if isinstance(amount, int):
            gaps[key] += amount if line["money"] == "total" else -amount
    assert {key for key, gap in gaps.items() if gap and key not in marked} == set()


def test_copies_belong_to_each_other(ten: list[Row]) -> None:
    known = {values["id"]: table for table, values in ten}
    project_of = {values["id"]: values["project_id"] for values in of(ten, "kpi")}
    assert all(known[str(project)] == "project" for project in project_of.values() if project)
    per_project = Counter(
        str(member["project_id"]) for member in of(ten, "project_member") if member["role"] == "lead"
    )
    assert set(per_project.values()) == {1}
    assert len(per_project) == 240


def test_writes_and_plays_on_its_day(tmp_path: Path) -> None:
    told = Told()
    store = create_sample(tmp_path / "new" / "a.bingo", Home(tmp_path / "home"), "0", progress=told)
    try:
        assert store.clock.today() == date(2024, 8, 26)
        assert told.steps[-1][0] == told.steps[-1][1] == len(rows())
        with store.read() as session:
            assert [found.name for found in live(session, Region)] == ["備後圏域"]
    finally:
        store.close()
    assert {path.name for path in (tmp_path / "new").iterdir()} <= {"a.bingo", "a.bingo-lock"}


def test_does_not_replace_unasked(store: Store, home: Home) -> None:
    with pytest.raises(PlanError) as refused:
        create_sample(store.path, home, "0")
    assert refused.value.code == "file.exists"


def test_does_not_replace_an_open_file(store: Store, home: Home) -> None:
    before = store.path.read_bytes()
    with pytest.raises(PlanError) as refused:
        create_sample(store.path, home, "0", replace=True)
    assert refused.value.code == "file.in_use"
    assert store.path.read_bytes() == before


def test_replaces_when_asked(tmp_path: Path) -> None:
    path, home = tmp_path / "a.bingo", Home(tmp_path / "home")
    path.write_bytes(b"something old")
    store = create_sample(path, home, "0", replace=True)
    with store.read() as session:
        assert len(live(session, Region)) == 1
    store.close()


def test_stopped_leaves_nothing_and_the_old_file(tmp_path: Path) -> None:
    path, home = tmp_path / "a.bingo", Home(tmp_path / "home")
    path.write_bytes(b"something old")
    with pytest.raises(PlanError) as refused:
        create_sample(path, home, "0", replace=True, progress=Told(stop=True))
    assert refused.value.code == "sample.stopped"
    assert path.read_bytes() == b"something old"
    assert {found.name for found in tmp_path.iterdir() if found.is_file()} <= {"a.bingo", "a.bingo-lock"}
