"""When the person said what followed a session."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0008_one_trial_one_answer")]

    operations = [migrations.AddField("Session", "graded_at", models.DateTimeField(blank=True, null=True))]
