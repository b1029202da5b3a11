"""The rule file and its verb: the contract in and out, and everything it refuses."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE
from bingo_planner.features.costshare.rulefile import parse_rule, write_rule
from bingo_planner.kernel.errors import PlanError

RULE: dict[str, Any] = {
    "total": 10000000,
    "unit": 1,
    "deductions": [{"name": "県補助", "amount": 0}],
    "members": ["34207", "34204"],
    "lead": "34207",
    "components": [{"basis": "equal", "ratio": "0.7"}, {"basis": "population", "ratio": "0.3"}],
    "bases": {"population": {"34207": 460930, "34204": 90573}},
    "member_weights": {"equal": {"34204": "0.5"}},
    "fixed": {},
    "minimum": {},
    "maximum": {},
    "stage": "single",
    "rounding": "largest_remainder",
}


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run `share` on a document or a text; (exit code, output, error output)."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))

    def go(rule: object, *words: str) -> tuple[int, str, str]:
        path = tmp_path / "rule.json"
        path.write_text(rule if isinstance(rule, str) else json.dumps(rule), encoding="utf-8")
        code = main(["share", str(path), *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


def test_the_contract_out(share: Any) -> None:
    code, out, _ = share(RULE, "--json", "--lang", "en")
    told = json.loads(out)
    assert code == 0
    assert set(told) == {"total", "shared", "shares", "remainder_to", "note"}
    assert (told["total"], told["shared"]) == (10000000, 10000000)
    first = told["shares"][0]
    exact = Fraction(14_000_000, 3) + Fraction(3_000_000 * 460930, 551503)
    assert (first["member"], Fraction(first["exact"])) == ("34207", exact)
    assert Fraction(first["by_component"]["equal"]) == Fraction(14_000_000, 3)
    assert sum(one["amount"] for one in told["shares"]) == 10000000
    assert told["remainder_to"] == ["34207"]
    assert "34207" in told["note"]


def test_one_carrier_is_one_code_and_none_is_null(share: Any) -> None:
    told = json.loads(share(RULE | {"rounding": "floor_to_lead", "total": 10}, "--json")[1])
    assert told["remainder_to"] == "34207"
    whole = RULE | {"components": [{"basis": "equal", "ratio": 1}], "member_weights": {}}
    assert json.loads(share(whole, "--json")[1])["remainder_to"] is None


def test_the_table_is_readable_in_both_languages(share: Any) -> None:
    japanese = share(RULE, "--lang", "ja")[1]
    assert "均等割" in japanese
    assert "10,000,000" in japanese
    assert "最大剰余法" in japanese
    assert "Equal part" in share(RULE, "--lang", "en")[1]


def test_numbers_are_exact_as_text_or_number_and_codes_may_have_six_digits() -> None:
    text = (
        json.dumps(RULE | {"members": ["342076", "34204"]})
        .replace('"0.7"', "0.7")
        .replace("460930", '"460930"')
    )
    rule = parse_rule(text.encode())
    assert rule.members == ("34207", "34204")
    assert rule.components[0].ratio == Fraction(7, 10)
    assert rule.bases["population"]["34207"] == 460930


def test_what_is_written_reads_back_the_same() -> None:
    more = {
        "relief": {"last": {"34207": 5}, "rise": "0.1", "fall": None},
        "stage": "two",
        "fixed": {"34204": 5},
    }
    rule = parse_rule(json.dumps(RULE | more).encode())
    assert parse_rule(json.dumps(write_rule(rule)).encode()) == rule


BAD: list[tuple[str, object]] = [
    ("share.json", "{"),
    ("share.json", '{"total": 1,}'),
    ("share.shape", "[]"),
    ("share.number", json.dumps(RULE).replace("10000000", "NaN")),
    ("share.number", json.dumps(RULE).replace("10000000", "1e999999")),
    ("share.number", RULE | {"total": True}),
    ("share.number", RULE | {"total": None}),
    ("share.number", RULE | {"total": "many"}),
    ("share.number", RULE | {"total": [1]}),
    ("share.whole", RULE | {"total": "0.5"}),
    ("share.negative", RULE | {"total": -1}),
    ("share.missing", {key: value for key, value in RULE.items() if key != "total"}),
    ("share.missing", {key: value for key, value in RULE.items() if key != "members"}),
    ("share.missing", RULE | {"components": [{"basis": "equal"}]}),
    ("share.unknown_key", RULE | {"totl": 1}),
    ("share.unknown_key", RULE | {"components": [{"basis": "equal", "ratio": 1, "x": 1}]}),
    ("share.key_twice", '{"total": 1, "total": 2}'),
    ("share.key_twice", RULE | {"fixed": {"34207": 1, "342076": 1}}),
    ("share.word", RULE | {"stage": "three"}),
    ("share.word", RULE | {"rounding": "half"}),
    ("share.shape", RULE | {"stage": 2}),
    ("share.shape", RULE | {"members": "34207"}),
    ("share.shape", RULE | {"members": [34207]}),
    ("share.shape", RULE | {"bases": []}),
    ("share.shape", RULE | {"components": [{"basis": "equal", "ratio": 1, "inverse": 1}]}),
    ("share.unit", RULE | {"unit": 0}),
    ("share.unit", RULE | {"unit": "1.5"}),
    ("share.no_members", RULE | {"members": []}),
    ("share.member_twice", RULE | {"members": ["34207", "342076"]}),
    ("share.lead_outside", RULE | {"lead": "34203"}),
    ("share.lead_missing", RULE | {"lead": None, "rounding": "floor_to_lead"}),
    ("share.ratio_sum", RULE | {"components": [{"basis": "equal", "ratio": "0.9"}]}),
    ("share.negative", RULE | {"components": [{"basis": "equal", "ratio": "-1"}]}),
    ("share.negative", RULE | {"bases": {"population": {"34207": -1, "34204": 1}}}),
    ("share.negative", RULE | {"maximum": {"34207": -1}}),
    ("share.no_figure", RULE | {"bases": {"population": {"34207": 1}}}),
    ("share.no_base", RULE | {"bases": {}}),
    ("share.no_base", RULE | {"member_weights": {"equall": {}}}),
    ("share.equal_base", RULE | {"bases": {"equal": {}}}),
    ("share.base_zero", RULE | {"bases": {"population": {"34207": 0, "34204": 0}}}),
    ("share.not_member", RULE | {"fixed": {"34203": 1}}),
    ("share.not_member", RULE | {"member_weights": {"equal": {"34203": 1}}}),
    ("share.deductions_over", RULE | {"deductions": [{"name": "a", "amount": 10000001}]}),
    ("share.whole", RULE | {"deductions": [{"name": "a", "amount": "1.5"}]}),
    ("share.bounds_crossed", RULE | {"minimum": {"34207": 2}, "maximum": {"34207": 1}}),
    ("code.unreadable", RULE | {"members": ["3420"]}),
    ("code.check_digit", RULE | {"members": ["342070", "34204"]}),
]


@pytest.mark.parametrize(("code", "rule"), BAD)
def test_what_is_refused(code: str, rule: object) -> None:
    from bingo_planner.features.costshare.sharing import carry_out

    text = rule if isinstance(rule, str) else json.dumps(rule)
    with pytest.raises(PlanError) as caught:
        carry_out(parse_rule(text.encode()))
    assert caught.value.code == code


def test_a_refusal_is_one_sentence_and_exit_one(share: Any, tmp_path: Path) -> None:
    code, out, err = share(RULE | {"members": []}, "--json", "--lang", "en")
    assert (code, out) == (1, "")
    assert err.strip().splitlines() == ["There is no member to share among. Name at least one member."]
    assert main(["share", str(tmp_path / "nowhere.json")]) == 1
    (tmp_path / "sjis.json").write_bytes('{"県": 1}'.encode("cp932"))
    assert main(["share", str(tmp_path / "sjis.json")]) == 1
