"""Tails of the normal, t, chi-square and F distributions to about 1e-13, for tests and intervals.

The leading factors of the incomplete beta and gamma functions are worked out in the saddle-point form of C. Loader
(Fast and Accurate Computation of Binomial Probabilities, 2000): differences of log-gammas would lose nine digits at
the hundred thousand degrees of freedom a survey has. What is left are continued fractions (modified Lentz).
"""

from __future__ import annotations

import math
from statistics import NormalDist

_TINY = 1e-300
_CLOSE = 1e-16
_ROUNDS = 100_000
_HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)
_NORMAL = NormalDist()


def normal_upper(z: float) -> float:
    """P(Z > z)."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def normal_quantile(share: float) -> float:
    """z with P(Z ≤ z) = share, 0 < share < 1."""
    return _NORMAL.inv_cdf(share)


def chi2_upper(x: float, df: float) -> float:
    """P(X > x) for chi-square with `df` > 0 degrees of freedom."""
    return 1.0 if x <= 0 else gamma_upper(df / 2, x / 2)


def f_upper(x: float, df1: float, df2: float) -> float:
    """P(F > x) for F with `df1` and `df2` degrees of freedom, which need not be whole; `df2` may be infinite."""
    if x <= 0:
        return 1.0
    if math.isinf(df2):
        return chi2_upper(x * df1, df1)
    below, above = df1 * x, df2
    return beta_lower(above / (above + below), df2 / 2, df1 / 2, below / (above + below))


def t_upper(x: float, df: float) -> float:
    """P(T > x) for t with `df` degrees of freedom, which may be infinite."""
    if math.isinf(df):
        return normal_upper(x)
    half = 0.5 * beta_lower(df / (df + x * x), df / 2, 0.5, x * x / (df + x * x))
    return half if x >= 0 else 1 - half


def t_quantile(share: float, df: float) -> float:
    """t with P(T ≤ t) = share; 0.975 gives the factor of a 95 % interval."""
    if share < 0.5:
        return -t_quantile(1 - share, df)
    if math.isinf(df):
        return normal_quantile(share)
    low, high = 0.0, 1.0
    while t_upper(high, df) > 1 - share:
        high *= 2
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if t_upper(middle, df) > 1 - share:
            low = middle
        else:
            high = middle


def beta_lower(x: float, a: float, b: float, rest: float | None = None) -> float:
    """The regularised incomplete beta function I_x(a, b); `rest` = 1 − x where the caller knows it better."""
    y = 1 - x if rest is None else rest
    if x <= 0:
        return 0.0
    if y <= 0:
        return 1.0
    if x > a / (a + b):
        return 1 - beta_lower(y, b, a, x)
    # x^a y^b / B(a, b) = ab/(a + b) · binomial probability of a among a + b
    return a * b / (a + b) * _binomial(a, b, x, y) * _beta_fraction(x, y, a, b)


def gamma_upper(a: float, x: float) -> float:
    """The regularised incomplete gamma function Q(a, x)."""
    if x <= 0:
        return 1.0
    lead = _poisson(a, x)
    if x < a + 1:
        return 1 - lead * _gamma_series(a, x)
    return lead * a * _gamma_fraction(a, x)


def _beta_fraction(x: float, y: float, a: float, b: float) -> float:
    """The continued fraction of Didonato and Morris (TOMS 708, 1992), which stays exact for x near 1."""
    ahead = 1 + (
        (a + b) * y - b if a > b else a - (a + b) * x
    )  # equal; each is exact where the other cancels
    first = _off_zero(a / (a + 1) * ahead)
    c, d = 1 / _TINY, 1 / first
    value = d
    for n in range(1, _ROUNDS):
        across = n * (b - n) * x
        step = (a + n - 1) * (a + b + n - 1) * across * x / (a + 2 * n - 1) ** 2
        whole = n + across / (a + 2 * n - 1) + (a + n) / (a + 2 * n + 1) * (ahead + n * (1 + y))
        d = 1 / _off_zero(whole + step * d)
        c = _off_zero(whole + step / c)
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _gamma_series(a: float, x: float) -> float:
    """Σ x^k / ((a+1)…(a+k)), so that P(a, x) = x^a e^−x / Γ(a+1) times it."""
    term = total = 1.0
    for k in range(1, _ROUNDS):
        term *= x / (a + k)
        total += term
        if term < total * _CLOSE:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / _off_zero(b)
    value = d
    for k in range(1, _ROUNDS):
        step = -k * (k - a)
        b += 2
        d = 1 / _off_zero(step * d + b)
        c = _off_zero(b + step / c)
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _binomial(a: float, b: float, x: float, y: float) -> float:
    """Γ(a+b+1)/(Γ(a+1)Γ(b+1)) x^a y^b."""
    n = a + b
    power = _stirling(n) - _stirling(a) - _stirling(b) - _deviance(a, n * x) - _deviance(b, n * y)
    return math.exp(power) * math.sqrt(n / (2 * math.pi * a * b))


def _poisson(a: float, x: float) -> float:
    """x^a e^−x / Γ(a+1)."""
    return math.exp(-_stirling(a) - _deviance(a, x)) / math.sqrt(2 * math.pi * a)


def _stirling(n: float) -> float:
    """log Γ(n+1) less Stirling's formula; 1/(12n) − 1/(360n³) + … for large n."""
    if n < 16:
        return math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - _HALF_LOG_2PI
    s = 1 / (n * n)
    series = 1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * 691 / 360360))))
    return series / n


def _deviance(a: float, mean: float) -> float:
    """a log(a/mean) + mean − a, without cancellation where the two are near each other."""
    if abs(a - mean) >= 0.1 * (a + mean):
        return a * math.log(a / mean) + mean - a
    v = (a - mean) / (a + mean)
    total = (a - mean) * v
    term, place = 2 * a * v, 1
    while True:
        term *= v * v
        place += 2
        more = total + term / place
        if more == total:
            return total
        total = more
