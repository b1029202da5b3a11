"""Small records the kit's tests share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.table import Column, Group

D = dt.date
FUKUYAMA = Mark("福", "Fk", "#23367A", "#516AB3")
MIHARA = Mark("三", "Mh", "#90A0F0", "#B4C1FD")


@dataclass(frozen=True)
class Person:
    """A row of the tests' table."""

    id: str
    name: str
    kana: str
    body: str
    left: int | NumberMark | None
    mark: Mark = FUKUYAMA


PEOPLE = (
    Person("1", "髙橋 一", "たかはし はじめ", "三原市", 582, MIHARA),
    Person("2", "試行 さくら", "しこう さくら", "笠岡市", 35),
    Person("3", "仮名 健一", "かめい けんいち", "三原市", NumberMark.PENDING, MIHARA),
    Person("4", "例示 花子", "れいじ はなこ", "笠岡市", -1200),
    Person("5", "見本 太郎", "みほん たろう", "笠岡市", None),
)


def columns() -> list[Column[Person]]:
    """Mark, name with reading, body, figure."""
    return [
        Column("mark", "", lambda row: row.mark, 3, "mark", sortable=False),
        Column(
            "name",
            "氏名",
            lambda row: row.name,
            12,
            note=lambda row: row.kana,
            sort_key=lambda row: row.kana,
            sort_words="ふりがな順",
            primary=True,
            stretch=True,
            edit=lambda row: row.name,
        ),
        Column("body", "派遣元", lambda row: row.body, 8),
        Column("left", "残り", lambda row: row.left, 7, "number"),
    ]


def by_body(row: Person) -> Group:
    """Group rows by body."""
    return Group(row.body, row.body)


def id_of(row: Person) -> str:
    """A row's id."""
    return row.id


def compose(widget: QWidget, preedits: Sequence[str], commit: str = "") -> None:
    """Type through an input method: what the composition shows step by step, then what it becomes."""
    for text in preedits:
        QApplication.sendEvent(widget, QInputMethodEvent(text, []))
    if commit:
        event = QInputMethodEvent()
        event.setCommitString(commit)
        QApplication.sendEvent(widget, event)


def collect(into: list[object]) -> Callable[..., None]:
    """A slot that keeps what it was told."""

    def told(*what: object) -> None:
        into.append(what[0] if len(what) == 1 else what)

    return told
