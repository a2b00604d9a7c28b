"""Two people edit one row: what both changed is shown to the second, and nothing is overwritten."""

import datetime
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from advisors.models import NetworkMeeting
from regions.editing import mark
from regions.labs.models import Lab
from regions.models import School
from regions.months import AMSTERDAM
from regions.partners.contacts.forms import PersonForm
from regions.partners.models import Business, ContactPerson, Partnership
from regions.plans.models import Activity, Milestone
from regions.plans.versions import start_draft
from tests.conftest import member, person
from tests.forms import form_with

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def deputy(merenland):
    user = person("Vera Test")
    member(user, "deputy", merenland.region)
    return user


@pytest.fixture
def ilse(merenland) -> ContactPerson:
    partner = Partnership.objects.create(
        region=merenland.region,
        business=Business.objects.create(name="De Vries Techniek", place="Meerdam"),
        started_on=datetime.date(2026, 1, 1),
    )
    return ContactPerson.objects.create(
        partnership=partner, name="Ilse", function="Chef", phone="1"
    )


class Window:
    """A page with a form that somebody opened some time ago."""

    def __init__(self, client, address: str, name: str) -> None:
        self.client, self.address = client, address
        self.fields = form_with(client.get(address).content.decode(), name).fields

    def save(self, **typed):
        self.answer = self.client.post(self.address, {**self.fields, **typed})
        if self.answer.status_code == 422:
            self.fields = form_with(self.answer.content.decode(), next(iter(typed))).fields
        return self.answer.status_code

    @property
    def text(self) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.answer.content.decode())).split())


@pytest.fixture
def windows(merenland, deputy, browse):
    """The leader and the deputy, who opened the same page at the same time."""

    def opened(address: str, name: str) -> tuple[Window, Window]:
        return tuple(Window(browse(user), address, name) for user in (merenland.leader, deputy))

    return opened


def test_what_only_the_other_changed_stays_as_the_other_left_it(windows, merenland, ilse):
    mine, theirs = windows(reverse("contact_person", args=["merenland", ilse.pk]), "function")
    assert theirs.save(function="Directeur") == 302
    assert mine.save(phone="0612345678") == 302
    ilse.refresh_from_db()
    assert (ilse.function, ilse.phone) == ("Directeur", "0612345678")


def test_what_both_changed_shows_both_texts_and_saving_again_decides(windows, merenland, ilse):
    mine, theirs = windows(reverse("contact_person", args=["merenland", ilse.pk]), "function")
    theirs.save(function="Directeur", phone="2")
    assert mine.save(function="Eigenaar") == 422
    assert "Iemand anders veranderde dit intussen. Er staat nu “Directeur”." in mine.text
    assert mine.fields["function"] == "Eigenaar"
    ilse.refresh_from_db()
    assert ilse.function == "Directeur"
    assert mine.save(function="Eigenaar") == 302
    ilse.refresh_from_db()
    assert (ilse.function, ilse.phone) == ("Eigenaar", "2")


def test_the_second_is_told_again_when_a_third_was_there_meanwhile(windows, merenland, ilse):
    mine, theirs = windows(reverse("contact_person", args=["merenland", ilse.pk]), "function")
    theirs.save(function="Directeur")
    assert mine.save(function="Eigenaar") == 422
    ContactPerson.objects.update(function="Gepensioneerd")
    assert mine.save(function="Eigenaar") == 422
    assert "“Gepensioneerd”" in mine.text


def test_who_chose_the_same_is_not_bothered(windows, merenland, ilse):
    mine, theirs = windows(reverse("contact_person", args=["merenland", ilse.pk]), "function")
    assert [window.save(function="Directeur") for window in (theirs, mine)] == [302, 302]


def test_another_mistake_does_not_hide_that_somebody_else_was_there(windows, merenland, ilse):
    mine, theirs = windows(reverse("contact_person", args=["merenland", ilse.pk]), "function")
    theirs.save(function="Directeur")
    assert mine.save(function="Eigenaar", email="geen adres") == 422
    assert "“Directeur”" in mine.text and "e-mailadres" in mine.text
    ContactPerson.objects.update(function="Hoofd")
    assert mine.save(function="Eigenaar", email="") == 422


def test_an_activity_of_a_draft_and_its_milestones(windows, merenland):
    draft = start_draft(merenland.region, merenland.leader)
    row = Activity.objects.get(plan=draft, code="1.1")
    first = row.milestones.order_by("due_on")[0]
    address = reverse("activity_edit", args=["merenland", row.pk])
    mine, theirs = windows(address, "title")
    name = next(key for key, value in mine.fields.items() if value == first.title)
    assert theirs.save(budget_cents="55.000", **{name: "Tien bedrijven gevraagd"}) == 302
    assert mine.save(title="Keuzevak Logistiek") == 302
    row.refresh_from_db()
    assert (row.title, row.budget_cents) == ("Keuzevak Logistiek", 55_000_00)
    kept = Milestone.objects.get(pk=first.pk)
    assert kept.title == "Tien bedrijven gevraagd"
    assert mine.save(budget_cents="60.000") == 422 and "“55.000”" in mine.text


def test_what_follows_from_a_row_without_being_a_column_of_it(merenland, browse):
    """The day of a meeting, which is stored as a moment."""
    leo = merenland.advisor
    meeting = NetworkMeeting.objects.create(
        title="Voorjaarsdag", text="Programma volgt.", minutes=90, made_by=leo,
        starts_at=datetime.datetime(2035, 3, 5, 10, tzinfo=AMSTERDAM),
    )  # fmt: skip
    address = reverse("meeting_edit", args=[meeting.pk])
    mine, theirs = (Window(browse(leo), address, "day") for _ in range(2))
    assert theirs.save(day="6-3-2035") == 302
    assert mine.save(title="Lentedag") == 302
    meeting.refresh_from_db()
    assert meeting.title == "Lentedag"
    assert meeting.starts_at.astimezone(AMSTERDAM).date() == datetime.date(2035, 3, 6)


def test_choices_are_told_in_the_words_of_the_page(windows, merenland):
    schools = [School.objects.create(region=merenland.region, name=name) for name in ("A", "B")]
    lab = Lab.objects.create(region=merenland.region, name="Het Lab", kind="lab")
    mine, theirs = windows(reverse("lab_edit", args=["merenland", lab.pk]), "schools")
    assert theirs.save(schools=[schools[0].pk]) == 302
    assert mine.save(schools=[schools[1].pk]) == 422 and "Er staat nu “A”." in mine.text
    assert mine.save(schools=[schools[1].pk]) == 302
    assert list(lab.schools.all()) == [schools[1]]


def test_a_change_between_the_check_and_the_save_is_refused(ilse):
    form = PersonForm({"name": "Ilse", "function": "Eigenaar"}, instance=ilse)
    assert form.is_valid()
    ContactPerson.objects.update(function="Directeur")
    with pytest.raises(ValidationError):
        form.save()
    ilse.refresh_from_db()
    assert ilse.function == "Directeur"


def test_a_row_that_is_gone_meanwhile_is_refused(ilse):
    form = PersonForm({"name": "Ilse", "function": "Eigenaar"}, instance=ilse)
    assert form.is_valid()
    ContactPerson.objects.all().delete()
    with pytest.raises(ValidationError):
        form.save()


@given(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n")),
        st.dates(),
        st.decimals(allow_nan=False, allow_infinity=False, places=2),
        st.integers(),
        st.booleans(),
        st.lists(st.integers()),
    )
)
def test_a_mark_is_the_same_however_often_it_is_made_and_short(value):
    assert mark(value) == mark(value) and re.fullmatch(r"[0-9a-f]{12}", mark(value))


def test_every_form_of_a_row_is_one_that_overwrites_nothing_unseen():
    """But for what one person keeps of their own, and the screens of the admin."""
    found = {
        str(path.relative_to(ROOT))
        for app in ("regions", "advisors", "electives", "sto_portal")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"^class .*\bforms\.ModelForm\b", path.read_text(), re.M)
    }
    own = {"regions/accounts/forms.py", "regions/editing.py"}
    assert found == own
