"""Guests: people who look around in a demo without an account, until a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0014_saved_mappings")]

    operations = [
        migrations.AddField("Person", "guest_until", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "Person",
            models.Index(
                fields=["guest_until"],
                condition=models.Q(("guest_until__isnull", False)),
                name="person_guest_until",
            ),
        ),
    ]
