"""No button changes what somebody entered in this log, and a correction changes what was touched.

The acts are done as a browser does them: a page is loaded, its fields are read from the HTML, some
are changed, and all are sent. What is stored is read from the rows.
"""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from regions.months import Month
from regions.plans.models import Activity
from regions.progress.log.forms import FIELDS
from regions.progress.measure.snapshots import refresh_region
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet, Obstacle, RegionMonth
from regions.progress.obstacles.chapters import retell_obstacles
from tests.conftest import member, person
from tests.forms import forms_on
from tests.progress.stories import NOW, log

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
CODES = ("1.1", "1.2", "2.1")
BEFORE = {
    "1.1": {"status": "on_track"},
    "1.2": {"status": "behind", "problem": "Te druk", "outlook": "recover", "recovery": "Later"},
    "2.1": {"status": "on_track", "counted": 64},
}


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def sent_by_log(html: str) -> dict:
    """What a browser would send of the form of the log; nothing where a page has none."""
    return next((form.fields for form in forms_on(html) if "going_well" in form.names), {})


class Window:
    """One open page of the log; `typed` is what its person changed since it was loaded."""

    def __init__(self, client, place, month: Month) -> None:
        self.client, self.place, self.url = (
            client,
            place,
            f"/regions/{place.slug}/check-in/{month}/",
        )
        self.ids = {
            activity.code: activity.pk for activity in Activity.objects.filter(plan=place.plan)
        }
        self.load()

    def load(self) -> None:
        self.show(self.client.get(self.url).content.decode())

    def show(self, html: str) -> None:
        self.fields, self.typed = sent_by_log(html), {}

    def type(self, code: str, field: str, value: str) -> None:
        self.typed[f"{FIELDS[field]}{self.ids[code]}"] = value

    def press(self, do: str) -> None:
        sent = {**self.fields, **self.typed, "do": do}
        response = self.client.post(self.url, sent, follow=True)
        assert response.status_code in (200, 422)
        if "Iemand anders" not in response.content.decode():
            self.show(response.content.decode())

    def autosave(self) -> None:
        codes = [c for c, pk in self.ids.items() if any(n[1:] == str(pk) for n in self.typed)]
        rows = [self.ids[code] for code in codes]
        mine = {n: v for n, v in {**self.fields, **self.typed}.items() if n[1:] in map(str, rows)}
        body = json.dumps({"fields": mine, "rows": rows})
        answer = self.client.post(f"{self.url}save/", body, content_type="application/json")
        for pk, revision in answer.json().get("revisions", {}).items():
            self.fields[f"v{pk}"] = str(revision)
            for name in [name for name in self.typed if name[1:] == pk]:
                self.fields[name] = self.typed.pop(name)


def stored(place) -> dict[tuple[str, str], object]:
    """What this log holds, by code and field, without what is empty."""
    rows = ActivityUpdate.objects.filter(
        check_in__region=place.region, check_in__month_on=NOVEMBER.first_day
    )
    return {
        (row.activity.code, name): value
        for row in rows.order_by("check_in__version")
        for name in FIELDS
        if (value := getattr(row, name)) not in ("", None)
    }


ACTS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(CODES), st.just("counted"),
              st.sampled_from(["3", "70", "915"])),
    st.tuples(st.just("type"), st.sampled_from(CODES), st.just("status"),
              st.sampled_from(["on_track", "behind", "stalled", "done"])),
    st.tuples(st.just("type"), st.sampled_from(CODES), st.just("problem"),
              st.sampled_from(["Docent ziek", "Lokaal dicht"])),
    st.tuples(st.just("type"), st.just("1.2"), st.just("obstacle_fate"),
              st.sampled_from(["open", "picked_up"])),
    st.tuples(st.just("press"), st.sampled_from(["keep", "nothing", "save", "submit"])),
    st.tuples(st.just("autosave")),
    st.tuples(st.just("load")),
)  # fmt: skip
WHO = st.integers(0, 1)


@pytest.fixture
def two_people(merenland, browse):
    second = person("Jelle Bos")
    member(second, "leader", merenland.region)
    log(merenland.region, "2026-10", BEFORE)
    retell_obstacles(merenland.region, set(merenland.plan.activities.values_list("key", flat=True)))
    return browse(merenland.leader), browse(second)


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
@example([(0, ("type", "2.1", "counted", "915")), (0, ("autosave",)), (0, ("press", "keep"))])
@example([(0, ("type", "2.1", "counted", "915")), (0, ("press", "keep"))])
@example([(0, ("type", "2.1", "counted", "915")), (0, ("press", "nothing"))])
@example([(0, ("type", "2.1", "counted", "3")), (0, ("autosave",)), (1, ("press", "keep"))])
@example([(0, ("type", "1.1", "problem", "Docent ziek")), (0, ("press", "keep"))])
@example([(0, ("type", "1.2", "obstacle_fate", "picked_up")), (0, ("press", "keep"))])
@given(st.lists(st.tuples(WHO, ACTS), max_size=6))
def test_no_button_changes_what_somebody_entered_in_this_log(merenland, two_people, acts):
    with transaction.atomic():
        windows = [Window(client, merenland, NOVEMBER) for client in two_people]
        for who, (act, *how) in acts:
            before, window = stored(merenland), windows[who]
            own = {
                (code, name): window.typed[f"{letter}{pk}"]
                for code, pk in window.ids.items()
                for name, letter in FIELDS.items()
                if f"{letter}{pk}" in window.typed
            }
            getattr(window, act)(*how)
            after = stored(merenland)
            for place, value in before.items():
                if place not in own and not _is_silenced(place, own, after):
                    assert after.get(place) == value, (act, how, place)
            if act == "press" and how[0] in ("keep", "nothing"):
                _holds_what_was_typed(own, before, after)
        transaction.set_rollback(True)


def _is_silenced(place, own, after) -> bool:
    """Words of what does not succeed go where the same person says that it goes well, and what
    becomes of an obstacle says how it stands."""
    code, name = place
    is_well = after.get((code, "status")) in ("on_track", "done")
    if (code, "obstacle_fate") in own and name not in ("counted", "problem"):
        return True
    no_question = name == "decision_asked" and after.get((code, "status")) == "behind"
    return (
        (code, "status") in own and (is_well or no_question) and name not in ("counted", "status")
    )


def _holds_what_was_typed(own, before, after) -> None:
    """A count that was typed before a quick button was pressed is in the log, or was refused."""
    for (code, name), value in own.items():
        is_new = not any(place[0] == code for place in before)
        if is_new and name == "counted":
            assert after.get((code, name)) == int(value)


STORIES = st.fixed_dictionaries(
    {
        code: st.fixed_dictionaries(
            {
                "status": st.sampled_from(["on_track", "behind", "stalled", "done"]),
                "counted": st.none() | st.integers(0, 200),
                "problem": st.just("Docent ziek"),
                "recovery": st.sampled_from(["", "Vervanger"]),
                "outlook": st.sampled_from(["", "recover", "postponed", "lost"]),
                "lost_count": st.none() | st.integers(0, 20),
                "obstacle_fate": st.sampled_from(["", "open", "picked_up", "moved", "let_go"]),
            }
        )
        for code in CODES
    }
)


def _as_told(story: dict) -> dict:
    """What a page can say: words where it does not go by itself, a fate only of an obstacle."""
    told = {code: dict(said) for code, said in story.items()}
    for code, said in told.items():
        if said["status"] in ("on_track", "done"):
            said.update(problem="", recovery="", outlook="", lost_count=None)
        if said["outlook"] != "lost":
            said["lost_count"] = None
        if code != "2.1":
            said["counted"] = None
        if code != "1.2":
            said["obstacle_fate"] = ""
    return told


def _facts(place) -> tuple:
    log_in = CheckIn.objects.filter(
        region=place.region, month_on=NOVEMBER.first_day, state="submitted"
    ).latest("version")
    names = [*FIELDS, "is_unchanged", "activity_id", "activity_key"]
    rows = list(log_in.updates.order_by("activity_id").values_list(*names))
    met = MilestoneMet.objects.filter(update__check_in=log_in).order_by("milestone_id")
    chapters = Obstacle.objects.order_by("activity_id", "opened_on")
    left_out = {"id", "version", "submitted_at"}
    shown = [
        field.name for field in RegionMonth._meta.concrete_fields if field.name not in left_out
    ]
    return (
        rows,
        list(met.values_list("milestone_id", "met_on")),
        (log_in.going_well, log_in.has_nothing_to_report),
        list(chapters.values_list("activity_id", "problem", "state", "opened_on", "closed_on",
                                  "recovery", "is_stalled")),
        [[str(getattr(row, name)) for name in shown if "log" not in name and "check_in" not in name]
         for row in RegionMonth.objects.filter(region=place.region).order_by("month_on")],
    )  # fmt: skip


@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
@given(STORIES, st.integers(0, 1), st.booleans())
def test_a_correction_without_touches_gives_the_same_log(
    merenland, two_people, browse, story, met, is_later
):
    region, later = merenland.region, Month(2026, 12).start + timedelta(days=9)
    with time_machine.travel(later, tick=False), transaction.atomic():
        told = _as_told(story)
        told["1.1"]["met"] = met
        log(region, "2026-11", told, going_well="Alles goed")
        if is_later:
            log(region, "2026-12", {"1.2": {"status": "behind", "problem": "Nieuw"}})
        keys = set(merenland.plan.activities.values_list("key", flat=True))
        retell_obstacles(region, keys)
        refresh_region(region, OCTOBER, later)
        before, client = _facts(merenland), browse(merenland.leader)
        url = f"/regions/{merenland.slug}/check-in/2026-11/"
        client.post(f"{url}correct/", {"reason": "Nakijken"})
        window = Window(client, merenland, NOVEMBER)
        window.press("submit")
        assert CheckIn.objects.filter(month_on=NOVEMBER.first_day, state="submitted").count() == 2
        assert _facts(merenland) == before
        transaction.set_rollback(True)
