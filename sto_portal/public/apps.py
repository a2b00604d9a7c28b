from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "sto_portal.public"
    verbose_name = _("Public pages of regions")

    def ready(self) -> None:
        from electives.catalogue.offered import offer

        from .page import address_if_open

        offer(address_if_open)
