"""Nobody reaches another person's journal: every address of the project is tried, and a new one cannot slip through."""

from itertools import product
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import URLResolver, get_resolver, reverse

from journal.accounts.addresses import NO_PAGE
from journal.models import KINDS, Profile
from journal.recording import undo
from tests import factories

# Open to everybody; every other address asks for sign-in.
OPEN = {
    "account_signup", "account_login", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "signs", "sources", "source", "cause", "cramp", "cramp_help", "cramp_clock", "cramp_eased", "offline", "service_worker",
    "whose_journal", "import_share",
    "how_tos", "how_to", "health", "metrics", "new_email_confirm", "new_email_done",
    "mfa_authenticate", "mfa_login_webauthn",
    "today", "look_around", "evening", "reminders_stop", "reminders_calendar", "api_document", "shared_summary",
}  # fmt: skip
# What the parameters of addresses can be. A new parameter needs a line here; `entry_id` is every id of the person's.
SAMPLES = {
    "date": ["2026-06-18"],
    "kind": ["session", "twinge", "drink", "sleep", "checkin", "twinges", *KINDS],
    "cause": ["poor_warmup"],
    "causes": ["poor_warmup+no_post_stretch"],
    "flag": ["RF05"],
    "claim": ["A17"],
    "how_to": ["breathing", "stretching", "massage", "warm-up", "drinking", "foods"],
    "question": ["stress", "warm_up_min"],
    "tip": ["warmup_more"],
    "part": ["units", "safety", "about-you", "look"],
    "activity": ["run", "strength"],
    "uidb36": ["1"],
    "number": ["1"],
    "pk": ["1"],
    "key": ["abc-def"],
    "token_id": ["1"],
    "shared_id": [uuid4()],
}


def patterns(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


ALL = {pattern.name: list(pattern.pattern.regex.groupindex) for pattern in patterns()}
# Addresses for programs, which take tokens and no cookie: tests/journal/api/test_isolation.py walks them.
OF_PROGRAMS = {name for name in ALL if name.startswith("api_")} - {"api_document"}
PATTERNS = {name: parameters for name, parameters in ALL.items() if name not in OF_PROGRAMS}
WITH_ID = sorted(name for name, parameters in PATTERNS.items() if "entry_id" in parameters)


def addresses(name, ids=()):
    """Every address a pattern can have with the samples and these ids."""
    known = SAMPLES | {"entry_id": ids or [uuid4()]}
    for values in product(*(known[parameter] for parameter in PATTERNS[name])):
        yield reverse(name, kwargs=dict(zip(PATTERNS[name], values, strict=True)))


@pytest.fixture
def ids(person):
    """The ids of one entry of every kind."""
    factories.set_aside(person)
    made = [
        factories.session(person, note="only for me"),
        factories.episode(person, note="only for me"),
        factories.drink(person),
        factories.night(person, note="only for me"),
        factories.day(person, note="only for me"),
        factories.answer(person),
        factories.intention(person),
        factories.trial(person),
    ]
    return [entry.id for entry in made]


def everything_of(person):
    """All that is stored for a person, to be compared."""
    rows = {kind: list(model.objects.of(person).order_by("id").values()) for kind, model in KINDS.items()}
    return rows | {"person": Profile.objects.filter(pk=person.pk).values().get()}


def test_every_pattern_has_a_name_of_its_own():
    assert sorted(ALL) == sorted(pattern.name for pattern in patterns())


def test_every_kind_of_entry_is_among_the_ids(person, ids):
    assert [kind for kind, model in KINDS.items() if not model.objects.of(person).exists()] == []


@pytest.mark.parametrize("name", WITH_ID)
def test_an_entry_does_not_exist_for_anybody_else(name, person, ids, theirs):
    before = everything_of(person)
    for address in addresses(name, ids):
        assert theirs.get(address).status_code in (404, 405), address
        assert theirs.post(address).status_code in (404, 405), address
    assert everything_of(person) == before


def test_an_entry_does_exist_for_the_person(person, ids, mine):
    """So that the 404s above say something."""
    found = [a for name in WITH_ID for a in addresses(name, ids) if mine.get(a).status_code == 200]
    pages = [
        f"/{word}/{entry}/"
        for word, entry in zip(["session", "twinge", "drink", "sleep", "check-in"], ids, strict=False)
    ]
    others = [f"{pages[0]}fill/warm_up_min/", f"{pages[1]}before/", f"/trials/{ids[-1]}/"]
    assert sorted(found) == sorted(pages + others)


@pytest.mark.parametrize("name", sorted(set(PATTERNS) - set(WITH_ID)))
def test_no_other_address_shows_or_changes_the_persons_entries(name, person, ids, theirs):
    before = everything_of(person)
    for address in addresses(name):
        seen = theirs.get(address).content + theirs.post(address).content
        assert [entry_id for entry_id in ids if str(entry_id).encode() in seen] == []
        for entry_id in ids:
            asked = theirs.get(address, {"like": entry_id, "session": entry_id, "id": entry_id})
            assert b"only for me" not in asked.content
    assert everything_of(person) == before


FORMS = {
    "quick": {"preset": "water-250"},
    "session_new": {"activity": "run", "ended": "now", "duration_min": "30", "effort": "5"},
    "twinge_new": {"kind": "cramp", "place": "calf-left", "began": "now"},
    "drink_new": {"ml": "250", "kind": "water", "when": "now"},
    "sleep_new": {"hours": "7", "date": "2026-06-18"},
    "checkin_new": {"stress": "4", "date": "2026-06-18"},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_somebody_elses_id_makes_an_entry_of_ones_own(name, person, stranger, ids, theirs):
    """An id belongs to its person, so nobody learns from it whether somebody else has such an entry."""
    before = everything_of(person)
    taken = {"quick": 2, "session_new": 0, "twinge_new": 1, "drink_new": 2, "sleep_new": 3, "checkin_new": 4}[name]
    assert theirs.post(reverse(name), FORMS[name] | {"id": ids[taken]}).status_code == 302
    assert everything_of(person) == before
    assert [row["id"] for rows in list(everything_of(stranger).values())[:5] for row in rows] == [ids[taken]]


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_with_a_new_id_is_saved(name, stranger, theirs):
    """So that the 404s above say something."""
    assert theirs.post(reverse(name), FORMS[name] | {"id": uuid4()}).status_code == 302
    assert len([row for rows in list(everything_of(stranger).values())[:5] for row in rows]) == 1


def test_undo_works_for_its_own_person_only(person, ids, mine, theirs):
    before = everything_of(person)
    token = undo.token(person, [undo.made(person.drinks.get())])
    theirs.post(reverse("undo"), {"token": token})
    assert everything_of(person) == before
    mine.post(reverse("undo"), {"token": token})
    assert not person.drinks.exists()


def test_a_file_of_another_account_comes_in_with_its_own_ids(person, stranger, ids, mine, theirs, tmp_path):
    path = tmp_path / "journal.json"
    path.write_bytes(mine.get(reverse("export_file")).content)
    before = everything_of(person)
    with path.open() as file:
        theirs.post(reverse("import_file"), {"file": file, "do": "import"})
    assert everything_of(person) == before
    for kind, model in KINDS.items():
        came = set(model.objects.of(stranger).values_list("id" if kind != "set_aside" else "cause", flat=True))
        assert came == set(model.objects.of(person).values_list("id" if kind != "set_aside" else "cause", flat=True))


@pytest.mark.parametrize("name", sorted(set(PATTERNS) - OPEN))
def test_an_anonymous_visitor_is_sent_to_sign_in(name, client, db):
    for address in addresses(name):
        for answer in (client.get(address), client.post(address)):
            back = "/" if name in NO_PAGE else address
            assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={quote(back)}")


@pytest.mark.parametrize(
    "name",
    sorted(
        OPEN
        - {
            "account_logout",
            "cramp_clock",
            "metrics",
            "import_share",
            "look_around",
            "mfa_authenticate",  # after the passphrase, and else on to the sign-in page, as is
            "mfa_login_webauthn",  # what is looked at instead of sent
            "reminders_calendar",
            "shared_summary",
        }
    ),
)
def test_what_is_open_answers_an_anonymous_visitor(name, client, db):
    for address in addresses(name):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_head_is_answered_as_a_get_without_its_body(name, person, ids, mine):
    factories.say_when(mine, person, 0)  # where that is asked who one is, too
    for address in addresses(name, ids):
        head, got = mine.head(address), mine.get(address)
        assert (head.status_code, head.get("Location")) == (got.status_code, got.get("Location")), address
        assert b"".join(head) == b""
