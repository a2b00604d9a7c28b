"""A Monday of an advisor on a phone: list, card, a talk while the line is down, the next."""

import datetime
import re

from django.utils import timezone
from playwright.sync_api import expect

from advisors.models import PlannedTalk, Promise, Talk, TalkDraft
from regions.models import Role
from tests.conftest import member


def test_a_monday_from_the_list_to_the_next(merenland, kustzoom, browse_as, check_page):
    today, user = timezone.localdate(), merenland.advisor
    member(user, Role.ADVISOR, kustzoom.region)
    planned = PlannedTalk.objects.create(
        region=merenland.region, kind="progress", planned_on=today, starts_at=datetime.time(0, 5)
    )
    before = Talk.objects.create(
        region=merenland.region, author=user, cap="coach", note="Eerder",
        held_on=today - datetime.timedelta(days=40),
    )  # fmt: skip
    Promise.objects.create(talk=before, who="advisor", text="Voorbeeld sturen", due_on=today)
    phone = browse_as(user, phone=True)
    phone.goto("/advisors/")
    check_page(phone)
    phone.get_by_role("link", name=re.compile("Open de belkaart.*Bel Merenland")).click()
    check_page(phone)

    phone.get_by_label("Notitie").fill("Beiden willen het mandaat op papier.")
    expect(phone.get_by_text("✓ Concept bewaard")).to_be_visible()
    phone.get_by_role("button", name="Gedaan: Voorbeeld sturen").click()
    expect(phone.get_by_role("button", name="Weer open: Voorbeeld sturen")).to_be_visible()
    expect(phone.get_by_label("Notitie")).to_have_value("Beiden willen het mandaat op papier.")

    phone.context.set_offline(True)
    phone.get_by_label("Notitie").fill("Beiden willen het mandaat op papier, vóór januari.")
    expect(phone.get_by_text("Geen verbinding: bewaard in deze browser.")).to_be_visible()
    phone.get_by_label("Met welke pet op?").select_option("mediator")
    phone.locator("[name='taps'][value='20']").check()
    phone.locator("[data-save]").click()
    expect(phone.get_by_text("wordt bewaard zodra die terug is")).to_be_visible()
    assert TalkDraft.objects.get().fields["note"].endswith("papier.")
    phone.context.set_offline(False)
    phone.wait_for_url("**/saved/")
    phone.faults.clear()  # the browser reports the lost connection as an error
    check_page(phone)
    held = Talk.objects.get(cap="mediator")
    planned.refresh_from_db()
    assert held.note.endswith("vóór januari.") and held.minutes == 20 and planned.talk == held
    assert not TalkDraft.objects.exists()

    phone.get_by_role("button", name="Plan het op").click()
    expect(phone.get_by_role("link", name="In mijn agenda (.ics)")).to_be_visible()
    check_page(phone)
    phone.get_by_role("link", name="Naar de volgende").click()
    expect(phone.locator("h1")).to_contain_text("spraken elkaar nog niet")
    phone.goto("/advisors/agreements/")
    check_page(phone)
    phone.goto("/advisors/logs/")
    check_page(phone)
