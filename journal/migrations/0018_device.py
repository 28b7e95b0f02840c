"""The browsers that people are signed in with, in a table: found without opening every session."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations, models
from django.utils import timezone


def note_sessions(apps, schema_editor):
    """Each session of an account is that of a browser whose name is not known yet."""
    database, now = schema_editor.connection.alias, timezone.now()
    device = apps.get_model("journal", "Device").objects.using(database)
    accounts = apps.get_model("journal", "Person").objects.using(database).filter(guest_until=None)
    known = {str(number) for number in accounts.values_list("pk", flat=True)}
    for session in apps.get_model("sessions", "Session").objects.using(database).filter(expire_date__gt=now).iterator():
        number = SessionStore().decode(session.session_data).get(SESSION_KEY)
        if number in known:
            device.create(session=session, account_id=int(number), signed_in_at=now, used_at=now)


class Migration(migrations.Migration):
    dependencies = [("sessions", "0001_initial"), ("journal", "0017_person_activity_muscles")]

    operations = [
        migrations.CreateModel(
            "Device",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("browser", models.CharField(max_length=20)),
                ("system", models.CharField(max_length=20)),
                ("signed_in_at", models.DateTimeField()),
                ("used_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "session",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="sessions.session"),
                ),
            ],
        ),
        migrations.RunPython(note_sessions, migrations.RunPython.noop, hints={"model_name": "device"}),
    ]
