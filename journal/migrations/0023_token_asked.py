"""How often a program asked in this minute stands with its token, so that counting is one write."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0022_push_addresses_of_devices")]

    operations = [migrations.AddField("Token", "asked", models.PositiveSmallIntegerField(default=0))]
