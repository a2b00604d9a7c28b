"""Mail stays in memory here, and sign-in attempts are counted from nothing."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse


@pytest.fixture(autouse=True)
def local_mail(settings, db):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def demanding(settings):
    """As in production: no demo, and a second factor for those whose role needs it."""
    settings.DEMO = False
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def sign_in_by_code():
    def sign_in(email: str, **headers) -> Client:
        client = Client(**headers)
        client.post(reverse("account_request_login_code"), {"email": email})
        code = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]
        client.response = client.post(reverse("account_confirm_login_code"), {"code": code})
        return client

    return sign_in
