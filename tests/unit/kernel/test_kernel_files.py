"""The old file survives every fault, and no helper file stays behind."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from bingo_planner.kernel import files
from bingo_planner.kernel.files import atomic_path, atomic_write, bundle_root, database_folder, resource


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "素案.pdf"
    path.write_bytes(b"old")
    return path


def only(path: Path) -> bool:
    return list(path.parent.iterdir()) == [path]


def _break_off(file: BinaryIO) -> None:
    file.write(b"half")
    raise ZeroDivisionError


def test_bundled_files_are_found() -> None:
    assert (resource("translations", "ja", "errors.json")).is_file()
    assert database_folder("sample").parent == bundle_root() / "db"


def test_the_installed_package_carries_its_own_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "bingo_planner")
    assert resource("x") == tmp_path / "resources" / "x"
    (tmp_path / "bingo_planner" / "_bundle").mkdir(parents=True)
    assert resource("x") == tmp_path / "bingo_planner" / "_bundle" / "resources" / "x"


def test_a_new_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "new.bin"
    with atomic_write(path) as file:
        file.write(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert only(path)


def test_an_old_file_is_replaced_and_keeps_its_rights(old: Path) -> None:
    old.chmod(0o640)
    with atomic_write(str(old)) as file:
        file.write(b"new")
    assert old.read_bytes() == b"new"
    assert os.name == "nt" or old.stat().st_mode & 0o777 == 0o640


def test_a_fault_while_writing_leaves_the_old_file(old: Path) -> None:
    with pytest.raises(ZeroDivisionError), atomic_write(old) as file:
        _break_off(file)
    assert old.read_bytes() == b"old"
    assert only(old)


def test_a_full_disk_leaves_the_old_file_and_names_it(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as refused, atomic_write(old) as file:
        file.write(b"new")
    assert refused.value.filename == str(old)
    assert old.read_bytes() == b"old"
    assert only(old)


def test_a_folder_that_is_not_there_is_named_by_the_file_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "a.pdf"
    with pytest.raises(FileNotFoundError) as refused, atomic_write(path) as file:
        file.write(b"new")
    assert refused.value.filename == str(path)


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OSError), atomic_write(tmp_path / "a.pdf") as file:
        file.write(b"new")
    assert only(tmp_path / "a.pdf")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(old)
    with atomic_write(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


def test_a_writer_may_bring_its_own_file(old: Path) -> None:
    with atomic_path(old) as path:
        path.write_bytes(b"own")
    assert old.read_bytes() == b"own"
    assert only(old)


def _refusing(times: int) -> tuple[list[int], object]:
    calls: list[int] = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        calls.append(1)
        if len(calls) <= times:
            raise PermissionError(errno.EACCES, "in use", str(self))
        return real(self, target)

    return calls, replace


def test_a_virus_scanner_on_windows_is_waited_for(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, replace = _refusing(3)
    monkeypatch.setattr(files, "_WINDOWS", True)
    monkeypatch.setattr(files, "_REPLACE_WAITS", (0, 0, 0))
    monkeypatch.setattr(Path, "replace", replace)
    with atomic_write(old) as file:
        file.write(b"new")
    assert old.read_bytes() == b"new"
    assert len(calls) == 4


def test_patience_ends(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for windows, attempts in ((True, 3), (False, 1)):
        calls, replace = _refusing(99)
        with monkeypatch.context() as patch:
            patch.setattr(files, "_WINDOWS", windows)
            patch.setattr(files, "_REPLACE_WAITS", (0, 0))
            patch.setattr(Path, "replace", replace)
            with pytest.raises(PermissionError) as refused, atomic_write(old) as file:
                file.write(b"new")
        assert len(calls) == attempts
        assert refused.value.filename == str(old)
        assert old.read_bytes() == b"old"
        assert only(old)
