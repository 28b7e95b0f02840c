"""Where a browser takes messages goes with the browser's sign-in."""

import django.db.models.deletion
from django.db import migrations, models


def give_each_a_device(apps, schema_editor):
    """The browser that its account used last; one of an account that is signed in nowhere is sent nothing any more."""
    database = schema_editor.connection.alias
    devices = apps.get_model("journal", "Device").objects.using(database)
    for address in apps.get_model("journal", "PushAddress").objects.using(database).iterator():
        address.device = devices.filter(account_id=address.account_id).order_by("-used_at", "-pk").first()
        if address.device is None:
            address.delete()
        else:
            address.save(update_fields=["device"])


class Migration(migrations.Migration):
    dependencies = [("journal", "0021_secrets_encrypted")]

    operations = [
        migrations.AddField(
            "PushAddress",
            "device",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="push_addresses",
                to="journal.device",
            ),
        ),
        migrations.RunPython(give_each_a_device, migrations.RunPython.noop, hints={"model_name": "pushaddress"}),
        migrations.AlterField(
            "PushAddress",
            "device",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="push_addresses", to="journal.device"
            ),
        ),
    ]
