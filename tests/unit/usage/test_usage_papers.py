"""Papers and tables: what stands on them, that they can be made in both languages, and taken in again."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from bingo_planner.exchange import files
from bingo_planner.features.usage.importer import Hint
from bingo_planner.features.usage.printing import build_month, build_year, service_named, sheets_of
from bingo_planner.features.usage.service import do_set_figures, do_set_pending, read_services
from bingo_planner.features.usage.service_import import plan_of
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language
from bingo_planner.store.store import Store
from tests.unit.usage.conftest import JULY, Small


def words(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages).replace(" ", "").replace("\n", "")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_service_has_its_papers(sample_store: Store, tmp_path: Path, lang: Language) -> None:
    for service in read_services(sample_store):
        built = build_month(sample_store, service.id, date(2024, 6, 1), lang, tmp_path / "m.pdf")
        assert not built.missing
        assert not built.warnings
        assert not build_year(sample_store, service.id, 2024, lang, tmp_path / "y.pdf").missing


def test_the_month_on_paper(sample_store: Store, tmp_path: Path) -> None:
    own = service_named(sample_store, "病児・病後児保育の広域利用")
    build_month(sample_store, own, JULY, "ja", tmp_path / "july.pdf")
    july = words(tmp_path / "july.pdf")
    assert "未確定" in july
    assert "8人は前月(3人)の2.7倍です" in july.replace("（", "(").replace("）", ")")
    assert "未入力・未集計の2行を除いて" in july
    build_month(sample_store, own, date(2024, 6, 1), "ja", tmp_path / "june.pdf")
    june = words(tmp_path / "june.pdf")
    assert "確定令和6年7月20日" in june
    assert "転記の誤り" in june


def test_the_year_on_paper_has_twelve_months_sum_and_average(sample_store: Store, tmp_path: Path) -> None:
    own = service_named(sample_store, "病児・病後児保育の広域利用")
    build_year(sample_store, own, 2023, "ja", tmp_path / "year.pdf")
    year = words(tmp_path / "year.pdf")
    assert "1,655" in year
    assert "年度合計" in year
    for month in (4, 12, 3):
        assert f"{month}月" in year


def test_all_figures_as_a_table_and_back(store: Store, small: Small, tmp_path: Path) -> None:
    do_set_figures(store, small.service, small.all_of(3))
    do_set_figures(store, small.service, [small.edit(2, at, 0) for at in range(3)])
    do_set_pending(store, small.service, JULY, [small.places[1]])
    path = tmp_path / "usage.csv"
    files.write(path, sheets_of(store, 2024), "data", "utf-8-sig")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    first = rows[0]
    assert (first["month"], first["body_code"], first["value"], first["class"]) == (
        "2024-07",
        "34207",
        "3",
        "",
    )
    plan = plan_of(store, [path], Hint(small.service))
    assert plan.problems == ()
    assert (plan.same, plan.changes) == (12, ())
    files.write(tmp_path / "usage.xlsx", sheets_of(store, 2024))
    assert plan_of(store, [tmp_path / "usage.xlsx"], Hint(small.service)).same == 12


def test_no_service_no_paper(store: Store) -> None:
    with pytest.raises(PlanError) as refused:
        service_named(store, None)
    assert refused.value.code == "usage.no_service"
