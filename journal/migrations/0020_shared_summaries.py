"""Doctor's summaries that were shared by a link, and when they were looked at."""

import uuid

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0019_tokens")]

    operations = [
        migrations.CreateModel(
            "SharedSummary",
            [
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=200)),
                ("page", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("code", models.CharField(max_length=64)),
                ("wrong", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateTimeField(db_index=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_summaries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "SharedView",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "shared",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="journal.sharedsummary",
                    ),
                ),
            ],
        ),
    ]
