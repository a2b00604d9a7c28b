"""The link in a digest mail: one digest, one reader, thirty days, no password."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regions.plans.approve.approval import propose_change
from regions.plans.models import PlanChange
from regions.plans.versions import start_draft
from regions.secret_links import new_token
from regions.steering.models import Remark
from sto_portal.notices.delivering import deliver
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.digest_mail import readers_of
from sto_portal.notices.models import DigestLink, DigestSeen, Mail
from sto_portal.notices.planning import plan
from sto_portal.notices.rendering import contents_of, store
from tests.conftest import member, person
from tests.steering.deciding_group import accept

from .conftest import LATEST as DUE

LATER = DUE + datetime.timedelta(days=2)
CLOSED = "Deze link werkt niet meer"


@pytest.fixture
def mailed(merenland, kustzoom):
    with time_machine.travel(LATER, tick=False):
        plan(DUE)
        yield merenland


@pytest.fixture
def asked(merenland):
    """A digest in which the group is asked to decide."""
    draft = start_draft(merenland.region, merenland.leader)
    draft.activities.filter(code="2.1").update(ends_on=datetime.date(2028, 6, 30))
    merenland.change = draft.change
    PlanChange.objects.filter(pk=draft.change.pk).update(title="Stages later", reason="Te vol.")
    draft.change.refresh_from_db()
    propose_change(draft.change, merenland.leader, DUE - datetime.timedelta(days=3))
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


def test_deciding_asks_to_sign_in(asked):
    page = Client().get(path_in(own(asked))).content.decode()
    assert "Inloggen om te beslissen" in page
    found = set(re.findall(r'href="(/regions/[^"]+)"', page))
    assert reverse("decision", args=[asked.slug, asked.change.pk]) in found
    for path in found:
        assert Client().get(path).url == f"/accounts/login/?next={path}"
    assert found <= {section["path"] for section in own(asked).digest.sections["decisions"]} | {
        reverse("digest", args=[asked.slug, "2026-10"])
    }


def test_the_reader_marks_it_as_seen_and_passes_something_on_without_a_password(mailed):
    client, path = Client(enforce_csrf_checks=True), path_in(own(mailed))
    group = mailed.group
    assert client.post(path, {"do": "seen"}).url == path
    assert [row.user for row in DigestSeen.objects.all()] == [mailed.chair]
    assert "Gezien door 1 van" in client.get(path).content.decode()
    client.post(path, {"do": "undo"})
    assert not DigestSeen.objects.exists()
    typed = {"do": "remark", "about": "what", "text": "Halen we juni?", "made_by": "1"}
    refused = client.post(path, typed)
    assert (refused.status_code, Remark.objects.count()) == (422, 0)
    assert "Halen we juni?" in refused.content.decode()
    accept(mailed, mailed.chair)
    assert client.post(path, typed).status_code == 302
    row = Remark.objects.get()
    assert (row.made_by, row.steering_group, row.text) == (mailed.chair, group, "Halen we juni?")
    assert row.month_on == datetime.date(2026, 10, 1)
    assert DigestLink.objects.get(user=mailed.chair).revoked_at is None


def test_a_closed_link_marks_and_says_nothing(mailed):
    path = path_in(own(mailed))
    Client().post(path)
    for act in ("seen", "undo", "remark"):
        assert Client().post(path, {"do": act, "text": "Toch?"}).status_code == 404
    assert not DigestSeen.objects.exists() and not Remark.objects.exists()


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
    assert [reader.user for reader in readers_of(group, DUE)] == [merenland.chair]
    plan(DUE)
    assert reason_not_to_send(own(merenland), DUE) == ""
    group.mailed_roles = ["business"]
    group.save()
    assert readers_of(group, DUE) == []
    assert reason_not_to_send(own(merenland), DUE)


def test_it_ends_when_the_mail_is_cancelled(mailed):
    path = path_in(own(mailed))
    Mail.objects.filter(pk=own(mailed).pk).update(state="cancelled", reason="toch niet")
    assert Client().get(path).status_code == 404


def test_rendering_and_sending_again_keep_the_bytes_and_the_one_link(mailed, sink):
    mail, path = own(mailed), path_in(own(mailed))
    plan(DUE)
    assert not store(mail, contents_of(mail, new_token()), DUE)
    assert DigestLink.objects.filter(mail=mail).count() == 1
    deliver(LATER, sink.relay)
    sent = next(
        message for message in sink.messages if str(message["Message-ID"]) == mail.message_id
    )
    for kind in ("plain", "html"):
        assert path in sent.get_body([kind]).get_content()
    assert own(mailed).message == mail.message and Client().get(path).status_code == 200


def test_the_page_asks_for_the_link_and_the_seat_and_counts(asked):
    path = path_in(own(asked))
    with CaptureQueriesContext(connection) as asking:
        Client().get(path)
    told = [query["sql"] for query in asking if re.search(r'"(notices|regions)_', query["sql"])]
    assert len(told) == 5


def test_a_visit_that_only_looks_whether_it_is_there_does_not_count(mailed):
    assert Client().head(path_in(own(mailed))).status_code == 200
    assert DigestLink.objects.get(mail=own(mailed)).opened_at is None


def test_who_tries_links_has_to_wait(db):
    cache.clear()
    answers = [Client().get(f"/digests/poging{number}/").status_code for number in range(61)]
    assert answers[:60] == [404] * 60 and answers[60] == 429
    cache.clear()
