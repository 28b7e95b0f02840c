"""The account (Person) keeps who signs in; a table of its own, Profile, holds a person's journal, and entries refer to it.

Cannot be undone.
"""

import django.core.validators
from django.core.management.base import CommandError
from django.db import migrations, models, router

from journal.hosting.backup import require_backup

ENTRIES = ["Session", "Drink", "Night", "Day", "Episode", "Trial", "Answer", "SetAside", "Intention"]
COLUMNS = (
    "time_zone week_starts_on day_starts_at units sex birth_year weight_kg emergency_number advice_line conditions medicines "
    "theme hide_counts has_demo journal_version"
).split()
CONSTRAINTS = "birth_year_within weight_kg_within day_starts_at_within week_starts_on_known units_known sex_known".split()


def copy_profiles(apps, schema_editor):
    """One Profile for each Person, inside the database."""
    quote = schema_editor.quote_name
    columns = ", ".join(map(quote, COLUMNS))
    profile, person = (quote(apps.get_model("journal", name)._meta.db_table) for name in ("Profile", "Person"))
    schema_editor.execute(
        f"INSERT INTO {profile} ({quote('person_id')}, {columns}) SELECT {quote('id')}, {columns} FROM {person}"
    )


def leave_accounts_to_their_database(apps, schema_editor):
    """Where accounts have a database of their own, their table here, which held no row, goes."""
    alias, person = schema_editor.connection.alias, apps.get_model("journal", "Person")
    if router.allow_migrate_model(alias, person):
        return
    if person.objects.using(alias).exists():
        raise CommandError(
            "This database holds accounts. Migrate without ACCOUNTS_DATABASE_URL first, then move them (see docs/scale.md)."
        )
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(person._meta.db_table)}")


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_experiments_are_trials")]

    operations = [
        migrations.RunPython(require_backup, elidable=True),
        migrations.CreateModel(
            "Profile",
            fields=[
                ("person_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("week_starts_on", models.CharField(blank=True, choices=[("monday", "Monday"), ("sunday", "Sunday"), ("saturday", "Saturday")], max_length=20, null=True)),
                ("day_starts_at", models.SmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(6)])),
                ("units", models.CharField(blank=True, choices=[("metric", "Metric: ml, km, kg, °C"), ("imperial", "Imperial: fl oz, miles, lb, °F")], max_length=20, null=True)),
                ("sex", models.CharField(blank=True, choices=[("female", "Female"), ("male", "Male")], max_length=20, null=True)),
                ("birth_year", models.SmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)])),
                ("weight_kg", models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(400)])),
                ("emergency_number", models.CharField(blank=True, max_length=40, null=True, validators=[django.core.validators.MaxLengthValidator(40), django.core.validators.ProhibitNullCharactersValidator()])),
                ("advice_line", models.CharField(blank=True, max_length=40, null=True, validators=[django.core.validators.MaxLengthValidator(40), django.core.validators.ProhibitNullCharactersValidator()])),
                ("conditions", models.JSONField(blank=True, null=True)),
                ("medicines", models.JSONField(blank=True, null=True)),
                ("theme", models.CharField(blank=True, default="", max_length=5)),
                ("hide_counts", models.BooleanField(default=False)),
                ("has_demo", models.BooleanField(default=False)),
                ("journal_version", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(birth_year__isnull=True) | models.Q(birth_year__gte=1900, birth_year__lte=2100), name="profile_birth_year_within"),
                    models.CheckConstraint(condition=models.Q(weight_kg__isnull=True) | models.Q(weight_kg__gte=20, weight_kg__lte=400), name="profile_weight_kg_within"),
                    models.CheckConstraint(condition=models.Q(day_starts_at__isnull=True) | models.Q(day_starts_at__gte=0, day_starts_at__lte=6), name="profile_day_starts_at_within"),
                    models.CheckConstraint(condition=models.Q(week_starts_on__isnull=True) | models.Q(week_starts_on__in=["monday", "sunday", "saturday"]), name="profile_week_starts_on_known"),
                    models.CheckConstraint(condition=models.Q(units__isnull=True) | models.Q(units__in=["metric", "imperial"]), name="profile_units_known"),
                    models.CheckConstraint(condition=models.Q(sex__isnull=True) | models.Q(sex__in=["female", "male"]), name="profile_sex_known"),
                ]
            },
        ),
        migrations.RunPython(copy_profiles),
        *[
            migrations.AlterField(
                name,
                "person",
                models.ForeignKey(on_delete=models.deletion.CASCADE, related_name="%(class)ss", to="journal.profile"),
            )
            for name in ENTRIES
        ],
        *[migrations.RemoveConstraint("Person", f"person_{name}") for name in CONSTRAINTS],
        *[migrations.RemoveField("Person", name) for name in COLUMNS],
        migrations.RunPython(leave_accounts_to_their_database),
    ]
