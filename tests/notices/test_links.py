"""The link in a digest mail: one digest, one reader, thirty days, no password."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sto_portal.notices.models import DigestLink, Mail
from sto_portal.notices.planning import plan, readers_of
from tests.conftest import member, person
from tests.notices.conftest import DUE

LATER = DUE + datetime.timedelta(days=2)
CLOSED = "Deze link werkt niet meer"


@pytest.fixture
def mailed(merenland, kustzoom):
    with time_machine.travel(LATER, tick=False):
        plan(DUE)
        yield merenland


def path_in(mail: Mail) -> str:
    return re.search(r"(?<!steering)/digests/[A-Za-z0-9_-]+/(?=\s)", mail.text)[0]


def mail_to(user) -> Mail:
    return Mail.objects.get(kind="digest", recipient=user, period_on="2026-10-01")


def own(place) -> Mail:
    return mail_to(place.chair)


def test_it_opens_that_digest_without_signing_in(mailed):
    path = path_in(own(mailed))
    assert path in own(mailed).html
    answer = Client().get(path)
    page = answer.content.decode()
    assert answer.status_code == 200 and own(mailed).digest.headline in page
    assert "Kustzoom" not in page
    assert answer["Referrer-Policy"] == "no-referrer" and "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    link = DigestLink.objects.get(mail=own(mailed))
    assert (link.times_opened, link.digest.seen.count()) == (1, 0)


def test_the_secret_is_kept_as_a_hash_only(mailed):
    secret = path_in(own(mailed)).split("/")[2]
    assert secret not in str(DigestLink.objects.values_list())


def test_deciding_asks_to_sign_in(mailed):
    page = Client().get(path_in(own(mailed))).content.decode()
    for path in set(re.findall(r'href="(/regions/[^"]+)"', page)):
        assert Client().get(path).url.startswith("/accounts/login/")


def test_a_wrong_an_old_and_a_revoked_link_open_the_same_calm_page(mailed):
    path = path_in(own(mailed))
    pages = [Client().get("/digests/onzin/")]
    with time_machine.travel(DUE + datetime.timedelta(days=31)):
        pages.append(Client().get(path))
    revoked = Client().post(path)
    assert "De link is ingetrokken" in revoked.content.decode()
    pages.append(Client().get(path))
    for page in pages:
        assert page.status_code == 404 and CLOSED in page.content.decode()
        assert own(mailed).digest.headline not in page.content.decode()


def test_it_ends_with_the_seat_and_with_the_account(mailed):
    path = path_in(own(mailed))
    mailed.chair.is_active = False
    mailed.chair.save()
    assert Client().get(path).status_code == 404
    mailed.chair.is_active = True
    mailed.chair.save()
    mailed.chair.memberships.update(ends_on=DUE.date())
    assert Client().get(path).status_code == 404


def test_revoking_one_leaves_the_links_of_others(merenland):
    other = person("Ander Lid")
    member(other, "business", merenland.region)
    with time_machine.travel(LATER, tick=False):
        plan(DUE)
        Client().post(path_in(own(merenland)))
        assert Client().get(path_in(mail_to(other))).status_code == 200


def test_the_bureau_revokes_the_link_of_a_mail(mailed, bureau, browse):
    mail, client = own(mailed), browse(bureau)
    assert (
        "Link zonder wachtwoord"
        in client.get(reverse("mail_detail", args=[mail.pk])).content.decode()
    )
    client.post(reverse("digest_link_revoke", args=[mail.pk]))
    assert Client().get(path_in(mail)).status_code == 404


def test_only_chosen_roles_get_the_mail_and_a_change_counts_until_it_goes(merenland):
    group = merenland.group
    assert [one.user for one in readers_of(group, DUE)] == [merenland.chair]
    group.mailed_roles = ["business"]
    assert readers_of(group, DUE) == []
