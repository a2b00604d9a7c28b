"""What an owner sends is a concept beside the log: never the log itself."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from regions.progress.models import ActivityUpdate, CheckIn, WorkLine, WorkPhoto
from regions.progress.work_group.asking import token_of
from tests.conftest import Place, person
from tests.progress.stories import log

from .test_asking import JAN, asked, owns

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def jan(merenland: Place) -> WorkLine:
    """Jan is asked about the internships of Merenland."""
    owns(merenland, "2.1", JAN)
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 60}})
    return asked(merenland)[0].lines.get()


def post(line: WorkLine, client: Client | None = None, **values):
    sent = {f"{name}{line.pk}": value for name, value in values.items() if len(name) == 1}
    sent["do"] = values.get("do", "send")
    return (client or Client()).post(f"/work/{token_of(line.ask)}/", sent)


def test_what_is_sent_is_a_concept_and_no_log(jan):
    answer = post(jan, s="behind", n="+22", p="Plek weg", r="Jan belt", g="Sfeer is goed")
    assert answer.status_code == 302 and answer["Location"].endswith("?sent=1")
    jan.refresh_from_db()
    told = (jan.status, jan.counted, jan.problem, jan.recovery, jan.going_well)
    assert told == ("behind", 82, "Plek weg", "Jan belt", "Sfeer is goed") and jan.waits
    assert not CheckIn.objects.filter(state="draft").exists()
    assert ActivityUpdate.objects.count() == 1  # of October
    jan.ask.refresh_from_db()
    assert jan.ask.answered_at


def test_it_may_be_sent_again_until_the_log_is_in_and_then_says_so(jan, merenland):
    post(jan, s="on_track")
    post(jan, s="done")
    jan.refresh_from_db()
    assert jan.status == "done"
    log(merenland.region, "2026-11")
    answer = post(jan, s="behind", p="Te laat")
    assert answer.status_code == 409 and "Het log van november 2026 is binnen" in (
        answer.content.decode()
    )
    jan.refresh_from_db()
    assert jan.status == "done"
    assert post(jan, do="keep", p="Te laat").status_code == 409


def test_what_is_typed_is_kept_and_not_sent(jan):
    answer = post(jan, do="keep", s="behind", p="Nog bezig")
    assert answer.status_code == 200 and answer.json()["saved_at"]
    jan.refresh_from_db()
    assert jan.sent_at is None and jan.problem == ""
    text = Client().get(f"/work/{token_of(jan.ask)}/").content.decode()
    assert "Nog bezig" in text and "nog niet verstuurd" in text
    assert post(jan, do="later", p="Nog bezig").status_code == 302


def test_what_arrives_after_the_sending_and_is_the_same_is_no_draft(jan):
    told = {"s": "behind", "n": "64", "g": "", "p": "Plek weg", "r": ""}
    post(jan, **told)
    post(jan, do="keep", **told)
    jan.ask.refresh_from_db()
    assert jan.ask.typed == {}


def test_what_is_wrong_is_said_beside_the_field_and_stays(jan):
    answer = post(jan, s="behind", n="veel")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Schrijf wat niet lukt." in text and "‘veel’ is geen heel getal" in text
    assert 'value="veel"' in text
    assert "Kies hoe het gaat." in post(jan, p="Alleen tekst").content.decode()
    assert "Kies een van de antwoorden." in post(jan, s="hoe dan").content.decode()
    jan.refresh_from_db()
    assert jan.sent_at is None


def test_a_line_without_words_stays_unanswered(jan):
    assert post(jan).status_code == 302
    jan.refresh_from_db()
    jan.ask.refresh_from_db()
    assert jan.sent_at is None and jan.ask.answered_at is None


def camera_picture(size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo with place, camera, comment and a thumbnail in it, lying on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "GeheimMerk", "GeheimToestel", 6
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(
        made, "JPEG", exif=exif, comment=b"GeheimeOpmerking", icc_profile=b"GeheimProfiel"
    )
    return made.getvalue()


def test_a_photo_is_kept_without_what_the_camera_wrote(jan):
    sent = camera_picture()
    assert b"GeheimMerk" in sent
    post(jan, s="on_track", f=SimpleUploadedFile("IMG_1.jpg", sent, "image/jpeg"))
    kept = bytes(WorkPhoto.objects.get().content)
    assert b"Geheim" not in kept and b"Exif" not in kept
    picture = Image.open(io.BytesIO(kept))
    assert not dict(picture.getexif()) and "comment" not in picture.info
    assert picture.size == (40, 60)  # upright
    guest = Client().get(f"/work/{token_of(jan.ask)}/photos/{jan.pk}/")
    assert guest.status_code == 200 and guest["Content-Type"] == "image/jpeg"
    assert "no-store" in guest["Cache-Control"] and "sandbox" in guest["Content-Security-Policy"]


def test_a_photo_is_one_at_a_time_and_may_be_left_out(jan):
    for name in ("een.jpg", "twee.jpg"):
        post(jan, s="on_track", f=SimpleUploadedFile(name, camera_picture((30, 20))))
    assert WorkPhoto.objects.count() == 1
    post(jan, s="on_track", x="on")
    assert not WorkPhoto.objects.exists()


@pytest.mark.parametrize("content", [b"<svg/>", b"%PDF-1.4", b"GIF89a", b"\xff\xd8\xff"])
def test_what_is_no_photo_is_refused_in_words(jan, content):
    answer = post(jan, s="on_track", f=SimpleUploadedFile("foto.jpg", content, "image/jpeg"))
    assert answer.status_code == 422 and "Dit is geen foto" in answer.content.decode()
    assert "Kies de foto opnieuw" in answer.content.decode()
    assert not WorkPhoto.objects.exists()


def test_a_large_photo_becomes_smaller(jan):
    post(jan, s="on_track", f=SimpleUploadedFile("groot.jpg", camera_picture((3000, 2000))))
    photo = WorkPhoto.objects.get()
    assert max(photo.width, photo.height) == 1600 and photo.size == len(bytes(photo.content))


def test_the_photo_of_a_link_opens_with_that_link_only(jan, merenland, kustzoom, browse):
    post(jan, s="on_track", f=SimpleUploadedFile("een.jpg", camera_picture()))
    owns(merenland, "1.1", ("Ayse", "ayse@x.example"))
    other = next(ask for ask in asked(merenland) if ask.pk != jan.ask_id)
    assert Client().get(f"/work/{token_of(other)}/photos/{jan.pk}/").status_code == 404
    inside = f"/regions/{merenland.slug}/work-group/photos/{jan.pk}/"
    assert browse(merenland.leader).get(inside).status_code == 200
    assert browse(merenland.chair).get(inside).status_code == 403
    elsewhere = f"/regions/{kustzoom.slug}/work-group/photos/{jan.pk}/"
    assert browse(kustzoom.leader).get(elsewhere).status_code == 404


def test_who_has_an_account_finds_it_under_my_activities(jan, browse):
    owner, other = person("Jan Boer"), person("Piet Nieuw")
    jan.ask.email = owner.email
    jan.ask.save()
    client = browse(owner)
    assert f"/my-activities/{jan.ask_id}/" in client.get("/my-activities/").content.decode()
    here = f"/my-activities/{jan.ask_id}/"
    assert "Stages leerjaar 3" in client.get(here).content.decode()
    answer = client.post(here, {"do": "send", f"s{jan.pk}": "done"})
    assert answer.status_code == 302
    jan.refresh_from_db()
    assert jan.status == "done"
    assert browse(other).get(here).status_code == 404
    assert "Er wordt nu niets gevraagd" in browse(other).get("/my-activities/").content.decode()


def test_a_visit_changes_nothing_but_that_it_was_opened(jan):
    Client().head(f"/work/{token_of(jan.ask)}/")
    jan.ask.refresh_from_db()
    assert jan.ask.opened_at is None
    page = Client().get(f"/work/{token_of(jan.ask)}/")
    assert page["Referrer-Policy"] == "no-referrer" and "noindex" in page["X-Robots-Tag"]
    jan.ask.refresh_from_db()
    assert jan.ask.opened_at


def test_a_flood_is_braked(jan, monkeypatch):
    client = Client()
    answers = {client.get(f"/work/{token_of(jan.ask)}/").status_code for _n in range(42)}
    assert answers == {200, 429}
