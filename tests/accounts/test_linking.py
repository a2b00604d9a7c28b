"""An organisation's account opens the portal only after its owner linked it here."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.test import RequestFactory

from regions.accounts.models import User

PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": name,
                "name": name.title(),
                "client_id": "portal",
                "secret": "s",
                "settings": {"server_url": f"https://{name}.example"},
            }
            for name in ("surfconext", "entra")
        ]
    }
}


@pytest.fixture(autouse=True)
def two_issuers(settings):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    settings.OIDC_PROVIDERS = PROVIDERS["openid_connect"]["APPS"]


def comes_back_from(
    issuer: str, subject: str, email: str, user=None, process="login", **claims: object
):
    """What happens once the issuer has told who this is."""
    request = RequestFactory().get("/")
    SessionMiddleware(lambda r: None).process_request(request)
    MessageMiddleware(lambda r: None).process_request(request)
    request.user = user or AnonymousUser()
    with request_context(request):
        provider = get_adapter().get_provider(request, issuer)
        login = SocialLogin(
            user=User(email=email, name="Van de organisatie"),
            account=SocialAccount(
                provider=issuer, uid=subject, extra_data={"userinfo": {"email": email, **claims}}
            ),
            email_addresses=[EmailAddress(email=email, verified=True, primary=True)],
            provider=provider,
        )
        login.state = {"process": process}
        return request, complete_social_login(request, login)


def signed_in(request) -> bool:
    return "_auth_user_id" in request.session


def test_an_unknown_subject_meets_a_friendly_page_and_no_account(db):
    request, answer = comes_back_from("surfconext", "s-1", "nieuw@example.org")
    assert "nog niet aan het portaal gekoppeld" in answer.content.decode()
    assert not signed_in(request)
    assert not User.objects.filter(email="nieuw@example.org").exists()


def test_the_same_e_mail_address_opens_nothing(merenland):
    request, answer = comes_back_from("surfconext", "s-1", merenland.leader.email)
    assert "nog niet aan het portaal gekoppeld" in answer.content.decode()
    assert not signed_in(request)
    assert not SocialAccount.objects.exists()


def test_a_link_made_while_signed_in_opens_the_portal_afterwards(merenland):
    leader = merenland.leader
    comes_back_from("surfconext", "s-1", "anders@school.example", user=leader, process="connect")
    assert SocialAccount.objects.get().user == leader
    request, _answer = comes_back_from("surfconext", "s-1", "weer-anders@school.example")
    assert request.session["_auth_user_id"] == str(leader.pk)


def test_the_same_subject_of_another_issuer_is_somebody_else(merenland):
    leader = merenland.leader
    comes_back_from("surfconext", "s-1", leader.email, user=leader, process="connect")
    request, _answer = comes_back_from("entra", "s-1", leader.email)
    assert not signed_in(request)


def test_the_sign_in_page_offers_each_issuer_by_a_post(db, client):
    text = client.get("/accounts/login/").content.decode()
    assert "Met Surfconext" in text and "Met Entra" in text
    assert 'method="post" action="/accounts/oidc/surfconext/login/' in text


@pytest.mark.parametrize(
    "claims",
    [
        {"eduPersonAffiliation": ["student"]},
        {"eduPersonAffiliation": "student"},
        {"eduperson_affiliation": ["member", "Student"]},
    ],
)
def test_the_account_of_a_pupil_opens_nothing_and_is_linked_to_nobody(merenland, claims):
    leader = merenland.leader
    for user, process in ((leader, "connect"), (None, "login")):
        _request, answer = comes_back_from(
            "surfconext", "s-1", leader.email, user=user, process=process, **claims
        )
        assert answer.status_code == 403
        assert "Dit is het account van een leerling" in answer.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"eduPersonAffiliation": ["employee"]},
        {"eduperson_affiliation": ["student", "employee"]},
        {"eduperson_affiliation": 7},
        {"eduperson_affiliation": None},
    ],
)
def test_who_works_there_too_or_of_whom_nothing_is_told_comes_in(merenland, claims):
    leader = merenland.leader
    comes_back_from("surfconext", "s-1", leader.email, user=leader, process="connect")

    request, _answer = comes_back_from("surfconext", "s-1", leader.email, **claims)

    assert signed_in(request)
