"""Whatever can have the focus, on every page, tab and dialog, says in Japanese what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.access import nameless


@pytest.mark.slow
def test_everything_that_takes_the_focus_has_a_name(sample_file: Path) -> None:
    assert nameless("ja", sample_file) == {}
