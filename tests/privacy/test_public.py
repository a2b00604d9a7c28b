"""Pages that everybody may read, and the foot that leads to them from every page."""

import json

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from sto_portal.privacy import public_views
from sto_portal.privacy.table import RULES

PAGES = ("privacy_statement", "accessibility", "contact")


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_everybody_needs_no_session(name):
    answer = Client().get(reverse(name))
    assert answer.status_code == 200 and not answer.cookies
    assert "het landelijk bureau" in answer.content.decode().lower()


@pytest.mark.django_db
def test_the_statement_tells_what_the_daily_run_does(settings):
    settings.KEPT_DAYS = {**settings.KEPT_DAYS, "MAIL_KEPT_DAYS": 77}
    page = Client().get(reverse("privacy_statement")).content.decode()
    for rule in RULES:
        assert str(rule.what) in page
    assert "77 dagen" in page and "Autoriteit Persoonsgegevens" in page


@pytest.mark.django_db
def test_who_is_responsible_is_a_setting(settings):
    settings.ORGANISATION, settings.CONTACT_EMAIL = "de stichting Zeewind", "hallo@zee.example"
    settings.CONTACT_PHONE = "070 123 45 67"
    for name in PAGES:
        page = Client().get(reverse(name)).content.decode()
        assert "stichting Zeewind" in page and "hallo@zee.example" in page, name


@pytest.mark.django_db
def test_no_figure_stands_in_the_statement_that_no_run_wrote(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    public_views.last_check.cache_clear()
    page = Client().get(reverse("accessibility")).content.decode()
    assert "niet vastgelegd" in page and "fouten" not in page
    (tmp_path / "docs").mkdir()
    told = json.dumps({"on": "2026-11-20", "pages": 12, "faults": 0})
    (tmp_path / "docs" / "accessibility.json").write_text(told)
    public_views.last_check.cache_clear()
    page = Client().get(reverse("accessibility")).content.decode()
    public_views.last_check.cache_clear()
    assert "20 november 2026" in page and "12 pagina" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/electives/catalogue/", "/niets/", "/slips/onbekend/"]
)
def test_every_page_has_the_foot_errors_and_entrance_too(address):
    page = Client().get(address, follow=True).content.decode()
    for name in PAGES:
        assert f'href="{reverse(name)}"' in page


def test_the_page_of_a_fault_has_it_without_a_database():
    page = render_to_string("errors/500.html")
    for name in PAGES:
        assert f'href="{reverse(name)}"' in page


def test_the_foot_is_on_pages_of_people(merenland, browse):
    page = browse(merenland.leader).get("/accounts/me/").content.decode()
    assert 'href="/privacy/"' in page
