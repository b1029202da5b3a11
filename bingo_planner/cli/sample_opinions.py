"""Work on the sample's free answers: some sorted by hand, some marked for the report."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from bingo_planner.features.surveys.freetext import tables as t
from bingo_planner.features.surveys.freetext.anonymise import anonymise
from bingo_planner.features.surveys.freetext.opinions import Opinions, opinions_of
from bingo_planner.features.surveys.freetext.room import digest
from bingo_planner.features.surveys.freetext.service import coding_id, text_data
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.store import Unit

FILE: Final = "自由意見の作業.csv"
QUESTION: Final = "q12"
_MARKS: Final = {"入れる": "in", "外す": "out"}


def work_on_opinions(unit: Unit, survey_id: str, folder: Path) -> None:
    """Sort and quote the answers that begin as the file says; a line that fits no answer is passed over."""
    unit.session.flush()
    opinions = opinions_of(text_data(unit.session, survey_id), QUESTION)
    if opinions is None:
        return
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file)):
            at = next((at for at, text in enumerate(opinions.texts) if text.startswith(row["始まり"])), -1)
            group = stable_id("sample", row["分類"])
            if at >= 0 and row["何を"] in _MARKS:
                _mark(unit, survey_id, opinions, at, group, _MARKS[row["何を"]])
            elif at >= 0:
                _quote(unit, survey_id, opinions, at, group, line, row["確認"] == "1")


def _mark(unit: Unit, survey_id: str, opinions: Opinions, at: int, group: str, mark: str) -> None:
    key, text = opinions.keys[at], opinions.texts[at]
    unit.add(
        t.SurveyCoding(
            id=coding_id(survey_id, QUESTION, key, group),
            survey_id=survey_id,
            question_key=QUESTION,
            respondent=key,
            digest=digest(text),
            group_id=group,
            mark=mark,
        )
    )


def _quote(
    unit: Unit, survey_id: str, opinions: Opinions, at: int, group: str, line: int, checked: bool
) -> None:
    text = opinions.texts[at]
    unit.add(
        t.SurveyQuote(
            id=stable_id("sample", f"sq-2024-{line:02}"),
            survey_id=survey_id,
            question_key=QUESTION,
            group_id=group,
            respondent=opinions.keys[at],
            digest=digest(text),
            # Without the dictionary, which is an add-on: the sample is the same on every machine.
            text=anonymise(text).text,
            shown="|".join(opinions.safe_roles(at)),
            checked=checked,
            sort=line,
        )
    )
