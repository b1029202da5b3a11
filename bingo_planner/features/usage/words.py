"""Words of this room that pages and papers share."""

from __future__ import annotations

import datetime as dt

from bingo_planner.features.usage import messages  # noqa: F401  # its sentences belong to these findings
from bingo_planner.features.usage.model import Finding, MonthStage
from bingo_planner.kernel.errors import FieldProblem, describe
from bingo_planner.kernel.i18n import language, translate


def finding_words(finding: Finding) -> str:
    """31人は前月（14人）の2.2倍です。"""
    return describe(FieldProblem("", finding.code, finding.facts)).text


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_word(month: dt.date) -> str:
    """7月 or Jul, over a column."""
    if language() == "en":
        return _MONTHS[month.month - 1]
    return translate("usage", "M{n}", n=month.month)


_ENCODINGS = {
    "": "Excel",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "JIS",
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
}


def encoding_words(encoding: str) -> str:
    """How a file was written, by the name people know it under; a book of Excel has none."""
    return _ENCODINGS.get(encoding, encoding.upper())


def stage_words(stage: MonthStage) -> str:
    """確定, 確認待ち, 入力中, これから."""
    words = {
        MonthStage.CONFIRMED: translate("usage", "Confirmed"),
        MonthStage.TO_CHECK: translate("usage", "To check"),
        MonthStage.OPEN: translate("usage", "Open"),
        MonthStage.AHEAD: translate("usage", "Ahead"),
    }
    return words[stage]
