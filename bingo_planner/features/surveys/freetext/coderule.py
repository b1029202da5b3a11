"""Rules that say which answers belong to a group, in words an official writes: バス かつ （少な または 減） 除く 観光.

A word is found wherever it stands in the answer, whatever its width, kana or variant kanji; so 少な finds 少ない
and 少なくて. Words side by side must all be there (as かつ). かつ and または side by side need brackets, because people
read them both ways. `同じ文（…）` wants its words within one sentence. In English: and, or, not, sentence(…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bingo_planner.features.surveys.freetext import messages as text_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.surveys.freetext.folded import fold_text
from bingo_planner.kernel.errors import PlanError

DEEPEST: Final = 20
_QUOTES: Final = {"「": "」", "『": "』", '"': '"', "“": "”", "＂": "＂"}
_OPEN, _CLOSE = "(（", ")）"
_SIGNS: Final = {"|": "or", "｜": "or", "、": "or", ",": "or", "，": "or"} | {
    "&": "and", "＆": "and", "+": "and", "＋": "and", "!": "not", "！": "not",
}  # fmt: skip
_WORDS: Final = {"かつ": "and", "and": "and", "または": "or", "又は": "or", "or": "or"} | {
    "除く": "not", "not": "not", "同じ文": "same", "sentence": "same",
}  # fmt: skip
_GLUED: Final = ("または", "又は")
_ENDS_WORD: Final = re.compile(r"[\s()（）|｜、,，&＆+＋!！「『\"“＂]")


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be found as they stand; `folded` is what is compared."""

    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The part does not hold."""

    part: Rule


@dataclass(frozen=True, slots=True)
class Together:
    """The part holds within one sentence."""

    part: Rule


Rule = Term | All | Either | Without | Together


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a joint of the text: kind is term, and, or, not, same, open or close."""

    kind: str
    text: str


@lru_cache(maxsize=1000)
def read_rule(text: str) -> Rule:
    """The rule of a text.

    PlanError `survey.rule_…` says in one sentence what is wrong with it: empty, open, close, quote, joint, mixed,
    only_not, not_or, glued, same or deep.
    """
    reader = _Reader(text.strip(), tuple(_pieces(text.strip())))
    rule = reader.level(0)
    reader.expect_end()
    return rule


def holds(rule: Rule, answer: str, by_sentence: Sequence[str]) -> bool:
    """Whether a rule holds for a folded answer; `by_sentence` are its folded sentences."""
    if isinstance(rule, Term):
        return rule.folded in answer
    if isinstance(rule, All):
        return all(holds(part, answer, by_sentence) for part in rule.parts)
    if isinstance(rule, Either):
        return any(holds(part, answer, by_sentence) for part in rule.parts)
    if isinstance(rule, Without):
        return not holds(rule.part, answer, by_sentence)
    return any(holds(rule.part, one, (one,)) for one in by_sentence)


def terms(rule: Rule) -> tuple[Term, ...]:
    """The words a rule looks for, without those it leaves out."""
    if isinstance(rule, Term):
        return (rule,)
    if isinstance(rule, Without):
        return ()
    if isinstance(rule, Together):
        return terms(rule.part)
    return tuple(dict.fromkeys(term for part in rule.parts for term in terms(part)))


def quote_term(words: str) -> str:
    """Words as a rule writes them: quoted where they would be read as something else."""
    plain = words.strip()
    if plain.casefold() in _WORDS or _ENDS_WORD.search(plain) or any(joint in plain for joint in _GLUED):
        opened = next((one for one, closed in _QUOTES.items() if closed not in plain), "「")
        return f"{opened}{plain}{_QUOTES[opened]}"
    return plain


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        letter = text[at]
        if letter.isspace():
            at += 1
            continue
        if letter in _QUOTES:
            end = text.find(_QUOTES[letter], at + 1)
            if end < 0:
                raise PlanError("survey.rule_quote", text=text[at:])
            yield _Piece("term", text[at + 1 : end])
            at = end + 1
        elif letter in _OPEN or letter in _CLOSE:
            yield _Piece("open" if letter in _OPEN else "close", letter)
            at += 1
        elif letter in _SIGNS:
            yield _Piece(_SIGNS[letter], letter)
            at += 1
        else:
            found = _ENDS_WORD.search(text, at)
            end = found.start() if found else len(text)
            yield _word(text[at:end])
            at = end


def _word(text: str) -> _Piece:
    kind = _WORDS.get(text.casefold())
    if kind:
        return _Piece(kind, text)
    for joint in _GLUED:
        if joint in text:
            raise PlanError("survey.rule_glued", text=text, joint=joint)
    return _Piece("term", text)


class _Reader:
    """Reads one level of brackets after the other."""

    def __init__(self, text: str, pieces: tuple[_Piece, ...]) -> None:
        self._text = text
        self._pieces = pieces
        self._at = 0

    def level(self, depth: int) -> Rule:
        """Everything up to the end of the text or of the brackets."""
        if depth > DEEPEST:
            raise PlanError("survey.rule_deep", text=self._text)
        parts: list[Rule] = []
        joints: set[str] = set()
        while (piece := self._peek()) is not None and piece.kind != "close":
            if parts:
                joints.add(self._joint())
            parts.append(self._part(depth))
        if not parts:
            raise self._empty()
        return self._joined(parts, joints)

    def expect_end(self) -> None:
        """PlanError when a bracket closes nothing."""
        if self._peek() is not None:
            raise PlanError("survey.rule_close", text=self._text)

    def _peek(self) -> _Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _joint(self) -> str:
        """The joint before the next part; none written means かつ."""
        piece = self._peek()
        if piece is None or piece.kind not in ("and", "or"):
            return "and"
        self._at += 1
        after = self._peek()
        if after is None or after.kind in ("close", "and", "or"):
            raise PlanError("survey.rule_joint", text=piece.text)
        return piece.kind

    def _part(self, depth: int) -> Rule:
        piece = self._pieces[self._at]
        if piece.kind in ("and", "or"):
            raise PlanError("survey.rule_joint", text=piece.text)
        self._at += 1
        if piece.kind == "term":
            folded = fold_text(piece.text)
            if not folded:
                raise self._empty()
            return Term(piece.text, folded)
        if piece.kind == "not":
            after = self._peek()
            if after is None or after.kind in ("close", "and", "or", "not"):
                raise PlanError("survey.rule_joint", text=piece.text)
            return Without(self._part(depth))
        if piece.kind == "same":
            after = self._peek()
            if after is None or after.kind != "open":
                raise PlanError("survey.rule_same", text=piece.text)
            return Together(self._part(depth))
        return self._bracket(depth)

    def _bracket(self, depth: int) -> Rule:
        inner = self.level(depth + 1)
        if self._peek() is None:
            raise PlanError("survey.rule_open", text=self._text)
        self._at += 1
        return inner

    def _joined(self, parts: Sequence[Rule], joints: set[str]) -> Rule:
        left_out = [part for part in parts if isinstance(part, Without)]
        if len(joints) == 2:
            raise PlanError("survey.rule_not_or" if left_out else "survey.rule_mixed", text=self._text)
        if len(left_out) == len(parts):
            raise PlanError("survey.rule_only_not", text=self._text)
        if joints == {"or"}:
            if left_out:
                raise PlanError("survey.rule_not_or", text=self._text)
            return Either(tuple(parts))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _empty(self) -> PlanError:
        return PlanError("survey.rule_empty")
