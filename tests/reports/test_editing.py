"""What a person writes stays, whatever the sources say later; what changed under it is shown."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.reports.editing.answering import back_to_draft, settle, write
from regions.reports.editing.progress import Stand
from regions.reports.editing.refreshing import refresh
from regions.reports.editing.shown import pieces_of, text_shown
from regions.reports.editing.under import Under, changed_under, taken_over
from regions.reports.models import ReportAnswer
from regions.reports.pages.page import all_answered
from regions.reports.sentences import Sentence, text_of
from tests.conftest import NOW
from tests.progress.stories import log
from tests.reports.drafts import PRAISE, eight_logs, part, progress_report, report_on

pytestmark = pytest.mark.usefixtures("on_22_november")

words = st.text(alphabet="abc déé“”. \n", max_size=30)
sentences = st.dictionaries(st.sampled_from("abcdef"), words, max_size=5).map(
    lambda told: [Sentence(key, text).to_json() for key, text in told.items()]
)


def test_a_refresh_leaves_what_was_written_and_shows_what_changed(merenland):
    log(merenland.region, "2026-05", going_well=PRAISE)
    report = report_on(merenland, "good", scope="whole")
    write(part(report), f"{PRAISE} Wij ook.", merenland.leader, NOW)
    log(merenland.region, "2026-06", going_well=PRAISE)
    assert refresh(report, NOW) == 1
    answer = part(report)
    assert answer.text == f"{PRAISE} Wij ook."
    [change] = changed_under(answer)
    assert (change.before, change.now) == (PRAISE, f"{PRAISE[:-1]} (in mei en juni).")


def test_what_nobody_wrote_follows_the_sources(merenland):
    report = report_on(merenland, "good", scope="whole")
    log(merenland.region, "2026-06", going_well=PRAISE)
    assert refresh(report, NOW) == 0
    assert text_shown(part(report)) == PRAISE


@given(drafts=st.lists(sentences, min_size=1, max_size=5), text=words, writes_at=st.integers(0, 4))
def test_no_refresh_ever_loses_an_edit(drafts, text, writes_at):
    """Any row of drafts, and an edit after any of them: the text stays to the letter, and what
    changed is exactly what the draft of then and the draft of now differ in."""
    answer = ReportAnswer(drafted=drafts[0])
    seen = None
    for number, draft in enumerate(drafts):
        answer.drafted = draft  # all that a refresh does
        if number == min(writes_at, len(drafts) - 1):
            answer.text, answer.seen = text, answer.drafted
            seen = draft
        if seen is not None:
            assert text_shown(answer) == text
            was = Counter((one["key"], one["text"]) for one in seen if one["text"])
            now = Counter((one["key"], one["text"]) for one in draft if one["text"])
            told = changed_under(answer)
            assert Counter((c.key, c.before) for c in told if c.before) == was - now
            assert Counter((c.key, c.now) for c in told if c.now) == now - was


@given(text=words, before=words, now=words)
def test_taking_over_leaves_every_other_word(text, before, now):
    told = taken_over(text, Under("a", before, now)).split()
    stands = bool(before) and before in text
    assert told == (text.replace(before, now, 1) if stands else f"{text} {now}").split()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(steps=st.lists(st.sampled_from(["log", "refresh", "write", "other"]), max_size=6))
def test_in_the_database_too_no_refresh_loses_an_edit(merenland, steps):
    """The same with rows: logs, refreshes and edits in any order."""
    from django.db import transaction

    with transaction.atomic():
        log(merenland.region, "2026-01", {"2.1": {"status": "on_track"}})
        report = report_on(merenland, "activities", "good")
        wrote = {}
        for number, step in enumerate(steps, 2):
            if step == "log":
                told = {"1.1": {"status": "behind" if number % 2 else "done"}}
                log(merenland.region, f"2026-{number:02}", told, going_well=f"Goed {number}.")
            elif step == "refresh":
                refresh(report, NOW)
            else:
                subject = "1" if step == "write" else "2"
                wrote[subject] = f"Eigen zin {number}."
                write(part(report, subject), wrote[subject], merenland.leader, NOW)
        refresh(report, NOW)
        assert {subject: part(report, subject).text for subject in wrote} == wrote
        transaction.set_rollback(True)


def test_a_change_is_taken_over_in_its_place_or_left(merenland):
    log(merenland.region, "2026-05", going_well=PRAISE)
    report = report_on(merenland, "good", scope="whole")
    write(part(report), f"Eerst dit. {PRAISE} En dan dat.", merenland.leader, NOW)
    log(merenland.region, "2026-06", going_well=PRAISE)
    refresh(report, NOW)
    [change] = changed_under(part(report))
    assert settle(part(report), change.key, is_taken=True)
    answer = part(report)
    assert answer.text == f"Eerst dit. {PRAISE[:-1]} (in mei en juni). En dan dat."
    assert changed_under(answer) == []
    assert not settle(answer, change.key, is_taken=True)


def test_who_leaves_the_text_is_asked_no_more(merenland):
    report = report_on(merenland, "good", scope="whole")
    write(part(report), "Mijn tekst.", merenland.leader, NOW)
    log(merenland.region, "2026-06", going_well=PRAISE)
    refresh(report, NOW)
    [change] = changed_under(part(report))
    assert settle(part(report), change.key, is_taken=False)
    assert (part(report).text, changed_under(part(report))) == ("Mijn tekst.", [])


def test_writing_below_an_open_place_closes_it(merenland):
    report = report_on(merenland, "own", scope="whole")
    [question] = all_answered(report)
    assert (question.stand, question.gaps) == (Stand.EMPTY, 1)
    write(part(report), "Aan alles is voldaan.", merenland.leader, NOW)
    [question] = all_answered(report)
    assert (question.stand, question.gaps) == (Stand.READY, 0)


def test_the_draft_typed_again_is_no_edit_and_one_may_go_back(merenland):
    log(merenland.region, "2026-05", going_well=PRAISE)
    report = report_on(merenland, "good", scope="whole")
    write(part(report), text_of(part(report).sentences), merenland.leader, NOW)
    assert not part(report).is_edited
    write(part(report), "Anders.", merenland.leader, NOW)
    back_to_draft(part(report))
    assert (part(report).text, text_shown(part(report))) == (None, PRAISE)


def test_two_people_do_not_write_over_each_other(merenland):
    report = report_on(merenland, "good", scope="whole")
    mine, theirs = part(report), part(report)
    write(theirs, "Van haar.", merenland.leader, NOW)
    with pytest.raises(ValidationError):
        write(mine, "Van mij.", merenland.leader, NOW)
    assert part(report).text == "Van haar."


def test_own_words_stand_between_sentences_with_a_source(merenland):
    log(merenland.region, "2026-05", going_well=PRAISE)
    report = report_on(merenland, "good", scope="whole")
    write(part(report), f"Vooraf. {PRAISE} Daarna.", merenland.leader, NOW)
    pieces = pieces_of(part(report))
    assert [(piece.text, piece.is_own) for piece in pieces] == [
        ("Vooraf.", True), (PRAISE, False), ("Daarna.", True)
    ]  # fmt: skip
    assert [origin.label for origin in pieces[1].origins] == ["log mei"]


def test_what_left_the_plan_keeps_what_was_written_and_drops_what_was_not(merenland):
    report = report_on(merenland, "activities")
    question = report.format.questions.get()
    for subject, text in (("8", "Over de stages."), ("9", None)):
        ReportAnswer.objects.create(
            report=report, question=question, subject=subject, heading=subject, text=text
        )
    refresh(report, NOW)
    answer = part(report, "8")
    assert (answer.text, answer.is_gone) == ("Over de stages.", True)
    assert not report.answers.filter(subject="9").exists()
    back_to_draft(answer)
    assert not report.answers.filter(subject="8").exists()


def test_the_page_saves_what_is_typed_and_says_what_changed_meanwhile(merenland, browse):
    log(merenland.region, "2026-05", going_well=PRAISE)
    report = report_on(merenland, "good", scope="whole")
    client, answer = browse(merenland.leader), part(report)
    address = reverse("report_answer", args=["merenland", report.pk, answer.pk])
    form = client.get(address).context["form"]
    sent = {"as_seen": form["as_seen"].value(), "drafted_mark": form["drafted_mark"].value()}
    log(merenland.region, "2026-06", going_well="Nog iets.")
    refresh(report, NOW)
    refused = client.post(address, {**sent, "text": "Van mij."})
    assert refused.status_code == 422 and "Van mij." in refused.content.decode()
    assert "Nog iets." in refused.content.decode() and part(report).text is None
    again = refused.context["form"]
    sent = {"as_seen": again["as_seen"].value(), "drafted_mark": again["drafted_mark"].value()}
    assert client.post(address, {**sent, "text": "Van mij."}).status_code == 302
    assert part(report).text == "Van mij."


def test_the_heading_counts_what_is_ready_and_what_to_look_at(merenland, browse):
    log(merenland.region, "2026-05", {"2.1": {"status": "on_track"}}, going_well=PRAISE)
    report = progress_report(merenland)
    write(part(report, number=6), "Aan alles is voldaan.", merenland.leader, NOW)
    write(part(report), f"{PRAISE} Echt.", merenland.leader, NOW)
    log(merenland.region, "2026-06", {"2.1": {"status": "on_track"}}, going_well=PRAISE)
    refresh(report, NOW)
    page = browse(merenland.leader).get(reverse("report", args=["merenland", report.pk]))
    stands = {one.question.position: one.stand for one in page.context["questions"]}
    assert (stands[1], stands[6]) == (Stand.CHECK, Stand.READY)
    ready = [number for number, stand in stands.items() if stand == Stand.READY]
    assert ready == [6, 7]
    # The praise, which is of two months now.
    assert page.context["heading"] == (
        "Twee van de zeven vragen zijn klaar, één zin moet je nakijken"
    )


def test_the_page_takes_as_many_queries_however_many_answers(merenland, browse):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    eight_logs(merenland)
    few, many = report_on(merenland, "activities", scope="whole"), progress_report(merenland)
    client = browse(merenland.leader)

    def taken(report) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("report", args=["merenland", report.pk])).status_code == 200
        return len(asked)

    taken(few)
    assert taken(many) == taken(few)
