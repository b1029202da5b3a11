"""The user's data folder: where backups and the tokens of the copies lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """One folder a user, on the local disk."""

    folder: Path

    @property
    def backups(self) -> Path:
        """Folder of the copies."""
        return self.folder / "backups"

    @property
    def identities(self) -> Path:
        """Folder of the tokens."""
        return self.folder / "copies"
