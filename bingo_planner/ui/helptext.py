"""The help as files: topics in order, their titles, and a search through all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bingo_planner.kernel.files import resource
from bingo_planner.kernel.i18n import Language, language
from bingo_planner.kernel.text import fold

TOPICS = (
    "index", "getting-started", "shell", "overview", "projects", "kpi", "budget", "costshare", "usage", "staff",
    "region", "placements", "pictures", "surveys", "survey-tables", "survey-text", "survey-report", "vision",
    "keys", "backup", "trouble", "sync", "sync-it",
)  # fmt: skip


@dataclass(frozen=True)
class Topic:
    """One page of the help, Markdown; its first line is the title."""

    name: str
    title: str
    text: str


@lru_cache(maxsize=4)
def _topics(code: Language) -> tuple[Topic, ...]:
    found: list[Topic] = []
    for name in TOPICS:
        path = resource("help", code, f"{name}.md")
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            found.append(Topic(name, text.partition("\n")[0].lstrip("# ").strip(), text))
    return tuple(found)


def topics() -> tuple[Topic, ...]:
    """All topics in the language in force."""
    return _topics(language())


def topic(name: str) -> Topic:
    """A topic by name ("staff" or "staff#handover"); the contents page when there is none of that name."""
    wanted = name.partition("#")[0].removesuffix(".md")
    return next((one for one in topics() if one.name == wanted), topics()[0])


def search(text: str) -> list[tuple[Topic, str]]:
    """(topic, the line that was found), topics whose title holds the words first."""
    words = [fold(word) for word in text.split()]
    if not words:
        return []
    found: list[tuple[int, Topic, str]] = []
    for one in topics():
        if all(word in fold(one.text) for word in words):
            rank = 0 if all(word in fold(one.title) for word in words) else 1
            found.append((rank, one, _line_with(one, words[0])))
    return [(one, line) for _rank, one, line in sorted(found, key=lambda entry: entry[0])]


def _line_with(one: Topic, word: str) -> str:
    for line in one.text.splitlines()[1:]:
        if word in fold(line):
            return line.lstrip("#-*| 0123456789.").replace("**", "").strip()
    return ""
