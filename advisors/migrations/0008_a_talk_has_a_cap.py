from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("advisors", "0007_meetings_count_their_changes")]

    operations = [migrations.RenameField("talk", "pet", "cap")]
