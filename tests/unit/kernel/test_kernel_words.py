"""Words in two languages."""

import ast
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bingo_planner.kernel import i18n
from bingo_planner.kernel.i18n import catalogue, language, missing, set_language, speaking, translate


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of its own, and the language as it was afterwards."""
    monkeypatch.setattr(i18n, "resource", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(i18n, "_catalogue", {})
    monkeypatch.setattr(i18n, "_missing", set())
    folder = tmp_path / "translations" / "ja"
    folder.mkdir(parents=True)
    (folder / "staff.json").write_text(
        json.dumps({"{n} days left": "あと{n}日", "a {b}": "い{b}"}, ensure_ascii=False), encoding="utf-8"
    )
    yield folder
    set_language("ja")


@pytest.mark.usefixtures("words")
def test_japanese_unless_english_is_chosen() -> None:
    assert translate("staff", "{n} days left", n=35) == "あと35日"
    set_language("en")
    assert (language(), translate("staff", "{n} days left", n=35)) == ("en", "35 days left")
    with speaking("ja"):
        assert translate("staff", "{n} days left", n=35) == "あと35日"
    assert language() == "en"


@pytest.mark.usefixtures("words")
def test_without_facts_braces_are_just_braces() -> None:
    assert translate("staff", "a {b}") == "い{b}"


@pytest.mark.usefixtures("words")
def test_facts_may_have_any_name() -> None:
    assert translate("other", "{text} in {context}", text="a", context="b") == "a in b"


@pytest.mark.usefixtures("words")
def test_what_has_no_japanese_is_shown_in_english_and_remembered() -> None:
    assert translate("staff", "Unheard") == "Unheard"
    assert translate("nobody", "Unheard") == "Unheard"
    assert missing() == {("staff", "Unheard"), ("nobody", "Unheard")}
    assert catalogue("nobody") == {}
    with speaking("en"):
        translate("staff", "English only")
    assert ("staff", "English only") not in missing()


@pytest.mark.usefixtures("words")
def test_another_language_holds_for_its_own_thread_only() -> None:
    heard: list[str] = []
    with speaking("en"):
        thread = threading.Thread(target=lambda: heard.append(language()))
        thread.start()
        thread.join()
        heard.append(language())
    assert heard == ["ja", "en"]


def test_every_literal_of_the_base_room_has_its_japanese() -> None:
    asked = set()
    for path in Path(i18n.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translate":
                literals = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                asked |= {tuple(literals)} if len(literals) == 2 else set()
    assert ("kernel", "pending") in asked
    for context, text in asked:
        japanese = catalogue(str(context))[str(text)]
        assert set(re.findall(r"\{(\w+)\}", japanese)) == set(re.findall(r"\{(\w+)\}", str(text)))
