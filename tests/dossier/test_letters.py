"""Letters of DUS-I, with their files: what they ask becomes a task, what they point at returns."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regions.dossier.letters.points import points_of_attention
from regions.dossier.models import Letter, Notice, Point
from regions.dossier.terms import terms_of
from regions.partners.models import Document
from tests.progress.stories import log

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
TODAY = datetime.date(2026, 11, 22)
DOSSIER = "/regions/merenland/dossier/"
LETTERS = f"{DOSSIER}letters/"
SCAN = b"\xff\xd8\xff\xe0 een scan"


def scan(name: str = "brief.jpg", content: bytes = SCAN) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def letter(merenland) -> Letter:
    return Letter.objects.create(
        region=merenland.region, kind="questions", subject="Vragen", dated_on="2026-11-02"
    )


def test_a_scanned_letter_stands_in_the_dossier(merenland, browse):
    client = browse(merenland.leader)
    given = {"kind": "decision", "subject": "Besluit", "dated_on": "2-11-2026", "paper": scan()}
    client.post(f"{LETTERS}new/", given)
    row = Letter.objects.get()
    page = client.get(f"{LETTERS}{row.pk}/").content.decode()
    assert "brief.jpg" in page and "2 november 2026" in page
    file = browse(merenland.advisor).get(f"{DOSSIER}files/{Document.objects.get().uid}/")
    assert file.content == SCAN and file["X-Content-Type-Options"] == "nosniff"
    client.post(f"{LETTERS}{row.pk}/remove/")
    assert not Document.objects.exists(), "no file stays behind"


@pytest.mark.parametrize("paper", [scan("brief.exe"), scan("brief.pdf"), scan("brief.jpg", b"")])
def test_only_kinds_on_the_list_are_taken_and_only_when_they_are_so(merenland, browse, paper):
    given = {"kind": "decision", "subject": "Besluit", "dated_on": "2-11-2026", "paper": paper}
    answer = browse(merenland.leader).post(f"{LETTERS}new/", given)
    assert answer.status_code == 422 and "Besluit" in answer.content.decode()
    assert not Letter.objects.exists() and not Document.objects.exists()


def test_a_file_of_the_dossier_is_not_had_by_the_door_of_another_region(
    merenland, kustzoom, letter, browse
):
    browse(merenland.leader).post(f"{LETTERS}{letter.pk}/edit/", {
        "kind": "questions", "subject": "Vragen", "dated_on": "2-11-2026", "paper": scan(),
    })  # fmt: skip
    uid = Document.objects.get().uid
    client = browse(kustzoom.leader)
    assert client.get(f"/regions/kustzoom/dossier/files/{uid}/").status_code == 404
    assert client.get(f"{DOSSIER}files/{uid}/").status_code == 404


def test_a_question_becomes_a_task_with_a_day(merenland, letter, browse):
    client, path = browse(merenland.leader), f"{LETTERS}{letter.pk}/points/"
    assert client.post(path, {"kind": "question", "text": "Hoeveel?"}).status_code == 422
    client.post(path, {"kind": "question", "text": "Hoeveel leerlingen?", "due_on": "1-12-2026"})
    (term,) = terms_of([merenland.region], TODAY)
    assert (term.due_on, term.is_question) == (datetime.date(2026, 12, 1), True)
    assert "Hoeveel leerlingen?" in client.get(DOSSIER).content.decode()
    point = Point.objects.get()
    client.post(f"{DOSSIER}points/{point.pk}/done/")
    point.refresh_from_db()
    assert (point.done_on, point.done_by) == (TODAY, merenland.leader)
    assert terms_of([merenland.region], TODAY) == []
    client.post(f"{DOSSIER}points/{point.pk}/done/")
    point.refresh_from_db()
    assert (point.done_on, point.done_by) == (None, None)


def test_a_point_of_attention_returns_until_it_is_dealt_with(merenland, kustzoom, letter, browse):
    path = f"{LETTERS}{letter.pk}/points/"
    client = browse(merenland.leader)
    client.post(path, {"kind": "attention", "text": "Vertel ook van de ouders."})
    (point,) = points_of_attention(merenland.region)
    assert (point.text, point.letter) == ("Vertel ook van de ouders.", "Vragen")
    assert points_of_attention(kustzoom.region) == []
    assert "Vertel ook van de ouders." in client.get(DOSSIER).content.decode()
    client.post(f"{DOSSIER}points/{point.pk}/", {
        "kind": "attention", "text": point.text, "done_on": "20-11-2026", "answer": "In verslag 3",
    })  # fmt: skip
    assert points_of_attention(merenland.region) == []


def test_two_people_edit_one_letter_and_nothing_is_overwritten(merenland, letter, browse):
    client, path = browse(merenland.leader), f"{LETTERS}{letter.pk}/edit/"
    seen = client.get(path).context["form"]["as_seen"].value()
    Letter.objects.filter(pk=letter.pk).update(subject="Vragen van 2 november")
    given = {"kind": "questions", "subject": "Vragen!", "dated_on": "2-11-2026", "as_seen": seen}
    answer = client.post(path, given)
    assert answer.status_code == 422 and "Vragen van 2 november" in answer.content.decode()


def test_a_letter_of_another_region_cannot_answer_a_notice_here(merenland, kustzoom, browse):
    foreign = Notice.objects.create(
        region=kustzoom.region, title="Van hen", state="notified", sent_on="2026-11-01"
    )
    page = browse(merenland.leader).get(f"{LETTERS}new/?notice={foreign.pk}")
    assert "Van hen" not in page.content.decode()
    given = {"kind": "answer", "subject": "X", "dated_on": "2-11-2026", "notice": foreign.pk}
    browse(merenland.leader).post(f"{LETTERS}new/", given)
    assert not Letter.objects.filter(notice=foreign).exists()


def test_the_page_asks_as_much_however_full_the_dossier(
    merenland, letter, moment, browse, django_assert_num_queries
):
    def fill(number: int) -> None:
        for row in range(number):
            Point.objects.create(letter=letter, text=f"Vraag {row}", due_on=TODAY)
            Point.objects.create(letter=letter, kind="attention", text=f"Punt {row}")
            extra = Letter.objects.create(
                region=merenland.region, subject=f"Brief {row}", dated_on=TODAY
            )
            Point.objects.create(letter=extra, text="Nog een", due_on=TODAY)
            Notice.objects.create(region=merenland.region, title=f"M {row}", state="prepared")

    told = {"status": "stalled", "problem": "Geen zaal."}
    log(merenland.region, "2026-09", {"2.1": told})
    client = browse(merenland.advisor)
    fill(1)
    client.get(DOSSIER)
    with django_assert_num_queries(QUERIES):
        client.get(DOSSIER)
    fill(4)
    log(merenland.region, "2026-10", {"2.1": told, "1.1": told, "1.2": told})
    with django_assert_num_queries(QUERIES):
        client.get(DOSSIER)


QUERIES = 19
