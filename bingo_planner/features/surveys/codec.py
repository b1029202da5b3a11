"""Answers as text that can be stored and sent: columns of bytes, compressed; the same answers make the same text."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Final

import numpy as np
import zstandard
from numpy.typing import NDArray

from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.stats.answers import (
    Answers,
    Floats,
    FreeAnswers,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
    States,
)
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.messages import register_messages

LEVEL: Final = 9
LIMIT: Final = 512 * 1024 * 1024
"""Bytes that one column may unpack to; more is a broken file, not a survey."""

register_messages(
    {
        "survey.payload": (
            "The answers to “{question}” cannot be read from the region file.",
            "Take the file of answers in again.",
        )
    }
)


def kind_of(answers: Answers) -> QuestionKind:
    """The kind of a column."""
    if isinstance(answers, SingleAnswers):
        return QuestionKind.SINGLE
    if isinstance(answers, MultipleAnswers):
        return QuestionKind.MULTIPLE
    return QuestionKind.NUMBER if isinstance(answers, NumberAnswers) else QuestionKind.FREE


def pack(answers: Answers) -> str:
    """A column as text."""
    if isinstance(answers, SingleAnswers):
        # One byte a code packs to half of what two take.
        width = 1 if answers.codes.max(initial=0) < 128 else 2
        return _packed(answers.codes.astype(f"<i{width}").tobytes(), {"n": len(answers.codes), "w": width})
    if isinstance(answers, MultipleAnswers):
        n, k = answers.chosen.shape
        bits = np.packbits(answers.chosen.T.ravel()).tobytes()
        return _packed(answers.state.astype("<i1").tobytes() + bits, {"n": n, "k": k})
    if isinstance(answers, NumberAnswers):
        body = answers.state.astype("<i1").tobytes() + answers.values.astype("<f8").tobytes()
        return _packed(body, {"n": len(answers.values)})
    return pack_texts(answers.texts)


def unpack(kind: str, text: str, question: str = "") -> Answers:
    """The column of a text; PlanError `survey.payload` when it is not one of this kind."""
    try:
        if kind == QuestionKind.FREE:
            return FreeAnswers(unpack_texts(text))
        head, body = _unpacked(text)
        n = head["n"]
        if kind == QuestionKind.SINGLE:
            return SingleAnswers(np.frombuffer(body, f"<i{head['w']}", n).astype(np.int16))
        state: States = np.frombuffer(body, "<i1", n).astype(np.int8)
        if kind == QuestionKind.NUMBER:
            return NumberAnswers(np.frombuffer(body, "<f8", n, offset=n).astype(np.float64), state)
        return MultipleAnswers(_bits(body[n:], head["k"], n), state)
    except (ValueError, KeyError, zstandard.ZstdError) as error:
        raise PlanError("survey.payload", question=question) from error


def pack_texts(texts: Sequence[str]) -> str:
    """Texts as one text."""
    return _packed(json.dumps(list(texts), ensure_ascii=False).encode(), {})


def unpack_texts(text: str, what: str = "") -> tuple[str, ...]:
    """The inverse of `pack_texts`; PlanError `survey.payload`."""
    try:
        return tuple(json.loads(_unpacked(text)[1]))
    except (ValueError, KeyError, zstandard.ZstdError) as error:
        raise PlanError("survey.payload", question=what) from error


def pack_floats(values: Floats) -> str:
    """Weights as text, exactly."""
    return _packed(values.astype("<f8").tobytes(), {"n": len(values)})


def unpack_floats(text: str) -> Floats:
    """The inverse of `pack_floats`; PlanError `survey.payload`."""
    try:
        head, body = _unpacked(text)
        return np.frombuffer(body, "<f8", head["n"]).astype(np.float64)
    except (ValueError, KeyError, zstandard.ZstdError) as error:
        raise PlanError("survey.payload", question="") from error


def _bits(body: bytes, k: int, n: int) -> NDArray[np.bool_]:
    flat = np.unpackbits(np.frombuffer(body, np.uint8), count=k * n)
    return np.ascontiguousarray(flat.reshape(k, n).T.astype(bool))


def _packed(body: bytes, head: dict[str, int]) -> str:
    data = json.dumps(head, sort_keys=True).encode() + b"\n" + body
    return base64.b64encode(zstandard.ZstdCompressor(level=LEVEL).compress(data)).decode("ascii")


def _unpacked(text: str) -> tuple[dict[str, int], bytes]:
    packed = base64.b64decode(text, validate=True)
    if zstandard.frame_content_size(packed) > LIMIT:
        raise ValueError("too large")
    data = zstandard.ZstdDecompressor().decompress(packed)
    head, _line, body = data.partition(b"\n")
    return json.loads(head), body
