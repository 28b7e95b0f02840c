"""How hot a session was: two published indices as plain functions of temperature and humidity, and the line for "hot".

Shared by the tables of the analysis and by the red flags, so nothing here needs pandas.
"""

from math import exp, sqrt

# WBGT from which exertional heat illness rises, and the heat index of "extreme caution", in °C [R87] [R86] [S019].
HOT_WBGT_C = 27.8
HOT_INDEX_C = 32


def wbgt(temperature_c: float, humidity_pct: float) -> float:
    """Simple wet-bulb globe temperature in °C, from °C and % relative humidity.

    Approximation of the Australian Bureau of Meteorology for moderate sun and light wind (after ACSM 1984):
    0.567 Ta + 0.393 e + 3.94, with the vapour pressure e = rh/100 x 6.105 exp(17.27 Ta / (237.7 + Ta)) in hPa.
    """
    vapour_hpa = humidity_pct / 100 * 6.105 * exp(17.27 * temperature_c / (237.7 + temperature_c))
    return 0.567 * temperature_c + 0.393 * vapour_hpa + 3.94


def heat_index(temperature_c: float, humidity_pct: float) -> float:
    """Heat index in °C, from °C and % relative humidity: the US National Weather Service's procedure (Rothfusz 1990).

    Below 80 °F the simple formula of Steadman stands; above, Rothfusz's regression with the two adjustments.
    """
    t, rh = temperature_c * 1.8 + 32, humidity_pct
    simple = 0.5 * (t + 61 + (t - 68) * 1.2 + rh * 0.094)
    index_f = (simple + t) / 2
    if index_f >= 80:
        index_f = _rothfusz(t, rh)
    return (index_f - 32) / 1.8


def _rothfusz(t: float, rh: float) -> float:
    """The regression with its adjustments for dry and for damp air, in °F."""
    index = (
        -42.379 + 2.04901523 * t + 10.14333127 * rh - 0.22475541 * t * rh - 0.00683783 * t * t
        - 0.05481717 * rh * rh + 0.00122874 * t * t * rh + 0.00085282 * t * rh * rh - 0.00000199 * t * t * rh * rh
    )  # fmt: skip
    if rh < 13 and 80 <= t <= 112:
        return index - (13 - rh) / 4 * sqrt((17 - abs(t - 95)) / 17)
    if rh > 85 and 80 <= t <= 87:
        return index + (rh - 85) / 10 * (87 - t) / 5
    return index


def is_hot(air: str | None, temperature_c: float | None, humidity_pct: int | None) -> bool | None:
    """Whether a session was hot: True, False, or None when neither the air nor both numbers were recorded."""
    if temperature_c is None or humidity_pct is None:
        return None if air is None else air == "hot"
    by_numbers = wbgt(temperature_c, humidity_pct) >= HOT_WBGT_C
    return air == "hot" or by_numbers or heat_index(temperature_c, humidity_pct) >= HOT_INDEX_C
