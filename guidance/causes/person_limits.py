"""What the rules need to know of the person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    """What the rules need to know of the person."""

    male: bool = False
    pregnant: bool = False
    breastfeeding: bool = False
    age: int | None = None  # years, by calendar year
    weight_kg: float | None = None

    @classmethod
    def of(cls, person, year):
        """The Body of a person's row in a year."""
        return cls(
            male=person["sex"] == "male",
            pregnant="pregnant" in (person["conditions"] or ()),
            breastfeeding="breastfeeding" in (person["conditions"] or ()),
            age=None if person["birth_year"] is None else year - person["birth_year"],
            weight_kg=person["weight_kg"],
        )

    @property
    def under_age(self):
        return self.age is not None and self.age < 18

    @property
    def fluid_target_ml(self):
        """Drinks in 24 h, in ml: the part of EFSA's adequate intakes that is drunk [R37] [R38]."""
        return 2000 if self.male else 1600

    @property
    def fluid_stop_ml(self):
        """From here on nobody is told to drink more, in ml in 24 h: 80 % of EFSA's 95th percentile [R37]."""
        return 3200 if self.male else 2500

    @property
    def heavy_day_units(self):
        """UK units of alcohol in 24 h that make a heavy day: 6, for men 8 [R55]."""
        return 8 if self.male else 6

    @property
    def heavy_week_units(self):
        """UK units of alcohol in 7 days that make a heavy-drinking pattern: those of five heavy days, our line."""
        return 5 * self.heavy_day_units

    @property
    def caffeine_limit_mg(self):
        """Caffeine in 24 h, in mg: 400, pregnant [S075] or breastfeeding 200, under 18 years 3 mg a kg [R50]."""
        by_weight = 3 * self.weight_kg if self.under_age and self.weight_kg is not None else 400
        return min(200 if self.pregnant or self.breastfeeding else 400, by_weight)
