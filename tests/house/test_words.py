"""Every word the interface can say has its Japanese."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.cli.preferences import SCHEMA
from bingo_planner.kernel.i18n import catalogue
from bingo_planner.kernel.messages import message_for, registered_codes

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "bingo_planner").rglob("*.py"))


def _literals(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(context, literal) of direct calls, and of one-line helpers such as `_t(text)` that fix the context."""
    helpers = dict(_helpers(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if node.func.id == "translate" and len(texts) >= 2:
            yield texts[0], texts[1]
        elif node.func.id in helpers and texts:
            yield helpers[node.func.id], texts[0]


def _helpers(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or len(node.args.args) < 1:
            continue
        first = node.args.args[0].arg
        for call in ast.walk(node):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "translate"
                and len(call.args) >= 2
                and isinstance(call.args[0], ast.Constant)
                and isinstance(call.args[1], ast.Name)
                and call.args[1].id == first
            ):
                yield node.name, str(call.args[0].value)


@cache
def _all() -> tuple[tuple[str, str, str], ...]:
    found = []
    for path in SOURCES:
        for context, literal in _literals(ast.parse(path.read_text(encoding="utf-8"))):
            found.append((path.relative_to(ROOT).as_posix(), context, literal))
    return tuple(found)


def test_every_literal_has_its_japanese() -> None:
    missing = sorted({f"{context}: {text}" for _, context, text in _all() if text not in catalogue(context)})
    assert not missing, "\n".join(missing)


def test_every_field_and_choice_has_its_japanese() -> None:
    missing = set()
    for access in access_by_kind().values():
        record = access.record
        for context, text in [(record.context, record.label)] + [
            (field.context, words)
            for field in record.fields
            for words in (field.label, field.section, field.hint, *(choice.label for choice in field.choices))
        ]:
            if text and text not in catalogue(context):
                missing.add(f"{context}: {text}")
    assert not missing, "\n".join(sorted(missing))


def test_every_setting_has_its_japanese() -> None:
    missing = set()
    for setting in SCHEMA:
        for text in (setting.text, setting.group, setting.hint, *(words for _, words in setting.choices)):
            if text and text not in catalogue(setting.context):
                missing.add(text)
    assert not missing, "\n".join(sorted(missing))


def test_every_refusal_has_its_japanese() -> None:
    known = catalogue("errors")
    sentences = {text for code in registered_codes() for text in (message_for(code) or ()) if text}
    assert not sorted(sentences - known.keys())


@pytest.mark.parametrize(
    "path", sorted((ROOT / "resources" / "translations" / "ja").glob("*.json")), ids=lambda p: p.name
)
def test_places_are_kept_in_translation(path: Path) -> None:
    import string

    def places(text: str) -> set[str]:
        try:
            return {name for _, name, _, _ in string.Formatter().parse(text) if name}
        except ValueError:
            return set()

    entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    broken = [english for english, japanese in entries.items() if not places(japanese) <= places(english)]
    assert not broken
