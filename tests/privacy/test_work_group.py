"""What a work group wrote, and who was asked for it, is kept no longer than it is of use."""

import datetime
import json

from regions.accounts.models import User
from regions.plans.models import ActivityOwner
from regions.progress.models import WorkAsk, WorkLine, WorkPhoto
from sto_portal.privacy.erasing.people import erase_person
from sto_portal.privacy.retention import retain
from tests.canaries.work_group import plant_work_group
from tests.conftest import person
from tests.progress.stories import log

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def run(days: int) -> None:
    assert not retain(NOW + datetime.timedelta(days=days))[1]


def test_what_nobody_took_over_goes_and_later_who_was_asked(merenland):
    plant_work_group(merenland, "woord", "binnen")
    WorkAsk.objects.update(typed={"p1": "Half"})
    log(merenland.region, "2026-11", submitted_at=NOW)
    run(20)
    assert WorkLine.objects.exists()
    run(22)
    assert not WorkLine.objects.exists() and not WorkPhoto.objects.exists()
    assert WorkAsk.objects.get().typed == {}
    ActivityOwner.objects.update(set_at=NOW)
    run(14 + 366)
    assert not WorkAsk.objects.exists() and ActivityOwner.objects.exists()
    run(731)
    assert not ActivityOwner.objects.exists()


def test_without_a_log_it_goes_when_the_link_ended(merenland):
    plant_work_group(merenland, "woord", "binnen")
    run(14 + 20)
    assert WorkLine.objects.exists()
    run(14 + 22)
    assert not WorkLine.objects.exists() and WorkAsk.objects.exists()


def test_what_was_taken_over_stays_with_its_photo_for_a_year(merenland):
    plant_work_group(merenland, "woord", "binnen")
    WorkLine.objects.update(taken_at=NOW)
    run(100)
    assert WorkPhoto.objects.count() == 1


def test_an_owner_with_an_account_takes_the_lines_along_and_is_erased_with_them(
    merenland, bureau, browse
):
    plant_work_group(merenland, "woord", "binnen")
    owner = person("Jan Boer")
    WorkAsk.objects.update(email=owner.email)
    ActivityOwner.objects.update(email=owner.email, name="Jan Boer")
    taken = json.loads(browse(owner).get("/accounts/me/export.json").getvalue())
    assert taken["work_lines"][0]["problem"] == "Loopt stroef binnen"
    assert taken["owned_activities"][0]["name"] == "Jan Boer"
    other = json.loads(browse(merenland.leader).get("/accounts/me/export.json").getvalue())
    assert "Loopt stroef" not in json.dumps(other)
    erase_person(User.objects.get(pk=owner.pk), bureau, NOW)
    assert not WorkAsk.objects.exists() and not ActivityOwner.objects.exists()
