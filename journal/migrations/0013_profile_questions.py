"""The three questions that stand first in a person's forms."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0012_trial_of_both_arms")]

    operations = [
        migrations.AddField("Profile", "questions", models.JSONField(blank=True, null=True)),
        migrations.AddField("Profile", "questions_on", models.DateField(blank=True, null=True)),
    ]
