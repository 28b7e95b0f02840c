"""What a page with much to say keeps folded: an open visit, tips before any finding, the example."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests import factories


def guidance(client):
    return " ".join(client.get(reverse("guidance")).content.decode().split())


def test_a_sign_that_can_wait_says_what_to_do_and_folds_its_reasons_and_its_answer(mine, person):
    for days in (2, 5, 9):
        factories.episode(
            person, timezone.now() - timedelta(days=days), kind="twitch", body_part="shoulder", side="left"
        )
    page = guidance(mine)
    assert page.index('href="#flag-RF02"') < page.index('id="says"') < page.index('id="flag-RF02"')
    flag = page.split('id="flag-RF02"')[1].split("</section>")[0]
    shown, folded = flag.split("<details")
    assert "book a normal visit" in shown
    assert "I have booked a visit" in folded


def test_before_any_finding_there_are_two_tips_at_most_and_the_example_is_folded(mine, person):
    factories.session(
        person, warm_up_min=2, stretch_after_min=0, hours_since_meal=8, air="cold", effort=9, sweat="heavy",
        duration_min=90,
    )  # fmt: skip
    page = guidance(mine)
    assert page.split("More things to do")[1].split("</section>")[0].count("<h3") == 2
    assert '<details class="more sec"><summary><span>What you will see then' in page
