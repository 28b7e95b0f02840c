"""Numbers and units as people type them: what is read, what is asked about, and what an open form never moves."""

import math
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from journal.forms.drink import DrinkForm
from journal.forms.fields import HoursField, MinutesField, NumberField, QuantityField, VolumeField, WholeField
from journal.forms.numbers import readings
from journal.forms.widgets import Typed
from journal.models import Drink, Profile, Session
from journal.vocabulary import LIMITS
from journal.words import format_count, format_distance, format_hours, format_minutes, format_volume, format_weight
from tests import factories
from tests.journal.forms.test_columns import Filled

MINUTES = MinutesField("duration_min", [(30, "30")], other_label="other", label="Minutes")
HOURS = HoursField("hours", label="Hours")
CARBS = WholeField("carbs_during_g", label="Carbohydrate")
MEAL = NumberField("hours_since_meal", label="Hours")
KM, MILES = (
    QuantityField("distance_km", "distance", imperial=imperial, label="Distance") for imperial in (False, True)
)
CELSIUS, FAHRENHEIT = (
    QuantityField("temperature_c", "temperature", imperial=imperial, label="Air") for imperial in (False, True)
)
KG, LB = (QuantityField("weight_kg", "weight", imperial=imperial, label="Weight") for imperial in (False, True))
ML, OUNCES = (VolumeField((250, 500), imperial=imperial, label="Amount") for imperial in (False, True))

READ = [
    (MINUTES, "1,440", 1440), (MINUTES, "1 440", 1440), (MINUTES, "1\u202f440", 1440), (MINUTES, "1'440", 1440),
    (MINUTES, "45.0", 45), (MINUTES, "90 min", 90), (MINUTES, "1 h 30", 90), (MINUTES, "1 h 05 min", 65),
    (MINUTES, " 55 ", 55), (MINUTES, "+55", 55),
    (HOURS, "6:30", 6.5), (HOURS, "6 h 10", 6 + 10 / 60), (HOURS, "6,5", 6.5), (HOURS, "7 h", 7), (HOURS, "30 min", 0.5),
    (CARBS, "1,000", 1000), (CARBS, "60 g", 60) if CARBS.unit else (CARBS, "60", 60),
    (MEAL, "10,5", 10.5), (MEAL, "10.5", 10.5), (MEAL, ".5", 0.5), (MEAL, "0,125", 0.125), (MEAL, "2.", 2),
    (KM, "1,234.5", 1234.5), (KM, "1.234,5", 1234.5), (KM, "1 234,5", 1234.5), (KM, "1.440", 1.44), (KM, "12 km", 12),
    (KM, "12,345,6", None), (KM, "10 miles", 16.0934), (KM, "1,000,000", None), (KM, "12,34", 12.34),
    (MILES, "10", 16.0934), (MILES, "16 KM", 16), (MILES, "6.2 miles", 9.9779),
    (CELSIUS, "-5", -5), (CELSIUS, "−5", -5), (CELSIUS, "30 °C", 30), (CELSIUS, "86 °F", 30),
    (FAHRENHEIT, "86", 30), (FAHRENHEIT, "30 °C", 30),
    (KG, "70,5", 70.5), (KG, "155 lb", 70.3068), (LB, "155", 70.3068), (LB, "70.5 kg", 70.5),
    (ML, Typed("5,000"), 5000), (ML, Typed("330 ml"), 330), (ML, "250", 250),
    (OUNCES, Typed("5"), 148), (OUNCES, Typed("8.5 fl oz"), 251), (OUNCES, Typed("150 ml"), 150), (OUNCES, "250", 250),
    # Units as people write them.
    (MINUTES, "1.5 h", 90), (MINUTES, "2 hours", 120), (MINUTES, "90 minutes", 90), (HOURS, "6.5 hours", 6.5),
    (MILES, "10 mi", 16.0934), (KM, "10 mi", 16.0934), (FAHRENHEIT, "86 F", 30), (CELSIUS, "86F", 30), (LB, "155 lbs", 70.3068),
    (ML, Typed("0.5 l"), 500), (ML, Typed("1,5 L"), 1500), (ML, Typed("33 cl"), 330), (OUNCES, Typed("5 oz"), 148),
    (ML, Typed("6 l"), None), (MINUTES, "25 h", None), (CARBS, "60 lbs", None),
    # No number at all, or none that fits.
    (MINUTES, "1 44", None), (MINUTES, "12a", None), (MINUTES, "1e3", None), (MINUTES, "1_000", None), (MEAL, "nan", None),
    (MEAL, "inf", None), (MEAL, "½", None), (MINUTES, "9" * 400, None), (MEAL, "9" * 400, None), (MINUTES, "55.5", None),
    (OUNCES, Typed("9" * 400), None), (MEAL, "5 kg", None), (ML, Typed("250.5"), None), (MINUTES, "12,000", None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed", "stored"), READ)
def test_a_number_is_read_as_it_is_written(field, typed, stored):
    if stored is None:
        with pytest.raises(ValidationError, match="enter"):
            field.clean(typed)
    else:
        assert field.clean(typed) == pytest.approx(stored, abs=1e-9)


@pytest.mark.parametrize(("field", "typed", "one", "other"), [
    (KM, "1,200", "1200", "1.2"), (MILES, "1,200", "1200", "1.2"), (MINUTES, "1.440", "1.44", "1440"),
    (ML, Typed("1.500"), "1.5", "1500"), (OUNCES, Typed("1,250"), None, None), (KM, "1.200.000", None, None),
])  # fmt: skip
def test_what_can_mean_two_numbers_is_asked_about(field, typed, one, other):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    asked = f"can be read as {one} or as {other}. Type it without a sign for thousands."
    assert (asked in refused.value.message) == (one is not None)


def test_a_comma_is_the_sign_of_decimals_where_the_language_writes_it(settings):
    from django.utils import translation

    with translation.override("de"):
        assert [reading.number for reading in readings("1.440")] == [1440, 1.44]
        assert MINUTES.clean("1.440") == 1440
        assert KM.clean("1,200") == 1.2


@pytest.mark.parametrize("field", [KM, MILES, CELSIUS, FAHRENHEIT, KG, LB, MINUTES, MEAL, CARBS, OUNCES, ML])
def test_the_bounds_that_are_told_can_be_typed(field):
    for bound in field.bounds().values():
        if (bound, field) not in [("0", KM), ("0", MILES), ("100,000 km", KM)]:  # above 0; asked about, as 1,200 is
            assert field.clean(Typed(bound)) is not None


@given(st.integers(1, 5000))
def test_amounts_are_read_as_they_are_printed(ml):
    assert ML.clean(Typed(format_volume(ml))) == ml
    assert abs(OUNCES.clean(Typed(format_volume(max(ml, 15), imperial=True))) - max(ml, 15)) <= 15


@given(st.integers(1, 1440), st.floats(30, 399))
def test_lengths_weights_and_distances_are_read_as_they_are_printed(minutes, number):
    assert MINUTES.clean(format_minutes(minutes)) == MINUTES.clean(format_count(minutes)) == minutes
    assert math.isclose(HOURS.clean(format_hours(minutes / 60)), minutes / 60)
    assert KG.clean(format_weight(number)) == round(number, 1)
    assert KM.clean(format_distance(number * 20)) == round(number * 20, 1)


FIELDS = {"distance_km": (KM, MILES), "temperature_c": (CELSIUS, FAHRENHEIT), "weight_kg": (KG, LB)}


@given(st.data(), st.sampled_from(sorted(FIELDS)), st.booleans())
def test_what_is_shown_is_unchanged_and_shown_again_as_typed(data, name, imperial):
    field = FIELDS[name][imperial]
    stored = data.draw(st.floats(*LIMITS[name]))
    shown = str(field.prepare_value(stored))
    assert not field.has_changed(stored, shown)
    assert field.prepare_value(shown) == shown


@given(st.integers(1, 5000), st.booleans())
def test_an_amount_that_is_left_as_shown_is_not_changed(ml, imperial):
    field = VolumeField((250, 500), imperial=imperial, label="Amount")
    shown = field.prepare_value(ml)
    sent = str(ml) if ml in (250, 500) else Typed(shown)
    assert not field.has_changed(ml, sent)
    assert field.has_changed(ml, Typed(f"{shown}9"))


@pytest.mark.parametrize("typed", ["5", "8,5", "12 fl oz", "150 ml"])
def test_another_amount_is_saved_as_typed_after_an_error_elsewhere(mine, person, typed):
    Profile.objects.update(units="imperial")
    said = {"ml_other": typed, "kind": "", "when": "now"}
    page = mine.post(reverse("drink_new"), said)
    sent = Filled(page.content.decode()).sent
    assert sent["ml_other"] == [typed]
    assert mine.post(reverse("drink_new"), sent | {"kind": "water"}).status_code == 302
    assert Drink.objects.get().ml == {"5": 148, "8,5": 251, "12 fl oz": 355, "150 ml": 150}[typed]


@pytest.mark.parametrize("ml", [1, 100, 101, 148, 250, 333, 4999])
def test_a_drink_opened_and_saved_keeps_its_amount(mine, person, ml):
    Profile.objects.update(units="imperial")
    drink = factories.drink(person, ml=ml)
    url = reverse("drink", args=[drink.id])
    assert mine.post(url, Filled(mine.get(url).content.decode()).sent).status_code == 302
    assert Drink.objects.get().ml == ml


def test_bounds_are_told_in_the_persons_unit(mine, person):
    Profile.objects.update(units="imperial")
    page = mine.post(reverse("drink_new"), {"ml_other": "500", "kind": "water", "when": "now"}).content.decode()
    assert "Amount: enter 0.1 to 169 fl oz. You typed 500." in page
    page = mine.post(reverse("drink_new"), {"kind": "water", "when": "now"}).content.decode()
    assert "Choose or enter how much, 0.1 to 169 fl oz." in page


def test_a_part_of_a_millilitre_is_told_that_whole_ones_count(mine, person):
    page = mine.post(reverse("drink_new"), {"ml_other": "8,5", "kind": "water", "when": "now"}).content.decode()
    assert "Amount: enter a whole number, 1 to 5,000 ml. You typed 8,5." in page


def test_twelve_hundred_kilometres_are_asked_about_and_kept_as_typed(mine, person):
    said = {"duration_min": "60", "activity": "cycle", "effort": "5", "ended": "now", "distance_km": "1,200"}
    page = mine.post(reverse("session_new"), said)
    assert "Distance: 1,200 can be read as 1200 or as 1.2." in page.content.decode()
    assert Filled(page.content.decode()).sent["distance_km"] == ["1,200"]
    assert not Session.objects.exists()


def test_every_number_field_survives_four_hundred_digits(mine, person):
    form = DrinkForm(person=person, now=factories.moment("2026-06-18 12:00"))
    assert form.fields["ml"].low == 1
    digits = "9" * 400
    numbers = ["duration_min_other", "warm_up_min_other", "stretch_after_min_other", "fluid_ml_other", "distance_km",
               "temperature_c", "humidity_pct", "hours_since_meal", "carbs_during_g", "weight_before_kg", "effort"]  # fmt: skip
    answer = mine.post(reverse("session_new"), {"activity": "run", "ended": "now"} | dict.fromkeys(numbers, digits))
    assert answer.status_code == 200
    assert len(answer.context["form"].errors) == len(numbers)
    for url, name in [
        ("sleep_new", "hours_other"),
        ("twinge_new", "lasted_other"),
        ("checkin_new", "magnesium_servings_other"),
    ]:
        assert mine.post(reverse(url), {name: digits, "date": "2026-06-18"}).status_code == 200


def test_a_required_field_says_so_in_html(mine, person):
    page = mine.get(reverse("settings_part", args=["units"])).content.decode()
    assert 'required="True"' not in page
    assert 'aria-hidden="true">o’clock' in page


# Units that are changed while a page is open


def page_of(client, url):
    """The hidden inputs of a page's form."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', client.get(url).content.decode()))


@pytest.mark.parametrize(
    ("before", "after", "km", "ml"), [("metric", "imperial", 10, 20), ("imperial", "metric", 16.0934, 591)]
)
def test_a_number_is_of_the_units_that_its_page_was_made_in(mine, person, before, after, km, ml):
    Profile.objects.update(units=before)
    session, drink = page_of(mine, "/log/session/"), page_of(mine, "/log/drink/")
    stored = factories.session(person, distance_km=5.0)
    changing = page_of(mine, f"/session/{stored.id}/")
    Profile.objects.update(units=after)
    said = {"activity": "run", "duration_min": "50", "distance_km": "10"}
    wrong = mine.post("/log/session/", session | said | {"effort": "11"})
    unit = "miles" if before == "imperial" else "km"
    assert re.search(rf">\s*{unit}\s*<", wrong.content.decode())
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', wrong.content.decode()))
    assert mine.post("/log/session/", again | said | {"effort": "7"}).status_code == 302
    mine.post("/log/drink/", drink | {"ml": "", "ml_other": "20", "kind": "water"})
    mine.post(f"/session/{stored.id}/", changing | said | {"ended": "earlier", "started_at": "2026-06-18T10:00"})
    assert [row.distance_km for row in Session.objects.all()] == [pytest.approx(km)] * 2
    assert Drink.objects.get().ml == ml


def test_before_you_train_asks_in_the_persons_units(mine, person):
    Profile.objects.update(units="imperial")
    page = mine.get("/guidance/before/").content.decode()
    assert "fl oz" in page
    assert "250 ml" not in page
    told = mine.get("/guidance/before/", {
        "activity": "run", "duration_min": "60", "effort": "7", "fluid_ml": "", "fluid_ml_other": "6000",
    })  # fmt: skip
    assert "fl oz" in told.content.decode().partition("You typed 6000")[0][-200:]
