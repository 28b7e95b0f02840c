"""What is usual: how far each meaning looks back, and from how many values on there is one."""

import numpy as np
import pytest

from journal.measures.usual import middle_half, usual_before, usual_load

DAYS = np.array("2026-01-01", dtype="datetime64[us]") + np.timedelta64(1, "D") * np.array([0, 1, 2, 3, 4, 28, 29])
VALUES = np.array([1.0, 2, 3, 4, 5, 60, 70])


def test_the_usual_of_a_moment_is_the_median_of_five_values_or_more_of_28_days():
    assert usual_before(DAYS, VALUES)[4:].tolist() == pytest.approx([np.nan, 3.0, 4.0], nan_ok=True)


def test_the_usual_load_is_the_mean_of_three_sessions_or_more_of_28_days():
    assert usual_load(DAYS, VALUES)[2:].tolist() == pytest.approx([np.nan, 2.0, 2.5, 3.0, 14.8], nan_ok=True)


def test_the_middle_half_needs_five_values():
    assert middle_half([1, 2, 3, 4]) is None
    assert middle_half([1, 2, 3, 4, 5]) == (2, 4)
