"""Any order of logging, changing, deleting, undoing, moving, exporting and importing, beside a simple model of it."""

from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from journal.models import Drink, Episode, Night, Profile
from tests import factories
from tests.examples import examples

FIRST = datetime(2026, 6, 1, 8)
PEOPLE = count()
MODELS = {"drink": Drink, "twinge": Episode, "sleep": Night}
# What is told of an entry beside its time, and how a form says it.
ASKED = {
    "drink": ("ml", lambda n: {"ml_other": str(n), "kind": "water", "when": "earlier"}, "at"),
    "twinge": (
        "note",
        lambda n: {"kind": "cramp", "place": "calf-left", "began": "at", "note": f"note {n}"},
        "started_at",
    ),
    "sleep": ("hours", lambda n: {"hours_other": str(n % 12 + 1)}, "date"),
}
kinds = st.sampled_from(sorted(MODELS))
numbers = st.integers(1, 900)
days = st.integers(0, 4)  # few, so that dates are taken


class Journal(RuleBasedStateMachine):
    """`model`: {(kind, id): (time, value)}; `done`: for each change its token and {key: (before, after)}."""

    def __init__(self):
        super().__init__()
        self.person = factories.person(f"walker-{next(PEOPLE)}@example.org", time_zone="UTC")
        self.client = Client()
        factories.sign_in(self.client, self.person)
        self.model, self.done, self.file, self.minutes, self.version = {}, [], None, count(), 0

    # What somebody does

    @rule(kind=kinds, n=numbers, day=days, twice=st.booleans())
    def log(self, kind, n, day, twice):
        key, when = (kind, str(uuid4())), self._when(kind, day)
        answers = [self._send(f"{kind}_new", (), kind, n, when, key[1])]
        answers += [self._send(f"{kind}_new", (), kind, n, when, key[1])] if twice else []
        taken = kind == "sleep" and when.replace("T", " ") in self._nights()
        assert {answer.status_code for answer in answers} == {200 if taken else 302}
        if not taken:
            self._change(
                {key: (when.replace("T", " "), self._value(kind, n))}, None if twice else self._token(answers[0])
            )

    @precondition(lambda self: self.model)
    @rule(data=st.data(), n=numbers, day=days)
    def edit(self, data, n, day):
        key = kind, entry_id = data.draw(st.sampled_from(sorted(self.model)))
        when = self._when(kind, day)
        answer = self._send(kind, (entry_id,), kind, n, when)
        others = {time for other, (time, _value) in self.model.items() if other != key and other[0] == "sleep"}
        taken = kind == "sleep" and when.replace("T", " ") in others
        assert answer.status_code == (200 if taken else 302)
        if not taken:
            self._change({key: (when.replace("T", " "), self._value(kind, n))}, self._token(answer))

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def delete(self, data):
        key = data.draw(st.sampled_from(sorted(self.model)))
        answer = self.client.post(reverse("entry_delete", args=key))
        self._change({key: None}, self._token(answer))

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def undo(self, data):
        token, changes = data.draw(st.sampled_from(self.done))
        self.client.post(reverse("undo"), {"token": token})
        fits = all(self.model.get(key) == after for key, (_before, after) in changes.items())
        free = not any(
            key[0] == "sleep" and before and before[0] in self._nights(but=key)
            for key, (before, _after) in changes.items()
        )
        if fits and free:
            self._change({key: before for key, (before, _after) in changes.items()}, None)

    @rule(zone=st.sampled_from(["Asia/Tokyo", "America/New_York", "Europe/Oslo"]))
    def move(self, zone):
        self.client.post(reverse("time_zones"), {"do": "move", "time_zone": zone})

    @rule()
    def export(self):
        self.file = self.client.get(reverse("export_file")).content, dict(self.model)

    @precondition(lambda self: self.file)
    @rule(times=st.integers(1, 2))
    def bring_back(self, times):
        content, held = self.file
        for _ in range(times):
            file = SimpleUploadedFile("journal.json", content)
            assert self.client.post(reverse("import_file"), {"file": file, "do": "import"}).status_code == 200
        for key, entry in sorted(held.items()):
            if key not in self.model and not (key[0] == "sleep" and entry[0] in self._nights()):
                self.model[key] = entry

    # What must hold

    @invariant()
    def what_is_stored_is_what_was_said(self):
        stored = {
            (kind, str(entry.id)): (getattr(entry, ASKED[kind][2]), getattr(entry, ASKED[kind][0]))
            for kind, model in MODELS.items()
            for entry in model.objects.of(self.person)
        }
        assert {key: (str(time)[:16], value) for key, (time, value) in stored.items()} == self.model

    @invariant()
    def the_version_never_falls(self):
        version = Profile.objects.get(pk=self.person.pk).journal_version
        assert version >= self.version
        self.version = version

    # The model

    def _change(self, changes, token):
        if token:
            self.done.append((token, {key: (self.model.get(key), after) for key, after in changes.items()}))
        for key, after in changes.items():
            self.model.pop(key, None)
            if after is not None:
                self.model[key] = after

    def _nights(self, but=None):
        return {time for key, (time, _value) in self.model.items() if key[0] == "sleep" and key != but}

    def _when(self, kind, day):
        """As a form says it; no two entries are within a minute, or the same answers would be asked about."""
        moment = FIRST + timedelta(days=day, minutes=3 * next(self.minutes))
        return moment.date().isoformat() if kind == "sleep" else f"{moment:%Y-%m-%dT%H:%M}"

    @staticmethod
    def _value(kind, n):
        return {"drink": n, "twinge": f"note {n}", "sleep": n % 12 + 1}[kind]

    # The front door

    def _send(self, name, words, kind, n, when, entry_id=""):
        _told, asked, time = ASKED[kind]
        return self.client.post(reverse(name, args=words), asked(n) | {time: when, "id": entry_id})

    @staticmethod
    def _token(answer):
        """What undoes the change that an answer tells of."""
        return next(iter(get_messages(answer.wsgi_request)._queued_messages)).extra_tags


def test_any_order_of_writes_leaves_what_a_simple_model_says(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    run_state_machine_as_test(Journal, settings=examples(6, stateful_step_count=40))
