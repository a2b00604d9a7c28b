"""A region from nothing to a leader who imported its plan: counted in pages and presses."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from regions.models import Region
from regions.plans.models import Plan

from .books import book, other_book

ROWS = {
    "reg": [["Duinrand", "techniekregio"]],
    "sch": [["Duinrand", f"School {n}", "", "Oosterveen", f"00XX{n:02}"] for n in range(12)],
    "men": [
        ["Duinrand", "Anna de Vries", "anna@voorbeeld.nl", "", "programmaleider"],
        ["Duinrand", "Bob Smit", "bob@voorbeeld.nl", "", "voorzitter"],
        ["Duinrand", "Cees Bos", "cees@voorbeeld.nl", "", "penvoerder"],
        ["Duinrand", "Dina Vos", "dina@voorbeeld.nl", "", "landelijk ondersteuner"],
        *(
            ["Duinrand", f"Lid {n}", f"lid{n}@voorbeeld.nl", "", "schoolbestuurder"]
            for n in range(4)
        ),
    ],
    "stu": [["Duinrand", "stuurgroep", "elke maand"]],
    "bud": [["Duinrand", 1_250_000, "1-1-2025", "31-12-2028"]],
}
PLAN = (
    ["Actielijn", "Nr", "Activiteit", "Startdatum", "Einddatum", "Begroting"],
    ["Aanbod", "1.1", "Techniekmiddag", "1-1-2026", "31-12-2027", 15000],
)
BEFORE = 23  # forms for a region with 12 schools and 8 people, one by one


class Counting(Client):
    """Counts what a person does: a page opened, and a button pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = self.pages = 0

    def open(self, address: str):
        """A page that a person opens; what a press leads to is shown by itself."""
        self.pages += 1
        return self.get(address)

    def post(self, *args, **kwargs):
        self.presses += 1
        return super().post(*args, **kwargs)


@pytest.mark.django_db
def test_a_region_from_nothing_to_a_leader_with_a_plan(bureau):
    office = Counting()
    office.force_login(bureau)
    office.open("/bureau/intake/")
    file = SimpleUploadedFile("duinrand.xlsx", book(**ROWS))
    page = office.post("/bureau/intake/", {"file": file}, follow=True)
    office.post(page.request["PATH_INFO"], {"shown": page.context["found"].mark}, follow=True)
    region = Region.objects.get(name="Duinrand")
    assert (region.schools.count(), region.memberships.count()) == (12, 8)
    assert (office.pages, office.presses) == (1, 2)
    assert office.presses < BEFORE
    assert "8 van 9" in office.get("/bureau/").content.decode(), "only the plan is left"

    leader = Counting()
    leader.post("/accounts/login/code/", {"email": "anna@voorbeeld.nl"})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    home = leader.post("/accounts/login/code/confirm/", {"code": code}, follow=True)
    assert home.status_code == 200 and "Duinrand" in home.content.decode()
    leader.open("/regions/duinrand/plan/import/")
    plan = SimpleUploadedFile("plan.xlsx", other_book("Activiteitenplan", *PLAN))
    shown = leader.post("/regions/duinrand/plan/import/", {"file": plan}, follow=True)
    leader.post(shown.request["PATH_INFO"], {"shown": shown.context["parsed"].mark}, follow=True)
    assert Plan.objects.get(region=region).activities.count() == 1
    assert (leader.pages, leader.presses) == (1, 4)
