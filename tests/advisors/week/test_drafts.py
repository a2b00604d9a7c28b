"""A talk that was not saved yet: kept for who typed it, and read by nobody else."""

import json

import pytest
from django.urls import reverse

from advisors.models import Promise, Rhythm, Talk, TalkDraft
from advisors.talks.audience import promises_for
from regions.models import Role
from sto_portal.privacy.people import old_drafts
from tests.advisors.test_talks import fields
from tests.conftest import NOW, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
WORD = "kamperfoelie"
CARD = "/regions/merenland/call-card/"


def send(page, note: str, revision: int, **more):
    body = json.dumps({"fields": {"note": note, "cap": "coach", **more}, "revision": revision})
    return page.post(f"{CARD}draft/", body, content_type="application/json")


def test_what_was_typed_stands_there_again_and_goes_when_the_talk_is_saved(merenland, browse):
    page = browse(merenland.advisor)
    answer = send(page, WORD, 0, **{"agreed-1-text": "Tweede regel", "hack": "x"})
    assert answer.json()["revision"] == 1
    assert "hack" not in TalkDraft.objects.get().fields
    text = page.get(CARD).content.decode()
    assert WORD in text and "Tweede regel" in text
    page.post(CARD, fields("coach"))
    assert Talk.objects.count() == 1 and not TalkDraft.objects.exists()


def test_an_empty_note_leaves_no_draft(merenland, browse):
    page = browse(merenland.advisor)
    assert send(page, "", 0).json()["revision"] == 0
    send(page, WORD, 0)
    assert send(page, " ", 1).json()["revision"] == 0
    assert not TalkDraft.objects.exists()


def test_a_second_tab_overwrites_nothing_and_hears_what_stands_there(merenland, browse):
    page = browse(merenland.advisor)
    send(page, "Eerste tab", 0)
    met = send(page, "Tweede tab", 0)
    assert met.status_code == 409 and met.json()["note"] == "Eerste tab"
    page.post(CARD, fields("coach"))
    met = send(page, "Eerste tab en meer", 1)
    assert met.status_code == 409 and met.json()["note"] is None
    assert not TalkDraft.objects.exists()


def test_nobody_else_reads_a_draft(merenland, kustzoom, bureau, browse):
    send(browse(merenland.advisor), f"Half getypt {WORD}", 0)
    colleague, later = person("Collega Ernaast"), person("Later Erbij")
    member(colleague, Role.ADVISOR, merenland.region)
    member(later, Role.DEPUTY, merenland.region)
    others = [merenland.leader, merenland.chair, bureau, kustzoom.advisor, kustzoom.leader]
    for who in [*others, colleague, later]:
        page = browse(who)
        for door in (CARD, reverse("talks", args=["merenland"]), reverse("contact_log"),
                     reverse("advisor"), f"{reverse('search')}?q={WORD}"):  # fmt: skip
            text = page.get(door, follow=True).content.decode()
            assert f"Half getypt {WORD}" not in text, (who, door)
        assert WORD not in page.get(reverse("account_export")).getvalue().decode()
    assert WORD in browse(merenland.advisor).get(reverse("account_export")).getvalue().decode()


def test_a_draft_of_who_does_not_advise_any_more_opens_to_nobody_and_goes_in_time(
    merenland, browse
):
    send(browse(merenland.advisor), WORD, 0)
    merenland.advisor.memberships.update(ends_on=NOW.date().replace(day=1))
    assert browse(merenland.advisor).get(CARD).status_code == 404
    assert not old_drafts(NOW).exists()
    TalkDraft.objects.update(saved_at=NOW.replace(month=10, day=20))
    assert old_drafts(NOW).count() == 1


def test_a_tick_on_the_card_keeps_the_note_without_scripts_and_reloads_nothing_with_them(
    merenland, browse
):
    held = Talk.objects.create(
        region=merenland.region, author=merenland.advisor, cap="coach", note="N", held_on=NOW.date()
    )
    promise = Promise.objects.create(talk=held, who="advisor", text="Stuur het voorbeeld")
    page, turn = browse(merenland.advisor), reverse("promise_turn", args=[promise.pk])
    typed = fields("coach", note=WORD, revision="0", to="done", **{"from": "card"})
    assert page.post(turn, typed).status_code == 302
    assert WORD in page.get(CARD).content.decode()
    for _again in range(2):
        part = page.post(turn, {"from": "card", "to": "open"}, headers={"X-Part": "1"})
        assert part.status_code == 200 and "data-item" in part.content.decode()
    promise.refresh_from_db()
    assert promise.done_on is None


def test_what_is_wrong_with_an_agreement_stands_in_the_summary_and_i_am_the_usual_one(
    merenland, browse
):
    page = browse(merenland.advisor)
    half = fields("coach", **{"agreed-0-who": "", "agreed-0-text": "Bellen"})
    text = page.post(CARD, half).content.decode()
    assert 'href="#id_agreed-0-who"' in text and "error-summary" in text
    assert '<option value="advisor" selected>Ik</option>' in page.get(CARD).content.decode()


def test_a_sentence_of_a_closed_talk_is_handed_over_alone(merenland, browse):
    page = browse(merenland.advisor)
    told = {"agreed-0-who": "leader", "agreed-0-text": "Rol op de agenda"}
    answer = page.post(CARD, fields("mediator", note=WORD, **told), follow=True)
    assert "De programmaleider leest dit niet" in answer.content.decode()
    promise = Promise.objects.get()
    assert promise not in promises_for(merenland.leader)
    page.post(reverse("promise_hand", args=[promise.pk]), {"from": "saved", "alone": "yes"})
    text = browse(merenland.leader).get(reverse("talks", args=["merenland"])).content.decode()
    assert "Rol op de agenda" in text and WORD not in text


def test_the_next_talk_is_planned_in_one_tap_by_the_rhythm(merenland, browse):
    Rhythm.objects.create(region=merenland.region, weeks=6, agreed_on=NOW.date())
    page = browse(merenland.advisor)
    answer = page.post(CARD, fields("coach", taps="20"), follow=True)
    talk = Talk.objects.get()
    assert talk.minutes == 20 and "Plan het op maandag 4 januari" in answer.content.decode()
    told = {"planned_on": "2027-01-04"}
    answer = page.post(reverse("talk_next", args=[talk.pk]), told, follow=True)
    assert "talk.ics" in answer.content.decode()
    assert page.post(reverse("talk_next", args=[talk.pk]), {"planned_on": "x"}).status_code == 422
