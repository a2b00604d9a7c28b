"""The file is kept, not its verdict: a preview is judged anew at every look, and at saving."""

import datetime
import re

import pytest
from django.utils import timezone

from regions.models import School
from regions.plans.approve.approval import decide_change, propose_change
from regions.plans.models import Activity, PlanChange, PlanUpload

from . import workbooks

pytestmark = pytest.mark.django_db
LEFT_OUT = "niet bekend als school"
OTHER_NAME = "telt als dezelfde"
LOOK_AGAIN = "weet nu andere dingen"


def with_school() -> bytes:
    headers = [*workbooks.HEADERS, "Scholen"]
    return workbooks.file_of([headers, [*workbooks.row(title="Bouwen"), "Het Baken"]])


@pytest.fixture
def client(merenland, browse):
    return browse(merenland.leader)


def words(page) -> str:
    return page.content.decode()


def save(client, page):
    """The button on the page as it was shown."""
    shown = re.search(r'name="shown" value="(\w+)"', words(page))[1]
    return client.post(page.request["PATH_INFO"], {"shown": shown}, follow=True)


def test_a_school_that_was_added_since_the_upload_is_known(client, merenland, upload):
    page = upload(client, "merenland", with_school())
    assert LEFT_OUT in words(page)
    school = School.objects.create(region=merenland.region, name="Het Baken")
    page = client.get(page.request["PATH_INFO"])
    assert LEFT_OUT not in words(page)
    save(client, page)
    saved = merenland.region.plan_changes.get().new_plan.activities.get()
    assert list(saved.schools.all()) == [school]


def test_a_school_that_left_since_the_page_was_shown_is_told_before_saving(
    client, merenland, upload
):
    school = School.objects.create(region=merenland.region, name="Het Baken")
    page = upload(client, "merenland", with_school())
    assert LEFT_OUT not in words(page)
    school.delete()
    again = save(client, page)
    assert LOOK_AGAIN in words(again) and LEFT_OUT in words(again)
    assert not PlanChange.objects.exists() and PlanUpload.objects.exists()
    save(client, again)
    assert not merenland.region.plan_changes.get().new_plan.activities.get().schools.exists()


def test_a_preview_follows_the_plan_that_is_approved_now(client, merenland, upload, change):
    content = workbooks.file_of([workbooks.HEADERS, workbooks.row(title="Leerlab voor iedereen")])
    page = upload(client, "merenland", content)
    assert OTHER_NAME in words(page)
    Activity.objects.filter(plan=change.new_plan, code="1.1").update(title="Leerlab voor iedereen")
    change.title, change.reason = "Andere naam", "Het lab is er voor elke school."
    change.save()
    proposed = propose_change(change, merenland.leader, timezone.now())
    decided = {"decided_on": datetime.date(2026, 11, 20), "decided_by": "stuurgroep"}
    decide_change(proposed, is_accepted=True, recorded_by=None, **decided)
    assert OTHER_NAME not in words(client.get(page.request["PATH_INFO"]))


def test_a_school_that_is_left_out_is_said_once_with_every_activity_that_names_it(
    client, merenland, upload
):
    headers = [*workbooks.HEADERS, "Scholen"]
    rows = [[*workbooks.row(code=code, title=f"Nieuw {code}"), "Het Baken"]
            for code in ("7.1", "7.2", "7.3")]  # fmt: skip
    page = upload(client, "merenland", workbooks.file_of([headers, *rows]))
    told = [
        one.problem.message for one in page.context["warnings"] if LEFT_OUT in one.problem.message
    ]
    assert len(told) == 1 and "“Het Baken”" in told[0]
    assert told[0].endswith("weggelaten bij 7.1, 7.2 en 7.3")


def test_who_sends_no_workbook_is_asked_for_a_file(client):
    answer = client.post("/regions/merenland/plan/import/", {"file": ""})
    assert answer.status_code == 422 and "Kies een bestand." in words(answer)
