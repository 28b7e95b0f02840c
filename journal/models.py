"""The journal's tables, word for word as in the journal format. Null is "not recorded", everywhere.

Every query starts from `Model.objects.of(person)`: nobody's entries are reachable another way.
"""

import unicodedata
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session as BrowserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from journal.calendar import Calendar
from journal.measures.one_session import session_end
from journal.model_fields import number, one_of, records, text, whole, within, word, words, words_by, yes_no
from journal.vocabulary import (
    NOTE_LENGTH,
    Activity,
    Air,
    Arms,
    BodyPart,
    Condition,
    DrinkKind,
    EpisodeKind,
    FlagAnswer,
    Sex,
    Side,
    Sign,
    SleepKind,
    Sweat,
    Units,
    WarmUpKind,
    WeekStart,
)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, name: str, email: str | None = None, password: str | None = None) -> "Person":
        """An account. Without a password nobody can sign in until it is reset by mail."""
        account = self.model(name=name, email=(email or "").strip().lower() or None)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def named(self, name: str) -> "Person | None":
        """The account with this name or e-mail address (any case), or None."""
        return self.filter(Q(name__iexact=name) | Q(email__iexact=name)).order_by("pk").first()


class Person(AbstractBaseUser):
    """The account of somebody who keeps a journal: who may sign in, and how. What they keep is their Profile's."""

    name = models.CharField(max_length=254, unique=True)
    email = models.EmailField(null=True, blank=True, unique=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    # Set for who looks around without an account: from then on they are gone, see journal.accounts.guests.
    guest_until = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "name"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once_in_any_case")]
        indexes = [
            models.Index(fields=["guest_until"], condition=Q(guest_until__isnull=False), name="person_guest_until")
        ]

    def __str__(self) -> str:
        return self.email or self.name

    def set_password(self, raw_password: str | None) -> None:
        """Keep a passphrase's hash; "e" and an accent typed apart are the same letter as typed together (NFKC)."""
        super().set_password(raw_password and unicodedata.normalize("NFKC", raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the passphrase. A hash made of it as it was typed still counts, and is written anew."""
        normalized = unicodedata.normalize("NFKC", raw_password or "")
        if super().check_password(normalized):
            return True
        if normalized == raw_password or not super().check_password(raw_password):
            return False
        self.set_password(raw_password)
        self.save(update_fields=["password"])
        return True


class Reminder(models.Model):
    """What somebody asked to be sent of an evening or a week, and when. The account's: no part of the journal.

    It may lie in another database than the journal, so it knows the person by the account alone.
    """

    account = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    by_mail = models.BooleanField(default=False)
    weekly = models.BooleanField(default=False)
    hour = models.PositiveSmallIntegerField(default=20)  # o'clock, on the person's clock
    quiet_days = models.JSONField(default=list)  # weekdays on which nothing comes, 0 for Monday
    paused_until = models.DateField(null=True, blank=True)
    # A part of the secret address of the calendar: with another one the old address is no more. "": there is none.
    calendar_part = models.CharField(max_length=32, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)  # when it is looked at next; null: nothing is to be sent

    # o'clock, our line: the hours that can be chosen, and outside of which nothing comes.
    MORNING, LAST = 7, 22

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hour__gte=7, hour__lte=22), name="reminder_comes_by_day"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="reminder_due")]

    def __str__(self) -> str:
        return f"Reminder {self.account_id}"


class PushAddress(models.Model):
    """Where a browser takes messages: its push service's address for it, and the keys that only it can read with.

    It goes with the Device: signed out, a browser is sent nothing.
    """

    account = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="push_addresses")
    device = models.ForeignKey("Device", on_delete=models.CASCADE, related_name="push_addresses")
    endpoint = models.URLField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"PushAddress {self.pk}"


class SentReminder(models.Model):
    """That a person was told something on a date, of which session: written first, then sent, so never sent twice."""

    account = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sent_reminders")
    date = models.DateField()
    about = models.CharField(max_length=36)  # the id of the session that was asked of, or WEEK

    WEEK = "week"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "date"], name="one_reminder_a_date")]

    def __str__(self) -> str:
        return f"SentReminder {self.pk}"


class Device(models.Model):
    """A browser in which somebody with an account is signed in, for as long as its session lasts."""

    session = models.OneToOneField(BrowserSession, on_delete=models.CASCADE)
    account = models.ForeignKey(Person, on_delete=models.CASCADE)
    browser = models.CharField(max_length=20)  # such as "Firefox", "" when it is not known
    system = models.CharField(max_length=20)
    signed_in_at = models.DateTimeField()
    used_at = models.DateTimeField()  # the first use of a day

    def __str__(self) -> str:
        return f"Device {self.pk}"


class Scope(models.TextChoices):
    """What a program may do with a journal."""

    LOG = "log", _("Log only: it sees nothing that is there")
    READ = "read", _("Read only: it changes nothing")
    ALL = "all", _("Log, read, change and delete")


class Token(models.Model):
    """What a program of one's own signs in with. The text is shown once; kept is its hash."""

    account = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=4, choices=Scope)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)  # the first use of a minute
    asked = models.PositiveSmallIntegerField(default=0)  # how often since then

    def __str__(self) -> str:
        return self.name


class SharedSummary(models.Model):
    """A doctor's summary as it was when its owner made a link to it. `page`: None once it was ended by wrong codes.

    It lies with the account: whoever opens it knows no journal, and nothing in the journal depends on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shared_summaries")
    about = models.CharField(max_length=200)
    page = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64, unique=True)  # of the key of its address
    code = models.CharField(max_length=64)  # its hash
    wrong = models.PositiveSmallIntegerField(default=0)  # codes that were tried
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"SharedSummary {self.pk}"


class SharedView(models.Model):
    """That what was shared was looked at."""

    shared = models.ForeignKey(SharedSummary, on_delete=models.CASCADE, related_name="views")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"SharedView {self.pk}"


class ProfileManager(models.Manager["Profile"]):
    def of_account(self, account: Person) -> "Profile":
        """The Profile of a Person; one that is not there yet is made, empty."""
        return self.get_or_create(person_id=account.pk)[0]


class Profile(models.Model):
    """One person's journal: settings, body data of the format's `person`, and the version. Entries refer to it.

    It shares nothing with the account but the person's number, without a constraint: accounts and journals may live in
    two databases.
    """

    person_id = models.BigIntegerField(primary_key=True)

    time_zone = models.CharField(max_length=64, default="UTC")  # the first: `moves` lead on from it
    moves = records()
    week_starts_on = word(WeekStart)
    day_starts_at = whole("day_starts_at")
    units = word(Units)
    sex = word(Sex)
    birth_year = whole("birth_year")
    weight_kg = number("weight_kg")
    emergency_number = text(40)
    advice_line = text(40)
    conditions = words(Condition)
    medicines = records()
    activity_muscles = words_by(Activity, BodyPart)  # which muscles an activity works, where the person corrected that

    theme = models.CharField(max_length=5, blank=True, default="")  # "", "light" or "dark"
    hide_counts = models.BooleanField(default=False)  # of twinges, for people whom numbers make watch
    has_demo = models.BooleanField(default=False)
    # The three questions that stand first in the forms, names of their fields, and the date they were chosen on.
    questions = models.JSONField(null=True, blank=True)
    questions_on = models.DateField(null=True, blank=True)
    # Raised by every write to the journal: what was worked out from an older version is worked out anew.
    journal_version = models.PositiveIntegerField(default=0)

    objects = ProfileManager()

    class Meta:
        constraints = [
            *within("profile", "birth_year", "weight_kg", "day_starts_at"),
            one_of("profile", "week_starts_on", WeekStart),
            one_of("profile", "units", Units),
            one_of("profile", "sex", Sex),
        ]

    def __str__(self) -> str:
        return f"Profile {self.person_id}"

    @property
    def calendar(self) -> Calendar:
        return Calendar.of(self.time_zone, self.day_starts_at, self.week_starts_on, self.moves)

    @property
    def zones(self) -> list[str]:
        """The names of the zones that the journal has lived in."""
        return [zone.key for zone in self.calendar.zones]

    @property
    def imperial(self) -> bool:
        return self.units == Units.IMPERIAL

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The one way to write to a journal: a transaction that first locks this row and raises the version.

        Two writes of a person come one after the other, so what is looked up inside still holds when it is written.
        Raises Profile.DoesNotExist when the journal has been deleted meanwhile.
        """
        with transaction.atomic():
            self.touch()
            yield

    def touch(self) -> None:
        """Raise the journal version, which locks the row until the transaction ends."""
        if not Profile.objects.filter(pk=self.pk).update(journal_version=F("journal_version") + 1):
            raise Profile.DoesNotExist(f"{self} is gone")


class EntryQuerySet(models.QuerySet[Any]):
    def of(self, person: Profile) -> Self:
        """Only this person's entries."""
        return self.filter(person=person)

    def between(self, start: date, end: date) -> Self:
        """Entries from `start` up to, but not at, `end` (moments, or dates for nights and days)."""
        return self.filter(**{f"{self.model.WHEN}__gte": start, f"{self.model.WHEN}__lt": end})

    def one_a_date(self) -> Self:
        """Those of which a date has at most one: check-ins, and nights without naps."""
        return self.filter(self.model.ONE_A_DATE)

    def newest_first(self) -> Self:
        return self.order_by(f"-{self.model.WHEN}", "-id")

    def oldest_first(self) -> Self:
        return self.order_by(self.model.WHEN, "id")


class OfPerson(models.Model):
    """What all rows of a person share.

    An id belongs to its person: keys and look-ups are by (person, id), so a person's rows can live on one database node
    of many and nobody else's id is ever asked about.
    """

    pk = models.CompositePrimaryKey("person_id", "id")
    id = models.UUIDField(default=uuid.uuid4)
    person = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="%(class)ss")

    # When it was: the column that rows are sorted by.
    WHEN: ClassVar[str]
    # Of kinds with a date alone: which of them a date has at most one of.
    ONE_A_DATE: ClassVar[Q] = Q()

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.id}"


class Entry(OfPerson):
    """What all entries share. `id` is made by whoever first writes the entry, so the same id twice is one entry."""

    demo = models.BooleanField(default=False)  # made up by the demo journal; never exported

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """The rules that tie columns together. A rule of one column is its field's validator, too, at no query."""
        for constraint in self._meta.constraints:
            condition = getattr(constraint, "condition", None)
            if condition and len(condition.referenced_base_fields) > 1:
                constraint.validate(type(self), self, exclude=set(exclude or ()))


class Session(Entry):
    """A bout of training."""

    WHEN = "started_at"

    started_at = models.DateTimeField()
    duration_min = whole("duration_min", required=True)
    activity = word(Activity, required=True)
    effort = whole("effort")
    muscles = words(BodyPart)
    distance_km = number("distance_km")
    warm_up_min = whole("warm_up_min")
    warm_up_kinds = words(WarmUpKind)
    stretch_after_min = whole("stretch_after_min")
    massage_after = yes_no()
    air = word(Air)
    temperature_c = number("temperature_c")
    humidity_pct = whole("humidity_pct")
    sweat = word(Sweat)
    salt_marks = yes_no()
    hours_since_meal = number("hours_since_meal")
    carbs_during_g = whole("carbs_during_g")
    weight_before_kg = number("weight_before_kg")
    weight_after_kg = number("weight_after_kg")
    felt_drained = yes_no()
    event = yes_no()
    quiet_after = yes_no()
    aftermath = whole("aftermath")
    # When the person answered here; for two days one tap changes it. No part of the format.
    graded_at = models.DateTimeField(null=True, blank=True)
    note = text(NOTE_LENGTH)
    source = text(40)
    source_id = text(200)

    class Meta:
        indexes = [models.Index(fields=["person", "started_at"], name="session_of_person_when")]
        constraints = [
            *within(
                "session",
                *"duration_min effort distance_km warm_up_min stretch_after_min temperature_c humidity_pct".split(),
                *"hours_since_meal carbs_during_g weight_before_kg weight_after_kg aftermath".split(),
            ),
            one_of("session", "activity", Activity),
            one_of("session", "air", Air),
            one_of("session", "sweat", Sweat),
            models.CheckConstraint(
                condition=~Q(quiet_after=True, aftermath__gt=0), name="session_quiet_after_has_no_aftermath"
            ),
            models.UniqueConstraint(fields=["person", "source", "source_id"], name="session_source_once"),
        ]

    @property
    def ended_at(self) -> datetime:
        return session_end(self.started_at, self.duration_min)


class Drink(Entry):
    """Anything drunk. Fluid, caffeine and alcohol are all read from here."""

    WHEN = "at"

    at = models.DateTimeField()
    ml = whole("ml", required=True)
    kind = word(DrinkKind, required=True)
    source = text(40)
    source_id = text(200)

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="drink_of_person_when")]
        constraints = [
            *within("drink", "ml"),
            one_of("drink", "kind", DrinkKind),
            models.UniqueConstraint(fields=["person", "source", "source_id"], name="drink_source_once"),
        ]


_NO_NAP = Q(kind=None) | Q(kind=SleepKind.NIGHT)


class Night(Entry):
    """One sleep, under the date of its morning; or a nap, of which a date can have several."""

    WHEN = "date"
    ONE_A_DATE = _NO_NAP

    date = models.DateField()
    kind = word(SleepKind)  # not said is a night
    hours = number("hours", required=True)
    quality = whole("quality")
    leg_jerks = yes_no()
    woken_by_legs = yes_no()
    urge_to_move = yes_no()
    note = text(NOTE_LENGTH)
    source = text(40)
    source_id = text(200)

    class Meta:
        constraints = [
            *within("night", "hours", "quality"),
            one_of("night", "kind", SleepKind),
            models.UniqueConstraint(fields=["person", "date"], condition=_NO_NAP, name="night_once_a_date"),
            models.UniqueConstraint(fields=["person", "source", "source_id"], name="night_source_once"),
        ]


class Day(Entry):
    """The day's check-in."""

    WHEN = "date"

    date = models.DateField()
    stress = whole("stress")
    event_day = yes_no()
    physical_job_load = whole("physical_job_load")
    magnesium_servings = whole("magnesium_servings")
    fruit_veg_portions = whole("fruit_veg_portions")
    dairy = yes_no()
    fish = yes_no()
    sweets = yes_no()
    salty = yes_no()
    processed = yes_no()
    daylight = yes_no()
    chilled = yes_no()
    chemical_contact = yes_no()
    unwell = yes_no()
    note = text(NOTE_LENGTH)

    class Meta:
        constraints = [
            *within("day", "stress", "physical_job_load", "magnesium_servings", "fruit_veg_portions"),
            models.UniqueConstraint(fields=["person", "date"], name="day_once_a_date"),
        ]


class Episode(Entry):
    """A twitch, cramp, tremor, tic or leg jerk."""

    WHEN = "started_at"

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ongoing = yes_no()
    kind = word(EpisodeKind, required=True)
    body_part = word(BodyPart, required=True)
    side = word(Side)
    strength = whole("strength")
    pain = whole("pain")
    several_muscles = yes_no()
    signs = words(Sign)
    relief = records()
    note = text(NOTE_LENGTH)
    source = text(40)
    source_id = text(200)

    class Meta:
        indexes = [
            models.Index(fields=["person", "started_at"], name="episode_of_person_when"),
            # Few, and asked for on every page: the red flags look at what is still going on.
            models.Index(fields=["person"], condition=Q(ongoing=True), name="episode_still_going"),
        ]
        constraints = [
            *within("episode", "strength", "pain"),
            one_of("episode", "kind", EpisodeKind),
            one_of("episode", "body_part", BodyPart),
            one_of("episode", "side", Side),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="episode_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(ongoing=True, ended_at__isnull=False), name="episode_ongoing_has_no_end"
            ),
            models.UniqueConstraint(fields=["person", "source", "source_id"], name="episode_source_once"),
        ]


class Trial(Entry):
    """A trial settled by a coin; kept whole so that a file comes back as it was."""

    WHEN = "started_on"

    cause = models.CharField(max_length=40)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    planned_sessions = whole("planned_sessions", required=True)
    arms = word(Arms)
    smallest_effect = number("smallest_effect")
    assignments = records()

    class Meta:
        constraints = [
            *within("trial", "planned_sessions", "smallest_effect"),
            one_of("trial", "arms", Arms),
            # Two coins for one cause would each be told the other's sessions.
            models.UniqueConstraint(
                fields=["person", "cause"], condition=Q(ended_on=None), name="trial_of_a_cause_runs_once"
            ),
        ]


class Answer(Entry):
    """What the person answered to a red flag."""

    WHEN = "at"

    flag = models.CharField(max_length=10)
    answer = word(FlagAnswer, required=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="answer_of_person_when")]
        constraints = [
            one_of("answer", "answer", FlagAnswer),
            models.UniqueConstraint(fields=["person", "flag", "at"], name="answer_of_a_flag_once_at_a_time"),
        ]


class SetAside(Entry):
    """A cause the person called not relevant to them."""

    WHEN = "at"

    cause = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "cause"], name="cause_set_aside_once")]


class Intention(Entry):
    """A tip taken up without a trial."""

    WHEN = "started_on"

    tip = models.CharField(max_length=40)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)


# The format's lists and their tables, in the order of the format.
KINDS: dict[str, type[Entry]] = {
    "sessions": Session,
    "drinks": Drink,
    "nights": Night,
    "days": Day,
    "episodes": Episode,
    "experiments": Trial,
    "answers": Answer,
    "set_aside": SetAside,
    "intentions": Intention,
}


class Import(OfPerson):
    """What one file brought, so that it can be taken back whole."""

    WHEN = "made_at"

    made_at = models.DateTimeField()
    name = models.CharField(max_length=200)  # of the file, for showing only
    counts = models.JSONField()  # {kind: {"added": 2, ...}}, as told when it came in

    class Meta:
        indexes = [models.Index(fields=["person", "made_at"], name="import_of_person_when")]


class SavedMapping(OfPerson):
    """Which columns of a table are what, as the person said once: it is used for every table that has those columns."""

    WHEN = "name"

    name = models.CharField(max_length=80)
    text = models.TextField(max_length=20_000)  # its JSON, as it is shared: see docs/imports.md


class RowUse(models.TextChoices):
    """What became of a row of a file."""

    SHOWN = "shown"  # the journal's entry is this row
    FILLED = "filled"  # it filled blanks of an entry that the person typed
    BESIDE = "beside"  # the entry is of another source


class ImportedRow(OfPerson):
    """What a file said about one entry, kept beside it: for "why this one", the switch, and undo. Never exported."""

    WHEN = "entry_id"

    import_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    source = text(40)
    source_id = text(200)
    values = models.JSONField(null=True)  # the row as JSON values; null for a row of our own format
    entry_id = models.UUIDField()
    use = models.CharField(max_length=10, choices=RowUse.choices)
    fills = models.JSONField(null=True)  # the names of the columns that it filled
    left = models.CharField(max_length=16, null=True)  # a digest of the entry as it was left; null when not touched

    class Meta:
        indexes = [
            models.Index(fields=["person", "import_id"], name="imported_row_of_import"),
            models.Index(fields=["person", "entry_id"], name="imported_row_of_entry"),
            models.Index(fields=["person", "kind", "source"], name="imported_row_of_source"),
        ]
