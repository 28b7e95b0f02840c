"""The demo journal: made up, the same every time, with something to see."""

from django.utils import timezone

from journal.models import KINDS, Episode, Profile, Session
from journal.reading.outcomes import link_episodes
from journal.reading.rows import read
from journal.recording import demo
from tests.factories import moment

NOW = moment("2026-06-18 10:00")


def counts(person):
    return {kind: model.objects.of(person).count() for kind, model in KINDS.items()}


def test_eight_weeks_the_same_for_everybody_under_their_own_ids(person, stranger):
    demo.start(person, NOW)
    demo.start(stranger, NOW)
    assert counts(person) == counts(stranger)
    assert (counts(person)["nights"], counts(person)["sessions"] > 20, counts(person)["episodes"] > 4) == (
        56,
        True,
        True,
    )
    first = Session.objects.of(person).oldest_first().first()
    assert (NOW - first.started_at).days in range(50, 57)


def test_nothing_of_it_lies_in_the_future(person):
    now = timezone.now()
    demo.start(person, now)
    assert all(entry.started_at < now for entry in Episode.objects.of(person))


def test_the_newest_session_shows_a_cramp(person):
    demo.start(person, NOW)
    rows = read(person, since=moment("1990-01-01 00:00"))
    assert rows.sessions[-1]["id"] in link_episodes(rows.sessions, rows.episodes)
    assert rows.sessions[-1]["warm_up_min"] == 2


def test_short_warm_ups_are_followed_more_often(person):
    demo.start(person, NOW)
    rows = read(person, since=moment("1990-01-01 00:00"))
    twinged = set(link_episodes(rows.sessions, rows.episodes))
    short = [s["id"] in twinged for s in rows.sessions if s["warm_up_min"] is not None and s["warm_up_min"] < 5]
    long = [s["id"] in twinged for s in rows.sessions if (s["warm_up_min"] or 0) >= 5]
    assert sum(short) / len(short) > 2 * sum(long) / len(long)


def test_a_day_of_it_begins_at_midnight_on_the_clock(person, stranger):
    """Whatever hour the day begins at, also where the clock is put forward and on a journey."""
    moves = [{"from": "2026-04-10T10:00:00+00:00", "time_zone": "Asia/Tokyo"}]
    Profile.objects.update(time_zone="Europe/Berlin", moves=moves)
    Profile.objects.filter(pk=stranger.pk).update(day_starts_at=5)
    for profile in Profile.objects.all():
        demo.start(profile, moment("2026-04-20 12:00"))
    begun = [list(of.drinks.order_by("at").values_list("at", flat=True)) for of in (person, stranger)]
    assert begun[0] == begun[1]
