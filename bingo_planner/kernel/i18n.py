"""Words in the user's language: an English literal goes in, Japanese or English comes out.

The Japanese lies in `resources/translations/ja/<context>.json` as `{english: japanese}`, one file a context;
a context that several rooms write to is split as `<context>.<room>.json`.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from bingo_planner.kernel.files import resource

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")

_lock = threading.Lock()
_chosen: list[Language] = ["ja"]
_here: ContextVar[Language | None] = ContextVar("language", default=None)
_catalogue: dict[str, Mapping[str, str]] = {}
_missing: set[tuple[str, str]] = set()


def set_language(code: Language) -> None:
    """Choose the language of the whole program."""
    _chosen[0] = code


def language() -> Language:
    """The language in force: the one of the surrounding `speaking` block, else the program's."""
    return _here.get() or _chosen[0]


@contextmanager
def speaking(code: Language) -> Iterator[None]:
    """Another language for this block and thread only, such as an English report from a Japanese window."""
    token = _here.set(code)
    try:
        yield
    finally:
        _here.reset(token)


def translate(context: str, text: str, /, **facts: object) -> str:
    """The words for an English literal; `{name}` places in it are filled with `facts`.

    Without facts the text is returned as it stands, braces and all. A literal that has no Japanese is shown in
    English and remembered for `missing()`.
    """
    words = text if language() == "en" else _japanese(context, text)
    return words.format(**facts) if facts else words


def missing() -> frozenset[tuple[str, str]]:
    """`(context, literal)` of everything asked for in Japanese so far that has no Japanese."""
    return frozenset(_missing)


def catalogue(context: str) -> Mapping[str, str]:
    """`{english: japanese}` of one context; empty when nothing is translated there yet."""
    known = _catalogue.get(context)
    if known is None:
        known = _load(context)
        with _lock:
            _catalogue[context] = known
    return known


def _japanese(context: str, text: str) -> str:
    words = catalogue(context).get(text)
    if words is None:
        _missing.add((context, text))
        return text
    return words


def _load(context: str) -> dict[str, str]:
    """`<context>.json` and, so that every room keeps its own sentences, `<context>.<room>.json` beside it."""
    folder = resource("translations", "ja")
    entries: dict[str, str] = {}
    for path in sorted((*folder.glob(f"{context}.json"), *folder.glob(f"{context}.*.json"))):
        entries |= json.loads(path.read_text(encoding="utf-8"))
    return entries
