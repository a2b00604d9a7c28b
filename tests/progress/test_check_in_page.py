"""The page of the monthly log: what a leader sees, types, gets back and submits."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from regions.dutch import signed
from regions.plans.models import Activity, Milestone, Plan
from regions.progress.models import ActivityUpdate, CheckIn, RegionMonth

from .large import FIRST, WORDS, large_region
from .stories import NOW, log, obstacle

HOW = "KANARIE-HOE"
LATER = FIRST.plus(48)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def address(place, month: str = "2026-11", step: str = "") -> str:
    return f"/regions/{place.slug}/check-in/{month}/{step}"


def page(client, place, month: str = "2026-11", status: int = 200) -> str:
    response = client.get(address(place, month))
    assert response.status_code == status
    return response.content.decode()


def activity(place, code: str) -> int:
    return Activity.objects.get(plan=place.plan, code=code).pk


def typed(place, **codes: str) -> dict[str, str]:
    """Form fields by letter and code: typed(place, s1_1="behind") is the status of 1.1."""
    return {
        f"{name[0]}{activity(place, name[1:].replace('_', '.'))}": value
        for name, value in codes.items()
    }


def autosave(client, place, fields: dict, *codes: str, month: str = "2026-11", **more):
    rows = [activity(place, code) for code in codes]
    body = json.dumps({"fields": fields, "rows": rows, **more})
    return client.post(address(place, month, "save/"), body, content_type="application/json")


ALL_WELL = {"s1_1": "on_track", "s1_2": "on_track", "s2_1": "on_track", "n2_1": "64"}


def test_the_first_log_asks_for_everything_since_the_plan_began(merenland, browse):
    client = browse(merenland.leader)
    assert "Dit is het eerste maandlog" in page(client, merenland)
    log(merenland.region, "2026-10", {"1.2": {"status": "on_track"}})
    assert "Dit is het eerste maandlog" not in page(client, merenland)


def test_the_page_has_a_row_with_four_choices_for_each_activity_that_is_due(merenland, browse):
    html = page(browse(merenland.leader), merenland)
    assert "Wat is er deze maand gebeurd?" in html
    assert "Programmaleider · november 2026" in html
    assert "0 van 3 gelogd" in html
    assert html.count('value="stalled"') == 3
    assert "120 stageplekken voor 31 december 2027" in html


def test_the_address_without_a_month_is_the_month_that_runs(merenland, browse):
    log(merenland.region, "2026-10", {"1.2": {"status": "on_track"}})
    response = browse(merenland.leader).get(f"/regions/{merenland.slug}/check-in/")
    assert "november 2026" in response.content.decode()


def test_the_previous_answer_is_in_place(merenland, browse):
    log(merenland.region, "2026-10", {"1.2": {"status": "behind", "problem": "Te druk"}})
    html = page(browse(merenland.leader), merenland)
    chosen = re.findall(r'name="s(\d+)"\s+value="(\w+)" checked', html)
    assert chosen == [(str(activity(merenland, "1.2")), "behind")]
    assert not CheckIn.objects.filter(state="draft").exists()


def test_an_open_obstacle_is_asked_after_with_its_month_and_text(merenland, browse):
    told = {"status": "behind", "problem": "Te weinig plekken.", "recovery": HOW}
    log(merenland.region, "2026-09", {"2.1": told})
    obstacle(merenland.region, "2.1", "2026-09", recovery=HOW)
    html = page(browse(merenland.leader), merenland)
    assert "Sinds september; in het maandlog van september stond" in html
    assert "“Te weinig plekken.”" in html
    assert HOW in html
    assert "Opgepakt" in html


def test_an_autosave_keeps_the_rows_that_changed_and_tells_when(merenland, browse):
    fields = typed(merenland, s2_1="behind", n2_1="64", p2_1="Geen plek", r2_1=HOW)
    response = autosave(browse(merenland.leader), merenland, fields, "2.1", opening="a", active=40)
    told = response.json()
    assert response.status_code == 200
    assert told["saved_at"] == "13.00"
    assert told["answered"] == 1
    assert told["conflicts"] == []
    update = ActivityUpdate.objects.get()
    assert (update.status, update.counted, update.recovery) == ("behind", 64, HOW)
    assert told["revisions"][str(update.activity_id)] == update.revision
    assert CheckIn.objects.get().active_seconds == 40


def test_texts_of_a_row_that_goes_well_are_not_kept(merenland, browse):
    fields = typed(merenland, s2_1="on_track", p2_1="Toch niet")
    autosave(browse(merenland.leader), merenland, fields, "2.1")
    assert ActivityUpdate.objects.get().problem == ""


def test_a_milestone_is_reached_on_the_day_that_was_typed(merenland, browse):
    elective = Activity.objects.get(plan=merenland.plan, code="1.1")
    first = elective.milestones.order_by("due_on")[0]
    fields = typed(merenland, s1_1="on_track") | {
        f"m{elective.pk}-{first.pk}": "1",
        f"t{first.pk}": "2026-11-14",
    }
    assert autosave(browse(merenland.leader), merenland, fields, "1.1").status_code == 200
    met = ActivityUpdate.objects.get().milestones_met.get()
    assert (met.milestone_id, str(met.met_on)) == (first.pk, "2026-11-14")


def test_an_autosave_says_per_field_what_is_wrong_and_keeps_the_rest(merenland, browse):
    fields = typed(merenland, s1_2="on_track", s2_1="behind", n2_1="veel")
    response = autosave(browse(merenland.leader), merenland, fields, "1.2", "2.1")
    assert response.status_code == 422
    wrong = response.json()["errors"][str(activity(merenland, "2.1"))]
    assert "veel" in wrong["counted"]
    assert ActivityUpdate.objects.get().activity.code == "1.2"


def test_two_people_in_one_row_get_both_texts_and_nothing_is_overwritten(merenland, browse):
    client = browse(merenland.leader)
    autosave(client, merenland, typed(merenland, s2_1="behind", p2_1="Eerst"), "2.1")
    stale = typed(merenland, s2_1="behind", p2_1="Later", v2_1="0")
    (conflict,) = autosave(client, merenland, stale, "2.1").json()["conflicts"]
    assert conflict["activity"] == activity(merenland, "2.1")
    assert conflict["fields"] == {"p": {"theirs": "Eerst", "mine": "Later"}}
    assert conflict["time"] == "13.00"
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        (conflict,) = autosave(client, merenland, stale, "2.1").json()["conflicts"]
        assert conflict["time"] == "22 november, 13.00"
    assert ActivityUpdate.objects.get().problem == "Eerst"


def test_what_was_saved_yesterday_says_so(merenland, browse):
    client = browse(merenland.leader)
    autosave(client, merenland, {"going_well": "Het leerlab is open."})
    assert "✓ Bewaard om 13.00" in page(client, merenland)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert "✓ Bewaard op 22 november om 13.00" in page(client, merenland)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"fields": 3}', '{"fields": {}, "rows": 1}', "é{"]
    + [f'{{"fields": {{"s1": {value}}}, "rows": [1]}}' for value in ("[]", "{}", "3", "null")],
)
def test_what_is_no_autosave_is_refused_with_a_sentence(merenland, browse, body):
    client = browse(merenland.leader)
    response = client.post(address(merenland, step="save/"), body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["message"]


def test_an_activity_of_another_region_is_never_written(merenland, kustzoom, browse):
    strange = activity(kustzoom, "1.2")
    body = json.dumps({"fields": {f"s{strange}": "done"}, "rows": [strange]})
    client = browse(merenland.leader)
    response = client.post(address(merenland, step="save/"), body, content_type="application/json")
    assert response.status_code == 409
    assert not ActivityUpdate.objects.exists()


def test_without_scripts_the_page_saves_everything_at_once(merenland, browse):
    client = browse(merenland.leader)
    fields = typed(merenland, s1_2="on_track", n2_1="12") | {"going_well": "Het leerlab is open."}
    response = client.post(address(merenland), fields, follow=True)
    html = response.content.decode()
    assert "Bewaard om 13.00." in html
    assert "Het leerlab is open." in html
    assert "1 van 3 gelogd" in html
    assert 'value="12"' in html


def test_a_mistake_keeps_what_was_typed_and_leads_to_the_field(merenland, browse):
    fields = typed(merenland, s2_1="behind", n2_1="veel", p2_1="Geen plek")
    response = browse(merenland.leader).post(address(merenland), fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'href="#n{activity(merenland, "2.1")}"' in html
    assert 'value="veel"' in html
    assert "Geen plek" in html
    assert not CheckIn.objects.exists()


def test_finishing_too_early_says_what_is_missing_and_keeps_the_draft(merenland, browse):
    fields = typed(merenland, s1_2="on_track", s2_1="behind")
    response = browse(merenland.leader).post(address(merenland, step="submit/"), fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert "het maandlog is nog niet klaar" in html
    assert f'href="#s{activity(merenland, "1.1")}"' in html
    assert f'href="#p{activity(merenland, "2.1")}"' in html
    assert CheckIn.objects.get().state == "draft"


def test_finishing_gives_a_receipt_and_a_second_press_is_harmless(merenland, browse):
    client = browse(merenland.leader)
    fields = typed(merenland, **ALL_WELL) | {"opening": "x", "active": "110"}
    for _press in range(2):
        response = client.post(address(merenland, step="submit/"), fields, follow=True)
        html = response.content.decode()
        assert "Het maandlog van november 2026 is binnen. Dank je wel." in html
        assert "2 minuten" in html
    assert CheckIn.objects.get().state == "submitted"


def test_no_change_for_the_rest_takes_over_the_previous_answers(merenland, browse):
    log(
        merenland.region, "2026-10",
        {"1.1": {"status": "on_track"}, "1.2": {"status": "on_track"}},
    )  # fmt: skip
    client = browse(merenland.leader)
    fields = typed(merenland, s2_1="on_track") | {"do": "keep"}
    html = client.post(address(merenland), fields, follow=True).content.decode()
    assert "2 activiteiten zijn zoals de vorige keer." in html
    assert "3 van 3 gelogd" in html


def test_nothing_to_report_submits_the_month_in_one_press(merenland, browse):
    says = {code: {"status": "on_track"} for code in ("1.1", "1.2", "2.1")}
    log(merenland.region, "2026-10", says)
    client = browse(merenland.leader)
    html = client.post(address(merenland), {"do": "nothing"}, follow=True).content.decode()
    assert "is binnen" in html
    assert "Niets te melden deze maand." in page(client, merenland)


def test_an_activity_that_was_done_can_be_opened_again(merenland, browse):
    log(merenland.region, "2026-10", {"1.2": {"status": "done"}})
    client = browse(merenland.leader)
    html = page(client, merenland)
    assert "1 activiteit is klaar" in html
    (button,) = re.findall(r'value="(reopen-\d+)"', html)
    html = client.post(address(merenland), {"do": button}, follow=True).content.decode()
    assert "De activiteit staat weer open." in html
    assert "0 van 3 gelogd" in html


def test_advisors_and_the_bureau_read_a_submitted_log_and_the_steering_group_does_not(
    merenland, bureau, browse
):
    log(merenland.region, "2026-10", {"2.1": {"status": "behind", "problem": "P", "recovery": HOW}})
    for reader in (merenland.leader, merenland.advisor, bureau):
        assert HOW in page(browse(reader), merenland, "2026-10")
    assert HOW not in page(browse(merenland.chair), merenland, "2026-10", 403)


def test_an_advisor_sees_no_draft_and_cannot_write(merenland, browse):
    autosave(browse(merenland.leader), merenland, {"going_well": "CONCEPT", "v": "0"})
    client = browse(merenland.advisor)
    html = page(client, merenland)
    assert "Het maandlog van november 2026 is er nog niet" in html
    assert "CONCEPT" not in html
    assert client.post(address(merenland), {}).status_code == 403
    assert autosave(client, merenland, {"going_well": "x"}).status_code == 403


def test_a_correction_needs_a_reason_and_shows_both_versions(merenland, browse):
    log(merenland.region, "2026-10", {"1.2": {"status": "on_track"}}, going_well="EERST")
    client = browse(merenland.leader)
    correct = address(merenland, "2026-10", "correct/")
    assert client.post(correct, {"reason": " "}).status_code == 422
    html = client.post(correct, {"reason": "Aantal klopte niet"}, follow=True).content.decode()
    assert "Aantal klopte niet" in html
    assert "EERST" in html
    fields = typed(merenland, **ALL_WELL) | {"going_well": "DAARNA", "v": "0"}
    fields |= dict(re.findall(r'name="(v\d*)" value="(\d+)"', html))
    client.post(address(merenland, "2026-10", "submit/"), fields)
    html = page(client, merenland, "2026-10")
    assert "Aantal klopte niet" in html
    assert html.index("DAARNA") < html.index("EERST")


def test_a_correction_can_be_dropped(merenland, browse):
    log(merenland.region, "2026-10", {"1.2": {"status": "on_track"}})
    client = browse(merenland.leader)
    correct = address(merenland, "2026-10", "correct/")
    client.post(correct, {"reason": "Toch niet"})
    client.post(correct, {"do": "discard"})
    assert CheckIn.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        ("2026-12", "december 2026 is nog niet begonnen"),
        ("2024-12", "In december 2024 liep het plan nog niet"),
    ],
)
def test_a_month_outside_the_plan_names_the_months_that_can_be_logged(
    merenland, browse, month, sentence
):
    client = browse(merenland.leader)
    html = page(client, merenland, month, 404)
    assert sentence in html
    assert "november 2026" in html
    assert client.post(address(merenland, month), {}).status_code == 404
    assert autosave(client, merenland, {"going_well": "x"}, month=month).status_code >= 400
    assert not CheckIn.objects.exists()


def test_without_an_approved_plan_the_page_leads_to_the_import(merenland, browse):
    Plan.objects.filter(pk=merenland.plan.pk).update(state="superseded")
    html = page(browse(merenland.leader), merenland)
    assert f"/regions/{merenland.slug}/plan/import/" in html


def test_the_list_tells_of_every_month_how_its_log_stands(merenland, browse):
    log(merenland.region, "2026-09", {"1.2": {"status": "on_track"}})
    log(merenland.region, "2026-09", {"1.2": {"status": "behind", "problem": "x"}})
    client = browse(merenland.advisor)
    html = client.get(f"/regions/{merenland.slug}/check-ins/").content.decode()
    assert "Er ontbreken 16 maandlogs" in html
    assert "Ingediend en verbeterd" in html
    assert "Nog niet gelogd" in html
    csv = client.get(f"/regions/{merenland.slug}/check-ins/export.csv").content.decode("utf-8-sig")
    assert "2026-09;Ingediend en verbeterd;2026-10-01;2" in csv
    assert csv.count("Ontbreekt") == 16
    assert "Niet gevraagd" not in csv  # the list begins when the plan was approved, in June 2025


@pytest.fixture
def grootland(db, browse):
    """Forty activities and 48 logs, in the month after, with the numbers of a grown database."""
    with connection.cursor() as cursor:
        for model in (Activity, Milestone):
            sequence = f"{model._meta.db_table}_id_seq"
            cursor.execute(
                f"SELECT setval('{sequence}', GREATEST(20000, last_value)) FROM {sequence}"
            )
    region, leader = large_region()
    with time_machine.travel(LATER.start, tick=False):
        yield browse(leader), region


def test_forty_activities_stay_one_small_page_with_few_queries(
    grootland, django_assert_max_num_queries
):
    client, region = grootland
    with django_assert_max_num_queries(21):
        response = client.get(f"/regions/{region.slug}/check-in/{LATER}/")
    assert response.status_code == 200
    assert response.content.count(b"<fieldset") == 40
    assert len(response.content) <= 48_000


def test_a_long_page_asks_more_of_one_activity_and_keeps_what_it_did_not_ask(grootland):
    client, region = grootland
    url = f"/regions/{region.slug}/check-in/{LATER}/"
    html = client.get(url).content.decode()
    first = Activity.objects.filter(plan__region=region).first().pk
    assert f'name="r{first}"' not in html
    sent = {f"f{first}": "open", f"p{first}": "Er komt een stagiair.", "do": f"more-{first}"}
    answer = client.post(url, sent)
    assert answer.headers["Location"] == f"{url}?more={first}#h{first}"
    kept = ActivityUpdate.objects.get(activity=first, check_in__state="draft")
    assert (kept.problem, kept.recovery) == ("Er komt een stagiair.", WORDS)
    html = client.get(answer.headers["Location"]).content.decode()
    assert f'name="r{first}"' in html
    sent = {f"f{first}": "open", f"p{first}": "", f"r{first}": "", f"v{first}": "1"}
    body = json.dumps({"fields": sent, "rows": [first]})
    client.post(f"{url}save/", body, content_type="application/json")
    kept.refresh_from_db()
    assert kept.recovery == ""


def test_what_a_long_page_does_not_show_stays_as_it_was_kept(grootland):
    client, region = grootland
    url = f"/regions/{region.slug}/check-in/{LATER}/"
    client.post(url, {"do": "keep"})
    names = ("activity", "status", "counted", "problem", "is_unchanged", "revision")
    rows = ActivityUpdate.objects.filter(check_in__state="draft").order_by("activity")
    before = list(rows.values_list(*names))
    assert len(before) == 40
    sent = dict(re.findall(r'name="(v\d+)" value="(\d+)"', client.get(url).content.decode()))
    assert client.post(url, sent | {"do": "save"}).status_code == 302
    assert list(rows.values_list(*names)) == before


def test_saving_one_activity_of_forty_asks_few_queries(grootland, django_assert_max_num_queries):
    client, region = grootland
    pk = Activity.objects.filter(plan__region=region).first().pk
    body = json.dumps({"fields": {f"s{pk}": "on_track", f"n{pk}": "3"}, "rows": [pk]})
    url = f"/regions/{region.slug}/check-in/{LATER}/save/"
    with django_assert_max_num_queries(15):
        assert client.post(url, body, content_type="application/json").status_code == 200


def test_the_receipt_says_how_the_tempo_was_measured_by_this_log(merenland, browse):
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 40}})
    client = browse(merenland.leader)
    fields = typed(merenland, **ALL_WELL)
    html = client.post(address(merenland, step="submit/"), fields, follow=True).content.decode()
    measured = RegionMonth.objects.get(region=merenland.region, month_on="2026-11-01")
    before = RegionMonth.objects.get(region=merenland.region, month_on="2026-10-01")
    assert "Wat dit maandlog over het plan zegt" in html
    for one in (before, measured):
        assert signed(one.tempo_months) in html


def test_the_tick_in_a_bar_is_explained_where_there_is_one(merenland, browse):
    """An activity that is behind stands in the first group, with its bar."""
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 1}})
    html = page(browse(merenland.leader), merenland)
    assert html.count('<svg class="bar"') == 1
    assert html.count('<span class="tick">') == 1
    assert "= plan op 22 november" in html


def test_where_rows_are_open_the_message_offers_to_keep_them_as_they_were(merenland, browse):
    told = {"status": "behind", "problem": "Te weinig plekken."}
    log(merenland.region, "2026-10", {"2.1": told})
    obstacle(merenland.region, "2.1", "2026-10")
    client = browse(merenland.leader)
    sent = typed(merenland, s1_1="on_track", s1_2="on_track")
    html = client.post(address(merenland, step="submit/"), sent).content.decode()
    summary = html.split('class="error-summary"')[1].split("</div>")[0]
    assert 'name="do" value="keep">Verder geen wijziging' in summary
    html = client.post(address(merenland), {**sent, "do": "keep"}, follow=True).content.decode()
    assert "3 van 3 gelogd" in html
