"""Code sheets as offices keep them: one row a question, one row an option, or options side by side; merged or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from bingo_planner.exchange.reading import RawSheet, Row
from bingo_planner.features.surveys.codetext import plain_code, read_condition, read_options
from bingo_planner.features.surveys.intake.cells import no_answer_label
from bingo_planner.features.surveys.intake.draft import QuestionDraft
from bingo_planner.features.surveys.intake.findings import Finding, Severity
from bingo_planner.features.surveys.intake.heads import (
    SEXES,
    TOWNS,
    is_one_of,
    mentions,
    numbered,
    told_kind,
    told_most,
)
from bingo_planner.features.surveys.model import NO_ANSWER, Condition, Option, QuestionKind
from bingo_planner.features.surveys.room import Role
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.text import fold


class Side(StrEnum):
    """What a column of a code sheet holds."""

    ID = "id"
    LABEL = "label"
    KIND = "kind"
    OPTIONS = "options"
    CODE = "code"
    WORDS = "words"
    ASKED_IF = "asked_if"
    MOST = "most"
    GROUP = "group"


_WORDS: Final[Mapping[Side, str]] = {
    Side.ID: "id 設問番号 問番号 番号 問 設問no 設問id 変数名 変数 列名 項目番号 カラム名 no q question_id",
    Side.LABEL: "label 設問文 設問 質問 質問文 質問内容 設問内容 項目 項目名 内容 タイトル question",
    Side.KIND: "type 回答形式 形式 回答方法 回答種別 種別 回答タイプ タイプ 設問形式 kind",
    Side.OPTIONS: "options 選択肢一覧 コード表 回答選択肢 カテゴリ一覧",
    Side.CODE: "code コード 値 選択肢番号 回答コード 選択肢no 選択肢コード カテゴリ番号 value",
    Side.WORDS: "選択肢 ラベル 選択肢名 選択肢の内容 回答 回答内容 カテゴリ カテゴリ名 値ラベル words category",
    Side.ASKED_IF: "asked_if 回答条件 対象条件 条件 分岐 対象者 回答対象 分岐条件",
    Side.MOST: "max_choices 選択数 選択数上限 上限 最大選択数 回答数上限 選択上限",
    Side.GROUP: "group 大問 見出し 親設問 大項目",
}
_SIDES: Final = {fold(word): side for side, words in _WORDS.items() for word in words.split()}
_KINDS: Final[Mapping[QuestionKind, tuple[str, ...]]] = {
    QuestionKind.MULTIPLE: ("ma", "複数", "いくつでも", "すべて", "checkbox", "la"),
    QuestionKind.NUMBER: ("num", "数値", "数量", "数字", "number", "na", "実数"),
    QuestionKind.FREE: ("fa", "自由", "記述", "テキスト", "文字", "oa", "text"),
    QuestionKind.SINGLE: ("sa", "単数", "単一", "1つ", "ひとつ", "一つ", "択一", "radio", "択"),
}
_LOOKED_AT: Final = 20
_LISTED = re.compile(r"(?:^|[\s|｜\n、,，;；])\s*(\d{1,3}|[A-Z])\s*[.:：．=＝)）]\s*")
_PIECE = re.compile(r"\s*(\d{1,3}|[A-Za-z])\s*[.．:：=＝)）]\s*(.+)", re.DOTALL)
_CONDITION = re.compile(r"(.+?)\s*(?:が|で|は|=|＝|:)\s*「?([\d,、|｜・ 又はまた]+)」?.*")


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """The questions of a code sheet, and what of it could not be read."""

    questions: tuple[QuestionDraft, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Entry:
    """A question being gathered."""

    row: int
    key: str
    label: str = ""
    kind: str = ""
    options: list[Option] = field(default_factory=list)
    asked_if: str = ""
    most: str = ""
    group: str = ""


def is_codesheet(sheet: RawSheet) -> bool:
    """Whether a sheet has the heads of a code sheet."""
    return _head_row(sheet.filled) is not None


def read_codesheet(sheet: RawSheet, file: str = "") -> CodeSheet:
    """The questions of a sheet; PlanError `survey_file.no_codes` when it is no code sheet."""
    at = _head_row(sheet.filled)
    if at is None:
        raise PlanError("survey_file.no_codes", file=file)
    sides = _sides(sheet.filled[at])
    reader = _Reader(sheet, sides, file)
    for row in range(at + 1, len(sheet.rows)):
        reader.take(row)
    return reader.done()


def _head_row(rows: Sequence[Row]) -> int | None:
    for at, row in enumerate(rows[:_LOOKED_AT]):
        sides = set(_sides(row).values())
        named = Side.ID in sides or Side.LABEL in sides
        if named and len(sides) >= 2 and sides & {Side.KIND, Side.OPTIONS, Side.CODE, Side.WORDS}:
            return at
    return None


def _sides(row: Row) -> dict[int, Side]:
    found: dict[int, Side] = {}
    for at, cell in enumerate(row):
        side = _SIDES.get(fold(cell))
        if side is None and re.fullmatch(r"(選択肢|カテゴリ)?\d{1,2}", fold(cell)):
            side = Side.WORDS
        if side is not None and (side is Side.WORDS or side not in found.values()):
            found[at] = side
    return found


class _Reader:
    """Gathers questions row by row; a row without an id adds options to the question above."""

    def __init__(self, sheet: RawSheet, sides: Mapping[int, Side], file: str) -> None:
        self.sheet, self.file = sheet, file
        self.places = {side: [at for at, one in sides.items() if one is side] for side in Side}
        self.entries: list[_Entry] = []
        self.findings: list[Finding] = []
        self._with_words = bool(self.places[Side.WORDS])

    def _cell(self, row: int, side: Side) -> str:
        places = self.places[side]
        return self.sheet.filled[row][places[0]].strip() if places else ""

    def take(self, row: int) -> None:
        """One row of the sheet."""
        if not any(self.sheet.rows[row]):
            return
        said, label = self._cell(row, Side.ID), self._cell(row, Side.LABEL)
        key = question_id(said) or (numbered(label)[0] if not self.places[Side.ID] else "")
        last = self.entries[-1] if self.entries else None
        is_new = bool(key or label) and (
            last is None or (key or last.key) != last.key or self._other(last, key, label)
        )
        if is_new:
            last = _Entry(row, key or f"q{len(self.entries) + 1}", numbered(label)[1] or label)
            self.entries.append(last)
        if last is None:
            return
        last.kind = last.kind or self._cell(row, Side.KIND)
        last.asked_if = last.asked_if or self._cell(row, Side.ASKED_IF)
        last.most = last.most or self._cell(row, Side.MOST)
        last.group = last.group or self._cell(row, Side.GROUP)
        self._add_options(last, row)

    def _other(self, last: _Entry, key: str, label: str) -> bool:
        """Without ids another label is another question."""
        return not key and not self.places[Side.ID] and (numbered(label)[1] or label) != last.label

    def _add_options(self, entry: _Entry, row: int) -> None:
        texts = self._cell(row, Side.OPTIONS)
        try:
            if texts:
                entry.options += options_of(texts)
            elif self.places[Side.CODE]:
                code, words = plain_code(self._cell(row, Side.CODE)), self._cell(row, Side.WORDS)
                if code:
                    entry.options.append(Option(_whole(code), words or code))
            elif self._with_words:
                self._add_words(entry, row)
        except PlanError as error:
            self._tell(entry, Side.OPTIONS, error, row)

    def _add_words(self, entry: _Entry, row: int) -> None:
        """Options side by side, numbered by their place unless their words say it."""
        cells = [self.sheet.rows[row][at].strip() for at in self.places[Side.WORDS]]
        if len(cells) == 1 and _LISTED.search(cells[0]):
            entry.options += options_of(cells[0])
            return
        for cell in cells:
            if cell:
                piece = _PIECE.fullmatch(cell)
                code = _whole(piece[1]) if piece else str(len(entry.options) + 1)
                entry.options.append(Option(code, piece[2].strip() if piece else cell))

    def _tell(self, entry: _Entry, side: Side, error: PlanError, row: int | None = None) -> None:
        place = self.places[side][0] if self.places[side] else 0
        at = entry.row if row is None else row
        facts = dict(error.facts)
        self.findings.append(
            Finding(error.code, at, place, entry.key, Severity.SHEET, facts, self.sheet.name, self.file)
        )

    def done(self) -> CodeSheet:
        """The questions, each with what its row says; conditions know the ids of the others."""
        made: dict[str, QuestionDraft] = {}
        for entry in self.entries:
            try:
                one = self._question(entry)
                if one.key in made:
                    raise PlanError("survey.key_taken", key=one.key)
                made[one.key] = one
            except PlanError as error:
                self._tell(entry, Side.ID, error)
        return CodeSheet(tuple(made.values()), tuple(self.findings))

    def _question(self, entry: _Entry) -> QuestionDraft:
        kind, most = kind_of(f"{entry.kind}", entry.options, entry.label)
        codes = [one.code for one in entry.options]
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice is not None:
            raise PlanError("survey.option_twice", code=twice)
        options = tuple(
            replace(one, label=NO_ANSWER) if no_answer_label(one.label) else one for one in entry.options
        )
        number = re.search(r"\d+", unicodedata.normalize("NFKC", entry.most))
        group, dash, last = entry.key.rpartition("_")
        return QuestionDraft(
            entry.key,
            entry.label or entry.key,
            kind,
            _kept(kind, options),
            condition_of(entry.asked_if),
            (int(number[0]) if number else most) if kind is QuestionKind.MULTIPLE else None,
            question_id(entry.group) or (group if dash and last.isdecimal() else ""),
            "",
            _role(entry.label, options) if kind is QuestionKind.SINGLE else "",
            from_sheet=True,
        )


# -- texts ---------------------------------------------------------------------------------------------
def question_id(text: str) -> str:
    """The id a cell names: 問5-1 is q5_1, and a technical name stays as it is."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"[A-Za-z]\w*", plain, re.ASCII):
        return plain.casefold()
    if re.fullmatch(r"\d+(?:[-_.]\d+)?", plain):
        return "q" + re.sub(r"[-.]", "_", plain)
    return numbered(plain)[0]


def kind_of(text: str, options: Sequence[Option], label: str = "") -> tuple[QuestionKind, int | None]:
    """The kind a cell names, with how many answers at most (3LA, MA 3つまで); without words as its options say."""
    folded = fold(text)
    most = told_most(text) or told_most(label)
    for kind, words in _KINDS.items():
        if folded and any(word in folded for word in words):
            return kind, most
    told = told_kind(label)
    if told is not None and (options or told is QuestionKind.FREE):
        return told, most
    return (QuestionKind.SINGLE if options else QuestionKind.FREE), most


def options_of(text: str) -> list[Option]:
    """`1=男性|2=女性`, `1.男性 2.女性`, `1：男性、2：女性`, one a line: options in their order."""
    if "=" in text or "＝" in text:
        return list(read_options(text))
    starts = list(_LISTED.finditer(text))
    if not starts:
        raise PlanError("survey.option_text", text=text)
    ends = [one.start() for one in starts[1:]] + [len(text)]
    pairs = [(one[1], text[one.end() : end].strip(" |、,;\n")) for one, end in zip(starts, ends, strict=True)]
    return [Option(_whole(code), words or code) for code, words in pairs]


def condition_of(text: str) -> Condition | None:
    """A condition as code sheets write it: q3=1|2, 問3が1,2; PlanError `survey.condition_text`."""
    plain = text.strip()
    if not plain or fold(plain) in ("全員", "all", "-", "なし"):
        return None
    clauses = []
    for piece in re.split(r"[&＆]|かつ", plain):
        found = _CONDITION.fullmatch(unicodedata.normalize("NFKC", piece).strip())
        key = question_id(found[1]) if found else ""
        if not found or not key:
            raise PlanError("survey.condition_text", text=piece.strip())
        codes = [code for code in re.split(r"[^\dA-Za-z]+", found[2]) if code]
        clauses.append(f"{key}={'|'.join(codes)}")
    return read_condition("&".join(clauses))


def _whole(code: str) -> str:
    """1 for 1.0 and 01: codes of a sheet are compared as numbers."""
    plain = plain_code(code)
    return str(int(plain)) if plain.isdecimal() else plain


def _kept(kind: QuestionKind, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options of a question; of one for a number only 無回答 says something."""
    if kind is QuestionKind.NUMBER:
        return tuple(one for one in options if one.is_no_answer)
    return () if kind is QuestionKind.FREE else options


def _role(label: str, options: Sequence[Option]) -> str:
    labels = {fold(one.label) for one in options}
    if is_one_of(label, SEXES) or {"男性", "女性"} <= labels:
        return Role.SEX
    if any("歳" in one for one in labels) and sum(bool(re.match(r"\d", one)) for one in labels) > 2:
        return Role.AGE
    return Role.TOWN if mentions(label, TOWNS) else Role.NONE
