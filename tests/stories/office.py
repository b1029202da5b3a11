"""One computer of an office as a process of its own: verbs come in as lines of JSON, answers go out as such.

Started as `python -m tests.stories.office HOME REGION`; ends with its input.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE


def serve(home: str, region: str) -> None:
    """Answer every line: exit code, output, error output."""
    os.environ[OVERRIDE] = home
    # The keyring of whoever runs the tests is left alone.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    for line in sys.stdin:
        out, told = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(told):
            try:
                code = main([*json.loads(line), "--region", region])
            except SystemExit as stopped:
                code = stopped.code if isinstance(stopped.code, int) else 1
        sys.__stdout__.write(json.dumps([code, out.getvalue(), told.getvalue()]) + "\n")  # type: ignore[union-attr]  # a pipe
        sys.__stdout__.flush()  # type: ignore[union-attr]  # a pipe


if __name__ == "__main__":
    serve(*sys.argv[1:])
