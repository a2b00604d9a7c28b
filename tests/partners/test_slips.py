"""A business signs through a link: what it shows, when it still works, and what it leaves."""

import datetime
from threading import Thread

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pghistory.models import Context

from regions.partners.contributions.slips import make_link
from regions.partners.models import Business, Contribution, ContributionSlip, Partnership
from regions.partners.money.contributing import NotPossible, deliver, keep_changes, step_back
from regions.secret_links import hash_of
from tests.conftest import LONG_AGO, NOW

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.date(2026, 10, 1)
TODAY = datetime.date(2026, 11, 22)


def gift(place, name="Kade & Zn", title="Lasrobot in bruikleen", **fields) -> Contribution:
    business = Business.objects.create(name=name, place="Waterkant")
    partner = Partnership.objects.create(
        region=place.region, business=business, started_on=LONG_AGO
    )
    fields = {"delivered_on": DAY, "delivered_cents": 1_250_50, **fields}
    return Contribution.objects.create(
        partnership=partner, kind="machine", title=title, promised_on=DAY,
        promised_cents=1_000_00, **fields,
    )  # fmt: skip


@pytest.fixture
def robot(merenland) -> Contribution:
    return gift(merenland)


@pytest.fixture
def token(robot, merenland) -> str:
    return make_link(robot, merenland.leader, NOW).token


def visit(token: str, **data):
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/slips/{token}/", data) if data else client.get(f"/slips/{token}/")


SIGNATURE = {"answer": "sign", "name": "Jan Kade", "function": "directeur"}


def test_the_leader_gets_the_link_once_with_a_mail_that_is_ready(robot, merenland, browse):
    client = browse(merenland.leader)
    response = client.post(f"/regions/merenland/partners/contributions/{robot.pk}/slip/")
    text = response.content.decode()
    slip = ContributionSlip.objects.get()
    token = text.partition("/slips/")[2].partition("/")[0]
    assert hash_of(token) == slip.secret_hash and token not in str(slip.__dict__)
    assert "mailto:?subject=Wilt%20u%20tekenen" in text and "no-store" in response["Cache-Control"]
    again = client.get(f"/regions/merenland/partners/contributions/{robot.pk}/").content.decode()
    assert token not in again and "Een link om te tekenen staat open tot 22 december 2026" in again


def test_a_business_sees_what_how_much_when_and_for_whom(token):
    response = visit(token)
    text = response.content.decode()
    for words in (
        "Lasrobot in bruikleen",
        "€\xa01.250,50",
        "1 oktober 2026",
        "schooljaar 2026–2027",
    ):
        assert words in text
    assert "Merenland" in text and "Kade &amp; Zn" in text
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer" and "no-store" in response["Cache-Control"]


def test_the_page_shows_only_that_contribution(token, merenland, kustzoom):
    gift(merenland, "Ander Bedrijf", "Iets anders")
    text = visit(token).content.decode()
    assert "Ander Bedrijf" not in text and "Iets anders" not in text and "Sanne" not in text


def test_the_history_of_a_signature_keeps_no_secret(token):
    visit(token, **SIGNATURE)
    told = str(list(Context.objects.values_list("metadata", flat=True)))
    assert "/slips/…/" in told and token not in told


def test_a_signature_proves_the_contribution_that_day(token, robot, merenland, browse):
    assert visit(token, **SIGNATURE).status_code == 302
    robot.refresh_from_db()
    assert (robot.proven_on, robot.proof_text) == (TODAY, "Jan Kade, directeur")
    assert "Dank u wel, u hebt getekend" in visit(token).content.decode()
    address = f"/regions/merenland/partners/contributions/{robot.pk}/"
    assert "Jan Kade, directeur" in browse(merenland.leader).get(address).content.decode()
    assert "Jan Kade" not in browse(merenland.advisor).get(address).content.decode()


def test_signing_twice_changes_nothing(token, robot):
    visit(token, **SIGNATURE)
    with time_machine.travel(NOW + datetime.timedelta(days=2), tick=False):
        assert visit(token, **{**SIGNATURE, "name": "Iemand Anders"}).status_code == 302
    slip = ContributionSlip.objects.get()
    robot.refresh_from_db()
    assert slip.signed_name == "Jan Kade" and slip.signed_at == NOW and robot.proven_on == TODAY


def test_a_signature_needs_name_and_function_and_keeps_what_was_typed(token, robot):
    response = visit(token, answer="sign", name="Jan Kade", function="")
    assert response.status_code == 422 and 'value="Jan Kade"' in response.content.decode()
    robot.refresh_from_db()
    assert robot.proven_on is None


def test_what_is_not_right_comes_back_to_the_leader(token, robot, merenland, browse):
    assert visit(token, answer="refuse", text="").status_code == 422
    visit(token, answer="refuse", text="Het waren er twee.")
    assert "we hebben het doorgegeven" in visit(token).content.decode()
    visit(token, **SIGNATURE)
    robot.refresh_from_db()
    assert robot.proven_on is None
    pages = [f"{robot.pk}/", "sign/"]
    for page in pages:
        address = f"/regions/merenland/partners/contributions/{page}"
        assert "Het waren er twee." in browse(merenland.leader).get(address).content.decode()
        assert "Het waren er twee." not in browse(merenland.advisor).get(address).content.decode()


def test_a_link_expires_after_thirty_days(token, robot):
    almost = NOW + datetime.timedelta(days=30, seconds=-1)
    with time_machine.travel(almost, tick=False):
        assert visit(token).status_code == 200
    with time_machine.travel(NOW + datetime.timedelta(days=30), tick=False):
        assert visit(token).status_code == 404
        assert visit(token, **SIGNATURE).status_code == 404
    robot.refresh_from_db()
    assert robot.proven_on is None


def test_wrong_expired_and_revoked_links_meet_the_same_page(token, robot, merenland, browse):
    wrong = visit("verzonnen").content
    browse(merenland.leader).post(
        f"/regions/merenland/partners/contributions/{robot.pk}/slip/revoke/"
    )
    revoked = visit(token)
    assert revoked.status_code == 404 and revoked.content == wrong
    assert "Deze link werkt niet meer" in wrong.decode()
    assert visit("x" * 5000).status_code == 404 and visit("%00é").status_code == 404


def test_a_new_link_closes_the_one_before(token, robot, merenland):
    second = make_link(robot, merenland.leader, NOW).token
    assert visit(token).status_code == 404 and visit(second).status_code == 200


def test_a_link_does_not_sign_for_another_amount(token, robot):
    deliver(robot, DAY, 2_000_00, None, NOW)
    assert visit(token, **SIGNATURE).status_code == 404
    # Even when somebody changed the amount outside the portal's own steps.
    ContributionSlip.objects.update(revoked_at=None)
    assert visit(token, **SIGNATURE).status_code == 404
    robot.refresh_from_db()
    assert robot.proven_on is None


def test_a_link_does_not_sign_for_another_text(token, robot):
    robot.title = "Twee lasrobots"
    keep_changes(robot, NOW)
    assert visit(token, **SIGNATURE).status_code == 404


def test_a_link_says_nothing_about_what_was_taken_back(token, robot):
    visit(token, **SIGNATURE)
    step_back(robot, NOW)
    assert visit(token).status_code == 404


def test_there_is_no_link_for_what_was_not_delivered(merenland, browse):
    promise = gift(merenland, delivered_on=None, delivered_cents=None)
    with pytest.raises(NotPossible):
        make_link(promise, merenland.leader, NOW)
    response = browse(merenland.leader).post(
        f"/regions/merenland/partners/contributions/{promise.pk}/slip/", follow=True
    )
    assert "Leg eerst de levering vast" in response.content.decode()


def test_a_visit_only_shows_and_tells_when_it_was_opened(token, robot):
    visit(token)
    slip = ContributionSlip.objects.get()
    robot.refresh_from_db()
    assert slip.opened_at == NOW and slip.signed_at is None and robot.proven_on is None


def test_who_tries_links_has_to_wait(db):
    cache.clear()
    answers = [visit(f"poging{number}").status_code for number in range(31)]
    assert answers[:30] == [404] * 30 and answers[30] == 429
    cache.clear()


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_the_same_moment_leave_one(merenland):
    token = make_link(gift(merenland), merenland.leader, NOW).token
    answers: list[int] = []

    def post(name: str) -> None:
        try:
            answers.append(visit(token, **{**SIGNATURE, "name": name}).status_code)
        finally:
            connection.close()

    threads = [Thread(target=post, args=(name,)) for name in ("Jan", "Piet", "Klaas", "Kees")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slip = ContributionSlip.objects.get()
    assert answers == [302] * 4
    assert Contribution.objects.get().proof_text == f"{slip.signed_name}, directeur"
