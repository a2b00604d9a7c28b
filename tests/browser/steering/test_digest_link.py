"""A member opens the digest from the mail, on a phone and without signing in, and revokes it."""

import email
import email.policy
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.months import Month
from sto_portal.notices.models import Mail
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member, person
from tests.notices.conftest import seal_in_time
from tests.progress.stories import log

SECRET = r"(?<!steering)/digests/[A-Za-z0-9_-]+/"


def path_in(mail: Mail) -> str:
    """The link as a mail program finds it in the bytes: the same in the text and the HTML."""
    message = email.message_from_bytes(bytes(mail.message), policy=email.policy.default)
    parts = [message.get_body([kind]).get_content() for kind in ("plain", "html")]
    found = {path for part in parts for path in re.findall(SECRET, part)}
    assert len(found) == 1
    return found.pop()


@pytest.mark.browser
def test_the_link_opens_one_digest_until_its_reader_revokes_it(
    merenland, open_page, check_page, live_server
):
    other = person("Ander Lid")
    member(other, "business", merenland.region)
    now, month = timezone.now(), Month.of(timezone.now()).previous
    log(merenland.region, str(month))
    seal_in_time(merenland.group, month, now)
    render_waiting(now)
    paths = {mail.recipient_id: path_in(mail) for mail in Mail.objects.filter(kind="digest")}
    page = open_page(phone=True)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + paths[merenland.chair.pk])
    check_page(page)
    expect(page.get_by_text("gaat tot")).to_be_visible()
    page.get_by_role("button", name="Deze link intrekken").click()
    expect(page.get_by_role("heading", name="De link is ingetrokken")).to_be_visible()
    check_page(page)
    page.goto(live_server.url + paths[merenland.chair.pk])
    expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    page.goto(live_server.url + paths[other.pk])
    expect(page.get_by_text("gaat tot")).to_be_visible()
    page.get_by_role("link", name="Inloggen", exact=True).click()
    assert "/accounts/login/" in page.url
