from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

# The five career competences ("lob") of vocational guidance in Dutch schools.
LOB = (
    ("Kwaliteitenreflectie", "Wat kan ik goed?"),
    ("Motievenreflectie", "Wat wil ik, en waarom?"),
    ("Werkexploratie", "Wat voor werk past bij mij?"),
    ("Loopbaansturing", "Hoe kom ik waar ik wil zijn?"),
    ("Netwerken", "Wie kan mij daarbij helpen?"),
)


def keep_lob(using: str, apps=installed_apps, **_about) -> None:
    """The five belong to every database: after a migration and after a flush they are there."""
    try:
        competences = apps.get_model("electives", "Competence").objects.using(using)
    except LookupError:
        return
    for position, (name, explanation) in enumerate(LOB, 1):
        competences.get_or_create(
            region=None,
            name=name,
            defaults={"explanation": explanation, "position": 100 + position},
        )


class ElectivesConfig(AppConfig):
    name = "electives"
    verbose_name = _("Electives")

    def ready(self) -> None:
        from regions.plans.hanging import offer
        from regions.reports.offered import offer as offer_to_reports

        from .hanging import electives_by_activity
        from .reporting import told_in_report

        post_migrate.connect(keep_lob, sender=self)
        offer(_("Electives"), electives_by_activity)
        offer_to_reports("electives", told_in_report)
