"""The portal's digests: plan, render and deliver to a real relay. A program, as floor/mailing.py.

It prints how many mails went out, how long that took, and the queries for one group and one mail.
"""

import datetime
import os
import time

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sto_portal.settings"
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from regions.months import AMSTERDAM, Month, working_day
    from sto_portal.notices.delivering import deliver
    from sto_portal.notices.kinds.digest_mail import plan_digests
    from sto_portal.notices.models import Digest, Mail
    from sto_portal.notices.outbox.smtp import Relay

    relay = Relay("127.0.0.1", int(os.environ["SINK_PORT"]))

    def mail_all() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {Mail._meta.db_table}, {Digest._meta.db_table} CASCADE")
        plan_digests(now)
        while deliver(now, relay):
            pass

    # On the day after the last one for a log, when every digest goes.
    month = Month.of(timezone.now())
    day = working_day(month, settings.WORKING_DAYS_FOR_A_LOG + 1)
    now = datetime.datetime.combine(day, datetime.time(9), AMSTERDAM)
    with CaptureQueriesContext(connection) as queries:
        mail_all()  # the first run also warms up
    begin = time.perf_counter()
    mail_all()
    seconds = time.perf_counter() - begin
    sent = Mail.objects.filter(state=Mail.State.SENT).count()
    print(sent, seconds, len(queries) / max(sent, 1))


if __name__ == "__main__":
    main()
