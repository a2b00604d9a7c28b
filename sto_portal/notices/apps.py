from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "sto_portal.notices"
    verbose_name = _("Mail and digests")

    def ready(self) -> None:
        from regions.accounts import export
        from regions.bureau.people import reached
        from regions.progress import group_mail, waits
        from regions.steering.meetings import holidays
        from sto_portal.leader_waits import waits_of_leader

        from .closed_schools import holidays_between
        from .own_mail import mails_of
        from .reached import FromTheOutbox
        from .receipts import mail_about

        group_mail.offer(mail_about)
        waits.offer(waits_of_leader)  # the top floor has one app that starts; it offers for all
        export.offer(mails_of)
        reached.offer(FromTheOutbox())
        holidays.offer(holidays_between)
