"""Secrets of authenticator apps and recovery codes, which stood in the database as they are, are encrypted."""

from django.db import migrations

from journal.accounts.encrypted import decrypt, encrypt

SECRETS = ("secret", "seed")  # of an app, and of recovery codes


def _each(change):
    def of_all(apps, schema_editor):
        factors = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
        for factor in factors.filter(type__in=("totp", "recovery_codes")).iterator():
            kept = {name: change(decrypt(factor.data[name])) for name in SECRETS if name in factor.data}
            factor.data = factor.data | kept
            factor.save(update_fields=["data"])

    return of_all


class Migration(migrations.Migration):
    dependencies = [("mfa", "0003_authenticator_type_uniq"), ("journal", "0020_shared_summaries")]

    operations = [
        migrations.RunPython(_each(encrypt), _each(lambda text: text), hints={"model_name": "token"}),
    ]
