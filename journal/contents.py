"""What drinks hold: one table for the analysis and the red flags, so nothing here needs pandas."""

# mg of caffeine in 240 ml, Mayo Clinic's table [R51]; soft drinks are counted as cola. Kinds not named hold none.
CAFFEINE_MG_PER_240_ML = {"coffee": 96, "black_tea": 47, "soft_drink": 22, "energy_drink": 72}
# Share of pure alcohol: usual strengths, our line. One UK unit is 10 ml of pure alcohol [R55].
ALCOHOL_SHARE = {"beer": 0.05, "wine": 0.12, "spirits": 0.40}
ML_PER_UNIT = 10


def alcohol_units(kind, ml):
    """UK units of alcohol in so many ml of a kind of drink."""
    return ml * ALCOHOL_SHARE.get(kind, 0) / ML_PER_UNIT
