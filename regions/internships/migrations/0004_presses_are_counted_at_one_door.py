from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("internships", "0003_names_in_dutch_order")]

    operations = [migrations.RemoveField("cohortentry", "press")]
