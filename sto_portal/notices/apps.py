from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "sto_portal.notices"
    verbose_name = _("Mail and digests")

    def ready(self) -> None:
        from regions.progress.group_mail import offer

        from .receipts import mail_about

        offer(mail_about)
