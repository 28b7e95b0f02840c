"""A sleep can be a nap, of which a date can have several; of nights a date still has at most one.

What is stored already keeps no kind, which is a night.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_session_graded_at")]

    operations = [
        migrations.AddField(
            "Night",
            "kind",
            models.CharField(blank=True, choices=[("night", "Night"), ("nap", "Nap")], max_length=20, null=True),
        ),
        migrations.AddConstraint(
            "Night",
            models.CheckConstraint(
                condition=models.Q(kind__isnull=True) | models.Q(kind__in=["night", "nap"]), name="night_kind_known"
            ),
        ),
        migrations.RemoveConstraint("Night", "night_once_a_date"),
        migrations.AddConstraint(
            "Night",
            models.UniqueConstraint(
                fields=["person", "date"],
                condition=models.Q(kind=None) | models.Q(kind="night"),
                name="night_once_a_date",
            ),
        ),
    ]
