"""Preferences: checked, saved at once, and never a reason not to start."""

import json
from pathlib import Path

import pytest

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.settings import Setting, Settings, Value

SCHEMA = (
    Setting("look.dark", "bool", False, "Dark", "look"),
    Setting("look.scale", "int", 100, "Size", "look", minimum=100, maximum=200),
    Setting(
        "dates.style", "choice", "era", "Years", "dates", choices=(("era", "Era"), ("western", "Western"))
    ),
    Setting("me.room", "str", "", "Room", "me"),
    Setting("backup.least", "int", 3, "Backups", "backup", minimum=1),
    Setting("backup.most", "int", 30, "Backups", "backup", maximum=99),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_defaults_hold_until_something_is_chosen(path: Path) -> None:
    settings = Settings(path, SCHEMA)
    assert (settings.flag("look.dark"), settings.number("look.scale")) == (False, 100)
    assert (settings.text("dates.style"), settings.text("me.room")) == ("era", "")
    assert not path.exists()


def test_what_is_set_is_there_next_time(path: Path) -> None:
    Settings(path, SCHEMA).update({"look.dark": True, "look.scale": 150, "me.room": "企画政策課"})
    again = Settings(path, SCHEMA)
    assert (again.flag("look.dark"), again.number("look.scale"), again.text("me.room")) == (
        True,
        150,
        "企画政策課",
    )
    again.reset("look")
    third = Settings(path, SCHEMA)
    assert (third.get("look.scale"), third.get("me.room")) == (100, "企画政策課")
    third.reset()
    assert Settings(path, SCHEMA).get("me.room") == ""


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("look.dark", "yes", "setting.value"),
        ("look.dark", 1, "setting.value"),
        ("look.scale", True, "setting.value"),
        ("look.scale", 300, "setting.range"),
        ("backup.least", 0, "setting.least"),
        ("backup.most", 100, "setting.most"),
        ("dates.style", "maya", "setting.value"),
        ("me.room", 5, "setting.value"),
        ("nobody.knows", 5, "setting.unknown"),
    ],
)
def test_refused_values_change_nothing(path: Path, key: str, value: Value, code: str) -> None:
    settings = Settings(path, SCHEMA)
    with pytest.raises(PlanError) as refused:
        settings.update({"me.room": "x", key: value})
    assert refused.value.code == code
    assert settings.get("me.room") == ""
    assert not path.exists()


def test_keys_of_a_newer_version_are_kept_and_spoilt_values_fall_back(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        json.dumps({"of.tomorrow": [1, 2], "look.scale": "big", "me.room": "a"}), encoding="utf-8"
    )
    settings = Settings(path, SCHEMA)
    assert (settings.get("look.scale"), settings.get("me.room")) == (100, "a")
    settings.set("look.dark", True)
    assert json.loads(path.read_text(encoding="utf-8"))["of.tomorrow"] == [1, 2]


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe", b""])
def test_a_damaged_file_is_put_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert Settings(path, SCHEMA).get("look.scale") == 100
    assert path.with_name("settings.json.damaged").read_bytes() == content
    assert not path.exists()


def test_a_folder_that_cannot_be_written_gives_a_sentence_and_the_choice_holds(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings = Settings(tmp_path / "file" / "settings.json", SCHEMA)
    with pytest.raises(PlanError, match=r"setting\.not_saved"):
        settings.set("look.dark", True)
    assert settings.flag("look.dark")
