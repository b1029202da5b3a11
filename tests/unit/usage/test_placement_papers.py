"""Consultation, answer and tables, on the sample region and on the small one, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdf
import pytest

from bingo_planner.exchange.files import write
from bingo_planner.features.usage import placement_service as service
from bingo_planner.features.usage.placement_exporter import placement_sheets
from bingo_planner.features.usage.placement_model import Step
from bingo_planner.features.usage.placement_printing import build_letter
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language, missing
from bingo_planner.store.store import Store
from tests.unit.usage.placement_region import TO_USE, Nurseries, add, case_of, lay_nurseries, walk

YEAR = FiscalYear(2024)


def _pages(pdf: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages]


@pytest.fixture
def region(store: Store) -> Nurseries:
    """The small region with nurseries."""
    return lay_nurseries(store)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("is_answer", [False, True])
def test_every_letter_of_the_sample_year_on_a_page_of_its_own(
    sample_store: Store, tmp_path: Path, lang: Language, is_answer: bool
) -> None:
    path = tmp_path / "letters.pdf"
    built = build_letter(sample_store, None, YEAR, lang, path, is_answer=is_answer)
    assert (built.missing, built.warnings) == ((), ())
    facts = service.read_placements(sample_store, 2024)
    sent = [case for case in facts.cases if (case.answered_on if is_answer else case.reviewed_on)]
    assert built.pages == len(sent)
    words = "記" if lang == "ja" else "Details"
    assert all(words in page for page in _pages(path))
    assert all("見本" in page or lang == "en" for page in _pages(path)), "a sample says so on every page"
    assert not {text for context, text in missing() if context == "placement"}


def test_the_consultation_in_the_form_of_an_office(store: Store, region: Nurseries, tmp_path: Path) -> None:
    case = add(store, region.asked())
    walk(store, case, *TO_USE[:2])
    service.do_set(store, "placement", case, {"consult_no": "府保第12号"})
    build_letter(store, case, YEAR, "ja", tmp_path / "c.pdf")
    text = _pages(tmp_path / "c.pdf")[0]
    order = [
        "様式1",
        "府保第12号",
        "令和6年4月10日",
        "竹原市長様",
        "府中市長",
        "児童の広域入所について（協議）",
        "記",
    ]
    order += ["整理番号", "府-0001", "0歳", "竹原保育所（公立）", "令和6年5月1日", "通勤の途中", "以上"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_the_answer_says_yes_with_days_or_no_with_a_reason(
    store: Store, region: Nurseries, tmp_path: Path
) -> None:
    yes, no = add(store, region.asked(facility_id=region.private)), add(store, region.asked())
    walk(store, yes, *TO_USE[:3])
    walk(store, no, *TO_USE[:2], (Step.REFUSE, date(2024, 4, 18)))
    service.do_set(store, "placement", no, {"refusal": "空きがないため"})
    build_letter(store, case_of(store, yes).number, YEAR, "ja", tmp_path / "y.pdf", is_answer=True)
    build_letter(store, no, YEAR, "ja", tmp_path / "n.pdf", is_answer=True)
    accepted, declined = _pages(tmp_path / "y.pdf")[0], _pages(tmp_path / "n.pdf")[0]
    for word in ("様式2", "福山市長", "府中市長様", "承諾する", "令和7年3月31日", "要（私立）"):
        assert word in accepted
    assert "承諾しない" in declined
    assert "空きがないため" in declined
    assert "決定した期間" not in declined


def test_a_letter_before_its_step_is_refused(store: Store, region: Nurseries, tmp_path: Path) -> None:
    case = add(store, region.asked())
    for is_answer, code in ((False, "placement.no_paper"), (True, "placement.no_paper")):
        with pytest.raises(PlanError) as refused:
            build_letter(store, case, YEAR, "ja", tmp_path / "x.pdf", is_answer=is_answer)
        assert refused.value.code == code
    with pytest.raises(PlanError) as refused:
        build_letter(store, None, YEAR, "ja", tmp_path / "x.pdf")
    assert refused.value.code == "placement.nothing"
    with pytest.raises(PlanError):
        build_letter(store, "無い番号", YEAR, "ja", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_the_sheets_hold_cases_counts_and_differences(sample_store: Store, tmp_path: Path) -> None:
    cases, counts, differences = placement_sheets(service.read_placements(sample_store, 2024))
    assert len(cases.rows) == 18
    assert all(len(row) == len(sheet.columns) for sheet in (cases, counts, differences) for row in sheet.rows)
    july = [column.name for column in counts.columns].index("2024-07")
    assert sum(int(str(row[july])) for row in counts.rows) == 12
    assert {row[1] for row in differences.rows} == {"駅家れいじ保育園"}
    write(tmp_path / "p.xlsx", (cases, counts, differences))
    assert (tmp_path / "p.xlsx").stat().st_size > 5000
