"""What the rules need to know of the person."""

from dataclasses import dataclass

from guidance.causes.thresholds import line
from journal.public import Row

HEAVY_DAYS = 5  # of 7 that make a heavy-drinking pattern: our line


@dataclass(frozen=True)
class Body:
    """What the rules need to know of the person."""

    male: bool = False
    pregnant: bool = False
    breastfeeding: bool = False
    age: int | None = None  # years, by calendar year
    weight_kg: float | None = None

    @classmethod
    def of(cls, person: Row, year: int) -> "Body":
        """The Body of a person's row in a year."""
        return cls(
            male=person["sex"] == "male",
            pregnant="pregnant" in (person["conditions"] or ()),
            breastfeeding="breastfeeding" in (person["conditions"] or ()),
            age=None if person["birth_year"] is None else year - person["birth_year"],
            weight_kg=person["weight_kg"],
        )

    @property
    def under_age(self) -> bool:
        return self.age is not None and self.age < 18

    @property
    def fluid_target_ml(self) -> float:
        """Drinks in 24 h, in ml: the part of EFSA's adequate intakes that is drunk [R37] [R38]."""
        return line("fluid_24h_border", "men_ml" if self.male else "ml")

    @property
    def fluid_low_ml(self) -> float:
        """Under this a day's drinks are few, in ml in 24 h: our part of the target, adapted from [R37] [R38] [R39]."""
        return line("fluid_24h_low", "percent") / 100 * self.fluid_target_ml

    @property
    def fluid_stop_ml(self) -> float:
        """From here on nobody is told to drink more, in ml in 24 h: 80 % of EFSA's 95th percentile [R37]."""
        return line("volume", "men_ml" if self.male else "ml")

    @property
    def heavy_day_units(self) -> float:
        """UK units of alcohol in 24 h that make a heavy day [R55]."""
        return line("alc_day", "men_units" if self.male else "units")

    @property
    def heavy_week_units(self) -> float:
        """UK units of alcohol in 7 days that make a heavy-drinking pattern: those of five heavy days, our line."""
        return HEAVY_DAYS * self.heavy_day_units

    @property
    def caffeine_limit_mg(self) -> float:
        """Caffeine in 24 h, in mg; less when pregnant [S075] or breastfeeding, and by weight under 18 years [R50]."""
        most = line("caffeine_day", "pregnant_mg" if self.pregnant or self.breastfeeding else "mg")
        if self.under_age and self.weight_kg is not None:
            return min(most, line("caffeine_day", "young_mg_a_kg") * self.weight_kg)
        return most
