"""What measures are made of."""

from typing import Any

from numpy.typing import NDArray

# By its name, one number, word or moment for each unit; what was not recorded is NaN or NaT.
Measures = dict[str, NDArray[Any]]
