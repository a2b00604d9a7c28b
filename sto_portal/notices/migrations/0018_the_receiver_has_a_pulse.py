from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0017_holidays_have_a_zone")]

    operations = [
        migrations.AlterField(
            model_name="heartbeat",
            name="part",
            field=models.CharField(
                choices=[
                    ("planner", "Planner"),
                    ("sender", "Sender"),
                    ("codes", "Sender of codes"),
                    ("resolver", "Resolver"),
                    ("receiver", "Receiver of replies"),
                ],
                max_length=10,
                primary_key=True,
                serialize=False,
            ),
        ),
    ]
