from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "sto_portal.privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from regions.accounts import export

        from . import leaving  # noqa: F401 - listens to who signs out
        from .own_data import written_by

        export.offer(written_by)
