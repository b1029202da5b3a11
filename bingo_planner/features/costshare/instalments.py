"""Payment in instalments: 国等の債権債務等の金額の端数計算に関する法律 article 3, remainders all in the first one."""

from __future__ import annotations

from bingo_planner.features.costshare import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.kernel.errors import PlanError

MOST = 12


def instalments(amount: int, times: int) -> tuple[int, ...]:
    """What falls due each time: 7,000,000 in 6 is 1,166,670 and five times 1,166,666."""
    if not 1 <= times <= MOST:
        raise PlanError("share.instalments", most=MOST)
    each, rest = divmod(abs(amount), times)
    sign = -1 if amount < 0 else 1
    return (sign * (each + rest), *(sign * each,) * (times - 1))
