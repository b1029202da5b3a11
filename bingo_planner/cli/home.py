"""Where this user's files lie: settings, region files, backups."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs

from bingo_planner.cli.preferences import SCHEMA
from bingo_planner.kernel.profile import Profile
from bingo_planner.kernel.settings import Settings
from bingo_planner.store.home import Home

OVERRIDE = "BINGO_PLANNER_HOME"


def user_home() -> Home:
    """The user's data folder on the local disk (never the roaming one); an environment variable may move it."""
    moved = os.environ.get(OVERRIDE)
    folder = (
        Path(moved) if moved else platformdirs.user_data_path("Bingo Planner", appauthor=False, roaming=False)
    )
    return Home(folder)


def sample_path(home: Home) -> Path:
    """The region file of the very first start."""
    return home.folder / "regions" / "sample.bingo"


def user_settings(home: Home) -> Settings:
    """The user's settings."""
    return Settings(home.folder / "settings.json", SCHEMA)


def last_region(settings: Settings) -> Path | None:
    """The region file opened last, if it is still there."""
    text = settings.text("file.last")
    path = Path(text) if text else None
    return path if path is not None and path.is_file() else None


def user_profile(settings: Settings) -> Profile | None:
    """Who sits here; None before the first start asked."""
    text = settings.text("profile.signed")
    if not text:
        return None
    try:
        name, post, code, body = json.loads(text)
    except ValueError:
        return None
    return Profile(str(name), str(post), str(code), str(body))


def keep_profile(settings: Settings, profile: Profile) -> None:
    """Remember who sits here."""
    signed = [profile.name, profile.post, profile.body_code, profile.body_name]
    settings.set("profile.signed", json.dumps(signed, ensure_ascii=False))
