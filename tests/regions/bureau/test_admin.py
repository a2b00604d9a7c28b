"""The admin is for looking up what the portal has pages for: nothing is edited past the rules."""

import re
from gettext import translation
from html import unescape
from pathlib import Path

import django
import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from regions.accounts.models import User
from regions.models import Membership, Region, School
from regions.plans.models import Activity, Milestone, Plan
from regions.steering.models import SteeringGroup
from sto_portal.notices.models import SchoolHoliday

pytestmark = pytest.mark.django_db
# What the admin may write, and why there is no page for it.
WRITES = {
    "accounts.User": "who may use the admin",
    "auth.Group": "groups of rights of the admin itself",
    "account.EmailAddress": "an address of somebody who cannot sign in any more",
    "socialaccount.SocialAccount": "a link with an issuer that somebody lost",
    "socialaccount.SocialApp": "an issuer that is not in the settings",
    "socialaccount.SocialToken": "comes with the above",
    "usersessions.UserSession": "sessions of somebody who cannot end them",
    "advisors.Theme": "the list of themes",
    "advisors.AnswerCard": "cards published at once",
    "advisors.Absence": "taken back, nothing else",
    "advisors.Initiative": "withdrawn, nothing else",
    "advisors.Reading": "taken back, nothing else",
    "advisors.Expertise": "who knows what, for somebody else",
    "advisors.NetworkMeeting": "meetings of the network, for somebody else",
    "electives.ListedElective": "one line of the national list",
}


@pytest.fixture
def keeper(db):
    return User.objects.create_superuser("beheer@demo.example", name="Beheer")


def test_only_what_has_no_page_is_written_here(keeper):
    request = RequestFactory().get("/admin/")
    request.user = keeper
    found = {
        model._meta.label
        for model, room in admin.site._registry.items()
        if room.has_add_permission(request) or room.has_change_permission(request)
    }
    assert found <= set(WRITES), found - set(WRITES)


@pytest.mark.parametrize(
    "model", [Region, School, Membership, Plan, Activity, Milestone, SteeringGroup, SchoolHoliday]
)
def test_what_the_portal_keeps_is_shown_and_refused(model, merenland, keeper, browse):
    School.objects.create(region=merenland.region, name="Het Anker")
    SchoolHoliday.objects.create(title="Kerst", starts_on="2026-12-21", ends_on="2027-01-01")
    client, row = browse(keeper), model.objects.first()
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    before = model.objects.filter(pk=row.pk).values().get()
    for page in (f"{name}_change", f"{name}_delete"):
        assert client.post(reverse(page, args=[row.pk]), {"post": "yes"}).status_code == 403
    assert client.post(reverse(f"{name}_add"), {}).status_code == 403
    assert model.objects.filter(pk=row.pk).values().get() == before


# Columns whose word is the same in both languages.
SAME = {
    "account", "browser", "code", "data", "idee", "interim", "mandaat", "online", "plan", "quorum",
    "regio", "sector", "tokens",
}  # fmt: skip
SAME_IN_DJANGO = {"Code", "Interim"}  # no word of Django where the portal says it
SAME_MODELS = {"expertise", "event", "events", "school", "Dossier", "Partners", "Accounts"}


def test_no_column_model_or_app_of_the_admin_has_an_english_name(keeper, browse):
    browse(keeper).get("/admin/")
    english = set()
    for model in admin.site._registry:
        meta = model._meta
        named = [*meta.fields, *meta.many_to_many]
        words = [field.verbose_name for field in named]
        words += [meta.verbose_name, meta.verbose_name_plural, meta.app_config.verbose_name]
        for word in words:
            with override("en"):
                told = str(word)
            with override("nl"):
                if str(word) == told:
                    english.add(f"{meta.label}: {told}")
    allowed = SAME | SAME_MODELS
    assert {one for one in english if one.split(": ")[1] not in allowed} == set()


def test_every_list_and_form_of_the_admin_opens(merenland, keeper, browse):
    client = browse(keeper)
    assert client.get("/admin/").status_code == 200
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200, name
        if row := model._default_manager.first():
            assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200, name


def own_words() -> set[str]:
    """What Django itself says in English, where its Dutch is another word."""
    found = set()
    for place in ("conf", "contrib/admin", "contrib/auth"):
        folder = Path(django.__file__).parent / place / "locale"
        told = translation("django", folder, ["nl"])._catalog  # type: ignore[attr-defined]
        found |= {
            english
            for english, dutch in told.items()
            if isinstance(english, str) and english and dutch and dutch != english
        }
    return found


def words_on(html: str) -> set[str]:
    """Each piece of text between two tags, and what is said by a button or an empty field."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    pieces = re.findall(r">([^<>]+)<", body)
    pieces += re.findall(r'\b(?:value|title|placeholder|aria-label|alt)="([^"]+)"', body)
    return {" ".join(unescape(piece).split()) for piece in pieces}


def test_django_speaks_dutch_in_the_admin(merenland, keeper, browse):
    """Its own words too, on the first page, each list, each form and the way to remove a row."""
    client, english = browse(keeper), own_words() - SAME_IN_DJANGO
    assert {"Search", "Home", "Delete", "Log out", "History"} <= english
    pages = ["/admin/", "/admin/password_change/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages.append(reverse(f"{name}_changelist"))
        if row := model._default_manager.first():
            pages += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history")]
    pages += [reverse(f"admin:accounts_user_{page}", args=[keeper.pk]) for page in ("delete",)]
    said = {page: words_on(client.get(page).content.decode()) for page in pages}
    assert {page: words & english for page, words in said.items() if words & english} == {}
    assert any("Zoeken" in words for words in said.values()), "the words were looked at"
