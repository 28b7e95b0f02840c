"""What drinks hold: caffeine and alcohol, by kind and ml. Plain numbers, shared by the analysis and by pages."""

from journal.row import Row

# mg of caffeine in 240 ml, Mayo Clinic's table [R51]; soft drinks are counted as cola. Kinds not named hold none.
CAFFEINE_MG_PER_240_ML = {"coffee": 96, "black_tea": 47, "energy_drink": 72, "soft_drink": 22}
# Share of pure alcohol: usual strengths, our line. One UK unit is 10 ml of pure alcohol [R55].
ALCOHOL_SHARE = {"beer": 0.05, "wine": 0.12, "spirits": 0.40}
ML_PER_UNIT = 10


def caffeine_mg(drink: Row) -> float:
    """The mg of caffeine in a drink row."""
    return drink["ml"] / 240 * CAFFEINE_MG_PER_240_ML.get(drink["kind"], 0)


def alcohol_units(drink: Row) -> float:
    """The UK units of alcohol in a drink row."""
    return drink["ml"] / ML_PER_UNIT * ALCOHOL_SHARE.get(drink["kind"], 0)
