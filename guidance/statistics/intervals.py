"""Intervals for shares of few sessions: 95 % unless another `z` is given, the point of the normal distribution."""

from math import sqrt

Z = 1.959963984540054  # the 97.5 % point


def wilson(k: int, n: int, z: float = Z) -> tuple[float, float]:
    """(low, high) of the share k / n by Wilson's score interval (Wilson 1927, J Am Stat Assoc 22:209). `n` above 0."""
    share, z2 = k / n, z * z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(k1: int, n1: int, k2: int, n2: int, z: float = Z) -> tuple[float, float]:
    """(low, high) of k1 / n1 - k2 / n2 from the two Wilson intervals (Newcombe 1998, Stat Med 17:873, method 10)."""
    (low1, high1), (low2, high2) = wilson(k1, n1, z), wilson(k2, n2, z)
    first, second = k1 / n1, k2 / n2
    below = sqrt((first - low1) ** 2 + (high2 - second) ** 2)
    above = sqrt((high1 - first) ** 2 + (second - low2) ** 2)
    return first - second - below, first - second + above
