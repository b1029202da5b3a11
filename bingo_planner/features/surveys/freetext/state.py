"""What the tab of free answers shows at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.freetext.cooccur import Network
from bingo_planner.features.surveys.freetext.folded import Span
from bingo_planner.features.surveys.freetext.kwic import Line
from bingo_planner.features.surveys.freetext.words import Part, Words
from bingo_planner.kernel.errors import PlanError

VIEWS = ("texts", "words", "network", "groups", "quotes")
"""What stands beside the list of answers; `texts` leaves it the whole width."""


@dataclass(frozen=True, slots=True)
class Look:
    """Which answers are listed.

    `kind`: all, word, pair, group, field, unsorted, nothing (とくになし), by_hand or quoted; `keys` what of it: words
    by their normal form, the id of a group, the name of a field.
    """

    kind: str = "all"
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A group an answer is in, or was taken out of: `by` is rule, hand or out."""

    group_id: str
    name: str
    digit: str
    by: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer of the list; `hits` are places in its text that were looked for."""

    at: int
    key: str
    town: Body | None
    who: str
    text: str
    hits: tuple[Span, ...] = ()
    chips: tuple[Chip, ...] = ()
    says_nothing: bool = False
    is_quoted: bool = False

    @property
    def id(self) -> str:
        """The line in the list."""
        return str(self.at)


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A word with what stands round it, and whose it is."""

    line: Line
    key: str
    town: Body | None
    who: str

    @property
    def id(self) -> str:
        """The line in the list."""
        return f"{self.line.answer}/{self.line.start}"


@dataclass(frozen=True, slots=True)
class WordLine:
    """One word of the list, with percent of each category's answers that hold it; None without answers."""

    base: str
    label: str
    part: Part
    answers: int
    uses: int
    share: float | None
    shares: tuple[float | None, ...] = ()
    typical: tuple[bool, ...] = ()

    @property
    def id(self) -> str:
        """The word."""
        return self.base


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group, or the rest; `kind` is group, unsorted or nothing. Shares are percent of those with an opinion."""

    id: str
    kind: str
    field: str
    name: str
    digit: str = ""
    opinions: int = 0
    people: int = 0
    by_hand: int = 0
    share: float | None = None
    rules: str = ""
    problem: str = ""
    shares: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSum:
    """A field with the opinions of its groups and the people behind them."""

    name: str
    opinions: int
    people: int


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One quote as it will be printed; `at` the answer it came from, None where that is not held."""

    id: str
    group: str
    text: str
    who: str
    is_checked: bool
    doubts: int
    at: int | None


@dataclass(frozen=True, slots=True)
class Break:
    """The question words and groups are held against: its categories and how many of each wrote an opinion."""

    question: str = ""
    label: str = ""
    categories: tuple[str, ...] = ()
    bases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """How many answers there are: asked, with an opinion, saying nothing, listed; opinions and people of all groups."""

    asked: int = 0
    wrote: int = 0
    nothing: int = 0
    listed: int = 0
    opinions: int = 0
    people: int = 0
    unsorted: int = 0
    lost_marks: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer being read, whole."""

    line: AnswerLine
    key: str


@dataclass(frozen=True)
class Side:
    """What is open beside: `kind` is respondent, group, quote or lists. Values and problems go by keys of the form."""

    kind: str
    record_id: str = ""
    title: str = ""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    problems: Mapping[str, str] = field(default_factory=dict, hash=False)
    warnings: Mapping[str, str] = field(default_factory=dict, hash=False)
    answers: tuple[tuple[str, str], ...] = ()
    """Questions and answers of a respondent."""
    doubts: tuple[tuple[str, str], ...] = ()
    """Parts of a quote that may identify somebody, with why."""
    original: str = ""
    candidates: tuple[tuple[str, int], ...] = ()
    """Nouns that often stand together, for the list of picks."""
    focus: str = ""


@dataclass(frozen=True, eq=False)
class TextState:
    """All the tab shows."""

    loading: bool = True
    problem: PlanError | None = None
    read_only: bool = False
    questions: tuple[tuple[str, str], ...] = ()
    question: str = ""
    breaks: tuple[tuple[str, str], ...] = ()
    broken: Break = Break()
    view: str = "groups"
    search: str = ""
    look: Look = Look()
    look_words: str = ""
    in_context: bool = False
    totals: Totals = Totals()
    lines: tuple[AnswerLine, ...] = ()
    contexts: tuple[ContextLine, ...] = ()
    chosen: tuple[int, ...] = ()
    choices: tuple[tuple[str, str, str], ...] = ()
    """Every group: id, name, the key of one digit."""
    reading: Reading | None = None
    has_dictionary: bool = True
    counting: bool = False
    words_problem: PlanError | None = None
    words: Words | None = None
    word_lines: tuple[WordLine, ...] = ()
    part: str = ""
    """The parts of speech looked at: nouns, verbs, adjectives or all."""
    fewest: int = 2
    network: Network | None = None
    network_words: str = ""
    edges: int = 60
    groups: tuple[GroupLine, ...] = ()
    fields: tuple[FieldSum, ...] = ()
    quotes: tuple[QuoteLine, ...] = ()
    chosen_group: str = ""
    chosen_quote: str = ""
    side: Side | None = None

    @property
    def is_empty(self) -> bool:
        """No free question has answers."""
        return not self.loading and not self.questions
