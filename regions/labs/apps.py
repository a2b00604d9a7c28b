from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabsConfig(AppConfig):
    name = "regions.labs"
    verbose_name = _("Labs and events")

    def ready(self) -> None:
        from regions.plans.hanging import offer

        from .hanging import events_by_activity, labs_by_activity

        offer(_("Labs"), labs_by_activity)
        offer(_("Events"), events_by_activity)
