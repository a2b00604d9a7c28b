from django.db import migrations

LOB = (
    ("Kwaliteitenreflectie", "Wat kan ik goed?"),
    ("Motievenreflectie", "Wat wil ik, en waarom?"),
    ("Werkexploratie", "Wat voor werk past bij mij?"),
    ("Loopbaansturing", "Hoe kom ik waar ik wil zijn?"),
    ("Netwerken", "Wie kan mij daarbij helpen?"),
)


def add(apps, schema_editor):
    competence = apps.get_model("electives", "Competence")
    for position, (name, explanation) in enumerate(LOB, 1):
        competence.objects.get_or_create(
            region=None,
            name=name,
            defaults={"explanation": explanation, "position": 100 + position},
        )


class Migration(migrations.Migration):
    dependencies = [("electives", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
