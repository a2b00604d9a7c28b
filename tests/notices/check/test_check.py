"""Before a log goes, one page shows the very mail of it; looking changes nothing."""

import datetime

import pgtrigger
import pytest
import time_machine

from advisors.models import Review
from regions.progress.models import ActivityUpdate, CheckIn, Obstacle, RegionMonth
from regions.progress.obstacles.chapters import retell_obstacles
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import period_holding
from sto_portal.notices.kinds.digest_mail import digest_contents
from sto_portal.notices.models import Digest, Foreword
from tests.progress.stories import NOW, log, tell

URL = "/regions/merenland/check-in/2026-11/"
CHECK = f"{URL}check/"
SAYS = {
    "1.1": {"status": "on_track"},
    "1.2": {"status": "on_track"},
    "2.1": {"status": "on_track", "counted": 40},
}


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place(merenland):
    """October is in; the draft of November counts 52, and 1.2 lies still with a question."""
    log(merenland.region, "2026-10", SAYS)
    draft = CheckIn.objects.create(
        region=merenland.region, plan=merenland.plan, month_on="2026-11-01",
        going_well="Het leerlab.",
        saved_at=NOW, saved_by=merenland.leader,
    )  # fmt: skip
    stalled = {"problem": "Geen docent", "decision_asked": "Betaalt het programma?"}
    says = SAYS | {
        "1.2": {"status": "stalled", **stalled},
        "2.1": {"status": "on_track", "counted": 52},
    }
    for activity in merenland.plan.activities.all():
        tell(draft, activity, **says[activity.code])
    return merenland


def facts() -> tuple:
    return (
        list(CheckIn.objects.order_by("pk").values_list("pk", "state", "version", "revision")),
        list(Obstacle.objects.values_list("pk", "problem")),
        list(RegionMonth.objects.order_by("pk").values_list("pk", "tempo_months", "measured_on")),
        list(Foreword.objects.values_list("text", "revision")),
        Digest.objects.count(),
    )


def test_the_page_shows_the_very_mail_and_looking_changes_nothing(place, browse):
    client, before = browse(place.leader), facts()
    html = client.get(CHECK).content.decode()
    mail = client.get(f"{CHECK}mail/").content.decode()
    assert facts() == before
    assert "Het leerlab." in mail and "Betaalt het programma?" in mail
    assert "Geen docent" in mail
    client.post(f"{URL}submit/", {"do": "submit", "going_well": "Het leerlab."})
    period = period_holding(place.group, None, CheckIn.objects.latest("month_on").month)
    sent = digest_contents(compose(place.group, period, NOW), "https://x.example/stop")
    assert sent.subject in html.replace("&#x27;", "'")
    assert (
        sent.html.partition("<body")[2][:4000].split() == mail.partition("<body")[2][:4000].split()
    )


def test_what_changes_is_told_beside_it(place, browse):
    html = " ".join(browse(place.leader).get(CHECK).content.decode().split())
    assert "1 vraag aan de stuurgroep" in html
    assert "2 rijen anders" in html
    assert "40 → 52" in html and "Op schema → Ligt stil" in html
    assert "1 is zoals vorige keer." in html
    assert "gemeten op 22 november" in html
    assert "Marijke Kuiper" in html


def test_finishing_leads_here_and_here_the_log_is_submitted_with_its_foreword(place, browse):
    client = browse(place.leader)
    answer = client.post(f"{URL}submit/", {"do": "check", "going_well": "Het leerlab."})
    assert answer.headers["Location"] == CHECK
    assert CheckIn.objects.latest("month_on").state == "draft"
    text = {"text": "We lopen iets in.", "revision": "0"}
    client.post(CHECK, text | {"do": "save"})
    assert "We lopen iets in." in client.get(f"{CHECK}mail/").content.decode()
    assert CheckIn.objects.latest("month_on").state == "draft"
    answer = client.post(CHECK, {"text": "Dank je.", "revision": "1", "do": "send"}, follow=True)
    html = " ".join(answer.content.decode().split())
    assert "is binnen" in html and "Het gaat naar Marijke Kuiper." in html
    assert CheckIn.objects.latest("month_on").state == "submitted"
    assert Foreword.objects.get().text == "Dank je."
    assert client.get(CHECK).headers["Location"] == f"{URL}done/"


@pytest.mark.parametrize(
    ("text", "revision"), [("x" * 601, "0"), ("Te laat", "7"), ("Ook goed", "geen")]
)
def test_a_foreword_that_cannot_be_kept_submits_nothing_and_stays_as_typed(
    place, browse, text, revision
):
    client = browse(place.leader)
    answer = client.post(CHECK, {"text": text, "revision": revision, "do": "send"})
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert CheckIn.objects.latest("month_on").state == "draft"


def test_a_log_that_is_not_finished_leads_back_and_one_that_was_never_begun_too(place, browse):
    client = browse(place.leader)
    ActivityUpdate.objects.filter(check_in__state="draft", activity__code="2.1").update(status="")
    assert client.get(CHECK).headers["Location"] == URL
    assert client.get(f"{CHECK}mail/").status_code == 404
    october = client.get("/regions/merenland/check-in/2026-10/check/")
    assert october.headers["Location"] == "/regions/merenland/check-in/2026-10/done/"


def test_the_check_asks_as_many_queries_however_much_is_told(
    place, browse, django_assert_max_num_queries
):
    client = browse(place.leader)
    client.get(CHECK)
    with django_assert_max_num_queries(90):
        client.get(CHECK)


@pytest.fixture
def submitted(place, browse):
    client = browse(place.leader)
    client.post(f"{URL}submit/", {"do": "submit", "going_well": "Het leerlab."})
    return client


def later(**passed) -> datetime.datetime:
    return NOW + datetime.timedelta(**passed)


def change_of_mind(client, counted: str) -> None:
    """Reopen, count something else, and finish again."""
    answer = client.post(f"{URL}correct/", {"do": "again"})
    assert answer.headers["Location"] == URL
    draft = CheckIn.objects.get(state="draft")
    assert CheckIn.objects.filter(month_on="2026-11-01", state="submitted").count() == 1
    row = draft.updates.get(activity__code="2.1")
    typed = {f"s{row.activity_id}": "on_track", f"n{row.activity_id}": counted}
    typed |= {f"v{row.activity_id}": "1", "v": "0", "going_well": "Het leerlab.", "do": "submit"}
    client.post(f"{URL}submit/", typed)


def test_within_half_an_hour_a_change_takes_the_place_of_the_log(place, submitted):
    assert "Toch nog iets veranderen" in submitted.get(f"{URL}done/").content.decode()
    with time_machine.travel(later(minutes=29), tick=False):
        change_of_mind(submitted, "55")
        (only,) = CheckIn.objects.filter(month_on="2026-11-01")
        assert (only.version, only.state, only.correction_reason) == (1, "submitted", "")
        assert only.updates.get(activity__code="2.1").counted == 55
        assert Obstacle.objects.get(state="open").problem == "Geen docent"
        month = RegionMonth.objects.get(region=place.region, month_on="2026-11-01")
        assert [a.counted for a in month.activities if a.code == "2.1"] == [55]


def test_after_half_an_hour_it_is_a_correction_with_a_reason(place, submitted):
    with time_machine.travel(later(minutes=30), tick=False):
        assert "Toch nog iets veranderen" not in submitted.get(f"{URL}done/").content.decode()
        answer = submitted.post(f"{URL}correct/", {"do": "again"})
        assert answer.headers["Location"] == f"{URL}correct/"
        assert not CheckIn.objects.filter(state="draft").exists()


def test_a_change_that_is_finished_too_late_is_a_version_with_a_reason(place, submitted):
    with time_machine.travel(later(minutes=20), tick=False):
        submitted.post(f"{URL}correct/", {"do": "again"})
    with time_machine.travel(later(hours=3), tick=False):
        submitted.post(f"{URL}submit/", {"do": "submit", "going_well": "Het leerlab."})
    versions = CheckIn.objects.filter(month_on="2026-11-01").order_by("version")
    assert [(row.version, row.correction_reason) for row in versions] == [
        (1, ""), (2, "Kort na het afronden veranderd."),
    ]  # fmt: skip


def test_what_feedback_was_given_on_stays(place, submitted):
    first = CheckIn.objects.get(month_on="2026-11-01")
    Review.objects.create(region=place.region, author=place.advisor, kind="seen", check_in=first)
    with time_machine.travel(later(minutes=5), tick=False):
        change_of_mind(submitted, "55")
    assert CheckIn.objects.filter(month_on="2026-11-01", state="submitted").count() == 2
    assert Review.objects.get().check_in == first


def test_a_change_after_finishing_quotes_the_month_before_and_goes_to_the_check(place, submitted):
    october = CheckIn.objects.get(month_on="2026-10-01")
    with pgtrigger.ignore():
        october.updates.filter(activity__code="1.2").update(status="behind", problem="Te druk")
    retell_obstacles(place.region, set(place.plan.activities.values_list("key", flat=True)))
    submitted.post(f"{URL}correct/", {"do": "again"})
    html = " ".join(submitted.get(URL).content.decode().split())
    assert "in het maandlog van oktober stond" in html and "“Te druk”" in html
    assert 'value="check" data-finish' in html
    assert "Laat het zoals het was" in html
