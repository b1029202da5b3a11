"""Live fields give the figure as it stands now, and never a silent blank."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.vision.catalogue import search
from bingo_planner.features.vision.facts import BodyFact, FigureFacts, KpiFact, ProjectFact
from bingo_planner.features.vision.figures import money_text, resolve, target_text
from bingo_planner.features.vision.model import FigureProblem, VisionRow
from bingo_planner.kernel.i18n import speaking
from bingo_planner.kernel.numbers import Mark

KPI = KpiFact(
    "k1",
    "p1",
    "K-01",
    "延べ利用児童数",
    "人",
    0,
    "fiscal",
    Decimal(412),
    2023,
    "at_least",
    Decimal(900),
    "",
    2029,
)
RATE = replace(
    KPI, id="k2", name="受入不可の割合", unit="%", decimals=1, target_kind="at_most", target=Decimal(10)
)
FACTS = FigureFacts(
    vision=VisionRow("v", "びんご圏域ビジョン", "第3期", 2025, 2029, ""),
    bodies=(
        BodyFact("f", "34207", "福山市", Decimal("517.72"), True, True),
        BodyFact("m", "34204", "三原市", Decimal("471.51"), True, False),
        BodyFact("h", "34100", "広島市", None, False, False),
    ),
    persons={
        ("f", "census", 2020, None, None): 460_930,
        ("m", "census", 2020, None, None): 90_573,
        ("f", "ipss_r5", 2020, None, None): 460_930,
        ("f", "ipss_r5", 2050, None, None): 383_669,
        ("f", "ipss_r5", 2050, 0, 14): 42_635,
        ("f", "ipss_r5", 2050, 15, 64): 200_838,
        ("f", "ipss_r5", 2050, 65, None): 140_196,
    },
    series={"census": "国勢調査"},
    kpis={"k1": KPI, "k2": RATE},
    kpi_values={("k1", "actual", 2023): Decimal(1655), ("k2", "actual", 2023): Mark.PENDING},
    projects={
        "p1": ProjectFact("p1", "3-A-02", "病児・病後児保育の広域利用", "LIFE"),
        "p2": ProjectFact("p2", "1-01", "創業支援", "ECONOMY"),
    },
    budgets={
        ("p1", "estimate", 2025): 38_400_000,
        ("p1", "estimate", 2026): Mark.PENDING,
        ("p2", "estimate", 2025): 0,
        ("p2", "settled", 2024): Mark.PENDING,
        ("p2", "original", 2025): Mark.NONE,
    },
    pacts=8,
)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("population:34207:census:2020", "460,930人"),
        ("population:region:census:2020", "551,503人"),
        ("population:34207:ipss_r5:2050:65+", "140,196人"),
        ("population:34207:ipss_r5:2050:0-64", "243,473人"),
        ("population-change:34207:ipss_r5:2020:2050", "16.8%減"),
        ("population-share:34207:ipss_r5:2050:65+", "36.5%"),
        ("kpi:k1:baseline", "412人"),
        ("kpi:k1:actual:2023", "1,655人"),
        ("kpi:k1:target", "900人以上"),
        ("kpi:k2:target", "10.0%以下"),
        ("kpi:k2:actual:2023", "未集計"),
        ("budget:p1:estimate:2025", "3,840万円"),
        ("budget:total:estimate:term", "3,840万円"),
        ("budget:ECONOMY:estimate:2025", "0円"),
        ("budget:p2:settled:2024", "未集計"),
        ("budget:p2:original:2025", "－"),
        ("members:count", "2市町"),
        ("members:names", "福山市、三原市"),
        ("members:core", "福山市"),
        ("members:area", "989.23km²"),
        ("projects:count", "2事業"),
        ("projects:count:LIFE", "1事業"),
        ("pacts:count", "8件"),
        ("vision:years", "5年間"),
        ("vision:term", "令和7年度から令和11年度まで"),
    ],
)
def test_what_a_field_prints(key: str, text: str) -> None:
    figure = resolve(key, FACTS)
    assert (figure.text, figure.problem) == (text, None)


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("populaton:34207:census:2020", FigureProblem.UNKNOWN),
        ("population:34207:census", FigureProblem.UNKNOWN),
        ("population:34207:census:２０２０", FigureProblem.UNKNOWN),
        ("population:99999:census:2020", FigureProblem.GONE),
        ("population:34207:census:1995", FigureProblem.BLANK),
        ("population:34207:ipss_r5:2050:0-50", FigureProblem.BLANK),
        ("kpi:gone:actual:2023", FigureProblem.GONE),
        ("kpi:k1:actual:2024", FigureProblem.BLANK),
        ("kpi:k1:average", FigureProblem.UNKNOWN),
        ("budget:gone:estimate:2025", FigureProblem.GONE),
        ("budget:p1:guess:2025", FigureProblem.UNKNOWN),
        ("budget:p1:estimate:2027", FigureProblem.BLANK),
        ("vision:slogan", FigureProblem.BLANK),
    ],
)
def test_a_field_without_a_figure_says_so(key: str, problem: FigureProblem) -> None:
    figure = resolve(key, FACTS)
    assert figure.problem is problem
    assert figure.text == "〔数値なし〕"


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(["kpi", "k1", "target", "budget", "p1", "2025", "region"])).map(":".join)
)
def test_any_key_gives_a_text(key: str) -> None:
    assert resolve(key, FACTS).text


def test_a_figure_speaks_the_language_of_the_text() -> None:
    with speaking("en"):
        assert resolve("kpi:k1:target", FACTS).text == "900 人 or more"
        assert resolve("population:34207:census:2020", FACTS).text == "460,930 persons"


def test_targets_in_words() -> None:
    assert target_text(replace(KPI, target_kind="pending", target=None)) == "検討中"
    assert target_text(replace(KPI, target_kind="keep", target=None)) == "現状維持"
    assert target_text(replace(KPI, target_kind="text", target_text="検証のうえ設定")) == "検証のうえ設定"


def test_money_never_loses_its_last_digits() -> None:
    assert money_text(120_000_000) == "1億2,000万円"
    assert money_text(3_456_000) == "3,456千円"
    assert money_text(-1_200_000) == "△120万円"


@given(st.integers(-(10**12), 10**12))
def test_money_reads_back(yen: int) -> None:
    from bingo_planner.kernel.numbers import parse_yen

    assert parse_yen(money_text(yen), 1) == yen


def test_the_catalogue_finds_figures_by_words_of_any_width() -> None:
    found = search(FACTS, "延べ ２０２３", 20)
    assert [entry.markup for entry in found.entries] == []
    found = search(FACTS, "延べ 令和５年度", 20)
    assert {entry.markup for entry in found.entries} >= {"{{kpi:k1:actual:2023}}", "{{kpi:k1:baseline}}"}
    assert all(entry.text for entry in found.entries if entry.group != "block")


def test_the_catalogue_offers_no_field_without_a_figure() -> None:
    everything = search(FACTS, "", 1000)
    keys = [entry.markup.strip("{}") for entry in everything.entries if entry.group != "block"]
    assert keys
    assert all(resolve(key, FACTS).problem is None for key in keys)
    assert len(everything.entries) == everything.total
