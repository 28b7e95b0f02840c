"""Every entry's key is (person, id), so that a person's rows can live on one database node of many.

Cannot be undone. Django's own operations leave these tables on PostgreSQL without any primary key: it is added by hand.
"""

import uuid

from django.conf import settings
from django.db import migrations, models

from journal.hosting.backup import require_backup

ENTRIES = ["Session", "Drink", "Night", "Day", "Episode", "Experiment", "Answer", "Intention"]
KEY = ("person_id", "id")


def _rekeyed(name):
    return [
        migrations.AddField(name, "pk", models.CompositePrimaryKey(*KEY, blank=True, editable=False, primary_key=True, serialize=False)),
        migrations.AlterField(name, "id", models.UUIDField(default=uuid.uuid4)),
    ]


def copy_set_aside(apps, schema_editor):
    old, new = apps.get_model("journal", "SetAside"), apps.get_model("journal", "SetAsideKeyed")
    alias = schema_editor.connection.alias
    new.objects.using(alias).bulk_create(
        (new(person_id=row.person_id, cause=row.cause, at=row.at) for row in old.objects.using(alias).iterator()),
        batch_size=500,
    )


def add_primary_keys(apps, schema_editor):
    """On PostgreSQL the tables have lost their key: give each its new one."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in ENTRIES:
        table = schema_editor.quote_name(apps.get_model("journal", name)._meta.db_table)
        schema_editor.execute(f"ALTER TABLE {table} ADD PRIMARY KEY (person_id, id)")


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_person_hides_counts")]

    operations = [
        migrations.RunPython(require_backup, elidable=True),
        *[operation for name in ENTRIES for operation in _rekeyed(name)],
        migrations.RunPython(add_primary_keys),
        migrations.RemoveConstraint("SetAside", "cause_set_aside_once"),
        migrations.CreateModel(
            "SetAsideKeyed",
            fields=[
                ("pk", models.CompositePrimaryKey(*KEY, blank=True, editable=False, primary_key=True, serialize=False)),
                ("id", models.UUIDField(default=uuid.uuid4)),
                ("demo", models.BooleanField(default=False)),
                ("cause", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="%(class)ss", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RunPython(copy_set_aside),
        migrations.DeleteModel("SetAside"),
        migrations.RenameModel("SetAsideKeyed", "SetAside"),
        migrations.AddConstraint(
            "SetAside", models.UniqueConstraint(fields=["person", "cause"], name="cause_set_aside_once")
        ),
    ]
