"""A small office: two bodies and the core city, four terms on two seats, duties, tasks, contacts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from bingo_planner.features.region.tables import Municipality, Region
from bingo_planner.features.staff.tables import Duty, Person, Secondment, Task
from bingo_planner.store.store import Store, Unit


@dataclass(frozen=True)
class Office:
    """The ids of what was laid down."""

    core: str
    mihara: str
    onomichi: str
    taro: str
    hanako: str
    kazuo: str
    midori: str
    taro_term: str
    hanako_term: str
    kazuo_term: str
    task: str


def _body(unit: Unit, code: str, name: str, mark: str, sort: int) -> str:
    row = Municipality(code=code, name=name, short_name=name[:-1], name_en=name, mark=mark, sort=sort)
    return unit.add(row).id


def _term(
    unit: Unit, person: str, body: str, core: str, first: dt.date, last: dt.date, **more: object
) -> str:
    row = Secondment(
        person_id=person, sender_id=body, host_id=core, starts_on=first, ends_on=last, paid_by_id=core, **more
    )
    return unit.add(row).id


def lay_office(store: Store) -> Office:
    """Write the office into an empty region file."""
    with store.change("Office") as unit:
        core = _body(unit, "34207", "福山市", "福", 1)
        mihara = _body(unit, "34204", "三原市", "三", 2)
        onomichi = _body(unit, "34205", "尾道市", "尾", 3)
        unit.add(Region(name="備後圏域", office_name="連携推進室", core_id=core))
        taro = unit.add(Person(name="見本 太郎", kana="みほん たろう", body_id=mihara, is_contact=False)).id
        hanako = unit.add(
            Person(name="例示 花子", kana="れいじ はなこ", body_id=onomichi, is_contact=False)
        ).id
        kazuo = unit.add(
            Person(name="例示 一雄", kana="れいじ かずお", body_id=onomichi, is_contact=False)
        ).id
        midori = unit.add(
            Person(
                name="雛形 みどり",
                kana="ひながた みどり",
                body_id=mihara,
                section="経営企画課",
                duty="公共交通",
                tel="0848-00-0002",
            )
        ).id
        taro_term = _term(
            unit, taro, mihara, core, dt.date(2022, 10, 1), dt.date(2024, 9, 30), seat="三原市 枠"
        )
        hanako_term = _term(unit, hanako, onomichi, core, dt.date(2023, 4, 1), dt.date(2026, 3, 31))
        kazuo_term = _term(unit, kazuo, onomichi, core, dt.date(2021, 4, 1), dt.date(2023, 4, 30))
        unit.add(Duty(person_id=taro, title="病児保育の広域利用", share=50, sort=1))
        unit.add(Duty(person_id=taro, title="救急安心センター", share=30, sort=2))
        unit.add(Duty(person_id=hanako, title="観光", share=110))
        task = unit.add(Task(title="協定書の案", person_id=taro, due_on=dt.date(2024, 8, 20))).id
        unit.add(Task(title="議会", kind="date", due_on=dt.date(2024, 9, 5)))
        unit.add(Task(title="費用の割合", kind="undecided", person_id=taro))
    return Office(
        core, mihara, onomichi, taro, hanako, kazuo, midori, taro_term, hanako_term, kazuo_term, task
    )


@pytest.fixture
def office(store: Store) -> Office:
    """The office in the test's own region file."""
    return lay_office(store)
