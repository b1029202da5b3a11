"""The verbs `survey tabulate` and `survey weight` on files: the contract, and refusals in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE

HERE = Path(__file__).resolve().parents[2] / "fixtures" / "surveys"
Run = Callable[..., tuple[int, str, str]]
FILES = ("--answers", str(HERE / "answers.csv"), "--codebook", str(HERE / "codebook.csv"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb of surveys; (exit code, output, error output)."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))

    def go(*words: str) -> tuple[int, str, str]:
        try:
            code = main(["survey", *words])
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
        told = capsys.readouterr()
        return code, told.out.strip(), told.err.strip()

    return go


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., tuple[str, ...]]:
    """Files of a few answers; gives their options."""

    def write(answers: str, codes: str, targets: str = "") -> tuple[str, ...]:
        for name, text in (("a.csv", answers), ("c.csv", codes), ("t.csv", targets)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        found = ("--answers", str(tmp_path / "a.csv"), "--codebook", str(tmp_path / "c.csv"))
        return (*found, "--targets", str(tmp_path / "t.csv")) if targets else found

    return write


def test_the_json_is_that_of_the_contract(run: Run) -> None:
    code, out, err = run(
        "tabulate", *FILES, "--by", "sex,age", "--questions", "q1,q4", "--weight", "w", "--json"
    )
    assert (code, err) == (0, "")
    found = json.loads(out)
    tables = [one for one in found if "cells" in one]
    assert [(one["question"], one["by"], one["code_by"]) for one in tables[:4]] == [
        ("q1", None, None),
        ("q1", "sex", "1"),
        ("q1", "sex", "2"),
        ("q1", "age", "1"),
    ]
    first = tables[0]
    assert first["n"] == sum(cell["count"] for cell in first["cells"]) == 500
    assert first["n_weighted"] == pytest.approx(sum(cell["weighted"] for cell in first["cells"]))
    assert sum(cell["percent"] for cell in first["cells"]) == pytest.approx(100)
    assert first["cells"][0]["moe"] == pytest.approx(1.96 * first["cells"][0]["se"])
    assert first["deff"] == pytest.approx(first["n"] / first["n_effective"])
    assert (first["mean"], first["deff_form"]) == (None, "kish")
    tests = [one for one in found if "rao_scott_f" in one]
    assert [(one["question"], one["by"]) for one in tests] == [
        (q, by) for q in ("q1", "q4") for by in ("sex", "age")
    ]
    assert 0 < tests[0]["p"] < 1
    assert tests[2]["p"] is None


def test_tables_to_look_at_and_a_workbook(run: Run, tmp_path: Path) -> None:
    code, out, err = run(
        "tabulate", *FILES, "--by", "town", "--questions", "q3", "--weight", "w", "--lang", "ja"
    )
    assert code == 0
    assert "神石高原町*" in out
    assert "選べる数を超えた回答が44件" in err
    path = tmp_path / "t.xlsx"
    assert run("tabulate", *FILES, "--by", "sex,sex*age", "--out", str(path), "--lang", "ja")[0] == 0
    book = load_workbook(path)
    assert book.sheetnames[-2:] == ["検定", "データ"]
    assert "q5" in book.sheetnames
    heads = [cell.value for cell in book["データ"][3]]
    assert heads[:4] == ["設問", "表側", "区分コード", "コード"]
    assert run("tabulate", *FILES, "--out", str(tmp_path / "t.csv"))[0] == 2
    assert run("tabulate")[0] == 2


def test_raking_first_counts_as_weights(run: Run, tmp_path: Path) -> None:
    targets = ("--targets", str(HERE / "targets.csv"))
    code, out, _err = run("weight", *FILES[:2], *targets, "--weight", "w", "--json")
    assert code == 0
    found = json.loads(out)
    assert sum(found["weights"]) == pytest.approx(7420)
    assert found["kish_deff"] * found["n_effective"] == pytest.approx(500)
    assert [one["question"] for one in found["margins"]][::6] == ["sex", "town"]
    lines = (HERE / "answers.csv").read_text(encoding="utf-8").splitlines()
    raked = [f"{line},{weight!r}" for line, weight in zip(lines[1:], found["weights"], strict=True)]
    (tmp_path / "raked.csv").write_text("\n".join([f"{lines[0]},raked", *raked]), encoding="utf-8")
    design = ("--questions", "q1,q4", "--by", "sex", "--strata", "town", "--json")
    own = run("tabulate", "--answers", str(tmp_path / "raked.csv"), *FILES[2:], *design, "--weight", "raked")
    assert run("tabulate", *FILES, *design, "--weight", "w", *targets)[1] == own[1]


def test_trimmed_weights_keep_their_limits(run: Run) -> None:
    files = (*FILES[:2], "--targets", str(HERE / "targets.csv"))
    code, out, err = run("weight", *files, "--trim", "0.1,2.5", "--json", "--lang", "en")
    found = json.loads(out)
    mean = sum(found["weights"]) / 500
    assert code == 0
    assert found["max"] <= 2.5 * 7420 / 500 * (1 + 1e-12)
    assert found["min"] >= 0.1 * mean * 0.9
    assert ("limits leave" in err) == (found["largest_error"] > 1e-6)
    assert run("weight", *files, "--trim", "x")[0] == 2
    assert run("weight", *files, "--trim", "2,3")[0] == 1


CODES = """id,label,type,options
q1,問,SA,1=a|2=b|3=c
q2,軸,SA,1=x|2=y|9=無回答
q3,複,MA,1=p|2=q
q4,数,NUM,
q5,一,SA,1=z
"""
ANSWERS = "q1,q2,q3,q4,q5,w,s,c,N\n" + "".join(
    f"{i % 3 + 1},{i % 2 + 1},{('1', '1;2', '')[i % 3]},{i},1,{i % 4},{'ab'[i % 2]},{i // 2},50\n"
    for i in range(24)
)


def test_odd_questions_and_axes_have_answers_too(run: Run, small: Callable[..., tuple[str, ...]]) -> None:
    files = small(ANSWERS, CODES)
    code, out, err = run("tabulate", *files, "--by", "q1,q3,q5,q2*q1", "--weight", "w", "--json")
    assert (code, err) == (0, "")
    assert "NaN" not in out
    found = json.loads(out)
    by_itself = [one for one in found if one["question"] == one["by"] == "q1" and "cells" in one]
    assert [one["cells"][at]["percent"] for at, one in enumerate(by_itself)] == [100, 100, 100]
    test = next(one for one in found if one["question"] == one["by"] == "q1" and "p" in one)
    assert (test["p"], test["unweighted"]) == (None, None)
    overlapping = [
        one["n"] for one in found if one["question"] == "q1" and one["by"] == "q3" and "cells" in one
    ]
    assert overlapping == [16, 8]
    single = next(one for one in found if one["question"] == "q5" and one["by"] is None)
    assert (single["cells"][0]["percent"], single["cells"][0]["se"]) == (100, 0)
    lines = [one for one in found if one["question"] == "q4" and one["by"] == "q2*q1" and "cells" in one]
    nested = [one["code_by"] for one in lines]
    assert nested[:4] == ["1*1", "1*2", "1*3", "2*1"]
    nobody = next(one for one in found if one["question"] == "q1" and one["code_by"] == "9*1")
    assert (nobody["n"], nobody["cells"][0]["percent"], nobody["n_effective"]) == (0, None, 0)


def test_a_question_nobody_answered(run: Run, small: Callable[..., tuple[str, ...]]) -> None:
    codes = "id,label,type,options\na,問,SA,1=x|2=y\nb,数,NUM,\nc,複,MA,1=x|2=y\nd,軸,SA,1=x|2=y\n"
    code, out, _err = run("tabulate", *small("a,b,c,d\n,,,1\n,,,2\n,,,1\n", codes), "--by", "d,a", "--json")
    assert code == 0
    assert all(one["n"] == 0 for one in json.loads(out) if one.get("question") in "abc" and "n" in one)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--by", "q9"), "設問「q9」はありません"),
        (("--by", "q4"), "集計軸にできません"),
        (("--questions", "q1,q9"), "設問「q9」はありません"),
        (("--weight", "x"), "「x」の列がありません"),
        (("--weight", "s"), "2行目「s」"),
        (("--strata", "q3"), "何も書かれていません"),
        (("--strata", "c", "--cluster", "c"), "標本誤差を計算できません"),
        (("--strata", "s", "--fpc", "q1"), "層「a」に母集団の大きさが2つ以上"),
        (("--fpc", "c"), "2行目「c」: 母集団の大きさが0です"),
    ],
)
def test_refusals_are_one_sentence(
    run: Run, small: Callable[..., tuple[str, ...]], words: tuple[str, ...], told: str
) -> None:
    code, out, err = run("tabulate", *small(ANSWERS, CODES), *words, "--json", "--lang", "ja")
    assert (code, out) == (1, "")
    assert told in err.splitlines()[0]


def test_a_population_smaller_than_its_sample_and_lonely_strata(
    run: Run, small: Callable[..., tuple[str, ...]]
) -> None:
    rows = ["1,1,1,1,1,1,a,1,2", "2,1,1,1,1,1,a,2,2", "1,1,1,1,1,1,a,3,2", "1,1,1,1,1,1,b,4,2"]
    files = small("q1,q2,q3,q4,q5,w,s,c,N\n" + "\n".join(rows), CODES)
    code, _out, err = run("tabulate", *files, "--strata", "s", "--fpc", "N", "--lang", "ja")
    assert code == 1
    assert "層「a」の母集団は2ですが、標本は3です" in err
    code, _out, err = run("tabulate", *files, "--strata", "s", "--lang", "ja")
    assert code == 1
    assert "b" in err
    assert run("tabulate", *files, "--strata", "s", "--lonely", "adjust")[0] == 0


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ("q1,1,10\nq1,2,10\nq1,3,10\nq1,4,5\n", "回答者のいない区分があります: q1=4"),
        ("q1,1,10\nq1,2,10\nq1,3,10\nq2,1,15\nq2,2,16\n", "q1は30、q2は31"),
        ("q1,1,10\nq1,2,10\n", "目標のない回答が8件"),
        ("q1,1,10\nq1,2,10\nq1,3,-1\n", "0より小さい"),
        ("q1,1,10\nq1,2,10\nq1,3,0\n", "目標が0の区分"),
        ("q1,1,10\nq1,2,多い\nq1,3,0\n", "t.csv 3行目「total」"),
    ],
)
def test_targets_that_cannot_be_met(
    run: Run, small: Callable[..., tuple[str, ...]], targets: str, told: str
) -> None:
    files = small(ANSWERS, CODES, f"question,code,total\n{targets}")
    for verb, words in (("weight", files[:2] + files[4:]), ("tabulate", files)):
        code, out, err = run(verb, *words, "--json", "--lang", "ja")
        assert (code, out) == (1, "")
        assert told in err
