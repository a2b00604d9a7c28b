from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "regions.progress"
    verbose_name = _("Progress")

    def ready(self) -> None:
        from regions.plans.standing import offer

        from .standing import standings

        offer(standings)
