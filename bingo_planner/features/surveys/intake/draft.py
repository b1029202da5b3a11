"""A file of answers before it is taken in: what each column is taken for, and the questions as far as they are known.

The window changes a draft as the user says; reading it again with the changes costs nothing that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bingo_planner.exchange.reading import cell_name
from bingo_planner.features.surveys.codetext import (
    read_condition,
    read_options,
    write_condition,
    write_options,
)
from bingo_planner.features.surveys.intake.personal import Personal
from bingo_planner.features.surveys.model import Codebook, Condition, Option, Question, QuestionKind
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.numbers import Mark, parse_integer
from bingo_planner.kernel.text import clean_line


class Use(StrEnum):
    """What becomes of a column."""

    QUESTION = "question"
    KEY = "key"
    """It names the respondent; two rows with one key are one too many."""
    LEAVE = "leave"
    """It is not stored."""


class Left(StrEnum):
    """Why a column is proposed to be left."""

    NOT = ""
    PERSONAL = "personal"
    TIME = "time"
    EMPTY = "empty"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class ColumnDraft:
    """One column of the file. `option`: the code it stands for, where a question has one column an option."""

    place: int
    head: str
    use: Use = Use.QUESTION
    question: str = ""
    option: str = ""
    personal: Personal | None = None
    left: Left = Left.NOT
    samples: tuple[str, ...] = ()
    filled: int = 0
    distinct: int = 0
    ticks: bool = False
    """Whether the cells say ticked or not, but for a few that are wrong."""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """One question as it would be stored. `others`: words that are no option mean その他 (form services write them)."""

    key: str
    label: str
    kind: QuestionKind = QuestionKind.SINGLE
    options: tuple[Option, ...] = ()
    asked_if: Condition | None = None
    max_choices: int | None = None
    group_key: str = ""
    group_label: str = ""
    role: str = ""
    scores: str = ""
    others: bool = False
    from_sheet: bool = False

    @property
    def question(self) -> Question:
        """The question itself."""
        return Question(
            self.key, self.label, self.kind, self.options, self.asked_if, self.max_choices, self.group_key
        )

    @property
    def other(self) -> int | None:
        """Place of the option その他, when words that are no option mean it."""
        if not self.others:
            return None
        return next((at for at, one in enumerate(self.options) if one.label.startswith("その他")), None)

    def texts(self) -> dict[str, str]:
        """The fields as a person types them."""
        return {
            "key": self.key,
            "label": self.label,
            "kind": self.kind.value,
            "options": write_options(self.options),
            "asked_if": write_condition(self.asked_if),
            "max_choices": "" if self.max_choices is None else str(self.max_choices),
            "role": self.role,
        }


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The files a draft was made of."""

    name: str
    digest: str
    encoding: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    codebook_name: str = ""
    codebook_digest: str = ""
    codebook_sheet: str = ""


@dataclass(frozen=True)
class Draft:
    """What a file would be taken in as."""

    file: FileFacts
    title: str
    columns: tuple[ColumnDraft, ...]
    questions: tuple[QuestionDraft, ...]
    rows: int = 0
    """Rows of answers."""
    foot: int = 0
    """Rows beneath them that are totals or notes and are not read."""
    head_rows: tuple[int, ...] = ()
    unmatched: tuple[str, ...] = ()
    """Questions of the code sheet that have no column."""

    @property
    def used(self) -> tuple[QuestionDraft, ...]:
        """Questions that have a column which is taken in."""
        held = {one.question for one in self.columns if one.use is Use.QUESTION}
        return tuple(one for one in self.questions if one.key in held)

    @property
    def codebook(self) -> Codebook:
        """The questions that would be stored."""
        return Codebook(tuple(one.question for one in self.used))

    @property
    def by_key(self) -> Mapping[str, QuestionDraft]:
        """Questions by their id."""
        return {one.key: one for one in self.questions}

    def columns_of(self, key: str) -> tuple[ColumnDraft, ...]:
        """The columns of a question that are taken in."""
        return tuple(one for one in self.columns if one.question == key and one.use is Use.QUESTION)

    @property
    def key_column(self) -> ColumnDraft | None:
        """The column that names the respondents."""
        return next((one for one in self.columns if one.use is Use.KEY), None)

    @property
    def personal(self) -> tuple[ColumnDraft, ...]:
        """Columns that say who somebody is."""
        return tuple(one for one in self.columns if one.personal is not None)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Heads of columns with something in them that are not stored; the letter of one without."""
        return tuple(
            one.head or cell_name(0, one.place)[:-1]
            for one in self.columns
            if one.use is Use.LEAVE and one.filled
        )


def with_use(draft: Draft, place: int, use: Use) -> Draft:
    """Another use of a column; there is one key at most, and a question needs a column."""

    def changed(one: ColumnDraft) -> ColumnDraft:
        if one.place == place:
            return replace(one, use=use)
        return replace(one, use=Use.QUESTION) if use is Use.KEY and one.use is Use.KEY else one

    columns = tuple(map(changed, draft.columns))
    return replace(draft, columns=columns, questions=_with_missing(columns, draft.questions))


def _with_missing(
    columns: Sequence[ColumnDraft], questions: tuple[QuestionDraft, ...]
) -> tuple[QuestionDraft, ...]:
    known = {one.key for one in questions}
    new = [one for one in columns if one.use is Use.QUESTION and one.question not in known]
    return (*questions, *(QuestionDraft(one.question, one.head, QuestionKind.FREE) for one in new))


def with_texts(draft: Draft, key: str, texts: Mapping[str, str]) -> Draft:
    """A question as it was typed; PlanError carries a problem for each field that cannot be read."""
    old = draft.by_key[key]
    new = _read(old, {**old.texts(), **texts})
    if new.key != key and new.key in draft.by_key:
        raise PlanError.in_fields(FieldProblem("key", "survey.key_taken", {"key": new.key}))
    questions = tuple(new if one.key == key else _renamed(one, key, new.key) for one in draft.questions)
    if new.role:  # one question says the town, one the sex, one the age
        questions = tuple(
            replace(one, role="") if one.role == new.role and one.key != new.key else one for one in questions
        )
    columns = tuple(replace(one, question=new.key) if one.question == key else one for one in draft.columns)
    return replace(draft, questions=questions, columns=columns)


def _renamed(one: QuestionDraft, old: str, new: str) -> QuestionDraft:
    """Conditions follow a question whose id changed."""
    if one.asked_if is None or old == new:
        return one
    clauses = tuple(
        replace(clause, question=new) if clause.question == old else clause for clause in one.asked_if.clauses
    )
    return replace(one, asked_if=Condition(clauses))


def _read(old: QuestionDraft, texts: Mapping[str, str]) -> QuestionDraft:
    problems: list[FieldProblem] = []
    found: dict[str, object] = {}
    readers: Mapping[str, Callable[[str], object]] = {
        "key": _some_text,
        "label": _some_text,
        "kind": QuestionKind,
        "options": read_options,
        "asked_if": read_condition,
        "max_choices": _count,
        "role": str,
    }
    for name, reader in readers.items():
        try:
            found[name] = reader(texts[name])
        except PlanError as error:
            problems.append(error.at(name))
    if problems:
        raise PlanError.in_fields(*problems)
    return replace(old, **found)  # type: ignore[arg-type]  # each reader gives its field's type


def _some_text(text: str) -> str:
    line = clean_line(text)
    if not line:
        raise PlanError("field.required", label="")
    return line


def _count(text: str) -> int | None:
    if not text.strip():
        return None
    count = parse_integer(text, allow_marks=False)
    return None if isinstance(count, Mark) or count < 1 else count
