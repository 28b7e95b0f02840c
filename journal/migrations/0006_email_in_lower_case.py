"""An e-mail address is kept in lower case and belongs to one account, whatever its case.

Addresses that two accounts share but for their case are named, and nothing is changed until they are settled.
"""

from collections import defaultdict

from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.models.functions import Lower


def lower_case(apps, schema_editor):
    accounts = apps.get_model("journal", "Person").objects.using(schema_editor.connection.alias)
    same = defaultdict(list)
    for pk, email in accounts.exclude(email=None).values_list("pk", "email"):
        same[email.lower()].append((pk, email))
    shared = [accounts for accounts in same.values() if len(accounts) > 1]
    if shared:
        told = "; ".join(", ".join(f"{email} (account {pk})" for pk, email in sorted(found)) for found in shared)
        raise CommandError(
            f"These accounts share an e-mail address but for its case: {told}. "
            "Give one of each another address, or delete it, and migrate again. Nothing was changed."
        )
    for ((pk, email),) in same.values():
        if email != email.lower():
            accounts.filter(pk=pk).update(email=email.lower())


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_account_and_profile_apart")]

    operations = [
        migrations.RunPython(lower_case, migrations.RunPython.noop, hints={"model_name": "person"}),
        migrations.AddConstraint(
            "Person", models.UniqueConstraint(Lower("email"), name="person_email_once_in_any_case")
        ),
    ]
