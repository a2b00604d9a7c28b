"""A member opens the digest from the mail, and the leader looks ahead."""

import datetime
import email
import email.policy
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.months import Month
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.rendering import render_waiting
from tests.notices.conftest import seal_in_time
from tests.progress.stories import log


@pytest.fixture
def mailed(merenland, live_server, settings) -> Mail:
    """The digest of last month, kept in the outbox; its links lead to the live portal."""
    settings.SITE_URL = live_server.url
    now, month = timezone.now(), Month.of(timezone.now()).previous
    merenland.group.digests_from_on = month.first_day
    merenland.group.digest_working_day = 10
    merenland.group.save()
    log(merenland.region, str(month), going_well="De basisscholen melden zich zelf aan.")
    seal_in_time(merenland.group, month, now)
    Digest.objects.get()
    render_waiting(now)
    deliver(now + datetime.timedelta(seconds=1), is_kept=True)
    return Mail.objects.get(kind="digest")


def part_of(mail: Mail, kind: str) -> str:
    """What a mail program shows of the bytes that go over the wire: "html" or "plain"."""
    message = email.message_from_bytes(bytes(mail.message or b""), policy=email.policy.default)
    assert message["To"].addresses[0].addr_spec == mail.address
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content()


def link_in(text: str, piece: str) -> str:
    return next(line for line in text.split() if piece in line)


@pytest.mark.parametrize("phone", [False, True])
def test_a_member_goes_from_the_mail_to_the_page_and_the_mandate(
    merenland, mailed, browse_as, check_page, phone
):
    page = browse_as(merenland.chair, phone=phone)
    page.set_content(part_of(mailed, "html"))
    expect(page.get_by_text("De basisscholen melden zich zelf aan.")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Lees online").click()
    digest = opened.value
    digest.faults = page.faults  # type: ignore[attr-defined]
    expect(digest).to_have_url(link_in(part_of(mailed, "plain"), "/steering/digests/2"))
    expect(digest.get_by_text("De basisscholen melden zich zelf aan.")).to_be_visible()
    check_page(digest)
    digest.get_by_role("link", name="Rolverdeling").click()
    mandate = digest.get_by_role("heading", name="De stuurgroep kijkt naar wat er gebeurt")
    expect(mandate).to_be_visible()
    check_page(digest)


def test_a_member_who_is_not_signed_in_gets_to_the_digest_with_a_code(
    merenland, mailed, open_page, check_page, mailoutbox
):
    page = open_page(phone=True)
    page.goto(link_in(part_of(mailed, "plain"), "/steering/digests/2"))
    check_page(page)
    page.get_by_label("E-mailadres").fill(mailed.address)
    page.get_by_role("button", name="Stuur mij een code").click()
    check_page(page)
    code = re.search(r"^ {4}(\S+)$", mailoutbox[0].body, re.MULTILINE)[1]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_text("De basisscholen melden zich zelf aan.")).to_be_visible()


def test_a_member_unsubscribes_without_signing_in_or_scripts(mailed, open_page):
    page = open_page(scripts=False)
    page.goto(link_in(part_of(mailed, "plain"), "/unsubscribe/"))
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("button", name="Weer aanmelden")).to_be_visible()


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
    expect(frame.get_by_text("Kom kijken bij het leerlab.")).to_be_visible()
    check_page(page)
