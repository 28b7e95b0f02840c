"""One running trial of a cause, and one answer of a flag at a moment.

Of several running trials of one cause the oldest runs on; the others end on the day they began, and are named. Of several
answers of one flag at one moment the first stays.
"""

from django.db import migrations, models


def settle(apps, schema_editor):
    alias = schema_editor.connection.alias
    trials = apps.get_model("journal", "Trial").objects.using(alias)
    seen = set()
    for trial in trials.filter(ended_on=None).order_by("started_on", "id"):
        cause = trial.person_id, trial.cause
        if cause in seen:
            trials.filter(person_id=trial.person_id, id=trial.id).update(ended_on=trial.started_on)
            print(f" Trial {trial.id} of {trial.cause} ended on {trial.started_on}: an older one is running.")
        seen.add(cause)
    answers, kept = apps.get_model("journal", "Answer").objects.using(alias), set()
    for person_id, answer_id, flag, at in answers.order_by("at", "id").values_list("person_id", "id", "flag", "at"):
        if (person_id, flag, at) in kept:
            answers.filter(person_id=person_id, id=answer_id).delete()
        kept.add((person_id, flag, at))


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_profile_moves")]

    operations = [
        migrations.RunPython(settle, migrations.RunPython.noop, hints={"model_name": "trial"}),
        migrations.AddConstraint(
            "Trial",
            models.UniqueConstraint(
                fields=["person", "cause"], condition=models.Q(ended_on=None), name="trial_of_a_cause_runs_once"
            ),
        ),
        migrations.AddConstraint(
            "Answer",
            models.UniqueConstraint(fields=["person", "flag", "at"], name="answer_of_a_flag_once_at_a_time"),
        ),
    ]
