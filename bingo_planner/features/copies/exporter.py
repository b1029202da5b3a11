"""The history as a table to look at or to work with."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.exchange.sheet import Sheet, SheetColumn
from bingo_planner.features.copies.model import ChangeLine
from bingo_planner.features.copies.words import moment
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate


def _t(text: str) -> str:
    return translate("copies", text)


def history_sheet(lines: Sequence[ChangeLine], style: DateStyle) -> Sheet:
    """One row a changed field."""
    columns = (
        SheetColumn("at", _t("When"), width=16),
        SheetColumn("body", _t("Body"), width=10),
        SheetColumn("who", _t("Who"), width=14),
        SheetColumn("where", _t("Where"), width=18),
        SheetColumn("kind", _t("Kind"), width=14),
        SheetColumn("record", _t("Record"), width=32),
        SheetColumn("field", _t("Field"), width=16),
        SheetColumn("old", _t("Before"), width=24),
        SheetColumn("new", _t("After"), width=24),
        SheetColumn("how", _t("How"), width=10),
    )
    rows = [
        (
            moment(one.at, style),
            one.body,
            one.who,
            one.where,
            one.kind_name,
            one.title,
            one.field,
            one.old,
            one.new,
            one.how,
        )
        for one in lines
    ]
    return Sheet("history", _t("History"), columns, rows)
