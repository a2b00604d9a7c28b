"""Where a term is told: the call card, the weekly mail, the digest; and what goes in the end."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from advisors.mails.weekly import week_of
from regions.dossier.models import HandedIn, Letter, Notice, Point
from regions.months import Month
from regions.partners.models import Document
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sections import Sections
from sto_portal.privacy.retention import retain
from tests.conftest import NOW, Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
TODAY = NOW.date()
CARD = "/regions/merenland/call-card/"


def digest_of(place: Place) -> list[tuple[str, datetime.date]]:
    period = Period(Month(2026, 10), Month(2026, 10))
    sections = Sections.of(compose(place.group, period, NOW))
    return [(told.title, told.due_on) for told in sections.reporting]


def waits(place: Place) -> list[str]:
    return [item.text for item in week_of(place.advisor, [place.region], NOW).waits]


def test_a_moment_is_told_everywhere_until_it_is_handed_in(merenland, moment, browse):
    assert digest_of(merenland) == [("Voortgangsrapportage", moment.due_on)]
    line = "Uiterlijk 20 januari bij DUS-I: Voortgangsrapportage (Merenland)"
    assert line in waits(merenland)
    card = browse(merenland.advisor).get(CARD).content.decode()
    assert "Bij DUS-I" in card and "Voortgangsrapportage" in card
    HandedIn.objects.create(moment=moment, region=merenland.region, sent_on=TODAY)
    assert digest_of(merenland) == [] and waits(merenland) == []
    assert "Voortgangsrapportage" not in browse(merenland.advisor).get(CARD).content.decode()


def test_a_question_of_dusi_is_told_by_mail_without_its_words(merenland):
    letter = Letter.objects.create(region=merenland.region, subject="Geheim", dated_on=TODAY)
    Point.objects.create(letter=letter, text="Geheim?", due_on=TODAY + datetime.timedelta(days=9))
    assert waits(merenland) == ["Uiterlijk 1 december bij DUS-I: een vraag van DUS-I (Merenland)"]
    assert digest_of(merenland) == []


def test_letters_and_notices_go_with_their_files_when_nobody_may_ask_for_them(
    merenland, browse, settings
):
    paper = SimpleUploadedFile("brief.pdf", b"%PDF-1.4 brief")
    given = {"kind": "decision", "subject": "Besluit", "dated_on": "2-11-2026", "paper": paper}
    browse(merenland.leader).post("/regions/merenland/dossier/letters/new/", given)
    Notice.objects.create(region=merenland.region, title="Melding", state="prepared")
    days = datetime.timedelta(days=settings.KEPT_DAYS["DOSSIER_KEPT_DAYS"])
    retain(NOW + days - datetime.timedelta(days=1))
    assert (Letter.objects.count(), Notice.objects.count(), Document.objects.count()) == (1, 1, 1)
    deed, failed = retain(NOW + days + datetime.timedelta(days=1))
    assert failed == [] and deed.counts["letters"] == deed.counts["notices"] == 1
    assert (Letter.objects.count(), Notice.objects.count(), Document.objects.count()) == (0, 0, 0)
