"""Which muscles an activity works, where the person corrected that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0016_reminders")]

    operations = [migrations.AddField("Profile", "activity_muscles", models.JSONField(blank=True, null=True))]
