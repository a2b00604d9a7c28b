from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "sto_portal.api"
    verbose_name = _("Links with other programs")
