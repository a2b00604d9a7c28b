"""The least that mails a digest: read the rows, render two templates, keep the bytes, send.

It saves the same rows as the portal: what the digest showed, each mail with its bytes, and that it
was sent. It does not guard against a crash between two steps. Run as a program: it prints how many
mails went out and how long that took.
"""

import json
import os
import smtplib
import time

import django
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

TABLES = """
CREATE TABLE IF NOT EXISTS floor_digest (region bigint PRIMARY KEY, sections jsonb);
CREATE TABLE IF NOT EXISTS floor_mail (
    key text PRIMARY KEY, text text, html text, message bytea, sent_at timestamptz
);
TRUNCATE floor_digest, floor_mail;
"""


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.floor.settings"
    django.setup()
    mail_all()  # warms up
    begin = time.perf_counter()
    sent = mail_all()
    print(sent, time.perf_counter() - begin)


def mail_all() -> int:
    from django.db import connection
    from django.utils import timezone

    from regions.months import Month
    from regions.steering.models import SteeringGroup

    month, sent = Month.of(timezone.localdate()).previous, 0
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for group in SteeringGroup.objects.select_related("region"):
            context = context_of(group, month)
            kept = json.dumps(context, default=str)
            cursor.execute("INSERT INTO floor_digest VALUES (%s, %s)", [group.region_id, kept])
            for address in readers_of(group):
                mail(cursor, f"{group.pk} {address}", address, context)
                sent += 1
    return sent


def mail(cursor, key: str, address: str, context: dict) -> None:
    text = render_to_string("digest.txt", context)
    html = render_to_string("digest.html", context)
    message = EmailMultiAlternatives(context["title"], text, "a@demo.example", [address])
    message.attach_alternative(html, "text/html")
    content = message.message().as_bytes()
    cursor.execute("INSERT INTO floor_mail VALUES (%s, %s, %s, %s)", [key, text, html, content])
    with smtplib.SMTP("127.0.0.1", int(os.environ["SINK_PORT"])) as relay:
        relay.sendmail("a@demo.example", [address], content)
    cursor.execute("UPDATE floor_mail SET sent_at = now() WHERE key = %s", [key])


def context_of(group, month) -> dict:
    from regions.plans.models import Milestone
    from regions.progress.models import Obstacle, RegionMonth

    region = group.region
    row = RegionMonth.objects.filter(region=region, month_on=month.first_day).values(
        "lines", "going_well", "tempo_months"
    )[0]
    obstacles = Obstacle.objects.filter(region=region, state="open").values(
        "activity__title", "problem", "recovery"
    )[:5]
    ahead = Milestone.objects.filter(
        activity__plan__region=region, activity__plan__state="approved", due_on__gt=month.last_day
    )
    return {
        "title": f"Maandbericht {region.name}",
        "row": row,
        "obstacles": list(obstacles),
        "milestones": list(ahead.order_by("due_on").values("due_on", "title")[:6]),
    }


def readers_of(group) -> list[str]:
    from regions.models import Membership

    roles = ["chair", "lead_applicant", "school_board", "business"]
    members = Membership.objects.filter(region=group.region_id, role__in=roles)
    return list(members.values_list("user__email", flat=True))


if __name__ == "__main__":
    main()
