"""Trials whose coin sets both arms, of up to 160 sessions, with the effect that is too small to matter."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0011_imports'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='trial',
            name='trial_planned_sessions_within',
        ),
        migrations.AddField(
            model_name='trial',
            name='arms',
            field=models.CharField(blank=True, choices=[('usual', 'One arm, against as usual'), ('both', 'Both arms')], max_length=20, null=True),
        ),
        migrations.AddField(
            model_name='trial',
            name='smallest_effect',
            field=models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0.01), django.core.validators.MaxValueValidator(0.5)]),
        ),
        migrations.AlterField(
            model_name='trial',
            name='planned_sessions',
            field=models.SmallIntegerField(validators=[django.core.validators.MinValueValidator(4), django.core.validators.MaxValueValidator(160)]),
        ),
        migrations.AddConstraint(
            model_name='trial',
            constraint=models.CheckConstraint(condition=models.Q(('planned_sessions__isnull', True), models.Q(('planned_sessions__gte', 4), ('planned_sessions__lte', 160)), _connector='OR'), name='trial_planned_sessions_within'),
        ),
        migrations.AddConstraint(
            model_name='trial',
            constraint=models.CheckConstraint(condition=models.Q(('smallest_effect__isnull', True), models.Q(('smallest_effect__gte', 0.01), ('smallest_effect__lte', 0.5)), _connector='OR'), name='trial_smallest_effect_within'),
        ),
        migrations.AddConstraint(
            model_name='trial',
            constraint=models.CheckConstraint(condition=models.Q(('arms__isnull', True), ('arms__in', ['usual', 'both']), _connector='OR'), name='trial_arms_known'),
        ),
    ]
