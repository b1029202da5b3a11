"""The sample region: what is public is right, what is made up adds up and says that it is made up."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from bingo_planner.features.projects import tables as projects
from bingo_planner.features.projects.assess import latest
from bingo_planner.features.projects.service import read_details, read_kpis
from bingo_planner.features.region import tables as region
from bingo_planner.features.staff import tables as staff
from bingo_planner.features.vision import tables as vision
from bingo_planner.features.vision.model import CheckKind
from bingo_planner.features.vision.service_read import read_vision
from bingo_planner.kernel.codes import parse_body_code
from bingo_planner.kernel.files import database_folder
from bingo_planner.reports.fonts import resolver
from bingo_planner.store import rebuild
from bingo_planner.store.base import Row
from bingo_planner.store.region_file import Home, open_region
from bingo_planner.store.store import Store, live
from tests.support.doubles import sample_clock

R = TypeVar("R", bound=Row)


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One open copy for the whole file: nothing here writes."""
    folder = tmp_path_factory.mktemp("read")
    shutil.copy(sample_file, folder / "sample.bingo")
    opened = open_region(folder / "sample.bingo", Home(folder / "home"), "0", sample_clock())
    yield opened
    opened.close()


NINE = ("34207", "34204", "34205", "34208", "34203", "34462", "34545", "33205", "33207")
IPSS_R5 = {
    2020: 852_168,
    2025: 805_603,
    2030: 769_116,
    2035: 732_036,
    2040: 694_457,
    2045: 657_504,
    2050: 621_862,
}
SOURCES = ("national", "prefecture", "bond", "other", "general")


def all_of(store: Store, kind: type[R]) -> list[R]:
    with store.read() as session:
        return live(session, kind)


def bodies(store: Store) -> dict[str, region.Municipality]:
    return {body.code: body for body in all_of(store, region.Municipality)}


def test_log_and_tables_agree(sample: Store) -> None:
    with sample.read() as session:
        connection = session.connection()
        assert rebuild.differences(connection) == []
        assert rebuild.broken_links(connection) == []
        assert rebuild.unsealed(connection) == []


def test_it_cannot_be_undone_and_is_one_kind_of_change(sample: Store) -> None:
    assert sample.undo_state().undo_label is None
    (found,) = all_of(sample, region.Region)
    assert found.plays_on == date(2024, 8, 26)
    entry = sample.last_change("region", found.id)
    assert entry is not None
    assert entry.author.name == "見本 花子"


def test_the_nine_members_in_official_order(sample: Store) -> None:
    inside = [body for body in all_of(sample, region.Municipality) if not body.is_outside]
    in_order = sorted(inside, key=lambda body: body.sort)
    assert tuple(body.code for body in in_order) == NINE
    assert "".join(body.mark for body in in_order) == "福三尾府竹世神笠井"
    assert [body.code for body in inside if body.prefecture == "岡山県"] == ["33205", "33207"]
    assert all(parse_body_code(body.code) == body.code for body in inside)
    eight = [body.area_km2 for body in inside if body.code != "34203" and body.area_km2]
    assert int(sum(eight)) == 2509  # as the core city publishes for the eight members before 2024


def test_when_they_joined(sample: Store) -> None:
    by_id = {body.id: body.code for body in all_of(sample, region.Municipality)}
    joined = {by_id[str(one.municipality_id)]: one.joined_on for one in all_of(sample, region.Membership)}
    assert joined["34207"] == date(2015, 2, 24)
    assert joined["34203"] == date(2024, 3, 28)
    assert {day for code, day in joined.items() if code not in ("34207", "34203")} == {date(2015, 3, 25)}
    pacts = {by_id[str(pact.partner_id)]: pact.signed_on for pact in all_of(sample, region.Pact)}
    assert pacts == {code: day for code, day in joined.items() if code != "34207"}


def test_projection_of_2023_sums(sample: Store) -> None:
    rows = [row for row in all_of(sample, region.Population) if row.series == "ipss_r5"]
    for year, persons in IPSS_R5.items():
        own = [row for row in rows if row.year == year]
        whole = [row.persons or 0 for row in own if row.age_from is None and row.age_to is None]
        groups = [row.persons or 0 for row in own if row.age_from is not None]
        assert (len(whole), len(groups)) == (9, 27)
        assert sum(whole) == sum(groups) == persons


def test_every_series_adds_up_by_sex_and_age(sample: Store) -> None:
    sums: dict[tuple[str | None, str, int | None, str], int] = defaultdict(int)
    totals: dict[tuple[str | None, str, int | None, str], int] = {}
    for row in all_of(sample, region.Population):
        key = (row.municipality_id, row.series, row.year, row.sex)
        if row.age_from is None and row.age_to is None:
            totals[key] = row.persons or 0
        else:
            sums[key] += row.persons or 0
    assert sums.keys() <= totals.keys()
    assert {key: totals[key] for key in sums} == dict(sums)
    sexes = [key for key in totals if key[3] == "M"]
    assert len(sexes) == 9 * 8
    for body, series, year, _male in sexes:
        men, women = totals[body, series, year, "M"], totals[body, series, year, "F"]
        assert totals[body, series, year, "T"] == men + women


def test_populations_of_the_core_city(sample: Store) -> None:
    core = bodies(sample)["34207"].id
    found = {
        (row.series, row.year): row.persons
        for row in all_of(sample, region.Population)
        if row.municipality_id == core and row.sex == "T" and row.age_from is None and row.age_to is None
    }
    assert found["census", 2015] == found["ipss_h30", 2015] == 464_811
    assert found["census", 2020] == found["ipss_r5", 2020] == 460_930
    assert (found["ipss_h30", 2045], found["ipss_r5", 2045]) == (429_585, 396_877)


def test_every_member_has_an_outline_with_its_source(sample: Store) -> None:
    outlines = all_of(sample, region.Outline)
    inside = {body.id for body in all_of(sample, region.Municipality) if not body.is_outside}
    assert {outline.municipality_id for outline in outlines} == inside
    for outline in outlines:
        assert "国土数値情報" in outline.attribution
        for ring in json.loads(outline.rings):
            assert ring[0] == ring[-1]
            assert all(132 < lon < 134.5 and 33.8 < lat < 35.2 for lon, lat in ring)


def test_what_is_public_says_where_it_is_from(sample: Store) -> None:
    rows: list[
        region.Municipality | region.Membership | region.OtherRegion | region.Pact | projects.Project
    ] = [
        *all_of(sample, region.Municipality),
        *all_of(sample, region.Membership),
        *all_of(sample, region.OtherRegion),
        *all_of(sample, region.Pact),
        *all_of(sample, projects.Project),
    ]
    assert [row.id for row in rows if not row.source] == []
    (own,) = all_of(sample, region.Region)
    assert "見本" in own.data_note


def test_budgets_add_up(sample: Store) -> None:
    cells = {
        (line.project_id, line.fiscal_year, line.stage, line.money): line
        for line in all_of(sample, projects.BudgetLine)
    }
    assert len(cells) == len(all_of(sample, projects.BudgetLine))
    totals = [(key, line) for key, line in cells.items() if key[3] == "total"]
    compared = 0
    for (project, year, stage, _money), line in totals:
        parts = [
            cells[project, year, stage, source]
            for source in SOURCES
            if (project, year, stage, source) in cells
        ]
        if line.mark:
            assert line.amount is None
            continue
        assert line.amount == sum(part.amount or 0 for part in parts)
        compared += 1
    assert compared > 24 * 10
    for line in cells.values():
        assert (line.amount is None) == bool(line.mark)
    assert {line.mark for line in cells.values()} == {"", "none", "pending"}
    assert sum((line.amount or 0) < 0 for line in cells.values()) >= 3


def test_the_budget_of_the_year(sample: Store) -> None:
    lines = [
        line.amount or 0
        for line in all_of(sample, projects.BudgetLine)
        if (line.fiscal_year, line.stage, line.money) == (2024, "original", "total")
    ]
    assert len(lines) == 24
    assert sum(lines) == 412_860_000
    assert 0 in lines  # a project without cost is normal


def test_every_project_is_whole(sample: Store) -> None:
    details = read_details(sample)
    assert len(details) == 24
    takehara = bodies(sample)["34203"].id
    for detail in details:
        sheet = detail.sheet
        texts = (sheet.purpose, sheet.outline, sheet.works, sheet.effect, sheet.roles, sheet.cost_policy)
        assert all(texts), sheet.code
        assert sheet.evaluation
        assert sheet.next_policy
        assert sheet.kana
        assert detail.pact_items
        assert 3 <= len(detail.progress) <= 6
        assert 4 <= len(detail.steps) <= 8
        assert 2 <= len(detail.kpis) <= 3
        assert any(step.is_point for step in detail.steps)
        assert [member.role for member in detail.members].count("lead") == 1
        assert all(
            (member.from_fy or 0) >= 2024 for member in detail.members if member.municipality_id == takehara
        )
    assert len({detail.sheet.code for detail in details}) == 24


def test_members_of_2023_do_not_include_who_joined_in_2024(sample: Store) -> None:
    takehara = bodies(sample)["34203"].id
    rows = all_of(sample, projects.ProjectMember)
    before = {row.municipality_id for row in rows if (row.from_fy or 0) <= 2023}
    after = {row.municipality_id for row in rows if (row.from_fy or 0) <= 2024}
    assert takehara not in before
    assert takehara in after
    assert bodies(sample)["34100"].id in after  # a partner outside the region


def test_every_kind_of_kpi_is_there(sample: Store) -> None:
    kpis = read_kpis(sample)
    assert {kpi.target_kind for kpi in kpis} == {"number", "at_least", "at_most", "keep", "text", "pending"}
    assert {kpi.counting for kpi in kpis} == {"single", "cumulative"}
    assert {kpi.year_kind for kpi in kpis} == {"fiscal", "calendar"}
    assert {kpi.direction for kpi in kpis} == {"up", "down", "keep"}
    assert sum(kpi.level == "region" for kpi in kpis) == 6
    assert sum(bool(kpi.member_actuals) for kpi in kpis) >= 15
    assert any(kpi.prompts for kpi in kpis)
    letters = Counter(latest(kpi, 2024).rating.value for kpi in kpis)
    assert set(letters) == {"A", "B", "C", "D", "未", "－"}
    assert letters["A"] > letters["B"] > letters["C"] > letters["D"]


def test_figures_of_bodies_add_up_where_they_are_counts(sample: Store) -> None:
    for kpi in read_kpis(sample):
        if kpi.number == "3-A-02-1":
            parts = [value for (_body, year), value in kpi.member_actuals.items() if year == 2023]
            assert len(parts) == 8
            assert sum(int(str(part)) for part in parts) == int(str(kpi.actuals[2023])) == 1655
            return
    pytest.fail("the KPI of the sick-child care is missing")


def test_people_are_visibly_made_up(sample: Store) -> None:
    words = json.loads((database_folder("sample") / "scale.json").read_text(encoding="utf-8"))
    surnames = {surname for surname, _kana in words["surnames"]}
    people = all_of(sample, staff.Person)
    assert len(people) == 20
    for person in people:
        assert person.name.split(" ")[0] in surnames
        assert re.fullmatch(r"[ぁ-ん]+ [ぁ-ん]+", person.kana)
        assert re.fullmatch(r"0\d{2,3}-0{2,3}-\d{4}", person.tel)
        assert person.mail.endswith("@example.jp")
    assert len({person.name for person in people}) == len(people)
    assert sum(person.is_contact for person in people) == 12


def test_four_in_the_office_with_gap_and_overlap(sample: Store) -> None:
    today = date(2024, 8, 26)
    terms = all_of(sample, staff.Secondment)
    now = [
        term for term in terms if term.starts_on and term.ends_on and term.starts_on <= today <= term.ends_on
    ]
    assert len(now) == 4
    by_seat: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for term in terms:
        assert term.starts_on
        assert term.ends_on
        by_seat[term.seat].append((term.starts_on, term.ends_on))
    steps = [
        (later[0] - earlier[1]).days
        for spans in by_seat.values()
        for earlier, later in zip(sorted(spans), sorted(spans)[1:], strict=False)
    ]
    assert sum(step > 1 for step in steps) == 1
    assert sum(step < 1 for step in steps) == 1
    assert any(term.state == "planned" for term in terms)


def test_shares_of_time(sample: Store) -> None:
    shares: dict[str | None, int] = defaultdict(int)
    for duty in all_of(sample, staff.Duty):
        shares[duty.person_id] += duty.share or 0
    names = {person.id: person.name for person in all_of(sample, staff.Person)}
    over = {names[str(person)]: share for person, share in shares.items() if share > 100}
    assert over == {"仮名 健一": 105}  # one who stands out in the view of the load


def test_tasks_of_every_kind(sample: Store) -> None:
    today = date(2024, 8, 26)
    tasks = all_of(sample, staff.Task)
    open_ones = [task for task in tasks if task.state == "open"]
    assert {task.kind for task in tasks} == {"task", "date", "undecided"}
    assert sum(task.due_on is not None and task.due_on < today for task in open_ones) == 2
    assert sum(task.due_on is not None and 0 <= (task.due_on - today).days <= 6 for task in open_ones) == 3
    assert any(task.due_on == date(2025, 6, 9) for task in tasks)
    assert all(task.due_on is None for task in tasks if task.kind == "undecided")
    assert all((task.state == "done") == (task.done_on is not None) for task in tasks)


def test_past_years_are_locked(sample: Store) -> None:
    locked = {lock.fiscal_year for lock in all_of(sample, region.YearLock) if lock.is_locked}
    assert 2023 in locked
    assert 2024 not in locked


def test_the_vision_has_no_open_figure(sample: Store) -> None:
    view = read_vision(sample)
    assert view.vision is not None
    assert (view.vision.from_fy, view.vision.to_fy) == (2025, 2029)
    chapters = [item for item in view.outline if item.level == 0]
    assert [item.number for item in chapters] == [f"第{n}章" for n in range(1, 7)]
    assert len(view.outline) >= 30
    assert len(view.figures) >= 50
    assert [key for key, figure in view.figures.items() if figure.missing] == []
    weighty = {
        CheckKind.MISSING,
        CheckKind.UNKNOWN_BLOCK,
        CheckKind.GLYPH,
        CheckKind.NO_PACT,
    }
    assert [check.text for check in view.checks if check.kind in weighty] == []
    changed = [figure.figure.text for figure in view.figures.values() if figure.changed]
    assert changed == ["91件", "3,795万円"]  # what an editor has to look at before the draft goes out
    assert view.figures["population-change:region:ipss_r5:2020:2050"].text.startswith("27.0")


def test_nothing_is_written_that_the_faces_lack() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in _files())
    for face in ("PG", "PB", "M", "G"):
        find = resolver(face)
        assert {char for char in set(text) if char > " " and find[char] == "?"} == set()


def test_texts_are_clean() -> None:
    for path in _files():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[ \t]$", text, re.MULTILINE), path.name
        assert "％" not in text, path.name
        assert not re.search(r"[，．]", text), path.name


def test_every_reference_finds_its_row(sample: Store) -> None:
    with sample.read() as session:
        tables = rebuild.live(session.connection())
    known = {row for rows in tables.values() for row in rows}
    dangling = [
        (table, column, value)
        for table, rows in tables.items()
        for row in rows.values()
        for column, value in row.items()
        if column.endswith("_id") and value is not None and value not in known
    ]
    assert dangling == []
    bodies_of_text = [section.body for section in all_of(sample, vision.VisionSection)]
    assert not any(":@" in body for body in bodies_of_text)


def _files() -> list[Path]:
    folder = database_folder("sample")
    own = [*folder.glob("*.csv"), *folder.glob("**/*.md"), *folder.glob("*.json")]
    return sorted(own)  # files of facilities (usage) come in encodings of their own
