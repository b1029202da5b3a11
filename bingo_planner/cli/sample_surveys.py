"""The sample's surveys: files of answers as they came back, taken in with their code sheets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final, NamedTuple

from bingo_planner.cli.sample_opinions import work_on_opinions
from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.intake.importer import Acceptance, make_draft, open_source
from bingo_planner.features.surveys.intake.reviewing import read_draft
from bingo_planner.features.surveys.service_design import put_populations
from bingo_planner.features.surveys.service_import import Hand, batch_id, packed, put_import
from bingo_planner.features.surveys.service_read import surveys
from bingo_planner.features.surveys.service_weights import put_weights, weighting
from bingo_planner.features.surveys.trends.linking import suggest
from bingo_planner.features.surveys.trends.service import LinkEdit, put_links
from bingo_planner.features.surveys.weighting import Wish, make, name_of
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.store import Store, Unit, live


class _File(NamedTuple):
    """A file of answers, its code sheet ("" where it is a sheet of the same file), and when it was taken in."""

    survey: str
    answers: str
    codebook: str
    read_on: dt.date


_BY: Final = "福山市 見本 花子"
FILES: Final = (
    _File("sv-2019", "住民意識調査2019_回答.csv", "住民意識調査2019_コード表.xlsx", dt.date(2019, 11, 25)),
    _File("sv-biz-2024", "事業所調査2024.xlsx", "", dt.date(2024, 7, 19)),
    _File("sv-2024", "住民意識調査2024_回答.csv", "住民意識調査2024_コード表.xlsx", dt.date(2024, 7, 22)),
)
_POINTS: Final = "1=5|2=4|3=3|4=2|5=1"
_GROUPS: Final = {
    "sv-2024": {"q5": "生活の満足度", "q6": "生活の重要度"},
    "sv-2019": {"q6": "生活の満足度", "q7": "生活の重要度"},
}


def take_in(store: Store, folder: Path) -> None:
    """Take in every file through the importer; cells that cannot be read count as no answer."""
    with store.change(translate("sample", "Sample region"), why="import", undoable=False) as unit:
        bodies = region_rows.bodies(unit.session)
        for file in FILES:
            source = open_source(folder / file.answers, folder / file.codebook if file.codebook else None)
            draft, codes = make_draft(source, bodies)
            reading = read_draft(source, draft, codes)
            sheet = reading.sheet(Acceptance.MARK)
            columns = packed(sheet)
            own, batch = stable_id("sample", file.survey), batch_id(reading, columns)
            hand = Hand(file.read_on, _BY)
            put_import(unit, own, reading, Acceptance.MARK, sheet.size, batch, columns, hand)
            _dress(unit, own, _GROUPS.get(file.survey, {}))
            if file.survey in _GROUPS:
                unit.session.flush()
                put_populations(unit, own)
                _weight(unit, own, file)
            if file.survey == "sv-2024":
                work_on_opinions(unit, own, folder)
        _link(unit, *(stable_id("sample", one) for one in ("sv-2024", "sv-2019")))


def _link(unit: Unit, newest_id: str, earlier_id: str) -> None:
    """The questions that were asked before, as the words of both code sheets tell."""
    unit.session.flush()
    held = {one.id: one for one in surveys(unit.session)}
    found = suggest(held[newest_id], held[earlier_id])
    put_links(unit, newest_id, [LinkEdit(one.key, earlier_id, one.earlier_key, one.options) for one in found])


def _dress(unit: Unit, survey_id: str, groups: dict[str, str]) -> None:
    """Headings and points of the questions that share a scale, as somebody sets them once."""
    unit.session.flush()
    for row in live(unit.session, t.SurveyQuestion, t.SurveyQuestion.survey_id == survey_id):
        words = groups.get(row.group_key)
        if words:
            row.group_label, row.scores = words, _POINTS
            row.label = row.label.partition("：")[2] or row.label


def _weight(unit: Unit, survey_id: str, file: _File) -> None:
    """Towns were drawn alike; raking to town, sex and age brings the region's shares back."""
    unit.session.flush()
    facts = weighting(unit.session, survey_id)
    wish = Wish()
    names = {one.series: one.name for one in region_rows.series(unit.session)}
    note = f"{names[facts.source.series]} {facts.source.year}年（{facts.source.age_from}歳以上）"
    row = unit.get(t.Survey, survey_id)
    own = stable_id("sample", f"{file.survey}-weight")
    put_weights(
        unit, row, make(facts.data, facts.source, wish), name_of(wish), note, Hand(file.read_on, _BY), own
    )
