"""Every write raises the journal version: what is kept for a version would otherwise stay after the entries changed.

All addresses and all functions of `journal.public` are told apart into those that write and those that do not, so that
a new one has to say which it is.
"""

import inspect
import json
import re
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from journal import public
from journal.calendar import DAY, HOUR
from journal.models import KINDS, Profile
from journal.recording import undo
from tests import factories
from tests.journal.files.test_formats import RUN as GPX_RUN
from tests.journals import example, run
from tests.programs import Program
from tests.queries import captured
from tests.test_isolation import PATTERNS

# Pages that only show, and pages of the account, which hold no entry.
READS = {
    "account_signup", "account_login", "account_logout", "account_inactive", "account_change_password",
    "account_set_password", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_reset_password_from_key", "offline", "guidance", "guidance_tip",
    "cause", "before_training", "twinge_before", "signs", "how_tos", "how_to", "sources", "source", "cramp", "cramp_help", "new_email", "new_email_sent", "new_email_confirm", "new_email_done", "summary",
    "summary_pdf", "trials", "trial", "today", "aftermaths", "day", "session_summary", "cramp_clock", "week", "month", "trend", "entries", "to_correct",
    "export_file", "export_table", "service_worker", "health", "metrics", "cramp_kept", "flags_at_once", "import_share", "waiting", "whose_journal", "settings",
    "look_around", "look_around_end", "reminders", "push_address", "reminders_stop", "reminders_calendar",
    "import_done", "import_mapping", "activity_muscles",
    "signing_in", "device_end", "account_reauthenticate",
    "programs", "programs_how", "token_revoke", "api_document", "shared_summaries", "shared_end", "shared_summary",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index", "mfa_list_webauthn",
    "mfa_login_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "delete_account",  # with the person goes the version
}  # fmt: skip


def one_of_each(person):
    """An entry of each kind whose address changes it, a running trial and one that can go on."""
    hours_ago = partial(lambda now, n: now - n * HOUR, timezone.now())
    ended = factories.session(person, hours_ago(50), effort=5)
    drawn = [{"position": n, "arm": "do", "followed": False} for n in range(1, 5)]
    return {
        "session": ended,
        "twinge": factories.episode(person, hours_ago(40)),
        "drink": factories.drink(person),
        "sleep": factories.night(person),
        "checkin": factories.day(person),
        "running": factories.trial(person),
        "drawn": factories.trial(person, "no_post_stretch", assignments=[{"position": 1, "arm": "do"}]),
        "unclear": factories.trial(person, "caffeine", planned_sessions=4, assignments=drawn),
        "graded": factories.trial(
            person, "low_fuel", assignments=[{"position": 1, "arm": "do"}], arms="usual", smallest_effect=0.1
        ),
        "tip": factories.intention(person),
        "aside": factories.set_aside(person, "cold"),
    }


@pytest.fixture
def kept(person):
    return one_of_each(person)


def journal_file():
    return SimpleUploadedFile("journal.json", json.dumps(example(sessions=[run()])).encode())


def on(name, kind):
    """The address of an entry's page, by the entry."""
    return lambda kept: reverse(name, args=[kept[kind].id])


def at(name, *values):
    return lambda kept: reverse(name, args=values)


RUN = {"activity": "run", "duration_min": "30", "effort": "7"}
TWINGE = {"kind": "cramp", "place": "calf-left", "began": "now"}
# Name of the address: (address, what is posted); both may need the entries.
WRITES = {
    "quick": (at("quick"), lambda kept: {"preset": "water-250", "id": uuid4()}),
    "session_new": (at("session_new"), RUN | {"ended": "now"}),
    "twinge_new": (at("twinge_new"), TWINGE),
    "drink_new": (at("drink_new"), {"ml": "250", "kind": "water", "when": "now"}),
    "sleep_new": (at("sleep_new"), {"hours": "7", "date": "2026-06-20"}),
    "checkin_new": (at("checkin_new"), {"stress": "4", "date": "2026-06-20"}),
    "session": (on("session", "session"), RUN | {"ended": "earlier", "started_at": "2026-06-17T10:00"}),
    "twinge": (on("twinge", "twinge"), TWINGE | {"began": "earlier", "started_at": "2026-06-17T10:00"}),
    "drink": (on("drink", "drink"), {"ml": "400", "kind": "water", "when": "earlier", "at": "2026-06-17T10:00"}),
    "sleep": (on("sleep", "sleep"), {"hours": "5", "date": "2026-06-18"}),
    "checkin": (on("checkin", "checkin"), {"stress": "9", "date": "2026-06-18"}),
    "session_fill": (
        lambda kept: reverse("session_fill", args=[kept["session"].id, "warm_up_min"]),
        lambda kept: {f"{kept['session'].id}-warm_up_min": "10"}),
    "day_fill": (at("day_fill", "2026-06-20", "stress"), {"2026-06-20-stress": "4"}),
    "aftermath": (on("aftermath", "session"), {"aftermath": "2"}),
    "entry_delete": (lambda kept: reverse("entry_delete", args=["drink", kept["drink"].id]), {}),
    "undo": (at("undo"), lambda kept: {"token": undo.token(kept["drink"].person, [undo.made(kept["drink"])])}),
    "welcome": (at("welcome"), {"time_zone": "Europe/Paris", "emergency_number": "112", "begin": "empty"}),
    "settings_part": (at("settings_part", "units"), {
        "time_zone": "Europe/Paris", "day_starts_at": "0", "week_starts_on": "monday", "units": "metric"}),
    "medicines": (at("medicines"), {
        "medicine-TOTAL_FORMS": "1", "medicine-INITIAL_FORMS": "0", "medicine-0-name": "Tablets",
        "medicine-0-kind": "statin"}),
    "muscles_of": (at("muscles_of", "run"), {"muscles": ["calf"]}),
    "time_zones": (at("time_zones"), {"do": "move", "time_zone": "Asia/Tokyo"}),
    "import_file": (at("import_file"), lambda kept: {"file": journal_file(), "do": "import"}),
    "take_up": (at("take_up", "salt_after"), {}),
    "let_go": (at("let_go", "warmup_more"), {}),
    "set_aside": (at("set_aside", "heat"), {}),
    "bring_back": (at("bring_back", "cold"), {}),
    "trial_draw": (on("trial_draw", "running"), {"position": "1"}),
    "trial_skip": (on("trial_skip", "graded"), {"position": "1"}),
    "trial_did": (on("trial_did", "drawn"), {"position": "1", "did": "none"}),
    "trial_more": (on("trial_more", "unclear"), {}),
    "trial_stop": (on("trial_stop", "running"), {}),
}  # fmt: skip
# These need more than the entries of `kept`: each has a test of its own below.
APART = {
    "cramp_eased",
    "evening",  # tests/journal/reminders/test_evening.py
    "flag_answer",
    "trial_new",
    "trials_together",
    "demo_start",
    "demo_remove",
    "import_check",
    "import_columns",
    "import_sources",
    "import_undo",
}


# A token counts its uses, beside the journals.
WRITES_JOURNAL = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "journal_(?!token)')


def stored(person):
    """(what is stored of a person, the journal version)."""
    rows = {kind: list(model.objects.of(person).order_by("pk").values()) for kind, model in KINDS.items()}
    own = Profile.objects.filter(pk=person.pk).values().get()
    return rows | {"person": own | {"journal_version": None}}, own["journal_version"]


def raises_version(person, write):
    """Asserts that `write()` raises the version before it writes anything else, which locks the person's row.

    It has to change what is stored: else it would show nothing.
    """
    before, version = stored(person)
    with captured() as asked:
        write()
    written = [query["sql"] for query in asked if WRITES_JOURNAL.match(query["sql"])]
    assert written[0].startswith('UPDATE "journal_profile" SET "journal_version"'), written[0]
    assert [sql for sql in written if '"journal_person"' in sql] == []
    after, raised = stored(person)
    assert [name for name in after if after[name] != before[name]], "nothing was written"
    assert raised > version


def test_every_address_says_whether_it_writes():
    assert sorted([*READS, *WRITES, *APART]) == sorted(PATTERNS)


@pytest.mark.parametrize("name", WRITES)
def test_every_view_that_writes_raises_the_version(name, mine, person, kept):
    address, data = WRITES[name]
    raises_version(person, lambda: mine.post(address(kept), data(kept) if callable(data) else data))


def test_an_answered_flag_raises_the_version(mine, person):
    factories.episode(person, signs=["head_injury", "headache"])
    raises_version(
        person, lambda: mine.post(reverse("flag_answer", args=["RF25"]), {"answer": "checked", "confirm": "yes"})
    )


def test_a_cramp_that_has_eased_raises_the_version(mine, person):
    mine.get(reverse("cramp"))
    mine.post(reverse("cramp_clock"), {"do": "eased"})
    shown = mine.get(reverse("cramp_eased")).context
    data = {"bout": shown["token"], "id": shown["form"].initial["id"], "kind": "cramp", "place": "calf-left"}
    raises_version(person, lambda: mine.post(reverse("cramp_eased"), data))


def test_a_trial_that_starts_raises_the_version(mine, person):
    for n in range(20):
        at = timezone.now() - (60 - 2 * n) * DAY
        factories.session(person, at, warm_up_min=2 if n % 2 else 10)
        factories.episode(person, at + 3 * HOUR)
    person.touch()
    raises_version(
        person,
        lambda: mine.post(
            reverse("trials_together", args=["no_post_stretch+low_fuel"]), {"sessions": "40", "id": uuid4()}
        ),
    )
    raises_version(
        person,
        lambda: mine.post(
            reverse("trial_new", args=["poor_warmup"]), {"sessions": "40", "id": uuid4(), "confirm": "1"}
        ),
    )


def test_a_demo_that_comes_and_goes_raises_the_version(mine, person):
    raises_version(person, lambda: mine.post(reverse("demo_start")))
    raises_version(person, lambda: mine.post(reverse("demo_remove")))


def test_an_import_that_comes_in_and_is_taken_back_raises_the_version(mine, person, settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path
    mine.post(reverse("import_file"), {"file": SimpleUploadedFile("run.gpx", GPX_RUN)})
    raises_version(person, lambda: mine.post(reverse("import_check"), {"do": "save"}))
    made = person.imports.get()
    raises_version(person, lambda: mine.post(reverse("import_undo", args=[made.id])))


PUT = {"at": "2026-06-18T17:30:00+02:00", "ml": 500, "kind": "water"}
OF_PROGRAM = {
    "put": lambda program, kept: program.put(f"drinks/{uuid4()}", PUT),
    "delete": lambda program, kept: program.delete(f"drinks/{kept['drink'].id}"),
    "log": lambda program, kept: program.log("500 ml water now"),
    "import": lambda program, kept: program.client.post("/api/v1/imports", {"file": journal_file()}),
}


@pytest.mark.parametrize("what", OF_PROGRAM)
def test_what_a_program_writes_raises_the_version(what, person, kept):
    program = Program(person)
    program.get("week")  # that the token is used is written once a minute
    raises_version(person, lambda: OF_PROGRAM[what](program, kept))


def test_an_import_by_command_raises_the_version(person, tmp_path):
    (tmp_path / "journal.json").write_text(json.dumps(example(sessions=[run()])))
    raises_version(person, lambda: call_command("import_journal", tmp_path / "journal.json", "--person", "runner"))


# Functions of `journal.public` for a person: those that only read, and a call of each that writes.
PUBLIC_READS = {
    "answers_since", "episode_of", "episodes_of", "person_as_of", "event_on", "person_row", "read", "rows_since", "tag_of",
    "trial_rows",
}  # fmt: skip
PUBLIC_WRITES = {
    "answer_flag": lambda person, kept: public.answer_flag(person, "RF25", "checked"),
    "set_aside": lambda person, kept: public.set_aside(person, "heat"),
    "bring_back": lambda person, kept: public.bring_back(person, "cold"),
    "take_up": lambda person, kept: public.take_up(person, "salt_after", "2026-06-20"),
    "let_go": lambda person, kept: public.let_go(person, "warmup_more", "2026-06-20"),
    "start_trial": lambda person, kept: public.start_trial(
        person, uuid4(), cause="stress", started_on="2026-06-20", planned_sessions=24),
    "draw_arm": lambda person, kept: public.draw_arm(person, kept["running"].id, 1, lambda drawn: "do"),
    "answer_position": lambda person, kept: public.answer_position(person, kept["drawn"].id, 1, True),
    "skip_position": lambda person, kept: public.skip_position(person, kept["drawn"].id, 1),
    "plan_more_sessions": lambda person, kept: public.plan_more_sessions(person, kept["unclear"].id, 16),
    "stop_trial": lambda person, kept: public.stop_trial(person, kept["running"].id, "2026-06-20"),
}  # fmt: skip


def test_every_public_function_for_a_person_says_whether_it_writes():
    functions = {name: thing for name in public.__all__ if inspect.isfunction(thing := getattr(public, name))}
    of_a_person = {
        name for name, thing in functions.items() if next(iter(inspect.signature(thing).parameters), "") == "person"
    }
    assert of_a_person == PUBLIC_READS | set(PUBLIC_WRITES) | {"keep_questions"}  # a setting, worked out from entries


@pytest.mark.parametrize("name", PUBLIC_WRITES)
def test_every_public_function_that_writes_raises_the_version(name, person, kept):
    raises_version(person, lambda: PUBLIC_WRITES[name](person, kept))
