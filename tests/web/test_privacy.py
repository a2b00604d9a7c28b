"""What the portal answers stays with who asked, and secret addresses stay out of the log."""

import io
import logging
import logging.config
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse

from regions.web.secrets import _routes

PRIVATE = ("/", "/accounts/me/", "/accounts/me/export.json", "/regions/merenland/", "/onzin/")


@pytest.mark.parametrize("address", PRIVATE)
def test_nothing_private_is_kept_by_a_browser_or_a_proxy(merenland, browse, address):
    answer = browse(merenland.leader).get(address)
    assert "no-store" in answer["Cache-Control"]


def test_every_file_of_a_list_is_private_too(bureau, browse):
    client = browse(bureau)
    for address in ("/bureau/people/", "/mail/?format=csv", "/mail/export.csv"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_the_public_catalogue_may_be_kept_by_who_has_no_session_here(merenland, client, browse):
    assert "no-store" not in client.get("/electives/").headers.get("Cache-Control", "")
    assert "no-store" in browse(merenland.leader).get("/electives/")["Cache-Control"]


def test_signing_out_takes_along_what_the_browser_cached(merenland, browse):
    client = browse(merenland.leader)
    assert "Clear-Site-Data" not in client.get("/accounts/me/")
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.post("/accounts/logout/")


def test_a_link_in_a_mail_begins_with_our_address_whatever_host_was_named(merenland, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://portaal.example.nl"
    settings.ALLOWED_HOSTS = ["kwaad.example", "portaal.example.nl"]
    asking = Client(HTTP_HOST="kwaad.example:9999")
    asking.post("/accounts/password/reset/", {"email": merenland.leader.email})
    [sent] = mail.outbox
    assert "https://portaal.example.nl/accounts/password/reset/key/" in sent.body
    assert "kwaad" not in sent.body


def test_the_sitemap_names_our_address_only(db, client, settings):
    settings.ALLOWED_HOSTS = ["kwaad.example"]
    page = client.get(reverse("sitemap"), HTTP_HOST="kwaad.example").content.decode()
    assert settings.SITE_URL in page and "kwaad" not in page


@pytest.fixture
def log():
    """What the handler of the root writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    config = settings.LOGGING["formatters"]["plain"]
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(dict(config)))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


SECRET_ADDRESSES = [
    "/slips/geheim-123/",
    "/slips/geheim-123",
    "/slips/geheim-123/en/nog/iets",
    "/skills/geheim-123/",
    "/skills/geheim-123/thanks/",
    "/digests/geheim-123/",
    "/unsubscribe/geheim-123/",
    "/accountant/geheim-123/",
    "/accountant/geheim-123/spent.csv",
    "/accountant/geheim-123/cofinancing.csv",
    "/accountant/geheim-123/figures.xlsx",
    "/calendar/geheim-123.ics",
    "/work/geheim-123/",
    "/work/geheim-123/photos/1/",
    "/accounts/password/reset/key/1-geheim-123/",
    "/accounts/confirm-email/geheim-123/",
]


@pytest.mark.parametrize("address", SECRET_ADDRESSES)
def test_no_secret_address_stands_in_the_log(db, client, log, address):
    client.delete(address)
    client.get(address)
    logging.getLogger("django.request").warning("Not Found: https://sto.example%s?x=1", address)
    logging.getLogger("x").warning("Refused /accounts/login/?next=%s", address.replace("/", "%2F"))
    assert "geheim" not in log.getvalue() and "…" in log.getvalue()


def test_every_secret_in_a_route_is_among_those_addresses():
    routes = {route for route in _routes(get_resolver()) if "<secret:" in route}
    for route in routes:
        address = "/" + re.sub(r"<secret:\w+>", "geheim-123", route).replace("<int:pk>", "1")
        assert address in SECRET_ADDRESSES, route


def test_what_django_logs_goes_through_the_root_only():
    for name in ("django", "django.request", "django.server", "django.security"):
        logger = logging.getLogger(name)
        assert logger.propagate and not logger.handlers, name


def test_an_ordinary_address_stays_readable(log):
    logging.getLogger("x").warning("Refused /regions/a/steering/digests/2026-12/preview/")
    assert "/regions/a/steering/digests/2026-12/preview/" in log.getvalue()


def test_anybody_finds_whom_to_tell_of_a_weakness(db, client):
    text = client.get("/.well-known/security.txt").content.decode()
    assert re.search(r"^Contact: mailto:\S+@\S+$", text, re.M)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT\d\d:00:00Z$", text, re.M)


def test_on_https_every_cookie_belongs_to_this_host_alone():
    code = """
import django; django.setup()
from django.conf import settings
from regions.web.privacy import MessageStorage
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
names += [MessageStorage.storage_classes[0].cookie_name]
print(*names, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)"""
    surroundings = {
        "DJANGO_SETTINGS_MODULE": "sto_portal.settings",
        "SECRET_KEY": "x" * 50,
        "SITE_URL": "https://portaal.example.nl",
        "ALLOWED_HOSTS": "portaal.example.nl",
        "DATABASE_URL": "postgres://a@localhost/a",
        "REDIS_URL": "redis://localhost",
    }
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=surroundings,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [
        "__Host-sessionid",
        "__Host-csrftoken",
        "__Host-messages",
        "True",
        "True",
    ]
