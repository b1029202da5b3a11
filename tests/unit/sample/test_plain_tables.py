"""Plain tables: what is written is what stands in the region file, and what cannot be read names its place."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.projects.tables import Kpi, Project
from bingo_planner.features.region.tables import Municipality, YearLock
from bingo_planner.features.staff.tables import Task
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import missing
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store import plain, rebuild
from bingo_planner.store.store import Store, live


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def refusal(folder: Path) -> PlanError:
    with pytest.raises(PlanError) as refused:
        plain.typed(plain.read_folder(folder))
    return refused.value


def test_types_defaults_and_references(store: Store, tmp_path: Path) -> None:
    put(
        tmp_path,
        "municipality.csv",
        "key,code,name,is_outside,area_km2\nm-1,34207,福山市,0,517.72\nm-2,34204,三原市,1,\n",
    )
    put(tmp_path, "task.csv", 'key,title,due_on,body_id\nt-1,"「試算, 確認」",2024-08-29,m-1\nt-2,空,,\n')
    put(tmp_path, "year_lock.csv", "key,fiscal_year\ny-1,2023\n")
    with store.change("load", why="import") as unit:
        assert plain.load_folder(unit, tmp_path) == 5
    with store.read() as session:
        first, second = sorted(live(session, Municipality), key=lambda body: body.code, reverse=True)
        assert (first.area_km2, first.is_outside, first.sort) == (Decimal("517.72"), False, 0)
        assert (second.area_km2, second.is_outside, second.kind) == (None, True, "city")
        tasks = {task.title: task for task in live(session, Task)}
        assert tasks["「試算, 確認」"].due_on == date(2024, 8, 29)
        assert tasks["「試算, 確認」"].body_id == first.id == stable_id("sample", "m-1")
        assert (tasks["空"].due_on, tasks["空"].body_id, tasks["空"].state) == (None, None, "open")
        assert live(session, YearLock)[0].is_locked is True
        assert rebuild.differences(session.connection()) == []


def test_long_texts_and_pointers(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "kpi.csv", "key,name\nk-1,利用者数\n")
    put(tmp_path, "project.one.csv", "key,code,name\np-1,3-A-01,保育\n")
    put(tmp_path, "project.two.csv", "key,code,name\np-2,3-A-02,病児\n")
    text = "# purpose\n一行目 a@example.jp\n\n### 見出し\n{{kpi:@k-1:actual:2023}}\n\n# effect\n[[project:@p-2]]\n"
    put(tmp_path, "project/p-1.md", text)
    with store.change("load", why="import") as unit:
        assert plain.load_folder(unit, tmp_path) == 3
    with store.read() as session:
        found = {project.code: project for project in live(session, Project)}
        kpi = live(session, Kpi)[0].id
        assert found["3-A-01"].purpose == f"一行目 a@example.jp\n\n### 見出し\n{{{{kpi:{kpi}:actual:2023}}}}"
        assert found["3-A-01"].effect == f"[[project:{found['3-A-02'].id}]]"
        assert found["3-A-02"].purpose == ""


@pytest.mark.parametrize(
    ("name", "text", "code", "facts"),
    [
        ("nothing.csv", "key\nx\n", "plain.table", {"file": "nothing.csv"}),
        ("task.csv", "key,colour\nt,red\n", "plain.column", {"line": 1, "column": "colour"}),
        ("task.csv", "key,is_deleted\nt,1\n", "plain.column", {"line": 1, "column": "is_deleted"}),
        ("task.csv", "key,title\nt,a\nu\n", "plain.width", {"line": 3, "found": 1, "wanted": 2}),
        ("task.csv", "key,title\nt,a\nt,b\n", "plain.key", {"line": 3, "key": "t"}),
        ("task.csv", "key,title\n,a\n", "plain.key", {"line": 2, "key": ""}),
        ("task.csv", "title\na\n", "plain.key", {"line": 1, "key": ""}),
        (
            "task.csv",
            "key,due_on\nt,R6.8.29\n",
            "plain.value",
            {"line": 2, "column": "due_on", "value": "R6.8.29"},
        ),
        ("milestone.csv", "key,percent\nm,ten\n", "plain.value", {"line": 2, "column": "percent"}),
        ("kpi.csv", "key,target\nk,NaN\n", "plain.value", {"line": 2, "column": "target"}),
        ("kpi.csv", "key,target\nk,1e\n", "plain.value", {"line": 2, "column": "target"}),
        ("person.csv", "key,is_contact\nu,yes\n", "plain.value", {"line": 2, "column": "is_contact"}),
        (
            "task.csv",
            "key,body_id\nt,m-9\n",
            "plain.reference",
            {"line": 2, "column": "body_id", "key": "m-9"},
        ),
    ],
)
def test_refusals_name_the_place(
    tmp_path: Path, name: str, text: str, code: str, facts: dict[str, object]
) -> None:
    put(tmp_path, name, text)
    refused = refusal(tmp_path)
    assert refused.code == code
    assert refused.facts["file"] == name
    assert {fact: refused.facts[fact] for fact in facts} == facts
    told = describe(refused)
    assert name in told.text
    assert told.advice
    assert not any(context == "errors" and words.startswith("{file}") for context, words in missing())


def test_refusals_in_long_texts(tmp_path: Path) -> None:
    put(tmp_path, "task.csv", "key,title\nt-1,a\n")
    put(tmp_path, "task/t-1.md", "# detail\n{{kpi:@k-9:actual:2023}}\n")
    refused = refusal(tmp_path)
    assert (refused.code, refused.facts["key"], refused.facts["column"]) == (
        "plain.reference",
        "k-9",
        "detail",
    )
    put(tmp_path, "task/t-1.md", "# colour\nred\n")
    assert refusal(tmp_path).code == "plain.column"
    put(tmp_path, "task/t-1.md", "text without a column\n")
    assert refusal(tmp_path).code == "plain.column"
    put(tmp_path, "task/t-1.md", "# detail\nred\n")
    put(tmp_path, "task/t-2.md", "# detail\nof nobody\n")
    refused = refusal(tmp_path)
    assert (refused.code, refused.facts["file"]) == ("plain.reference", "task/t-2.md")


def test_other_encodings_and_empty_folders(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "plain.empty"
    (tmp_path / "task.csv").write_bytes("key,title\nt,髙橋\n".encode("cp932"))
    assert refusal(tmp_path).code == "plain.encoding"
    (tmp_path / "task.csv").write_bytes("key,title\nt,髙橋\n".encode("utf-8-sig"))
    assert [record.cells for record in plain.read_folder(tmp_path)] == [{"title": "髙橋"}]


def test_nothing_is_written_when_anything_is_refused(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "municipality.csv", "key,name\nm-1,福山市\n")
    put(tmp_path, "task.csv", "key,due_on\nt,soon\n")
    with pytest.raises(PlanError), store.change("load", why="import") as unit:
        plain.load_folder(unit, tmp_path)
    with store.read() as session:
        assert live(session, Municipality) == []
    assert store.recorder.last_seq == 0


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(
    title=words.filter(lambda text: text.strip() == text),
    percent=st.integers(-(10**9), 10**9),
    days=st.none() | st.integers(0, 40000),
    target=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3),
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    percent: int,
    days: int | None,
    target: Decimal | None,
) -> None:
    folder = tmp_path_factory.mktemp("plain")
    day = None if days is None else date(1950, 1, 1) + timedelta(days)
    with (folder / "milestone.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["key", "title", "percent", "starts_on"], ["m", title, percent, day or ""]]
        )
    with (folder / "kpi.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["key", "target"], ["k", "" if target is None else target]])
    rows = dict(plain.typed(plain.read_folder(folder)))
    step, kpi = rows["milestone"], rows["kpi"]
    assert (step["title"], step["percent"], step["starts_on"]) == (title, percent, day)
    assert kpi["target"] == target
