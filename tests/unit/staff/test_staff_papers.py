"""Papers and sheets of the staff, on the sample region in both languages."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from bingo_planner.exchange.files import write
from bingo_planner.features.staff import service
from bingo_planner.features.staff.exporter import staff_sheets
from bingo_planner.features.staff.printing import build_handover, build_staff
from bingo_planner.features.staff.report import staff_paper
from bingo_planner.features.staff.report_handover import handover_paper
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.i18n import Language, missing
from bingo_planner.reports.document import build
from bingo_planner.store.store import Store
from tests.unit.staff.conftest import Office

YEAR = FiscalYear(2024)


def _text(pdf: Path | io.BytesIO) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).replace("\n", "")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_both_papers_on_the_sample(sample_store: Store, tmp_path: Path, lang: Language) -> None:
    path = tmp_path / "paper.pdf"
    built = build_staff(sample_store, YEAR, lang, path)
    assert (built.missing, built.warnings) == ((), ())
    assert "見本 太郎" in _text(path)
    built = build_handover(sample_store, None, lang, path)
    assert (built.missing, built.warnings) == ((), ())
    assert built.pages <= 10
    assert "見本 太郎" in _text(path), "the term that ends first"
    assert not {text for context, text in missing() if context == "staff"}


def test_everybody_s_handover_can_be_printed(sample_store: Store) -> None:
    for person in service.read_staff(sample_store).people:
        pack = service.read_handover(sample_store, person.id)
        built = build(handover_paper(pack, DateStyle.ERA, "ja"), io.BytesIO())
        assert built.pages <= 10
        assert built.missing == ()


def test_the_handover_says_what_is_known_and_what_is_not(store: Store, office: Office) -> None:
    target = io.BytesIO()
    build(handover_paper(service.read_handover(store, office.taro), DateStyle.ERA, "ja"), target)
    text = _text(target)
    for words in ("病児保育の広域利用", "協定書の案", "議会", "費用の割合", "雛形 みどり", "令和7年6月30日"):
        assert words in text
    assert "未定" in text, "no successor is named"
    assert "該当するものはありません" in text, "no joint project is concerned"


def test_papers_are_the_same_from_run_to_run(sample_store: Store) -> None:
    facts = service.read_staff(sample_store)
    first, second = io.BytesIO(), io.BytesIO()
    for target in (first, second):
        build(staff_paper(facts, YEAR, DateStyle.ERA, "ja"), target)
    assert first.getvalue() == second.getvalue()


def test_sheets_hold_dates_and_numbers_as_such(store: Store, office: Office, tmp_path: Path) -> None:
    secondees, duties, contacts = staff_sheets(service.read_staff(store), YEAR)
    heads = [column.name for column in secondees.columns]
    row = dict(zip(heads, next(iter(secondees.rows)), strict=True))
    assert row["name"] == "見本 太郎"
    assert row["body_code"] == "34204"
    assert row["days_left"] == 35
    assert str(row["ends_on"]) == "2024-09-30"
    assert [line[3] for line in duties.rows] == [50, 30, 110]
    assert [line[2] for line in contacts.rows] == ["雛形 みどり"]
    write(tmp_path / "staff.xlsx", (secondees, duties, contacts))
    assert (tmp_path / "staff.xlsx").stat().st_size > 1000
