"""The vision PDF: chapters in order, figures in the text, the same bytes again, and a fixed edition for ever."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from bingo_planner.features.projects.tables import Project
from bingo_planner.features.region.tables import Population
from bingo_planner.features.surveys.service_read import read_surveys
from bingo_planner.features.usage.tables import UsageService
from bingo_planner.features.vision import service
from bingo_planner.features.vision.frozen import freeze, thaw
from bingo_planner.features.vision.model import EditionState
from bingo_planner.features.vision.service_build import build_vision, do_fix, read_paper
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language
from bingo_planner.reports.model import Chapter, Contents, Cover, Sheet
from bingo_planner.store.store import Store, live


def made(store: Store, lang: Language = "ja", edition: str | None = None) -> bytes:
    target = io.BytesIO()
    build_vision(store, edition, lang, target)
    return target.getvalue()


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return re.sub(r"\s", "", text)


def edition_of(store: Store) -> str:
    found = service.read_vision(store).edition
    assert found is not None
    return found.id


def test_the_paper_has_cover_contents_and_chapters_in_order(sample_store: Store) -> None:
    paper = read_paper(sample_store, None, "ja")
    titles = [item.section.title for item in service.read_vision(sample_store).outline if item.level == 0]
    assert isinstance(paper.parts[0], Cover)
    assert isinstance(paper.parts[1], Contents)
    assert [part.title for part in paper.parts[2:] if isinstance(part, Chapter)] == titles
    assert paper.foot_mark
    sheets = [part for chapter in paper.parts if isinstance(chapter, Chapter) for part in chapter.parts]
    with sample_store.read() as session:
        projects = len(live(session, Project))
    assert sum(isinstance(part, Sheet) for part in sheets) == projects


def test_figures_stand_in_the_printed_text(sample_store: Store) -> None:
    pdf = made(sample_store)
    text = words(pdf)
    assert "852,168人" in text
    assert "〔" not in text
    assert "{{" not in text
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert "ビジョン" in str(reader.metadata.title)
    assert len(reader.outline) > 5


def test_the_english_frame_keeps_the_text_as_it_is_written(sample_store: Store) -> None:
    text = words(made(sample_store, "en"))
    assert "Contents" in text
    assert "Chapter1" in text
    assert "852,168人" in text


def test_two_runs_give_the_same_bytes(sample_store: Store) -> None:
    assert made(sample_store) == made(sample_store)


def test_a_fixed_edition_prints_the_same_for_ever(sample_store: Store) -> None:
    edition = edition_of(sample_store)
    do_fix(sample_store, edition)
    before = {lang: made(sample_store, lang, edition) for lang in ("ja", "en")}
    with sample_store.change("later") as unit:
        for row in live(unit.session, Population):
            row.persons = (row.persons or 0) + 1
        for project in live(unit.session, Project):
            project.name = "別の名前"
    assert {lang: made(sample_store, lang, edition) for lang in ("ja", "en")} == before
    view = service.read_vision(sample_store, edition)
    assert view.edition is not None
    assert view.edition.state is EditionState.FIXED
    assert not any(found.changed for found in view.figures.values())
    assert "素案" not in words(before["ja"])


def test_fixing_is_one_step_that_can_be_taken_back(sample_store: Store) -> None:
    edition = edition_of(sample_store)
    do_fix(sample_store, edition)
    sample_store.undo()
    found = service.read_vision(sample_store, edition).edition
    assert found is not None
    assert found.state is EditionState.DRAFT
    sample_store.redo()
    with pytest.raises(PlanError, match=r"vision\.fixed"):
        do_fix(sample_store, edition)


def test_an_edition_that_would_print_a_hole_is_not_fixed(sample_store: Store) -> None:
    view = service.read_vision(sample_store)
    section = view.outline[1]
    service.do_write_section(sample_store, section.id, "{{kpi:gone:target}} \U0001f600")
    with pytest.raises(PlanError) as refused:
        do_fix(sample_store, edition_of(sample_store))
    assert (refused.value.code, refused.value.facts["n"]) == ("vision.open_fields", 2)
    assert "〔数値なし〕" in words(made(sample_store))


def test_a_revision_shows_what_changed_since_the_fixed_edition(sample_store: Store) -> None:
    old = edition_of(sample_store)
    do_fix(sample_store, old)
    service.do_new_edition(sample_store, old, "2026年改訂", 2025)
    view = service.read_vision(sample_store)
    assert view.edition is not None
    assert view.edition.based_on_id == old
    assert not any(found.changed for found in view.figures.values())
    with sample_store.change("later") as unit:
        for row in live(unit.session, Population, Population.year == 2050):
            row.persons = (row.persons or 0) + 1000
    assert any(found.changed for found in service.read_vision(sample_store).figures.values())
    assert "2026年改訂" in words(made(sample_store))


def test_the_old_file_stays_when_the_new_one_cannot_be_written(sample_store: Store, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"report\.write_failed"):
        build_vision(sample_store, None, "ja", tmp_path / "no such folder" / "vision.pdf")


def test_nothing_to_print(store: Store) -> None:
    with pytest.raises(PlanError, match=r"vision\.none"):
        made(store)


def test_a_frozen_paper_thaws_as_it_was(sample_store: Store) -> None:
    paper = read_paper(sample_store, None, "en")
    assert thaw(freeze(paper)) == paper


def test_every_block_of_the_sample_can_be_made(sample_store: Store) -> None:
    from bingo_planner.features.vision.blocknames import NAMES

    view = service.read_vision(sample_store)
    with sample_store.read() as session:
        project = live(session, Project)[0].id
        care = next(one.id for one in live(session, UsageService) if one.kind == "childcare")
    kpi = next(iter(service.read_catalogue(sample_store, "実績値").entries)).markup.split(":")[1]
    survey = next(one.id for one in read_surveys(sample_store) if one.survey.kind == "resident")
    arguments = {"": "", "area": ":LIFE", "project": f":{project}", "kpi": f":{kpi}", "service": f":{care}"}
    arguments |= {"survey": f":{survey}", "question": f":{survey}:q3"}
    body = "\n".join(f"[[{block.name}{arguments[block.argument]}]]" for block in NAMES.values())
    service.do_write_section(sample_store, view.outline[1].id, body)
    text = words(made(sample_store))
    assert "印刷できる表・図がありません" not in text
    assert not [c for c in service.read_vision(sample_store).checks if c.kind == "unknown_block"]
    for word in ("広域利用児童数", "定員に対する利用の割合", "居住地↓", "速報"):
        assert word in text
