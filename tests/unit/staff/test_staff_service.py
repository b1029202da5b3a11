"""Every write of the room: done, undone, done again, and refused with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from bingo_planner.features.staff import service
from bingo_planner.features.staff.service import NewSecondee
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.store import rebuild
from bingo_planner.store.store import Store
from tests.unit.staff.conftest import Office

Write = Callable[[Store, Office], Changes]

WRITES: dict[str, Write] = {
    "set a name": lambda s, o: service.do_set(s, "person", o.taro, {"name": "見本 次郎"}),
    "set days": lambda s, o: service.do_set(
        s, "secondment", o.taro_term, {"ends_on": dt.date(2025, 3, 31), "successor": "未定"}
    ),
    "another sender": lambda s, o: service.do_set(s, "secondment", o.taro_term, {"sender_id": o.onomichi}),
    "add a duty": lambda s, o: service.do_add(s, "duty", {"person_id": o.taro, "title": "広報", "share": 5}),
    "add a task": lambda s, o: service.do_add(s, "task", {"title": "照会", "person_id": o.taro}),
    "finish a task": lambda s, o: service.do_finish_task(s, o.task),
    "add a secondee": lambda s, o: service.do_add_secondee(s, NewSecondee("試行 さくら", after=o.taro_term)),
    "add a contact": lambda s, o: service.do_add_contact(s, "仮置 守", o.mihara),
    "copy a person": lambda s, o: service.do_copy_person(s, o.taro),
    "bin a person": lambda s, o: service.do_remove(s, "person", o.taro),
}


@pytest.mark.parametrize("name", WRITES)
def test_written_undone_and_done_again(store: Store, office: Office, name: str) -> None:
    before = service.read_staff(store)
    changes = WRITES[name](store, office)
    after = service.read_staff(store)
    assert changes
    assert changes.label
    assert after != before
    store.undo()
    assert service.read_staff(store) == before
    store.redo()
    assert service.read_staff(store) == after
    with store.read() as session:
        assert rebuild.differences(session.connection()) == []


def test_everything_is_read_in_its_order(store: Store, office: Office) -> None:
    facts = service.read_staff(store)
    assert [person.name for person in facts.people] == ["雛形 みどり", "見本 太郎", "例示 一雄", "例示 花子"]
    assert [body.name for body in facts.bodies] == ["福山市", "三原市", "尾道市"]
    assert [duty.share for duty in facts.duties_of(office.taro)] == [50, 30]
    assert [task.title for task in facts.tasks] == ["協定書の案", "議会", "費用の割合"]
    assert facts.office == "連携推進室"
    assert facts.host_id == office.core
    assert facts.name_of(office.taro) == "見本 太郎"
    assert facts.body_name(office.mihara) == "三原市"


def test_a_secondee_takes_over_seat_terms_and_duties(store: Store, office: Office) -> None:
    changes = service.do_add_secondee(store, NewSecondee("試行 さくら", "しこう さくら", office.taro_term))
    facts = service.read_staff(store)
    (person,) = changes.ids_of("person")
    (term,) = facts.terms_of(person)
    assert (term.starts_on, term.ends_on) == (dt.date(2024, 10, 1), dt.date(2026, 3, 31))
    assert (term.seat, term.sender_id, term.host_id) == ("三原市 枠", office.mihara, office.core)
    assert term.state == "planned"
    assert [duty.title for duty in facts.duties_of(person)] == ["病児保育の広域利用", "救急安心センター"]
    before = facts.term(office.taro_term)
    assert before is not None
    assert before.successor_id == person
    new_person = facts.person(person)
    assert new_person is not None
    assert not new_person.is_contact


def test_a_secondee_on_a_new_seat_starts_next_april(store: Store, office: Office) -> None:
    changes = service.do_add_secondee(store, NewSecondee("仮名 健一", sender_id=office.onomichi))
    facts = service.read_staff(store)
    (term,) = facts.terms_of(next(iter(changes.ids_of("person"))))
    assert (term.starts_on, term.ends_on) == (dt.date(2025, 4, 1), dt.date(2027, 3, 31))
    assert term.host_id == office.core
    assert facts.duties_of(term.person_id or "") == ()


def test_another_sender_moves_the_person_too(store: Store, office: Office) -> None:
    service.do_set(store, "secondment", office.taro_term, {"sender_id": office.onomichi})
    person = service.read_staff(store).person(office.taro)
    assert person is not None
    assert person.body_id == office.onomichi


def test_the_bin_takes_terms_duties_and_tasks_along_and_gives_them_back(store: Store, office: Office) -> None:
    first = service.read_staff(store).duties_of(office.taro)[0]
    service.do_remove(store, "duty", first.id)
    before = service.read_staff(store)
    changes = service.do_remove(store, "person", office.taro)
    assert len(changes.ids) == 5
    gone = service.read_staff(store)
    assert gone.person(office.taro) is None
    assert gone.terms_of(office.taro) == ()
    assert gone.tasks_of(office.taro) == ()
    service.do_restore(store, "person", office.taro)
    assert service.read_staff(store) == before


@pytest.mark.parametrize(
    ("kind", "values", "field", "code"),
    [
        ("person", {"name": " "}, "name", "field.required"),
        ("person", {"mail": "example.jp"}, "mail", "staff.mail"),
        ("secondment", {"ends_on": dt.date(2020, 1, 1)}, "ends_on", "staff.dates_crossed"),
        ("secondment", {"ground": "love"}, "ground", "field.choice"),
        ("duty", {"share": 101}, "share", "field.range"),
    ],
)
def test_refusals_name_field_and_reason(
    store: Store, office: Office, kind: str, values: dict[str, str | dt.date], field: str, code: str
) -> None:
    ids = {"person": office.taro, "secondment": office.taro_term}
    ids["duty"] = service.read_staff(store).duties_of(office.taro)[0].id
    before = service.read_staff(store)
    with pytest.raises(PlanError) as refused:
        service.do_set(store, kind, ids[kind], values)
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == (field, code)
    assert code not in describe(problem).text
    assert service.read_staff(store) == before


def test_nobody_succeeds_themselves_and_fields_are_known(store: Store, office: Office) -> None:
    with pytest.raises(PlanError, match=r"staff\.same_person"):
        service.do_set(store, "secondment", office.taro_term, {"successor_id": office.taro})
    with pytest.raises(PlanError, match=r"field\.unknown"):
        service.do_set(store, "person", office.taro, {"height": 180})
    with pytest.raises(PlanError, match=r"staff\.kind"):
        service.do_add(store, "project", {})
    with pytest.raises(PlanError, match=r"field\.required"):
        service.do_add(store, "duty", {"title": "広報"})


def test_the_handover_gathers_what_one_person_knows(store: Store, office: Office) -> None:
    pack = service.read_handover(store)
    assert pack.person.id == office.taro, "the term that ends first"
    assert pack.until == dt.date(2025, 6, 30)
    assert [task.title for task in pack.open_tasks] == ["協定書の案"]
    assert [task.title for task in pack.dates] == ["議会"]
    assert [task.title for task in pack.undecided] == ["費用の割合"]
    assert [(person.name, body and body.name) for person, body in pack.people] == [("雛形 みどり", "三原市")]
    assert service.read_handover(store, office.hanako).person.name == "例示 花子"


def test_no_secondee_no_handover(store: Store) -> None:
    with pytest.raises(PlanError, match=r"staff\.nobody"):
        service.read_handover(store)


def test_the_last_change_names_who_and_when(store: Store, office: Office) -> None:
    records = [("person", office.taro), ("secondment", office.taro_term)]
    service.do_set(store, "secondment", office.taro_term, {"successor": "未定"})
    last = service.read_last_change(store, records)
    assert last is not None
    assert (last.who, last.body) == ("見本 花子", "福山市")
    assert service.read_last_change(store, [("person", "0" * 32)]) is None


def test_the_command_line_uses_the_same_checks(store: Store, office: Office) -> None:
    by_kind = {access.kind: access for access in service.accesses()}
    assert set(by_kind) == {"person", "secondment", "duty", "task"}
    duty = by_kind["duty"]
    assert duty.add is not None
    assert duty.change is not None
    assert duty.remove is not None
    (added,) = duty.add(store, {"person_id": office.taro, "title": "広報"}).ids_of("duty")
    duty.change(store, added, {"share": 10})
    assert [one.share for one in service.read_staff(store).duties_of(office.taro)] == [10, 50, 30]
    duty.remove(store, added)
    assert len(service.read_staff(store).duties_of(office.taro)) == 2
