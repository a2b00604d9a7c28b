"""The least that mails a digest: read the rows, render two templates, send, remember it.

Run as a program: it prints how many mails went out and how long that took.
"""

import os
import time

import django
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.floor.settings")
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from regions.months import Month
    from regions.steering.models import SteeringGroup

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS floor_sent (key text PRIMARY KEY, at timestamptz)")
        cursor.execute("TRUNCATE floor_sent")
    month = Month.of(timezone.localdate()).previous
    begin, sent = time.perf_counter(), 0
    for group in SteeringGroup.objects.select_related("region"):
        for address, message in messages_of(group, month):
            get_connection("django.core.mail.backends.smtp.EmailBackend").send_messages([message])
            with connection.cursor() as cursor:
                values = [f"{group.pk} {address}", timezone.now()]
                cursor.execute("INSERT INTO floor_sent VALUES (%s, %s)", values)
            sent += 1
    print(sent, time.perf_counter() - begin)


def messages_of(group, month):
    from regions.models import Membership
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
    context = {
        "title": f"Maandbericht {region.name}",
        "row": row,
        "obstacles": list(obstacles),
        "milestones": list(ahead.order_by("due_on").values("due_on", "title")[:6]),
    }
    readers = Membership.objects.filter(
        region=region, role__in=["chair", "lead_applicant", "school_board", "business"]
    ).values_list("user__email", flat=True)
    for address in readers:
        message = EmailMultiAlternatives(
            context["title"], render_to_string("digest.txt", context), "a@demo.example", [address]
        )
        message.attach_alternative(render_to_string("digest.html", context), "text/html")
        yield address, message


if __name__ == "__main__":
    main()
