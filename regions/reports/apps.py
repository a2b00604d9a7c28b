from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "regions.reports"
    verbose_name = _("Progress reports")
