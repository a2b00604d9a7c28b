from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossierConfig(AppConfig):
    name = "regions.dossier"
    verbose_name = _("Dossier")

    def ready(self) -> None:
        from regions.progress import asking

        from .asking import asked_of_leader

        asking.offer(asked_of_leader)
