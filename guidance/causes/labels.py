"""How the page names the two sides of a cause, what to log for it, and on how many days it rests."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from journal.public import WARM_UP_MIN

# The two rows of "Your entries": sessions with the cause, and without it. Causes that are never counted have none.
SIDES = {
    "muscle_fatigue": (_("Hard or draining"), _("Easier")),
    "load_spike": (_("A jump in load"), _("No jump")),
    "poor_warmup": (_("Little or only still warm-up"), format_lazy(_("{n} min or more"), n=WARM_UP_MIN)),
    "no_post_stretch": (_("No stretch afterwards"), _("Stretched")),
    "low_fluids": (_("Little to drink"), _("More to drink")),
    "electrolyte_loss": (_("Heavy sweat, only water during"), _("Other sessions")),
    "low_magnesium": (_("Few magnesium foods that week"), _("More of them")),
    "low_potassium": (_("Little fruit and vegetables that week"), _("More of them")),
    "heat": (_("Hot"), _("Not hot")),
    "cold": (_("Cold"), _("Not cold")),
    "stress": (_("High stress, that day or the day before"), _("Less stress")),
    "poor_sleep": (_("After short sleep"), _("After enough sleep")),
    "caffeine": (_("Much caffeine"), _("Less caffeine")),
    "alcohol": (_("Much alcohol"), _("Little or none")),
    "low_fuel": (_("Long without fuel"), _("Fuelled")),
    "medicines_toxins": (_("New medicine, or chemicals"), _("Neither")),
}
# What to log when a cause is not known: the words, and the address where it is logged.
TO_LOG = {
    "muscle_fatigue": (_("the effort of a session"), "session_new"),
    "load_spike": (_("three sessions of one activity in 30 days, with minutes and effort"), "session_new"),
    "poor_warmup": (_("the minutes of warm-up"), "session_new"),
    "no_post_stretch": (_("the minutes of stretching after a session"), "session_new"),
    "low_fluids": (_("what you drink: three drinks or more in the 24 h before a session"), "drink_new"),
    "electrolyte_loss": (_("how much you sweated, and what you drank during and after"), "session_new"),
    "heat": (_("how the air felt, or temperature and humidity"), "session_new"),
    "low_magnesium": (
        _("nuts, seeds, whole grains, oats, cocoa, greens and legumes on 4 days of 7"),
        "checkin_new",
    ),
    "low_potassium": (_("fruit and vegetables on 4 days of 7"), "checkin_new"),
    "low_other_minerals": (_("dairy and fish on 4 days of 7"), "checkin_new"),
    "stress": (_("stress, in the check-in"), "checkin_new"),
    "poor_sleep": (_("your hours of sleep"), "sleep_new"),
    "caffeine": (_("what you drink in a day, water too"), "drink_new"),
    "alcohol": (_("what you drink in a day, water too"), "drink_new"),
    "cold": (_("how the air felt"), "session_new"),
    "nerve_irritation": (_("what came with a twinge, or that nothing did"), "twinge_new"),
    "medicines_toxins": (_("your medicines and when they began, in the settings"), "medicines"),
    "processed_diet": (_("processed food, sweets and salty food, in the check-in"), "checkin_new"),
    "low_fuel": (_("hours since your last meal; over 90 min, carbohydrate during"), "session_new"),
}
# The foods a diet cause is worked out from: the one that fewest days answered tells on how many it rests.
FOODS = {
    "low_magnesium": ("magnesium_servings",),
    "low_potassium": ("fruit_veg_portions",),
    "low_other_minerals": ("dairy", "fish"),
    "processed_diet": ("processed", "sweets", "salty"),
}


def rests_on(cause, values):
    """ "Rests on 5 of the last 7 days." of a diet cause, "" of others. `values`: the measures of the latest day."""
    if cause not in FOODS or not values:
        return ""
    days = min(values[f"{food}_logged_7d"] for food in FOODS[cause])
    return ngettext("Rests on %(n)s of the last 7 days.", "Rests on %(n)s of the last 7 days.", days) % {"n": days}
