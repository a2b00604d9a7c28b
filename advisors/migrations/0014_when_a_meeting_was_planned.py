import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advisors", "0013_the_week_of_an_advisor")]

    operations = [
        migrations.AddField(
            model_name="networkmeeting",
            name="planned_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="networkmeeting",
            name="planned_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, null=True
            ),
        ),
    ]
