"""Tokens: made and shown once, told by mail, and ended by everything that should end them."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.utils import timezone

from regions.accounts.models import AccountChange
from regions.accounts.security.changes import address_changed, keep_change
from regions.accounts.sessions import disable, enable
from regions.models import Membership
from regions.secret_links import hash_of
from sto_portal.api.models import ApiToken
from sto_portal.api.tokens import MOST_TOKENS
from sto_portal.notices.kinds.safety_mail import plan_safety
from sto_portal.notices.models import Mail
from sto_portal.notices.rendering import render_waiting
from sto_portal.privacy.erasing.people import erase_person
from sto_portal.privacy.models import Deed
from sto_portal.privacy.retention import due
from sto_portal.privacy.signing_in import old_changes
from tests.conftest import NOW, Place, member

from .asking import by_token, rows, secret_of, with_secret

pytestmark = pytest.mark.usefixtures("on_22_november")
YESTERDAY = NOW.date() - datetime.timedelta(days=1)
PAGE = "/accounts/me/tokens/"
FORM = {"purpose": "Dashboard", "scopes": ["regios", "tempo"], "last_on": "2026-12-31"}


@pytest.fixture(autouse=True)
def counted_from_nothing(db):
    cache.clear()


def met(secret: str, name: str = "regios") -> int:
    return with_secret(secret).get(f"/api/v1/{name}").status_code


def make(client, **changes) -> str:
    answer = client.post(f"{PAGE}make/", FORM | changes)
    assert answer.status_code == 200
    return re.search(r"sto_[\w-]{43}", answer.content.decode())[0]


def test_a_token_is_shown_once_and_only_its_hash_is_kept(merenland, browse):
    client = browse(merenland.leader)
    secret = make(client)
    assert met(secret) == met(secret, "tempo") == 200 and met(secret, "plannen") == 403
    assert secret not in client.get(PAGE).content.decode()
    [row] = ApiToken.objects.all()
    assert row.secret_hash == hash_of(secret)
    kept = ApiToken.pgh_event_model.objects.values().get()
    assert secret not in str(kept) and row.secret_hash not in str(kept)
    assert (kept["person_id"], kept["scopes"]) == (merenland.leader.pk, ["regios", "tempo"])


def test_a_token_works_up_to_and_including_its_last_day_in_amsterdam(merenland, browse):
    secret = make(browse(merenland.leader))
    amsterdam = timezone.get_current_timezone()
    last = datetime.datetime(2026, 12, 31, 23, 59, 59, tzinfo=amsterdam)
    for instant, expected in ((last, 200), (last + datetime.timedelta(seconds=1), 401)):
        with time_machine.travel(instant, tick=False):
            assert met(secret) == expected


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(merenland, browse):
    client = browse(merenland.leader)
    for changes, sentence in (
        ({"purpose": ""}, "Schrijf waarvoor het is."),
        ({"scopes": []}, "Kies er minstens een."),
        ({"scopes": ["alles"]}, "alles"),
        ({"last_on": "2026-11-21"}, "Kies een dag van vandaag tot en met 22 november 2027"),
        ({"last_on": "2027-11-23"}, "Kies een dag van vandaag tot en met 22 november 2027"),
        ({"last_on": ""}, "Kies de laatste dag waarop het werkt."),
    ):
        answer = client.post(f"{PAGE}make/", FORM | changes)
        assert answer.status_code == 422 and sentence in answer.content.decode(), changes
        assert "Dashboard" in answer.content.decode() or "purpose" in changes
    assert not ApiToken.objects.exists()


def test_nobody_has_more_tokens_than_one_overlooks(merenland, browse):
    for _number in range(MOST_TOKENS):
        secret_of(merenland.leader)
    answer = browse(merenland.leader).post(f"{PAGE}make/", FORM)
    assert answer.status_code == 422 and "Trek er eerst een in" in answer.content.decode()
    assert ApiToken.objects.count() == MOST_TOKENS
    secret_of(merenland.chair)


def test_a_revoked_token_ends_at_once_and_stays_in_the_list(merenland, browse):
    client, secret = browse(merenland.leader), secret_of(merenland.leader)
    token = ApiToken.objects.get()
    assert browse(merenland.chair).post(f"{PAGE}{token.pk}/revoke/").status_code == 404
    assert met(secret) == 200
    client.post(f"{PAGE}{token.pk}/revoke/")
    assert met(secret) == 401
    page = client.get(PAGE).content.decode()
    assert "ingetrokken op 22 november 2026" in page
    labels = ApiToken.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(labels) == ["insert", "update"]


def test_a_token_is_told_by_mail_once(merenland, browse):
    secret = make(browse(merenland.leader))
    assert plan_safety(NOW) == 1 and plan_safety(NOW) == 0
    render_waiting(NOW)
    [mail] = Mail.objects.filter(kind="safety")
    told = " ".join(mail.text.split())
    assert mail.address == merenland.leader.email
    assert mail.subject == "Er is een token voor een programma gemaakt"
    assert "22 november 2026 om 13.00 uur" in told and "afgemeld" not in told
    assert secret not in mail.text + mail.html


def test_who_loses_a_role_loses_its_data_with_the_next_request(merenland: Place, kustzoom):
    client = by_token(merenland.leader)
    assert [row["regio"] for row in rows(client, "regios")] == ["merenland"]
    assert len(rows(client, "activiteiten")) == 3
    Membership.objects.filter(user=merenland.leader).update(ends_on=YESTERDAY)
    assert rows(client, "regios") == rows(client, "activiteiten") == []
    assert client.get("/api/v1/tempo?regio=merenland").status_code == 404
    member(merenland.leader, "chair", kustzoom.region, starts_on=NOW.date())
    assert [row["regio"] for row in rows(client, "regios")] == ["kustzoom"]
    assert client.get("/api/v1/maandlogs?regio=kustzoom").status_code == 403


def test_a_closed_account_has_no_token_that_works(merenland):
    secret = secret_of(merenland.leader)
    disable(merenland.leader)
    assert met(secret) == 401
    enable(merenland.leader)
    assert met(secret) == 200


@pytest.mark.parametrize("what", AccountChange.What.values)
def test_only_another_address_or_a_reset_ends_the_tokens_of_before(merenland, bureau, what):
    with time_machine.travel(NOW - datetime.timedelta(hours=1)):
        secret = secret_of(merenland.leader)
    if what == "address":
        old, merenland.leader.email = merenland.leader.email, "nieuw@demo.example"
        merenland.leader.save()
        address_changed(merenland.leader, old, bureau)
    else:
        keep_change(merenland.leader, what, bureau)
    assert met(secret) == (401 if what in ("address", "reset") else 200)


def test_what_ended_a_token_is_kept_as_long_as_the_token(merenland, bureau, browse, settings):
    """Else it would work again."""
    settings.KEPT_DAYS = {**settings.KEPT_DAYS, "ADMIN_LOG_KEPT_DAYS": 1}
    secret_of(merenland.leader, days=300)
    later = NOW + datetime.timedelta(days=10)
    with time_machine.travel(NOW + datetime.timedelta(hours=1)):
        keep_change(merenland.leader, "reset", bureau)
        page = browse(merenland.leader).get(PAGE).content.decode()
        assert "eindigde door een ander adres of een weggehaalde tweede stap" in page
    assert set(old_changes(later).values_list("what", flat=True)) == {"token"}
    ApiToken.objects.all().delete()
    assert set(old_changes(later).values_list("what", flat=True)) == {"token", "reset"}


def test_where_a_second_step_is_needed_a_token_needs_it_too(merenland, bureau, settings):
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = False, True
    for user, needs in ((merenland.leader, False), (merenland.advisor, True), (bureau, True)):
        secret = secret_of(user)
        assert met(secret) == (403 if needs else 200), user
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        assert met(secret) == 200


def test_when_it_was_used_is_kept_to_the_hour(merenland, django_assert_num_queries):
    secret = secret_of(merenland.leader)
    assert met(secret) == 200
    first = ApiToken.objects.get()
    assert first.opened_at == first.last_used_at == NOW
    for minutes, expected in ((59, NOW), (61, NOW + datetime.timedelta(minutes=61))):
        with time_machine.travel(NOW + datetime.timedelta(minutes=minutes), tick=False):
            met(secret)
        assert ApiToken.objects.get().last_used_at == expected
    assert ApiToken.objects.get().opened_at == NOW
    assert ApiToken.pgh_event_model.objects.count() == 1


def test_an_ended_token_goes_after_a_year(merenland):
    secret_of(merenland.leader, days=10)
    ends = ApiToken.objects.get().expires_at
    year = datetime.timedelta(days=365)
    assert due(ends + year - datetime.timedelta(hours=1))["tokens"] == 0
    assert due(ends + year + datetime.timedelta(hours=1))["tokens"] == 1


def test_who_is_erased_leaves_no_token(merenland):
    secret_of(merenland.leader)
    Membership.objects.filter(user=merenland.leader).update(ends_on=NOW.date())
    deed = erase_person(merenland.leader, None, NOW)
    assert not ApiToken.objects.exists() and isinstance(deed, Deed)


def test_own_data_tells_of_tokens_and_never_their_hash(merenland, browse):
    secret = secret_of(merenland.leader, ["tempo"])
    told = browse(merenland.leader).get("/accounts/me/export.json").getvalue().decode()
    assert '"Proef"' in told and "tempo" in told
    assert secret not in told and hash_of(secret) not in told


def test_the_page_costs_the_same_however_many_tokens_there_are(
    merenland, browse, django_assert_max_num_queries
):
    client = browse(merenland.leader)
    for _number in range(5):
        secret_of(merenland.leader)
    with django_assert_max_num_queries(8):
        client.get(PAGE)
