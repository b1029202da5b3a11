"""What the tab of files shows: files taken in so far, and a file on its way in, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bingo_planner.exchange.reading import cell_name
from bingo_planner.features.surveys.codetext import write_condition
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.intake.draft import ColumnDraft, Draft, Left, QuestionDraft, Use
from bingo_planner.features.surveys.intake.findings import Finding, Severity
from bingo_planner.features.surveys.intake.importer import Acceptance
from bingo_planner.features.surveys.intake.personal import Personal
from bingo_planner.features.surveys.intake.reviewing import Reading
from bingo_planner.features.surveys.room import SurveyFacts
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number


class Step(StrEnum):
    """The steps of a file on its way in."""

    FILE = "file"
    COLUMNS = "columns"
    CODES = "codes"
    CHECKS = "checks"


@dataclass(frozen=True)
class ImportState:
    """All the tab shows. Without a draft: the files taken in so far."""

    frame: FrameState
    step: Step = Step.FILE
    draft: Draft | None = None
    sheets: tuple[str, ...] = ()
    """Sheets that may hold the answers."""
    code_sheets: tuple[tuple[str, str], ...] = ()
    """File and sheet of every code sheet there is."""
    code_sheet: str = ""
    reading: Reading | None = None
    acceptance: Acceptance = Acceptance.ALL
    replace: bool = False
    question: str = ""
    """The question in the side form."""
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)
    problems: Mapping[str, str] = field(default_factory=dict, hash=False)
    row: int = -1
    """The row of the sheet that is shown beside the findings."""

    @property
    def facts(self) -> SurveyFacts | None:
        """The chosen survey."""
        return self.frame.facts

    @property
    def must_replace(self) -> bool:
        """The survey has answers already."""
        return self.facts is not None and self.facts.batch is not None

    @property
    def bad_sheet(self) -> bool:
        """Something in the code sheet stands in the way of everything."""
        found = self.reading.findings.listed if self.reading is not None else ()
        return any(one.severity is Severity.SHEET for one in found)

    @property
    def may_take(self) -> bool:
        """Whether the answers can be taken in as things are chosen."""
        reading = self.reading
        if reading is None or self.bad_sheet or (self.must_replace and not self.replace):
            return False
        decided = reading.findings.is_clean or self.acceptance is not Acceptance.ALL
        return decided and bool(reading.answers) and bool(reading.kept(self.acceptance).any())


def use_words(one: ColumnDraft) -> str:
    """What becomes of a column, and why it is proposed to be left."""
    if one.use is Use.KEY:
        return translate("surveys", "Names the respondent")
    if one.use is Use.QUESTION:
        return translate("surveys", "Question")
    reasons = {
        Left.PERSONAL: translate("surveys", "Left: somebody's data"),
        Left.TIME: translate("surveys", "Left: a time"),
        Left.EMPTY: translate("surveys", "Left: empty"),
        Left.WEIGHT: translate("surveys", "Left: weights"),
    }
    return reasons.get(one.left, translate("surveys", "Left"))


_PERSONAL = {
    Personal.NAME: "Name",
    Personal.ADDRESS: "Address",
    Personal.PHONE: "Telephone",
    Personal.MAIL: "Mail address",
    Personal.BIRTH: "Day of birth",
    Personal.DEVICE: "Device",
}


def personal_words(kind: Personal) -> str:
    """氏名, 住所, 電話番号 …"""
    return translate("surveys", _PERSONAL[kind])


def column_letter(place: int) -> str:
    """A, B … AA, as a spreadsheet has it."""
    return cell_name(0, place).rstrip("1")


def options_words(one: QuestionDraft, most: int = 6) -> str:
    """1=男性　2=女性　9=無回答, the first ones."""
    words = [f"{option.code}={option.label}" for option in one.options[:most]]
    if len(one.options) > most:
        words.append(translate("surveys", "and {n} more", n=len(one.options) - most))
    return "　".join(words)


def condition_words(one: QuestionDraft) -> str:
    """q3=1|2."""
    return write_condition(one.asked_if)


def file_words(draft: Draft) -> str:
    """回答.csv・3,415行・Shift_JIS."""
    file = draft.file
    rows = translate("surveys", "{n} rows", n=format_number(draft.rows))
    parts = [file.name, file.sheet, rows, _ENCODINGS.get(file.encoding, file.encoding.upper())]
    if draft.foot:
        parts.append(
            translate("surveys", "{n} rows of totals and notes at the foot are not read", n=draft.foot)
        )
    return "・".join(part for part in parts if part)


_ENCODINGS = {"cp932": "Shift_JIS", "utf-8-sig": "UTF-8", "euc_jp": "EUC-JP", "iso2022_jp": "JIS"}
"""What people call them; others go by their own name."""


def personal_note(draft: Draft) -> str:
    """Which columns with somebody's data are left, or kept against the proposal."""
    left = [one for one in draft.personal if one.use is Use.LEAVE]
    kept = [one for one in draft.personal if one.use is not Use.LEAVE]
    parts = []
    if left:
        names = _named(left)
        parts.append(
            translate(
                "surveys",
                "{n} columns with somebody's data are not stored: {names}.",
                n=len(left),
                names=names,
            )
        )
    if kept:
        parts.append(translate("surveys", "These would be stored: {names}.", names=_named(kept)))
    return " ".join(parts)


def _named(columns: Sequence[ColumnDraft]) -> str:
    return translate("surveys", ", ").join(
        f"{one.head}（{personal_words(one.personal)}）" for one in columns if one.personal is not None
    )


def summary_words(state: ImportState) -> str:
    """What would be taken in, as things are chosen."""
    reading = state.reading
    if reading is None:
        return ""
    kept = reading.kept(state.acceptance)
    left = int((~kept & ~reading.blank).sum())
    facts = {
        "rows": format_number(len(reading.keys)),
        "valid": format_number(int(kept.sum())),
        "blank": format_number(int(reading.blank.sum())),
        "left": format_number(left),
        "marked": format_number(int(reading.marked[kept].sum())),
    }
    if reading.findings.total and state.acceptance is Acceptance.ALL:
        return translate(
            "surveys",
            "{n} things cannot be taken in as they stand. Choose what becomes of them, or correct the file.",
            n=format_number(reading.findings.total),
        )
    return translate(
        "surveys",
        "{rows} rows: {valid} answers, {blank} blank forms, {left} left out, {marked} cells as no answer.",
        **facts,
    )


def count_words(reading: Reading) -> list[str]:
    """How many of each kind were found, most first."""
    found = sorted(reading.findings.counts.items(), key=lambda pair: -pair[1])
    return [f"{kind_words(code)} {format_number(count)}" for code, count in found]


_KINDS = {
    "survey_file.range": "No such option",
    "survey_file.town": "Unknown town",
    "survey_file.many": "Several codes",
    "survey_file.tick": "Neither 1 nor 0",
    "survey_file.number": "No number",
    "survey_file.formula": "Formula error",
    "survey_file.day": "Turned into a day",
    "survey_file.row_long": "Row too long",
    "survey_file.too_many": "Too many choices",
    "survey_file.not_asked": "Was not asked",
    "survey_file.key_twice": "Same number twice",
    "survey_file.row_twice": "Same answers twice",
}


def kind_words(code: str) -> str:
    """The short words of a kind of finding."""
    return translate("surveys", _KINDS.get(code, "Code sheet"))


def finding_key(at: int, one: Finding) -> str:
    """The id of a line of findings."""
    return f"{at}:{one.row}:{one.column}"
