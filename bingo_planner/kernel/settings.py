"""Preferences as records: the schema is handed in, values are checked, the file is never half written."""

import json
import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import atomic_write

Value = bool | int | str
Kind = Literal["bool", "int", "str", "choice"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting:
    """One preference. `text`, `hint`, `group` and the words of `choices` are literals of `context`.

    `choices` are pairs (value, words) and only for kind "choice"; `minimum` and `maximum` only for "int".
    """

    key: str
    kind: Kind
    default: Value
    text: str
    group: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    context: str = "settings"


def check_value(setting: Setting, value: object) -> Value:
    """The value when the setting can hold it; raises `PlanError` (setting.value, .range, .least, .most)."""
    if setting.kind == "bool" and isinstance(value, bool):
        return value
    if setting.kind == "int" and isinstance(value, int) and not isinstance(value, bool):
        return _within(setting, value)
    if setting.kind == "str" and isinstance(value, str):
        return value
    if setting.kind == "choice" and isinstance(value, str) and value in dict(setting.choices):
        return value
    raise PlanError("setting.value", key=setting.key, value=value)


def _within(setting: Setting, value: int) -> int:
    low, high = setting.minimum, setting.maximum
    if (low is None or low <= value) and (high is None or value <= high):
        return value
    code = "setting.least" if high is None else "setting.most" if low is None else "setting.range"
    raise PlanError(code, key=setting.key, value=value, first=low, last=high)


class Settings:
    """The preferences of one user, kept in a small JSON file; every `set` is saved at once.

    Keys the schema does not know stay in the file (a newer version may have written them). A damaged file is put
    aside as `<name>.damaged` and the defaults hold.
    """

    def __init__(self, path: Path, schema: Iterable[Setting]) -> None:
        self.path = path
        self.schema: Mapping[str, Setting] = {setting.key: setting for setting in schema}
        self._stored = self._load()

    def get(self, key: str) -> Value:
        """The value in force; the default where nothing usable is stored."""
        setting = self._setting(key)
        if key in self._stored:
            with suppress(PlanError):
                return check_value(setting, self._stored[key])
        return setting.default

    def flag(self, key: str) -> bool:
        """The value of a "bool" setting."""
        return bool(self.get(key))

    def number(self, key: str) -> int:
        """The value of an "int" setting."""
        return int(self.get(key))

    def text(self, key: str) -> str:
        """The value of a "str" or "choice" setting."""
        return str(self.get(key))

    def set(self, key: str, value: Value) -> None:
        """Check, keep and save one value; raises `PlanError` when refused or when the file cannot be written."""
        self.update({key: value})

    def update(self, values: Mapping[str, Value]) -> None:
        """Several values with one save; all are refused when one is."""
        checked = {key: check_value(self._setting(key), value) for key, value in values.items()}
        self._stored.update(checked)
        self._save()

    def reset(self, group: str | None = None) -> None:
        """Back to the defaults: one group of the schema, or all of it."""
        for setting in self.schema.values():
            if group in (None, setting.group):
                self._stored.pop(setting.key, None)
        self._save()

    def _setting(self, key: str) -> Setting:
        if key not in self.schema:
            raise PlanError("setting.unknown", key=key)
        return self.schema[key]

    def _load(self) -> dict[str, object]:
        try:
            content: object = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as fault:
            _log.warning("settings not readable, defaults hold: %s", fault)
            return {}
        except ValueError:
            content = None
        if isinstance(content, dict):
            return content
        self._put_aside()
        return {}

    def _put_aside(self) -> None:
        aside = self.path.with_name(self.path.name + ".damaged")
        with suppress(OSError):
            self.path.replace(aside)
        _log.warning("damaged settings kept as %s, defaults hold", aside)

    def _save(self) -> None:
        text = json.dumps(self._stored, ensure_ascii=False, indent=2, sort_keys=True)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(self.path) as file:
                file.write(text.encode("utf-8"))
        except OSError as fault:
            raise PlanError("setting.not_saved", reason=str(fault)) from fault
