"""Starts Bingo Planner on a machine that has only Python: makes `.venv`, installs what is locked, opens the window.

python3 start.py                 opens the planner (Windows: py start.py)
python3 start.py -- info --json  everything after `--` goes to the planner
python3 start.py test            adds the developer tools and runs every check
python3 start.py text            tries again to add the dictionary that counts words of free answers
"""

from __future__ import annotations

import ctypes
import hashlib
import locale
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "planner-stamp.txt"
TEXT_STAMP = VENV / "planner-text.txt"
TEXT_LOCK = ROOT / "packaging" / "requirements-text.lock"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
OLDEST, NEWEST = (3, 11), (3, 13)

QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
NO_CLUSTER = "/etc/postgresql-common/createcluster.d/bingo-planner-tests.conf"
"""While this file is there, Debian's PostgreSQL comes without a database that starts with the machine."""
CHECKS = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("house", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
    ("tests", ("-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")),
)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked; returns the exit code."""
    if "--" in arguments:
        at = arguments.index("--")
        own, passed_on = arguments[:at], list(arguments[at + 1 :])
    else:
        own, passed_on = arguments, []
    if own not in ([], ["test"], ["text"]):
        print(__doc__)
        return 2
    if not _right_python():
        return 1
    testing = own == ["test"]
    _prepare_system(testing)
    if not _environment(testing):
        return 1
    dictionary = _dictionary(again=own == ["text"])
    if own == ["text"]:
        return 0 if dictionary else 1
    return _test() if testing else _open(passed_on)


def say(japanese: str, english: str) -> None:
    """One line in the language of the machine."""
    spoken = (locale.getlocale()[0] or os.environ.get("LANG") or "").lower()
    text = japanese if spoken.startswith(("ja", "japanese")) else english
    sys.stdout.buffer.write((text + "\n").encode(sys.stdout.encoding or "utf-8", "replace"))
    sys.stdout.flush()


def _right_python() -> bool:
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return True
    have = platform.python_version()
    say(
        f"Python 3.11〜3.13 が必要です（いまは {have}）。python.org から入れて、もう一度試します。",
        f"Python 3.11 to 3.13 is needed (this is {have}). Install one from python.org and try again.",
    )
    return False


# --- system libraries -------------------------------------------------------------------------------------------


def _prepare_system(testing: bool) -> None:
    """On Debian and Ubuntu: install what Qt needs, or print the line that would."""
    if not sys.platform.startswith("linux"):
        return
    wanted = QT_LIBRARIES | (SCREEN_LIBRARIES if _has_screen() and not testing else {})
    packages = [package for library, package in wanted.items() if not _loads(library)]
    if not _can_make_environments():
        packages.append("python3-venv")
    needs_server = testing and not _has_postgres()
    if needs_server:
        packages.append("postgresql")
    if packages:
        _install_packages(packages, quiet_server=needs_server)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _can_make_environments() -> bool:
    return (
        PYTHON.exists()
        or subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode == 0
    )


def _has_postgres() -> bool:
    """Whether the server that the tests of the hub start for themselves can be had."""
    return bool(shutil.which("postgres")) or any(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


def _install_packages(packages: Sequence[str], *, quiet_server: bool) -> None:
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    line = f"sudo apt-get update && sudo {' '.join(install)}"
    before = _rights()
    if before is None or shutil.which("apt-get") is None:
        say(
            f"足りないものがあります。管理者に次の1行を頼んでください:\n  {line}",
            f"Some system libraries are missing. Ask your administrator to run:\n  {line}",
        )
        return
    say(
        f"システムの部品を入れます: {' '.join(packages)}",
        f"Installing system libraries: {' '.join(packages)}",
    )
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*before, "apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL)
    if quiet_server:
        _write_as_root(before, NO_CLUSTER, "create_main_cluster = false\n")
    done = subprocess.run([*before, *install], env=environment, stdout=subprocess.DEVNULL)
    if quiet_server:
        subprocess.run([*before, "rm", "-f", NO_CLUSTER])
    if done.returncode:
        say(
            f"入れられませんでした。次の1行を試してください:\n  {line}",
            f"That failed. Try this line:\n  {line}",
        )


def _write_as_root(before: Sequence[str], path: str, text: str) -> None:
    subprocess.run([*before, "mkdir", "-p", str(Path(path).parent)])
    subprocess.run([*before, "tee", path], input=text.encode(), stdout=subprocess.DEVNULL)


def _rights() -> list[str] | None:
    """What to put before a command to run it as root; None when it cannot be."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- the environment --------------------------------------------------------------------------------------------


def _environment(testing: bool) -> bool:
    """`.venv` with the locked packages; a second run finds its stamp and does nothing."""
    kind = "dev" if testing else "run"
    have = STAMP.read_text(encoding="utf-8").split() if STAMP.is_file() else []
    # The developer's environment holds everything the planner needs.
    if PYTHON.exists() and have[:1] and (_stamp("dev") == have or _stamp(kind) == have):
        return True
    say(
        "部品を用意します（はじめの1回だけ、数分かかります）。",
        "Preparing the environment (the first time only; a few minutes).",
    )
    if not (have and have[1:] == _stamp(kind)[1:] and PYTHON.exists()) and not _make_environment():
        return False
    lock = ROOT / "packaging" / ("requirements-dev.lock" if testing else "requirements.lock")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run([*install, "--only-binary=:all:", "--require-hashes", "-r", str(lock)])
    if done.returncode:
        say(
            "部品を入れられませんでした。ネットワークを確かめて、もう一度試します。",
            "The packages could not be installed. Check the network and try again.",
        )
        return False
    _link_project()
    STAMP.write_text("\n".join(_stamp(kind)), encoding="utf-8")
    return True


def _dictionary(*, again: bool) -> bool:
    """The add-on that counts words of free answers; without it everything else works, so a failure stops nothing.

    What failed is not tried at every start, which would be slow without a network; `again` tries it.
    """
    digest = hashlib.sha256(TEXT_LOCK.read_bytes()).hexdigest()
    have = TEXT_STAMP.read_text(encoding="utf-8") if TEXT_STAMP.is_file() else ""
    if have == f"here {digest}" or (have == f"missing {digest}" and not again):
        return have.startswith("here")
    say(
        "自由意見の語を数える辞書を加えます（約40MB）。",
        "Adding the dictionary that counts words of free answers (about 40 MB).",
    )
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    install += ["--retries", "1", "--only-binary=:all:", "--require-hashes", "-r", str(TEXT_LOCK)]
    done = subprocess.run(install, capture_output=True)
    TEXT_STAMP.write_text(f"{'missing' if done.returncode else 'here'} {digest}", encoding="utf-8")
    if done.returncode:
        say(
            "辞書は加えられませんでした。ほかはすべて使えます。あとで加えるには start.py text を実行します。",
            "The dictionary could not be added. All else works; start.py text adds it later.",
        )
    return not done.returncode


def _stamp(kind: str) -> list[str]:
    locks = (ROOT / "packaging" / name for name in ("requirements.lock", "requirements-dev.lock"))
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    return [f"{kind}-{digest}", platform.python_version(), str(ROOT).replace(" ", "%20")]


def _make_environment() -> bool:
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode == 0:
        return True
    say(
        f"{VENV} を作れませんでした。開いているプログラムを閉じて、もう一度試します。",
        f"{VENV} could not be made. Close open programs and try again.",
    )
    print((done.stdout + done.stderr).strip())
    return False


def _link_project() -> None:
    """Make `bingo_planner` importable in the environment and give it its command."""
    packages = (
        VENV / "Lib" / "site-packages" if WINDOWS else next((VENV / "lib").glob("python3*")) / "site-packages"
    )
    (packages / "bingo_planner_checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        (BIN / "bingo-planner.cmd").write_text(
            f'@"{PYTHON}" -X utf8 -m bingo_planner %*\r\n', encoding="utf-8"
        )
        return
    command = BIN / "bingo-planner"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m bingo_planner "$@"\n', encoding="utf-8")
    command.chmod(0o755)


# --- running ----------------------------------------------------------------------------------------------------


def _planner(*arguments: str) -> int:
    return subprocess.run([str(PYTHON), "-X", "utf8", "-m", "bingo_planner", *arguments]).returncode


def _open(passed_on: Sequence[str]) -> int:
    if passed_on or _has_screen():
        return _planner(*passed_on)
    say(
        "画面がないため、画面なしでできることをします（見本の圏域とビジョン素案のPDF）。",
        "There is no screen here, so the main job is done without one (sample region and vision draft).",
    )
    return _planner("demo", "--out", str(ROOT / "out"))


def _test() -> int:
    """Every check, each to its end; the exit code is 1 when any failed."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    failed = []
    for name, command in CHECKS:
        print(f"--- {name}", flush=True)
        if subprocess.run([str(PYTHON), *command], cwd=ROOT, env=environment).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
