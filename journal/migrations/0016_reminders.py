"""What somebody asked to be sent, where their browsers take it, and what was sent: on the side of accounts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0015_person_guest_until'),
    ]

    operations = [
        migrations.CreateModel(
            name='PushAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', models.URLField(max_length=1000, unique=True)),
                ('p256dh', models.CharField(max_length=100)),
                ('auth', models.CharField(max_length=40)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='push_addresses', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to=settings.AUTH_USER_MODEL)),
                ('by_mail', models.BooleanField(default=False)),
                ('weekly', models.BooleanField(default=False)),
                ('hour', models.PositiveSmallIntegerField(default=20)),
                ('quiet_days', models.JSONField(default=list)),
                ('paused_until', models.DateField(blank=True, null=True)),
                ('calendar_part', models.CharField(blank=True, default='', max_length=32)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='reminder_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('hour__gte', 7), ('hour__lte', 22)), name='reminder_comes_by_day')],
            },
        ),
        migrations.CreateModel(
            name='SentReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('about', models.CharField(max_length=36)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sent_reminders', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'date'), name='one_reminder_a_date')],
            },
        ),
    ]
