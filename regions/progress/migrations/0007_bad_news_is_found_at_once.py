"""An index of the few rows that tell bad news, made while people go on saving."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('progress', '0006_the_work_group'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='activityupdate',
            index=models.Index(condition=models.Q(('status', 'stalled'), ('outlook', 'lost'), ('obstacle_fate', 'let_go'), _connector='OR'), fields=['check_in'], include=('activity_key',), name='update_bad_news'),
        ),
    ]
