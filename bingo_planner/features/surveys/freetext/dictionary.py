"""The dictionary of Japanese words: an add-on that may be absent and is loaded only when words are wanted.

Loading takes some hundredths of a second and tens of megabytes, so nothing here happens at start-up.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bingo_planner.features.surveys.freetext import messages as text_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.kernel.errors import PlanError

PARTS = ("sudachipy", "sudachidict_small")


class Morpheme(NamedTuple):
    """A word as the dictionary cuts it: where it stands, and the classes of its part of speech.

    A plain tuple: a survey has hundreds of thousands.
    """

    begin: int
    end: int
    base: str
    """Normalised form: 子ども, こども and 子供 are 子供."""
    plain: str
    """Dictionary form of the spelling used: 子ども."""
    classes: Sequence[str]


Cut = Callable[[str], Iterable[Morpheme]]


def available() -> bool:
    """Whether the add-on is installed; does not load it."""
    return all(importlib.util.find_spec(name) is not None for name in PARTS)


def load() -> Cut:
    """A function that cuts a text into words, in long units (mode C); PlanError `survey.no_dictionary`.

    One function serves one thread.
    """
    try:
        from sudachipy import Dictionary, SplitMode  # see the caption

        tokenizer = Dictionary(dict="small").tokenizer(mode=SplitMode.C)
    except (
        Exception
    ) as error:  # the add-on raises whatever its foreign parts raise; all of it means the same here
        raise PlanError("survey.no_dictionary", reason=str(error)) from error

    def cut(text: str) -> Iterable[Morpheme]:
        for one in tokenizer.tokenize(text):
            yield Morpheme(
                one.begin(), one.end(), one.normalized_form(), one.dictionary_form(), one.part_of_speech()
            )

    return cut
