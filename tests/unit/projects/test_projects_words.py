"""Every English literal of this room has its Japanese, and words are put together as an official writes them."""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import bingo_planner.features.projects as room
from bingo_planner.features.projects.fields import CONTEXT, KINDS
from bingo_planner.features.projects.model import Kpi, PactLine, ProjectSheet
from bingo_planner.features.projects.report import month_word
from bingo_planner.features.projects.words import (
    area_title,
    baseline_words,
    grounds_words,
    kpi_title,
    percent_words,
    rule_words,
    target_words,
    target_year_words,
    term_words,
    year_word,
)
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import catalogue, set_language

KPI = Kpi("k", "1", "創業件数", unit="件", target=Decimal(2400), target_year=2029, baseline_year=2023)


def _literals() -> set[str]:
    found: set[str] = set()
    for path in Path(str(room.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"translate": 1, "_t": 0}.get(node.func.id, -1)
                if 0 <= place < len(node.args):
                    found |= _texts(node.args[place])
    return found


def _texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return set()


def test_every_literal_has_its_japanese() -> None:
    wanted = _literals()
    for kind in KINDS:
        wanted.add(kind.label)
        for field in kind.fields:
            wanted |= {field.label, *(choice.label for choice in field.choices)}
            wanted |= {field.hint, field.section} - {""}
    assert len(wanted) > 150
    assert sorted(wanted - set(catalogue(CONTEXT))) == []


def test_months() -> None:
    assert month_word(dt.date(2024, 4, 1)) == "4月"
    set_language("en")
    assert month_word(dt.date(2024, 4, 1)) == "Apr"


def test_targets() -> None:
    assert target_words(KPI) == "2,400"
    assert target_words(replace(KPI, target_kind="at_least")) == "2,400以上"
    assert target_words(replace(KPI, target_kind="at_most", decimals=1)) == "2,400.0以下"
    assert target_words(replace(KPI, target_kind="keep", target=None)) == "現状維持"
    assert target_words(replace(KPI, target_kind="pending", target=None)) == "検討中"
    assert target_words(replace(KPI, target_kind="text", target_text="増加")) == "増加"
    assert target_words(replace(KPI, target=None)) == "－"


def test_years() -> None:
    assert year_word(2023, "fiscal", DateStyle.ERA) == "R5"
    assert year_word(2023, "calendar", DateStyle.ERA) == "R5年"
    assert year_word(None, "fiscal", DateStyle.ERA) == "－"
    assert target_year_words(KPI, DateStyle.ERA) == "R11"
    assert target_year_words(replace(KPI, counting="cumulative"), DateStyle.ERA) == "R6–11計"
    assert (
        term_words(ProjectSheet("p", starts_fy=2023, ends_fy=2028), DateStyle.ERA) == "令和5年度～令和10年度"
    )
    assert term_words(ProjectSheet("p"), DateStyle.ERA) == ""


def test_names_and_rule() -> None:
    assert kpi_title(KPI) == "創業件数（件）"
    assert baseline_words(KPI) == "－"
    assert area_title("LIFE") == "役割3　圏域全体の生活関連機能サービスの向上"
    assert rule_words() == "A 86%以上・B 71%以上・C 56%以上・D 56%未満"
    assert percent_words(Decimal("76.75")) == "76.8 %"


def test_the_same_item_of_several_pacts_is_told_once() -> None:
    line = PactLine("i", "t", "甲市と乙市の連携協約", "m", "3-1", "子育て")
    assert grounds_words([line]) == ("別表3-1「子育て」（甲市と乙市の連携協約）",)
    assert grounds_words([line, replace(line, id="j")]) == ("別表3-1「子育て」（2件の協約に共通）",)


def test_english() -> None:
    set_language("en")
    assert kpi_title(KPI) == "創業件数 (件)"
    assert target_words(replace(KPI, target_kind="at_least")) == "min 2,400"
    assert year_word(2023, "calendar", DateStyle.ERA) == "2023"
