"""Records named the ways people name them: id or its beginning, code, name, reading, as lists show them."""

from __future__ import annotations

import json

import pytest

from tests.unit.cli.conftest import Run

PROJECT = "1-01"


def _rows(run: Run, kind: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("list", kind, "--json")[1])
    return rows


@pytest.mark.parametrize(
    "name", ["34204", "３４２０４", "342041", "三原市", "みはらし", "ミハラシ", "ﾐﾊﾗｼ", "三原", "Mihara City"]
)
def test_a_body_by_any_of_its_names(run: Run, name: str) -> None:
    assert run("set", "project", PROJECT, f"lead_id={name}")[0] == 0
    mihara = next(row["id"] for row in _rows(run, "municipality") if row["code"] == "34204")
    assert next(row["lead_id"] for row in _rows(run, "project") if row["code"] == PROJECT) == mihara


def test_a_wrong_check_digit_is_told(run: Run) -> None:
    code, _, err = run("set", "project", PROJECT, "lead_id=342042")
    assert code == 1
    assert "342041" in err


def test_a_reference_as_lists_show_it(run: Run) -> None:
    for name in ("1-02 デニム・ワインプロジェクト", "b5792ea9", "でにむわいんぷろじぇくと"):
        code, _, err = run("add", "progress_line", f"project_id={name}", "on_date=R6.4.1", "line=x")
        assert code == 0, err


def test_several_of_one_name_are_told(run: Run) -> None:
    code, _, err = run("add", "project_pact_item", f"project_id={PROJECT}", "pact_item_id=第1号ア")
    assert code == 1
    assert "件あります" in err


def test_listed_ids_name_one_record_each(run: Run) -> None:
    for day in ("R6.4.1", "R6.4.2"):
        run("add", "task", f"title={day}", f"due_on={day}")
    shown = [line.split()[0] for line in run("list", "task")[1].splitlines()[1:]]
    assert len(set(shown)) == len(shown)
    for short in shown[-2:]:
        assert run("set", "task", short, "detail=x")[0] == 0


def test_from_the_bin_by_name_and_beginning(run: Run) -> None:
    for name in ("1-02", "b5792ea9"):
        assert run("remove", "project", "1-02")[0] == 0
        code, out, err = run("restore", "project", name)
        assert (code, out.strip()) == (0, "b5792ea9f41f5ba29ecd2450adf891f6"), err
    code, _, err = run("restore", "project", "1-02")
    assert code == 1
    assert "ごみ箱にありません" in err


def test_an_unknown_field_is_answered_with_those_there_are(run: Run) -> None:
    code, _, err = run("set", "project", PROJECT, "nofield=1")
    assert code == 1
    assert "nofield" in err
    assert "subsidy_rate" in err


def test_what_lies_in_the_bin_cannot_be_referred_to(run: Run) -> None:
    run("remove", "project", "1-02")
    for name in ("1-02", "b5792ea9f41f5ba29ecd2450adf891f6"):
        code, _, err = run("add", "progress_line", f"project_id={name}", "on_date=R6.4.1", "line=x")
        assert code == 1
        assert name in err
