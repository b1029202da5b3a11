"""Codes of municipalities (全国地方公共団体コード): five digits, a sixth checks them."""

import re
import unicodedata

from bingo_planner.kernel.errors import PlanError


def check_digit(code: str) -> int:
    """The sixth digit of a five-digit code: 11 − Σ(digit × 6…2) mod 11, last figure only (総務省)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10


def parse_body_code(text: str) -> str:
    """Five digits out of five, or of six with the right check digit. Refusals: code.unreadable, code.check_digit."""
    code = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{5,6}", code):
        raise PlanError("code.unreadable", text=text)
    right = f"{code[:5]}{check_digit(code[:5])}"
    if len(code) == 6 and code != right:
        raise PlanError("code.check_digit", text=text, right=right)
    return code[:5]
