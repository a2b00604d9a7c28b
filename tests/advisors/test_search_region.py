"""What happens in a region is found by who reads the page that it leads to, and by nobody else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors.search.search import KINDS, search
from regions.labs.models import Event
from regions.models import School
from regions.plans.models import Idea, PlanChange
from regions.plans.versions import start_draft
from regions.progress.models import ActivityUpdate, CheckIn
from tests.canaries.partners import plant_partners
from tests.conftest import person

pytestmark = pytest.mark.usefixtures("on_22_november")
OCTOBER = datetime.date(2026, 10, 1)


def told(user, words: str) -> list[tuple[str, str, str]]:
    return [(hit.title, hit.about, hit.url) for kind in search(user, words) for hit in kind.hits]


def log_of(where, version: int, going_well: str, state: str = "draft", **row) -> CheckIn:
    log = CheckIn.objects.create(
        region=where.region, plan=where.plan, month_on=OCTOBER, version=version,
        going_well=going_well, correction_reason="Verbeterd" if version > 1 else "",
    )  # fmt: skip
    if row:
        activity = where.plan.activities.get(code="2.1")
        ActivityUpdate.objects.create(
            check_in=log, activity=activity, activity_key=activity.key, status="behind", **row
        )
    if state == "submitted":
        log.state, log.submitted_at = state, timezone.now()
        log.save()
    return log


def test_labs_events_and_schools_lead_to_their_pages(merenland, kustzoom, bureau):
    ids = plant_partners(merenland, "zeepaard", "binnen")
    plant_partners(kustzoom, "zeester", "buiten")
    school = School.objects.get(region=merenland.region, name="Stageschool zeepaard")
    lone = School.objects.create(region=merenland.region, name="Rietdam", place="Zeepaardkade")
    for who in (merenland.leader, merenland.advisor, merenland.chair):
        found = {row[2]: row[1] for row in told(who, "zeepaard")}
        assert found[reverse("lab", args=["merenland", ids["lab"]])] == "Leerlab, Merenland"
        event = reverse("event", args=["merenland", ids["event"]])
        assert found[event] == "Open dag, 1 december 2026, Merenland"
        cohort = f"/regions/merenland/internships/?year=all&school={school.pk}"
        assert found[cohort] == "Merenland"
        assert ("Rietdam", "Zeepaardkade, Merenland", "/regions/merenland/plan/") in told(
            who, "rietdam"
        )
        assert told(who, "zeester") == []
    assert told(bureau, lone.name)[0][2] == "/bureau/regions/merenland/#schools"
    assert told(person("Niemand Bekend"), "zeepaard") == []


def test_an_event_is_found_by_its_kind(merenland, kustzoom):
    for place in (merenland, kustzoom):
        plant_partners(place, f"van {place.slug}", "binnen")
    Event.objects.filter(region=merenland.region).update(title="Kijkavond")
    assert [row[0] for row in told(merenland.leader, "open dag")] == ["Kijkavond"]
    Event.objects.filter(region=merenland.region).update(state="cancelled", reason="Ziek")
    assert "afgelast" in told(merenland.leader, "open dag")[0][1]


def test_a_log_is_found_by_what_counts_in_it(merenland, kustzoom, bureau):
    """A first version that was corrected, and a draft, are no answer."""
    log_of(merenland, 1, "De zeilboot vaart", "submitted", problem="Een lekke band")
    page = "/regions/merenland/check-in/2026-10/"
    for who in (merenland.leader, merenland.advisor, bureau):
        for words in ("zeilboot", "lekke band"):
            assert told(who, words) == [
                ("Maandlog van oktober 2026", "Merenland, De zeilboot vaart", page)
            ]
    for who in (merenland.chair, kustzoom.leader, kustzoom.advisor, person("Niemand")):
        assert told(who, "zeilboot") == told(who, "lekke band") == []
    correction = log_of(merenland, 2, "De roeiboot vaart")
    assert told(merenland.leader, "roeiboot") == []
    correction.state, correction.submitted_at = "submitted", timezone.now()
    correction.save()
    assert told(merenland.leader, "zeilboot") == []
    assert [row[2] for row in told(merenland.leader, "roeiboot")] == [page]


def test_a_decision_is_found_once_it_is_asked(merenland, kustzoom, bureau):
    change = start_draft(merenland.region, merenland.leader).change
    PlanChange.objects.filter(pk=change.pk).update(title="Lesauto erbij", reason="Rijlessen")
    readers = (merenland.leader, merenland.advisor, merenland.chair, bureau)
    for who in (*readers, kustzoom.leader):
        assert told(who, "lesauto") == []
    PlanChange.objects.filter(pk=change.pk).update(state="proposed", proposed_at=timezone.now())
    page = reverse("decision", args=["merenland", change.pk])
    for who in readers:
        assert [row[2] for row in told(who, "rijlessen")] == [page]
    assert told(kustzoom.leader, "lesauto") == told(kustzoom.chair, "lesauto") == []


def test_an_idea_is_found_in_its_region(merenland, kustzoom):
    idea = Idea.objects.create(region=merenland.region, title="Bus", text="Langs de dorpen")
    for who in (merenland.leader, merenland.advisor, merenland.chair):
        assert told(who, "dorpen") == [
            ("Bus", "Nieuw, Merenland", f"/regions/merenland/ideas/{idea.pk}/")
        ]
    assert told(kustzoom.leader, "dorpen") == []


def test_every_hit_opens_for_who_finds_it(merenland, bureau, browse):
    plant_partners(merenland, "zeepaard", "zeepaard")
    log_of(merenland, 1, "De zeepaard groeit", "submitted")
    Idea.objects.create(region=merenland.region, title="Zeepaard")
    for who in (merenland.leader, merenland.advisor, merenland.chair, bureau):
        hits = told(who, "zeepaard")
        assert hits
        for _title, _about, url in hits:
            assert browse(who).get(url).status_code == 200, url


def test_as_many_queries_for_many_hits(merenland):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            search(merenland.leader, "zeepaard")
        return len(seen)

    plant_partners(merenland, "zeepaard", "zeepaard")
    assert asked() <= len(KINDS) + 1  # and the roles of who asks, once
    first = asked()
    for number in range(5):
        Idea.objects.create(region=merenland.region, title=f"Zeepaard {number}")
        School.objects.create(region=merenland.region, name=f"Zeepaard {number}")
    assert asked() == first


def test_the_page_says_what_is_searched_for_whom(merenland, bureau, browse):
    def said(who) -> set[str]:
        page = browse(who).get(reverse("search")).content.decode()
        line = page.split("Doorzocht:")[1].split("</p>")[0]
        return set(" ".join(line.split()).rstrip(".").split(", "))

    leader, chair = said(merenland.leader), said(merenland.chair)
    assert leader >= {"leerlabs", "events", "scholen", "maandlogs", "besluiten", "contactpersonen"}
    assert "accounts" not in leader and "accounts" in said(bureau)
    assert chair >= {"leerlabs", "besluiten", "ideeën"}
    assert not chair & {"maandlogs", "contactpersonen", "gesprekken", "bedrijven"}
