"""What files brought, kept beside the entries so that an import can be taken back whole."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def key():
    return [
        ("pk", models.CompositePrimaryKey("person_id", "id", blank=True, editable=False, primary_key=True, serialize=False)),
        ("id", models.UUIDField(default=uuid.uuid4)),
        (
            "person",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="journal.profile"
            ),
        ),
    ]


def text(length):
    return models.CharField(
        blank=True,
        max_length=length,
        null=True,
        validators=[
            django.core.validators.MaxLengthValidator(length),
            django.core.validators.ProhibitNullCharactersValidator(),
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("journal", "0010_naps")]

    operations = [
        migrations.CreateModel(
            "Import",
            fields=[
                *key(),
                ("made_at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("counts", models.JSONField()),
            ],
            options={"indexes": [models.Index(fields=["person", "made_at"], name="import_of_person_when")]},
        ),
        migrations.CreateModel(
            "ImportedRow",
            fields=[
                *key(),
                ("import_id", models.UUIDField()),
                ("kind", models.CharField(max_length=20)),
                ("source", text(40)),
                ("source_id", text(200)),
                ("values", models.JSONField(null=True)),
                ("entry_id", models.UUIDField()),
                (
                    "use",
                    models.CharField(
                        choices=[("shown", "Shown"), ("filled", "Filled"), ("beside", "Beside")], max_length=10
                    ),
                ),
                ("fills", models.JSONField(null=True)),
                ("left", models.CharField(max_length=16, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "import_id"], name="imported_row_of_import"),
                    models.Index(fields=["person", "entry_id"], name="imported_row_of_entry"),
                    models.Index(fields=["person", "kind", "source"], name="imported_row_of_source"),
                ]
            },
        ),
    ]
