"""Kinds of joint services as data: what a new service is set up with. Afterwards every service is its own records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class NewBreakdown:
    """A breakdown a kind starts with."""

    name: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """A measure a kind starts with; `breakdown` names one of the kind's breakdowns."""

    name: str
    unit: str
    counting: str = "sum"
    by_place: bool = True
    by_body: bool = True
    breakdown: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """One kind: its word, and the records a new service of it starts with. Names are Japanese, as files have them."""

    value: str
    label: str
    place_word: str = ""
    weekdays: str = "1111100"
    on_holidays: bool = False
    measures: tuple[NewMeasure, ...] = ()
    breakdowns: tuple[NewBreakdown, ...] = ()


_AGES = NewBreakdown("年齢", ("0歳", "1・2歳", "3歳", "4歳以上"))
_CALLERS = NewBreakdown("年齢", ("0～4歳", "5～14歳", "15～64歳", "65～74歳", "75歳以上"))
_REASONS = NewBreakdown("理由", ("里帰り出産", "通勤の途中", "転出後の継続", "施設の空き", "その他"))
_HOURS = NewBreakdown("時間帯", ("0～8時", "8～17時", "17～24時"))
_URGENCY = NewBreakdown("緊急度", ("赤（119転送）", "橙", "黄", "緑", "白"))
_CALLS = NewBreakdown("区分", ("救急電話相談", "医療機関案内", "その他"))
_CHANNELS = NewBreakdown("経路", ("アプリ", "電話"))
_ILLNESS = NewBreakdown("病状", ("病児", "病後児"))

KINDS: Final = (
    ServiceKind(
        "childcare",
        "Shared childcare",
        "施設",
        "1111110",
        measures=(
            NewMeasure("広域利用児童数", "人", "level", capacity="受入可能数"),
            NewMeasure("新規の利用開始", "人", by_place=False, breakdown="理由"),
            NewMeasure("待機児童数", "人", "level", by_place=False),
        ),
        breakdowns=(_AGES, _REASONS),
    ),
    ServiceKind(
        "sick_child",
        "Sick-child and convalescent care",
        "施設",
        measures=(
            NewMeasure("延べ利用児童数", "人", capacity="定員"),
            NewMeasure("受入不可", "件", by_body=False),
            NewMeasure("キャンセル", "件", by_body=False),
        ),
        breakdowns=(_ILLNESS,),
    ),
    ServiceKind(
        "holiday_care",
        "Holiday childcare with the MyNumber card",
        "施設",
        "0000001",
        True,
        measures=(
            NewMeasure("延べ利用児童数", "人", capacity="定員"),
            NewMeasure("予約", "件", by_place=False, by_body=False, breakdown="経路"),
            NewMeasure("利用登録者数", "人", "level", by_place=False),
        ),
        breakdowns=(_CHANNELS,),
    ),
    ServiceKind(
        "call_centre",
        "Emergency call centre (#7119)",
        "",
        "1111111",
        True,
        measures=(
            NewMeasure("受付件数", "件", by_place=False, breakdown="区分"),
            NewMeasure("時間帯別の受付件数", "件", by_place=False, by_body=False, breakdown="時間帯"),
            NewMeasure("年齢別の受付件数", "件", by_place=False, by_body=False, breakdown="年齢"),
            NewMeasure("緊急度別の救急電話相談", "件", by_place=False, by_body=False, breakdown="緊急度"),
        ),
        breakdowns=(_CALLS, _CALLERS, _HOURS, _URGENCY),
    ),
    ServiceKind(
        "other",
        "Other joint service",
        "施設",
        measures=(NewMeasure("利用者数", "人"),),
    ),
)
"""In the order in which a form offers them. A new kind is a new line here; nothing else asks for the word."""


def kind_of(value: str) -> ServiceKind:
    """The kind of a word; the last one (other) when it is not known here."""
    return next((kind for kind in KINDS if kind.value == value), KINDS[-1])
