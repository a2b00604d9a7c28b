"""Counts and words that do not fit are asked after, once, and never stop a log."""

import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from regions.plans.models import Activity
from regions.progress.log.finish.doubts import Said, doubts_about
from regions.progress.models import ActivityUpdate, CheckIn, Status
from tests.progress.stories import NOW, log


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def kinds(status: str, **said) -> list[str]:
    return [doubt.kind for doubt in doubts_about(Said(status, **said))]


@pytest.mark.parametrize(
    ("status", "said", "asked"),
    [
        ("on_track", {"counted": 12, "before": 299, "target": 410, "planned": 0.7}, ["lower"]),
        ("behind", {"counted": 800, "before": 893, "target": 1400, "planned": 0.6}, ["lower"]),
        ("on_track", {"counted": 450, "before": 299, "target": 410, "planned": 0.9}, ["over"]),
        ("on_track", {"counted": 450, "before": 420, "target": 410, "planned": 0.9}, []),
        ("done", {"counted": 10, "before": 8, "target": 60}, ["done"]),
        ("done", {"counted": 60, "before": 8, "target": 60}, []),
        ("on_track", {"counted": 30, "before": 20, "target": 100, "planned": 0.55}, ["far"]),
        ("on_track", {"counted": 31, "before": 20, "target": 100, "planned": 0.55}, []),
        ("behind", {"counted": 80, "before": 20, "target": 100, "planned": 0.5}, ["far"]),
        ("stalled", {"counted": 5, "before": 5, "target": 100, "planned": 0.5}, []),
        ("on_track", {"is_first": True, "target": 100, "planned": 0.5}, ["empty"]),
        ("on_track", {"is_first": True, "target": 100, "counted": 0, "planned": 0.1}, []),
        ("on_track", {"before": 40, "target": 100, "planned": 0.9}, []),
        ("on_track", {"is_first": True}, []),
        ("stalled", {"fate": "picked_up"}, ["stalled"]),
        ("stalled", {"fate": "let_go"}, []),
        ("behind", {"fate": "picked_up"}, []),
        ("done", {"fate": "open"}, ["finished"]),
        ("on_track", {"fate": "open"}, []),
    ],
)
def test_what_is_asked_of_a_row(status, said, asked):
    assert kinds(status, **said) == asked


NUMBERS = st.none() | st.integers(0, 10_000)


@given(
    st.sampled_from(Status.values), NUMBERS, NUMBERS, st.none() | st.integers(1, 10_000),
    st.floats(0, 1), st.sampled_from(["", "open", "picked_up", "moved", "let_go"]),
)  # fmt: skip
def test_a_row_is_asked_about_twice_at_most_and_never_without_a_reason(
    status, counted, before, target, planned, fate
):
    said = Said(status, counted, before, target, "plekken", planned, fate, before is None)
    found = doubts_about(said)
    assert len(found) <= 2
    assert all(doubt.sentence.endswith((".", "?")) for doubt in found)
    about_count = [doubt for doubt in found if doubt.kind not in ("stalled", "finished")]
    if counted is None:
        assert {doubt.kind for doubt in about_count} <= {"empty"}
    elif before is not None and counted < before:
        assert [doubt.kind for doubt in about_count] == ["lower"]


def url(place, step: str = "") -> str:
    return f"/regions/{place.slug}/check-in/2026-11/{step}"


def row_of(place, code: str) -> int:
    return Activity.objects.get(plan=place.plan, code=code).pk


def fields(place, **codes: str) -> dict[str, str]:
    return {
        f"{name[0]}{row_of(place, name[1:].replace('_', '.'))}": value
        for name, value in codes.items()
    }


WELL = {"s1_1": "on_track", "s1_2": "on_track", "s2_1": "on_track"}


@pytest.fixture
def counted_before(merenland):
    says = {code: {"status": "on_track"} for code in ("1.1", "1.2")}
    log(merenland.region, "2026-10", says | {"2.1": {"status": "on_track", "counted": 64}})


def test_a_count_that_fell_is_asked_after_once_and_then_submitted(
    merenland, browse, counted_before
):
    client = browse(merenland.leader)
    typed = fields(merenland, **WELL, n2_1="7")
    response = client.post(url(merenland, "submit/"), typed)
    html = response.content.decode()
    assert response.status_code == 200
    assert (
        html.count("Vorige keer was het 64, nu 7. Is dat alles sinds het begin van het plan?") == 2
    )
    assert f'href="#q{row_of(merenland, "2.1")}"' in html
    assert CheckIn.objects.get(month_on="2026-11-01").state == "draft"
    sure = dict(re.findall(r'name="(sure|v\d*)" value="([^"]+)"', html))
    response = client.post(url(merenland, "submit/"), typed | sure)
    assert response.status_code == 302
    assert CheckIn.objects.get(month_on="2026-11-01").state == "submitted"


def test_another_doubt_than_the_one_that_was_answered_is_asked(merenland, browse, counted_before):
    client = browse(merenland.leader)
    html = client.post(url(merenland, "submit/"), fields(merenland, **WELL, n2_1="7")).content
    sure = dict(re.findall(r'name="(sure|v\d*)" value="([^"]+)"', html.decode()))
    other = fields(merenland, **WELL, n2_1="700") | sure
    response = client.post(url(merenland, "submit/"), other)
    assert "700 is meer dan het doel van 120 stageplekken." in response.content.decode()


def test_a_first_log_asks_for_its_counts(merenland, browse):
    response = browse(merenland.leader).post(url(merenland, "submit/"), fields(merenland, **WELL))
    assert "De telling is leeg." in response.content.decode()
    assert CheckIn.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("button", "becomes"), [("f-open", ("stalled", "open")), ("s-behind", ("behind", "picked_up"))]
)
def test_words_that_contradict_each_other_are_settled_by_a_button(
    merenland, browse, button, becomes
):
    client = browse(merenland.leader)
    stalled = fields(merenland, s2_1="stalled", p2_1="Geen docent", f2_1="picked_up")
    html = client.post(url(merenland), stalled, follow=True).content.decode()
    assert "Ligt stil, en weer opgepakt. Welke van de twee is het?" in html
    do = f"settle-{row_of(merenland, '2.1')}-{button}"
    assert f'value="{do}"' in html
    client.post(url(merenland), stalled | fields(merenland, v2_1="1") | {"do": do})
    update = ActivityUpdate.objects.get()
    assert (update.status, update.obstacle_fate) == becomes
    assert update.problem == "Geen docent"


@pytest.mark.parametrize("do", ["settle-", "settle-x-s-done", "settle-1-q-done", "settle-1-s-no"])
def test_a_button_that_settles_nothing_changes_nothing(merenland, browse, do):
    client = browse(merenland.leader)
    typed = fields(merenland, s2_1="on_track")
    assert client.post(url(merenland), typed | {"do": do}).status_code == 302
    assert ActivityUpdate.objects.get().status == "on_track"


def test_nothing_to_report_says_what_stays_of_a_month_with_text(merenland, browse, counted_before):
    client = browse(merenland.leader)
    typed = fields(merenland, s2_1="stalled", p2_1="Docent is ziek") | {"do": "nothing"}
    html = client.post(url(merenland), typed).content.decode()
    assert "In dit log is iets ingevuld: 2.1 Stages leerjaar 3." in html
    sure = dict(re.findall(r'name="(sure|v\d*)" value="([^"]+)"', html))
    client.post(url(merenland, "submit/"), typed | sure)
    log_in = CheckIn.objects.get(month_on="2026-11-01")
    assert (log_in.state, log_in.has_nothing_to_report) == ("submitted", False)
    assert log_in.updates.get(activity__code="2.1").problem == "Docent is ziek"


def test_no_change_in_a_first_log_says_something_true(merenland, browse):
    client = browse(merenland.leader)
    html = client.post(url(merenland), {"do": "keep"}, follow=True).content.decode()
    assert "0 activiteiten" not in html
    assert "Dit is het eerste log: er is geen vorige keer om over te nemen." in html
    assert "3 activiteiten vragen nog hoe het gaat." in html
