"""What the portal understood of a reply, mailed back once: nothing of it was submitted."""

from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.access import Action, can
from regions.accounts.models import User
from regions.progress.models import Status
from sto_portal.notices.inbound.applying import Echo
from sto_portal.notices.inbound.words import SAME
from sto_portal.notices.models import InboundMail, Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents

from .kind import Kind, all_or_none
from .letters import Letter, Link

ECHO = "echo"
FRESH = timedelta(days=3)


def plan_echoes(now: datetime) -> int:
    rows = InboundMail.objects.filter(received_at__gt=now - FRESH, received_at__lte=now)
    rows = rows.select_related("reply__user", "reply__region")
    wanted = {f"echo:{row.pk}": row for row in rows}
    there = set(Mail.objects.filter(key__in=wanted).values_list("key", flat=True))
    mails = [
        mail_to(
            row.reply.user, ECHO, key, now, region=row.reply.region,
            period_on=row.reply.month_on, about={"inbound": row.pk},
        )
        for key, row in wanted.items()
        if key not in there
    ]  # fmt: skip
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in mails], created_at=now).count()


def echo_contents(mail: Mail, reader: User, _token: str) -> Contents:
    row = _row_of(mail)
    if row is None:
        raise ValueError(f"the reply of {mail.key} is gone")
    month, region, echo = row.reply.month, row.reply.region, Echo.from_json(row.told)
    words = {str(value): str(label) for value, label in Status.choices}
    words[SAME] = _("as last time")
    body = render_to_string(
        "notices/mail/echo.txt",
        {
            "reader": reader,
            "month": month.label,
            "echo": echo,
            "lines": [(line, words.get(line.said, line.said)) for line in echo.lines],
        },
    )
    subject = _("What was understood of your reply (%(region)s, %(month)s)")
    link = Link(
        _("Look at it and finish the log"), reverse("check_in_month", args=[region.slug, month])
    )
    return Letter(
        subject % {"region": region.name, "month": month.label},
        body,
        [link],
        _("You get this mail because you answered a reminder by mail."),
    ).contents()


def why_no_echo(mail: Mail, reader: User, _now: datetime) -> str:
    row = _row_of(mail)
    if row is None:
        return _("the reply is gone")
    return (
        ""
        if can(reader, Action.WRITE_LOG, row.reply.region)
        else _("no role in this region any more")
    )


def _row_of(mail: Mail) -> InboundMail | None:
    rows = InboundMail.objects.filter(pk=mail.about["inbound"])
    return rows.select_related("reply__region").first()


KIND = Kind(
    ECHO,
    gettext_lazy("What was understood of a reply"),
    plan=all_or_none(plan_echoes),
    contents=echo_contents,
    why_not=why_no_echo,
)
