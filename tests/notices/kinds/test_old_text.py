"""Text that was kept before there was a rule for it renders in every kind of mail."""

import datetime
import re
import time

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse

from advisors.models import Question
from regions.months import AMSTERDAM, Month
from regions.plans.approve.approval import propose_change
from sto_portal.notices.digest.periods import due_periods
from sto_portal.notices.models import Foreword, Mail
from sto_portal.notices.planning import plan
from sto_portal.notices.rendering import render_waiting
from tests.forms import form_with
from tests.progress.stories import log
from tests.steering.deciding_group import draft, seats

pytestmark = pytest.mark.django_db
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # by XML 1.0
HARD = "a\x01b\x0bc\x0cd\x1fe\ufffef\uffff"
OWN = ("regions", "plans", "progress", "steering", "partners", "labs", "internships", "advisors",
       "electives", "notices", "accounts")  # fmt: skip


def at(month: int, day: int, hour: int = 12) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, tzinfo=AMSTERDAM)


def poison() -> int:
    """By SQL, past every form and lock: a forbidden character in every free text that there is."""
    columns = 0
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for model in apps.get_models():
            if model._meta.app_label not in OWN or not model._meta.managed:
                continue
            for field in model._meta.concrete_fields:
                is_told = isinstance(field, models.TextField) or field.name in {
                    "title", "name", "label", "note", "problem", "summary",
                }  # fmt: skip
                if is_told and not field.choices and model is not Mail:
                    table, column = model._meta.db_table, field.column
                    cursor.execute(
                        f'UPDATE "{table}" SET "{column}" = left("{column}", 20) || %s'
                        f' WHERE "{column}" <> %s',
                        [HARD, ""],
                    )
                    columns += cursor.rowcount
        cursor.execute("SET session_replication_role = DEFAULT")
    return columns


def test_what_is_kept_already_renders_in_every_kind_of_mail(merenland, time_machine):
    time_machine.move_to(at(10, 20), tick=False)
    merenland.group.digests_from_on = datetime.date(2026, 9, 1)
    merenland.group.mails_addenda = True
    merenland.group.save()
    seats(merenland, 3)
    stuck = {"status": "stalled", "problem": "Er vallen bedrijven weg.", "counted": 3}
    log(merenland.region, "2026-09", {"2.1": stuck}, going_well="Het lab is open.")
    Foreword.objects.create(
        steering_group=merenland.group, month_on=Month(2026, 9).first_day, text="Beste leden,"
    )
    Question.objects.create(
        region=merenland.region, asked_of="advisor", asked_by=merenland.leader, text="Hoe dan?"
    )
    change = draft(merenland)
    change.decide_by = datetime.date(2026, 12, 20)
    change.save()
    propose_change(change, merenland.leader, at(11, 16))
    assert poison() > 10
    for day in (at(10, 5, 9), at(11, 2, 9), at(11, 9, 9), at(11, 16, 13), at(11, 23, 9)):
        time_machine.move_to(day, tick=False)
        plan(day)
        render_waiting(day)
    mails = list(Mail.objects.exclude(kind="account"))
    assert {"digest", "decision", "reminder"} <= {mail.kind for mail in mails}
    assert [mail.key for mail in mails if mail.message is None or mail.troubles] == []
    assert not [mail.key for mail in mails if FORBIDDEN.search(mail.html)]


@pytest.mark.usefixtures("on_22_november")
def test_a_slide_pasted_into_a_foreword_is_read_with_its_line_breaks(merenland, browse):
    leader = browse(merenland.leader)
    address = reverse("digest_preview", args=[merenland.slug, Month(2026, 11)])
    sent = form_with(leader.get(address).content.decode(), "text").fields
    answer = leader.post(address, sent | {"text": "Beste leden,\x0bdeze maand\x01"})
    assert answer.status_code == 302
    assert Foreword.objects.get().text == "Beste leden,\ndeze maand"
    assert leader.get(address).status_code == 200


def test_a_group_whose_digests_began_in_the_year_one_is_planned(merenland):
    merenland.group.digests_from_on = datetime.date(1, 1, 1)
    begin = time.monotonic()
    found = list(due_periods(merenland.group, Month(2026, 9), at(11, 20), {}))
    assert [str(period) for period, _due in found] == ["2026-10"]
    assert len(list(due_periods(merenland.group, None, at(11, 20), {}))) > 300
    assert time.monotonic() - begin < 5
