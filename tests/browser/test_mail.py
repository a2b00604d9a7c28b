"""A member opens the digest from the mail, the leader looks ahead, the bureau reads along."""

import datetime

import pytest
from django.utils import timezone

from regions.months import Month
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.periods import Period
from sto_portal.notices.planning import seal
from sto_portal.notices.rendering import render_waiting
from tests.progress.stories import log


@pytest.fixture
def mailed(merenland) -> Mail:
    """The digest of last month, kept in the outbox."""
    now, month = timezone.now(), Month.of(timezone.now()).previous
    merenland.group.digests_from_on = month.first_day
    merenland.group.digest_working_day = 10
    merenland.group.save()
    log(merenland.region, str(month), going_well="De basisscholen melden zich zelf aan.")
    seal(merenland.group, Period(month, month), now)
    Digest.objects.get()
    Mail.objects.update(state="pending", reason="")
    render_waiting(now)
    deliver(now + datetime.timedelta(seconds=1), is_kept=True)
    return Mail.objects.get(kind="digest")


@pytest.mark.parametrize("phone", [False, True])
def test_a_member_goes_from_the_mail_to_the_page_and_the_mandate(
    merenland, mailed, browse_as, check_page, phone
):
    page = browse_as(merenland.chair, phone=phone)
    link = next(line for line in mailed.text.splitlines() if "/steering/digests/2" in line)
    page.goto(link.removeprefix("http://127.0.0.1:8000"))
    assert page.get_by_text("De basisscholen melden zich zelf aan.").is_visible()
    check_page(page)
    page.get_by_role("link", name="Rolverdeling").click()
    assert page.get_by_role("heading", name="De stuurgroep kijkt naar wat er gebeurt").is_visible()
    check_page(page)


def test_a_member_unsubscribes_without_signing_in_or_scripts(mailed, open_page):
    page = open_page(scripts=False)
    link = next(line for line in mailed.text.splitlines() if "/unsubscribe/" in line)
    page.goto(link.removeprefix("http://127.0.0.1:8000"))
    page.get_by_role("button", name="Afmelden").click()
    assert page.get_by_role("button", name="Weer aanmelden").is_visible()


def test_the_leader_writes_a_foreword_and_sees_it_in_the_mail(
    merenland, mailed, browse_as, check_page
):
    page = browse_as(merenland.leader)
    page.goto("/regions/merenland/steering/digests/")
    check_page(page)
    page.get_by_role("link", name="Voorbeeld en voorwoord").click()
    page.get_by_label("Voorwoord").fill("Kom kijken bij het leerlab.")
    page.get_by_role("button", name="Bewaar en bekijk opnieuw").click()
    frame = page.frame_locator("iframe.mail-frame")
    assert frame.get_by_text("Kom kijken bij het leerlab.").is_visible()
    check_page(page)


@pytest.mark.parametrize("phone", [False, True])
def test_the_bureau_reads_a_mail_as_its_reader_does(bureau, mailed, browse_as, check_page, phone):
    page = browse_as(bureau, phone=phone)
    page.goto("/mail/")
    check_page(page)
    page.get_by_role("link", name=mailed.subject).click()
    frame = page.frame_locator("iframe.mail-frame")
    assert frame.get_by_text("De basisscholen melden zich zelf aan.").is_visible()
    check_page(page)
