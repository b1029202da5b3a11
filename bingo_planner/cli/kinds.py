"""Every kind of record with its fields and services, in the order of the rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from bingo_planner.features.costshare.records import ACCESS as COST_KINDS
from bingo_planner.features.projects.records import ACCESS as PROJECT_KINDS
from bingo_planner.features.records import RecordAccess
from bingo_planner.features.region.service import accesses as region_kinds
from bingo_planner.features.staff.service import accesses as staff_kinds
from bingo_planner.features.surveys.freetext.records import ACCESS as SURVEY_TEXT_KINDS
from bingo_planner.features.surveys.records import ACCESS as SURVEY_KINDS
from bingo_planner.features.usage.placement_service import ACCESS as PLACEMENT_KINDS
from bingo_planner.features.usage.records import ACCESS as USAGE_KINDS
from bingo_planner.features.vision.records import ACCESS as VISION_KINDS
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.typed import show_value
from bingo_planner.store.store import Store


@cache
def access_by_kind() -> Mapping[str, RecordAccess]:
    """Kind of record → how it is listed, added, set and binned, with the checks of its own room."""
    below = (*region_kinds(), *staff_kinds(), *PROJECT_KINDS)
    used = (*COST_KINDS, *USAGE_KINDS, *PLACEMENT_KINDS, *SURVEY_KINDS, *SURVEY_TEXT_KINDS)
    rooms = (*below, *used, *VISION_KINDS)
    return {access.kind: access for access in rooms}


def field_name(kind: str, key: str) -> str:
    """A field's words; its key when no form shows it, nothing for no field."""
    access = access_by_kind().get(kind)
    field = access.record.by_key.get(key) if access else None
    return field.name() if field else key


def field_value(store: Store, kind: str, key: str, value: object, style: DateStyle) -> str:
    """A logged value in words: names for ids, choices in words, days in the chosen style."""
    if value is None or value == "":
        return ""
    access = access_by_kind().get(kind)
    field = access.record.by_key.get(key) if access else None
    if field is None:
        return str(value)
    if field.kind in ("ref", "body"):
        return store.titles(field.refers_to, [str(value)]).get(str(value), str(value))
    plain = value if isinstance(value, (str, int, Decimal, dt.date)) else str(value)
    return show_value(field, plain, style)
