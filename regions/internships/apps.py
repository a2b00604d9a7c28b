from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InternshipsConfig(AppConfig):
    name = "regions.internships"
    verbose_name = _("Internships")

    def ready(self) -> None:
        from regions.progress import known

        from .counted import from_ledger

        known.offer(_("From your internships"), from_ledger)
