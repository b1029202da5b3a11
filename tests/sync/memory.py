"""A folder in memory, behind the protocol of the real one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class MemoryFiles:
    """Files by path."""

    files: dict[str, bytes] = field(default_factory=dict)

    def names(self, folder: str) -> list[str]:
        start = f"{folder}/"
        return sorted({path[len(start) :].split("/")[0] for path in self.files if path.startswith(start)})

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def put(self, path: str, data: bytes, *, replace: bool = False) -> None:
        if replace or path not in self.files:
            self.files[path] = data

    def remove(self, path: str) -> None:
        self.files.pop(path, None)
