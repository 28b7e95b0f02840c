"""A trial is called one; only the file format keeps its word "experiments"."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_keys_of_person_and_id")]

    operations = [
        migrations.RemoveConstraint("Experiment", "experiment_planned_sessions_within"),
        migrations.RenameModel("Experiment", "Trial"),
        migrations.AddConstraint(
            "Trial",
            models.CheckConstraint(
                condition=models.Q(planned_sessions__isnull=True)
                | models.Q(planned_sessions__gte=4, planned_sessions__lte=60),
                name="trial_planned_sessions_within",
            ),
        ),
    ]
