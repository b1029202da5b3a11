"""The recorder: every committed change is in the log, and the log alone gives the tables back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bingo_planner.features.projects.tables import Kpi, Project
from bingo_planner.features.staff.tables import Person
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.profile import Profile
from bingo_planner.store import hlc, rebuild, wire
from bingo_planner.store.history import Author, author
from bingo_planner.store.region_file import Home, create_region
from bingo_planner.store.store import Store, live
from tests.support.doubles import sample_clock


def agree(store: Store) -> None:
    """Log, chain and tables say the same."""
    with store.read() as session:
        connection = session.connection()
        assert rebuild.differences(connection) == []
        assert rebuild.broken_links(connection) == []
        assert rebuild.unsealed(connection) == []


def add_person(store: Store, name: str = "例示 花子", **fields: object) -> str:
    with store.change("add") as unit:
        person = unit.add(Person(name=name, **fields))
        return person.id


def test_one_operation_per_changed_field(store: Store) -> None:
    person = add_person(store)
    before = len(store.history("person", person))
    with store.change("set") as unit:
        unit.set(Person, person, post="主査", section="企画課", name="例示 花子")
    entries = store.history("person", person)[: -before or None]
    assert {entry.field: (entry.old, entry.new) for entry in entries} == {
        "post": ("", "主査"),
        "section": ("", "企画課"),
    }
    agree(store)


def test_history_names_who_and_when(store: Store) -> None:
    store.sign(Profile("試行 さくら", "主査", "33205", "笠岡市"))
    person = add_person(store)
    entry = store.last_change("person", person)
    assert entry is not None
    assert (entry.author.name, entry.author.body) == ("試行 さくら", "笠岡市")
    assert abs((entry.at - sample_clock().now()).total_seconds()) < 1


@pytest.mark.parametrize("signed", ["山田", "[", '["a"]', '["a", 1, "b"]', "[" * 9000, "[]", ""])
def test_odd_names_of_other_programs_are_names(signed: str) -> None:
    assert author(signed) == Author(signed, "", "")


def test_stamps_of_wild_clocks_can_be_told() -> None:
    assert hlc.moment(2**63 - 1).astimezone().year >= 2999
    assert hlc.moment(0).year == 1970


def test_bulk_statements_are_caught(store: Store) -> None:
    for name in ("一", "二", "三"):
        add_person(store, name)
    with store.change("bulk") as unit:
        unit.session.execute(update(Person).values(section="合同"))
    changed = [entry.record_id for entry in store.history("person") if entry.new == "合同"]
    assert len(set(changed)) == 3
    agree(store)


def test_nothing_changed_writes_nothing(store: Store) -> None:
    person = add_person(store)
    seq = store.recorder.last_seq
    with store.change("same") as unit:
        unit.set(Person, person, name="例示 花子")
    assert not unit.changes
    assert store.recorder.last_seq == seq


def test_a_failed_change_leaves_nothing(store: Store) -> None:
    person = add_person(store)
    seq = store.recorder.last_seq
    with pytest.raises(PlanError), store.change("half") as unit:
        unit.set(Person, person, post="途中")
        unit.set(Person, "0" * 32, post="いない")
    with store.read() as session:
        assert session.get_one(Person, person).post == ""
    assert store.recorder.last_seq == seq
    agree(store)


def test_rows_are_never_deleted(store: Store) -> None:
    person = add_person(store)
    with pytest.raises(IntegrityError, match="flagged"), store.change("delete") as unit:
        unit.session.execute(text("DELETE FROM person"))
    with store.read() as session:
        assert session.get(Person, person) is not None


def test_a_commit_without_header_fails(store: Store) -> None:
    with store.engine.connect() as connection:
        store.recorder.start()
        connection.execute(text("INSERT INTO person(id, name) VALUES ('x', 'y')"))
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            connection.commit()
        connection.rollback()
    store.recorder.rolled_back()
    agree(store)


def test_header_is_canonical_and_complete(store: Store) -> None:
    add_person(store, "髙橋 一郎")
    with store.read() as session:
        data = (
            session.connection()
            .exec_driver_sql("SELECT bytes FROM sync_tx ORDER BY seq DESC LIMIT 1")
            .scalar_one()
        )
    header = json.loads(data)
    assert set(header) == {"app", "deps", "hlc", "office", "ops", "rep", "schema", "seq", "usr", "v", "why"}
    assert wire.canonical(header) == data
    assert header["ops"][0] == ["r", "person", header["ops"][0][2]]
    assert ["s", "person", header["ops"][0][2], "name", "髙橋 一郎", []] in header["ops"]


def test_parents_name_the_value_replaced(store: Store) -> None:
    person = add_person(store)
    with store.change("one") as unit:
        unit.set(Person, person, post="主事")
    with store.change("two") as unit:
        unit.set(Person, person, post="主査")
    with store.read() as session:
        data = (
            session.connection()
            .exec_driver_sql("SELECT bytes FROM sync_tx ORDER BY seq DESC LIMIT 1")
            .scalar_one()
        )
    assert json.loads(data)["ops"] == [
        ["s", "person", person, "post", "主査", [[0, store.recorder.last_seq - 1, 1]]]
    ]


def test_long_texts_travel_packed_against_their_parent(store: Store) -> None:
    first, second = "長い文章。" * 400, "長い文章。" * 399 + "変えた。"
    person = add_person(store, note=first)
    with store.change("text") as unit:
        unit.set(Person, person, note=second)
    with store.read() as session:
        data = (
            session.connection()
            .exec_driver_sql("SELECT bytes FROM sync_tx ORDER BY seq DESC LIMIT 1")
            .scalar_one()
        )
    kind, _, _, column, packed, parents, _ = json.loads(data)["ops"][0]
    assert (kind, column, len(parents)) == ("x", "note", 1)
    assert wire.unpack_text(packed, first) == second
    assert len(packed) < 200
    agree(store)


@given(st.text(max_size=300), st.text(max_size=300))
def test_packed_texts_come_back(text_now: str, before: str) -> None:
    clean = [part.encode("utf-8", "ignore").decode() for part in (text_now, before)]
    assert wire.unpack_text(wire.pack_text(clean[0], clean[1]), clean[1]) == clean[0]


def test_stamps_never_go_back() -> None:
    now = sample_clock().now()
    first = hlc.stamp(now, 0)
    assert hlc.stamp(now, first) == first + 1
    ahead = first + (1 << 50)
    assert hlc.stamp(now, ahead) == ahead + 1
    assert hlc.seen(now, first, ahead) == first
    assert hlc.moment(first).timestamp() == pytest.approx(now.timestamp(), abs=0.001)


Step = Callable[[Store, list[str]], None]


def _add(value: str) -> Step:
    def step(store: Store, ids: list[str]) -> None:
        with store.change("add") as unit:
            ids.append(unit.add(Kpi(name=value, note=value)).id)

    return step


def _set(place: int, value: str) -> Step:
    def step(store: Store, ids: list[str]) -> None:
        with store.change("set") as unit:
            for row in live(unit.session, Kpi, Kpi.id == ids[place % len(ids)] if ids else Kpi.id == ""):
                unit.set(Kpi, row.id, name=value, decimals=len(value), baseline=None)

    return step


def _bin(place: int) -> Step:
    def step(store: Store, ids: list[str]) -> None:
        with store.change("bin") as unit:
            for row in live(unit.session, Kpi, Kpi.id == (ids[place % len(ids)] if ids else "")):
                unit.remove(Kpi, row.id)

    return step


def _undo(store: Store, ids: list[str]) -> None:
    if store.undo_state().undo_label:
        store.undo()


def _redo(store: Store, ids: list[str]) -> None:
    if store.undo_state().redo_label:
        store.redo()


steps = st.one_of(
    st.text(max_size=6).map(_add),
    st.tuples(st.integers(0, 9), st.text(max_size=6)).map(lambda pair: _set(*pair)),
    st.integers(0, 9).map(_bin),
    st.just(_undo),
    st.just(_redo),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=14))
def test_any_order_of_work_can_be_rebuilt_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory, work: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("walk")
    store = create_region(folder / "r.bingo", Home(folder / "home"), "test", sample_clock())
    try:
        ids: list[str] = []
        for step in work:
            step(store, ids)
            agree(store)
        while store.undo_state().undo_label:
            store.undo()
        agree(store)
        with store.read() as session:
            assert live(session, Kpi) == []
    finally:
        store.close()


def test_undo_leaves_alone_what_was_not_seen(store: Store) -> None:
    person = add_person(store)
    with store.change("mine") as unit:
        unit.set(Person, person, post="主事")
    with store.change("another's", undoable=False) as unit:
        unit.set(Person, person, post="主査")
    store.undo()
    with store.read() as session:
        assert session.get_one(Person, person).post == "主査"


def test_a_field_set_twice_in_one_change_goes_all_the_way_back(store: Store) -> None:
    person = add_person(store, post="はじめ")
    with store.change("twice") as unit:
        unit.session.execute(update(Person).values(post="一度"))
        unit.session.execute(update(Person).values(post="二度"))
    store.undo()
    with store.read() as session:
        assert session.get_one(Person, person).post == "はじめ"
    store.redo()
    with store.read() as session:
        assert session.get_one(Person, person).post == "二度"
    agree(store)


@pytest.mark.parametrize(("table", "field"), [(Person, "post"), (Project, "outline")])
def test_each_of_several_changes_of_one_field_is_undone_and_redone(
    store: Store, table: type[Person] | type[Project], field: str
) -> None:
    with store.change("add") as unit:
        record = unit.add(table(**{field: "はじめ"})).id
    words = ["一度", "二度", "一度", "三度の長い文。\n" * 5]
    for word in words:
        with store.change("set") as unit:
            unit.set(table, record, **{field: word})

    def now() -> str:
        with store.read() as session:
            return str(getattr(session.get_one(table, record), field))

    for word in reversed(["はじめ", *words[:-1]]):
        store.undo()
        assert now() == word
    for word in words:
        store.redo()
        assert now() == word
    for word in reversed(words[1:-1]):
        store.undo()
        assert now() == word
    agree(store)


def test_search_is_blind_to_width_kana_and_variants(store: Store) -> None:
    with store.change("add") as unit:
        unit.add(Person(name="髙橋 一郎", kana="たかはし いちろう"))
        unit.add(Project(code="3-A-02", name="病児・病後児保育の広域利用", outline="①申込のカナ"))
    for word in ("高橋", "ﾀｶﾊｼ", "タカハシ", "たかはし 一郎"):
        assert [found.kind for found in store.search(word)] == ["person"], word
    for word in ("３－Ａ－０２", "1申込", "ｶﾅ"):
        assert [found.kind for found in store.search(word)] == ["project"], word
    assert store.search("100%") == []
    assert store.titles("project", [store.search("病児")[0].record_id]).popitem()[1].startswith("3-A-02")


def test_the_bin_is_not_searched(store: Store) -> None:
    person = add_person(store, "消える 人")
    with store.change("bin") as unit:
        unit.remove(Person, person)
    assert store.search("消える") == []
    store.undo()
    assert len(store.search("消える")) == 1


def test_a_damaged_log_is_noticed(store: Store, tmp_path: Path) -> None:
    add_person(store)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sync_tx SET bytes = x'00' WHERE seq = 1")
    with store.read() as session:
        assert rebuild.broken_links(session.connection())
