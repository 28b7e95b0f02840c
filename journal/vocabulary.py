"""The words and limits of the journal format (version 1), each said once.

Models, forms, files and pages take their words from here; the order is the order people see.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import IntegerChoices, TextChoices
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class WeekStart(TextChoices):
    MONDAY = "monday", _("Monday")
    SUNDAY = "sunday", _("Sunday")
    SATURDAY = "saturday", _("Saturday")


class Units(TextChoices):
    METRIC = "metric", _("Metric: ml, km, kg, °C")
    IMPERIAL = "imperial", _("Imperial: fl oz, miles, lb, °F")


class Sex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class Condition(TextChoices):
    DIABETES = "diabetes", _("Diabetes")
    KIDNEY_DISEASE = "kidney_disease", _("Kidney disease")
    HEART_FAILURE = "heart_failure", _("Heart failure")
    HEART_DISEASE = "heart_disease", _("Heart disease")
    HIGH_BLOOD_PRESSURE = "high_blood_pressure", _("High blood pressure")
    BLOOD_THINNERS = "blood_thinners", _("Blood thinners")
    PREGNANT = "pregnant", _("Pregnant, or gave birth in the last weeks")
    BREASTFEEDING = "breastfeeding", _("Breastfeeding")
    FLUID_LIMIT = "fluid_limit", _("A fluid limit set by a doctor")
    LOW_SALT_DIET = "low_salt_diet", _("A low-salt diet")
    SICKLE_TRAIT = "sickle_trait", _("Sickle cell trait")
    DAISY_ALLERGY = "daisy_allergy", _("Allergy to the daisy family")
    POOR_CIRCULATION = "poor_circulation", _("Poor circulation")
    LIVER_DISEASE = "liver_disease", _("Liver disease")
    STOMACH_ULCER = "stomach_ulcer", _("Stomach ulcer")
    ASTHMA = "asthma", _("Asthma")
    EPILEPSY = "epilepsy", _("Epilepsy")


class MedicineKind(TextChoices):
    DIURETIC = "diuretic", _("Diuretic")
    STATIN = "statin", _("Statin")
    STIMULANT = "stimulant", _("Stimulant")
    DECONGESTANT = "decongestant", _("Decongestant")
    ANTIHISTAMINE = "antihistamine", _("Antihistamine")
    ASTHMA_RELIEVER = "asthma_reliever", _("Asthma reliever")
    ANTIDEPRESSANT = "antidepressant", _("Antidepressant")
    OTHER = "other", _("Other")


class Activity(TextChoices):
    RUN = "run", _("Run")
    STRENGTH = "strength", _("Strength")
    CYCLE = "cycle", _("Cycle")
    WALK = "walk", _("Walk")
    SWIM = "swim", _("Swim")
    HIIT = "hiit", _("HIIT")
    TEAM_SPORT = "team_sport", _("Team sport")
    RACKET = "racket", _("Racket sport")
    HIKE = "hike", _("Hike")
    ROW = "row", _("Row")
    CLIMB = "climb", _("Climb")
    DANCE = "dance", _("Dance")
    YOGA = "yoga", _("Yoga")
    MARTIAL_ARTS = "martial_arts", _("Martial arts")
    SKI = "ski", _("Ski")
    OTHER = "other", _("Other")


class SleepKind(TextChoices):
    NIGHT = "night", _("Night")
    NAP = "nap", _("Nap")


class WarmUpKind(TextChoices):
    EASY_MOVEMENT = "easy_movement", _("Easy movement")
    CALISTHENICS = "calisthenics", _("Calisthenics")
    DYNAMIC_STRETCH = "dynamic_stretch", _("Moving stretches")
    STATIC_STRETCH = "static_stretch", _("Still stretches")
    SPORT_DRILLS = "sport_drills", _("Sport drills")


class Air(TextChoices):
    COLD = "cold", _("Cold")
    MILD = "mild", _("Mild")
    WARM = "warm", _("Warm")
    HOT = "hot", _("Hot")


class Sweat(TextChoices):
    NONE = "none", _("None")
    LIGHT = "light", _("Light")
    MODERATE = "moderate", _("Moderate")
    HEAVY = "heavy", _("Heavy")
    VERY_HEAVY = "very_heavy", _("Very heavy")


class DrinkKind(TextChoices):
    WATER = "water", _("Water")
    ELECTROLYTE = "electrolyte", _("Electrolyte drink")
    MILK = "milk", _("Milk")
    JUICE = "juice", _("Juice")
    SOFT_DRINK = "soft_drink", _("Soft drink")
    ENERGY_DRINK = "energy_drink", _("Energy drink")
    COFFEE = "coffee", _("Coffee")
    BLACK_TEA = "black_tea", _("Black tea")
    HERBAL_TEA = "herbal_tea", _("Herbal tea")
    BEER = "beer", _("Beer")
    WINE = "wine", _("Wine")
    SPIRITS = "spirits", _("Spirits")
    OTHER = "other", _("Other")


class EpisodeKind(TextChoices):
    TWITCH = "twitch", _("Twitch")
    CRAMP = "cramp", _("Cramp")
    TREMOR = "tremor", _("Trembling")
    TIC = "tic", _("Tic")
    LEG_JERK = "leg_jerk", _("Leg jerk in sleep")


class BodyPart(TextChoices):
    HEAD = "head", _("Head")
    EYELID = "eyelid", _("Eyelid")
    NOSE = "nose", _("Nose")
    JAW = "jaw", _("Jaw")
    FACE = "face", _("Face")
    NECK = "neck", _("Neck")
    SHOULDER = "shoulder", _("Shoulder")
    UPPER_ARM = "upper_arm", _("Upper arm")
    FOREARM = "forearm", _("Forearm")
    HAND = "hand", _("Hand")
    CHEST = "chest", _("Chest")
    ABDOMEN = "abdomen", _("Belly")
    UPPER_BACK = "upper_back", _("Upper back")
    LOWER_BACK = "lower_back", _("Lower back")
    HIP = "hip", _("Hip")
    BUTTOCK = "buttock", _("Buttock")
    THIGH_FRONT = "thigh_front", _("Front of thigh")
    THIGH_BACK = "thigh_back", _("Back of thigh")
    THIGH_INNER = "thigh_inner", _("Inner thigh")
    SHIN = "shin", _("Shin")
    CALF = "calf", _("Calf")
    FOOT = "foot", _("Foot")
    WHOLE_BODY = "whole_body", _("Whole body")


class Side(TextChoices):
    LEFT = "left", _("Left")
    RIGHT = "right", _("Right")
    BOTH = "both", _("Both")
    MIDDLE = "middle", _("Middle")


# Parts that come in two; the others have no left and right of their own on the body map.
PAIRED_PARTS = (
    "eyelid shoulder upper_arm forearm hand chest upper_back hip buttock thigh_front thigh_back thigh_inner "
    "shin calf foot"
).split()


class Sign(TextChoices):
    # asked of everybody
    HUNGRY = "hungry", _("Hungry")
    SWEATING = "sweating", _("Sweating")
    PALE = "pale", _("Pale")
    RACING_HEART = "racing_heart", _("Racing heart")
    DIZZY = "dizzy", _("Dizzy")
    SHIVERING = "shivering", _("Shivering")
    NUMBNESS = "numbness", _("Numb")
    TINGLING = "tingling", _("Tingling")
    WEAK_NOW = "weak_now", _("Weak right now")
    # fuel and heart
    COLD_SWEAT = "cold_sweat", _("Cold sweat")
    TINGLING_LIPS = "tingling_lips", _("Tingling lips")
    DILATED_PUPILS = "dilated_pupils", _("Wide pupils")
    IRREGULAR_HEART = "irregular_heart", _("Irregular heartbeat")
    FAINTED = "fainted", _("Fainted")
    CHEST_PAIN = "chest_pain", _("Chest pain")
    CHEST_PRESSURE = "chest_pressure", _("Chest pressure")
    BREATHLESS = "breathless", _("Breathless")
    FAST_BREATHING = "fast_breathing", _("Fast breathing")
    # head
    HEADACHE = "headache", _("Headache")
    CONFUSION = "confusion", _("Confused or acting strangely")
    DROWSY = "drowsy", _("Very drowsy")
    COLLAPSED = "collapsed", _("Collapsed")
    BLACKOUT = "blackout", _("Blacked out")
    SEIZURE = "seizure", _("Seizure")
    SLURRED_SPEECH = "slurred_speech", _("Slurred speech")
    FACE_DROOP = "face_droop", _("Face drooping")
    ONE_SIDED_WEAKNESS = "one_sided_weakness", _("One side weak")
    VISION_TROUBLE = "vision_trouble", _("Trouble seeing")
    UNSTEADY = "unsteady", _("Unsteady")
    HEAD_INJURY = "head_injury", _("A blow to the head")
    # heat, water and stomach
    NAUSEA = "nausea", _("Feeling sick")
    VOMITING = "vomiting", _("Vomiting")
    BLOATED_SWOLLEN_HANDS = "bloated_swollen_hands", _("Bloated, swollen hands")
    HOT_NOT_SWEATING = "hot_not_sweating", _("Hot but not sweating")
    FEVER = "fever", _("Fever")
    CLUMSY = "clumsy", _("Clumsy")
    # muscle and nerve
    WEAK_LASTING = "weak_lasting", _("Weakness that stays")
    WEAK_BOTH_LEGS = "weak_both_legs", _("Both legs weak")
    CANNOT_MOVE = "cannot_move", _("Cannot move it")
    WASTING = "wasting", _("Muscle getting thinner")
    STIFF_RIGID = "stiff_rigid", _("Stiff or rigid")
    TRIPPING = "tripping", _("Tripping")
    SWALLOWING_TROUBLE = "swallowing_trouble", _("Trouble swallowing")
    SHOOTING_PAIN = "shooting_pain", _("Shooting pain")
    CANNOT_HOLD_BACK = "cannot_hold_back", _("Cannot hold it back")
    TIGHT_SWOLLEN_MUSCLE = "tight_swollen_muscle", _("Tight, swollen muscle")
    DARK_URINE = "dark_urine", _("Dark urine")
    BLADDER_BOWEL_CHANGE = "bladder_bowel_change", _("Bladder or bowel change")
    SADDLE_NUMBNESS = "saddle_numbness", _("Numb between the legs")
    # leg and skin
    ONE_LEG_SWOLLEN = "one_leg_swollen", _("One leg swollen")
    WARM = "warm", _("Warm skin there")
    RED = "red", _("Red skin there")
    THROBBING = "throbbing", _("Throbbing")
    CALF_PAIN = "calf_pain", _("Calf pain")
    WOUND_DIRTY = "wound_dirty", _("A dirty wound")
    STIFF_JAW = "stiff_jaw", _("Stiff jaw")
    DROOLING = "drooling", _("Drooling")
    SMALL_PUPILS = "small_pupils", _("Small pupils")


# How the form groups the signs: heading, then the words. The first group is shown, the rest is folded.
SIGN_GROUPS = [
    (_("Common"), "hungry sweating pale racing_heart dizzy shivering numbness tingling weak_now".split()),
    (
        _("Fuel and heart"),
        "cold_sweat tingling_lips dilated_pupils irregular_heart fainted chest_pain chest_pressure breathless "
        "fast_breathing".split(),
    ),
    (
        _("Head"),
        "headache confusion drowsy collapsed blackout seizure slurred_speech face_droop one_sided_weakness "
        "vision_trouble unsteady head_injury".split(),
    ),
    (
        _("Heat, water and stomach"),
        "nausea vomiting bloated_swollen_hands hot_not_sweating fever clumsy".split(),
    ),
    (
        _("Muscle and nerve"),
        "weak_lasting weak_both_legs cannot_move wasting stiff_rigid tripping swallowing_trouble shooting_pain "
        "cannot_hold_back tight_swollen_muscle dark_urine bladder_bowel_change saddle_numbness".split(),
    ),
    (
        _("Leg and skin"),
        "one_leg_swollen warm red throbbing calf_pain wound_dirty stiff_jaw drooling small_pupils".split(),
    ),
]


class ReliefMethod(TextChoices):
    STRETCH = "stretch", _("Stretching")
    MASSAGE = "massage", _("Massage")
    HEAT = "heat", _("Heat")
    ICE = "ice", _("Ice pack")
    REST = "rest", _("Rest")
    DRINK_WATER = "drink_water", _("Water")
    DRINK_ELECTROLYTES = "drink_electrolytes", _("Electrolyte drink")
    FOOD = "food", _("Food")
    PAINKILLER = "painkiller", _("Painkiller")
    WALK = "walk", _("Walking")
    BREATHING = "breathing", _("Slow breathing")
    WARM_DRINK = "warm_drink", _("Warm drink")
    OTHER = "other", _("Something else")


class Helped(TextChoices):
    YES = "yes", _("Helped")
    PARTLY = "partly", _("A little")
    NO = "no", _("No")


class Aftermath(IntegerChoices):
    """The four answers to "anything twitch or cramp?" by their value of 10; files may hold values between."""

    NOTHING = 0, _("Nothing")
    A_LITTLE = 2, _("A little")
    SOME = 5, _("Some")
    A_LOT = 8, _("A lot")

    @property
    def example(self) -> "StrOrPromise":
        """A plain example of the answer."""
        return _AFTERMATH_EXAMPLES[self]

    @classmethod
    def nearest(cls, value: int) -> "Aftermath":
        """The answer that a value of 0 to 10 reads as: 1 to 3 a little, 4 to 6 some, 7 and more a lot."""
        return cls.NOTHING if value == 0 else cls.A_LITTLE if value <= 3 else cls.SOME if value <= 6 else cls.A_LOT


_AFTERMATH_EXAMPLES = {
    Aftermath.NOTHING: _("no flicker, no cramp"),
    Aftermath.A_LITTLE: _("a flicker or two, soon gone"),
    Aftermath.SOME: _("twitching on and off"),
    Aftermath.A_LOT: _("a cramp, or hours of twitching"),
}


class Arms(TextChoices):
    """What a trial's coin sets: one arm and what is usual, or both."""

    USUAL = "usual", _("One arm, against as usual")
    BOTH = "both", _("Both arms")


class Arm(TextChoices):
    DO = "do", _("Do it")
    USUAL = "usual", _("As usual")


class FlagAnswer(TextChoices):
    BOOKED = "booked", _("I have booked a visit")
    CHECKED = "checked", _("A doctor has checked this")
    BETTER = "better", _("I feel better")
    HAVE_HELP = "have_help", _("I have help")


# Lowest and highest value of every number, in the unit of its name.
LIMITS = {
    "birth_year": (1900, 2100),
    "weight_kg": (20, 400),
    "day_starts_at": (0, 6),
    "duration_min": (1, 1440),
    "effort": (0, 10),
    "distance_km": (0, 100_000),  # and above 0: see above_zero
    "warm_up_min": (0, 180),
    "stretch_after_min": (0, 180),
    "temperature_c": (-40, 55),
    "humidity_pct": (0, 100),
    "hours_since_meal": (0, 48),
    "carbs_during_g": (0, 1000),
    "weight_before_kg": (20, 400),
    "weight_after_kg": (20, 400),
    "aftermath": (0, 10),
    "ml": (1, 5000),
    "hours": (0, 24),
    "quality": (1, 5),
    "stress": (0, 10),
    "physical_job_load": (0, 10),
    "magnesium_servings": (0, 20),
    "fruit_veg_portions": (0, 30),
    "strength": (1, 10),
    "lasted_min": (0, 100_000),  # asked in the form, kept as the moment it ended
    "pain": (0, 10),
    "planned_sessions": (4, 160),
    "smallest_effect": (0.01, 0.5),
}
ABOVE_ZERO = {"distance_km"}
NOTE_LENGTH = 2000


def cause_ids() -> list[str]:
    """The ids of causes that decisions may name. Guidance gives them their meaning: the settings say which it knows."""
    return import_string(settings.CAUSE_IDS)()


def flag_ids() -> list[str]:
    """The ids of red flags that answers may name, in their order."""
    return import_string(settings.FLAG_IDS)()
