from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = _("Regions")

    def ready(self) -> None:
        from .accounts.security import log
        from .models import Membership
        from .web.plain_text import one_line

        post_save.connect(log.role_saved, sender=Membership)
        post_delete.connect(log.role_deleted, sender=Membership)
        one_line()
