"""A business signs through a link: what it shows, when it still works, and what it leaves."""

import datetime
import re
from threading import Thread

import pytest
import qrcode
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pghistory.models import Context

from regions.partners.contributions.qr import square_of
from regions.partners.contributions.slips import make_link
from regions.partners.models import Business, Contribution, ContributionSlip, Partnership
from regions.partners.money.contributing import NotPossible, deliver, keep_changes, step_back
from regions.partners.money.list import contributions_of
from regions.secret_links import hash_of
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from sto_portal.privacy.retention import retain
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
    return make_link([robot], merenland.leader, NOW).token


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
    assert "Ander Bedrijf" not in text and "Iets anders" not in text
    assert "Karim" not in text and "Marijke" not in text


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
    second = make_link([robot], merenland.leader, NOW).token
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
        make_link([promise], merenland.leader, NOW)
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
    token = make_link([gift(merenland)], merenland.leader, NOW).token
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


@pytest.fixture
def october(merenland) -> list[Contribution]:
    """Three of Kade & Zn in October and one in September, and one of somebody else."""
    first = gift(merenland)
    more = [
        Contribution.objects.create(
            partnership=first.partnership, kind="goods", title=title, promised_on=on,
            promised_cents=cents, delivered_on=on, delivered_cents=cents,
        )
        for title, on, cents in (
            ("Staal", datetime.date(2026, 10, 31), 200_25),
            ("Lasdraad", datetime.date(2026, 10, 2), 50_00),
            ("Eerder", datetime.date(2026, 9, 30), 10_00),
        )
    ]  # fmt: skip
    gift(merenland, "Ander Bedrijf", "Iets anders")
    return [first, *more]


def month_slip(browse, place, partner, way="mail", month="2026-10"):
    address = f"/regions/merenland/partners/contributions/sign/{partner.pk}/{month}/"
    return browse(place.leader).post(address, {"way": way})


def proven() -> set[str]:
    return set(Contribution.objects.exclude(proven_on=None).values_list("title", flat=True))


OF_OCTOBER = {"Lasrobot in bruikleen", "Staal", "Lasdraad"}


def token_in(answer) -> str:
    (slip,) = ContributionSlip.objects.filter(revoked_at=None)
    words = answer.content.decode().replace("&", '"').split("/slips/")[1:]
    found = {text.partition("/")[0].partition('"')[0] for text in words}
    (token,) = [one for one in found if hash_of(one) == slip.secret_hash]
    return token


def test_one_slip_bundles_what_a_business_delivered_in_a_month(october, merenland, browse):
    token = token_in(month_slip(browse, merenland, october[0].partnership))
    text = visit(token).content.decode()
    total = sum(row.delivered_cents for row in october[:3])
    assert f"{total // 100:,}".replace(",", ".") + f",{total % 100:02}" in text
    assert all(title in text for title in OF_OCTOBER) and "oktober 2026" in text
    assert "Eerder" not in text and "Iets anders" not in text
    visit(token, **SIGNATURE)
    assert proven() == OF_OCTOBER
    assert {row.proof_text for row in Contribution.objects.exclude(proven_on=None)} == {
        "Jan Kade, directeur"
    }


def test_a_month_without_a_delivery_has_no_slip(october, merenland, browse):
    partner = october[0].partnership
    assert month_slip(browse, merenland, partner, month="2026-08").status_code == 302
    assert not ContributionSlip.objects.exists()
    with pytest.raises(NotPossible):
        make_link([october[0], gift(merenland, "Derde")], merenland.leader, NOW)


def test_what_is_on_two_slips_is_signed_once(october, merenland, browse):
    """A link for one, a slip of the month on the spot: the first signature closes the other."""
    alone = make_link([october[1]], merenland.leader, NOW).token
    spot = make_link(october[:3], merenland.leader, NOW, on_the_spot=True).token
    assert visit(alone).status_code == 200
    visit(spot, **SIGNATURE)
    assert proven() == OF_OCTOBER
    assert visit(alone, **{**SIGNATURE, "name": "Iemand Anders"}).status_code == 404
    assert {row.proof_text for row in Contribution.objects.exclude(proven_on=None)} == {
        "Jan Kade, directeur"
    }


def test_a_slip_signed_for_one_closes_the_slip_of_the_month(october, merenland):
    month = make_link(october[:3], merenland.leader, NOW).token
    spot = make_link([october[2]], merenland.leader, NOW, on_the_spot=True).token
    visit(spot, **SIGNATURE)
    assert visit(month, **SIGNATURE).status_code == 404 and proven() == {"Lasdraad"}


def test_a_change_of_one_closes_the_slip_of_all(october, merenland):
    token = make_link(october[:3], merenland.leader, NOW).token
    october[1].refresh_from_db()
    october[1].title = "Meer staal"
    keep_changes(october[1], NOW)
    assert visit(token, **SIGNATURE).status_code == 404 and proven() == set()


def test_what_is_taken_back_after_signing_is_no_longer_signed(october, merenland):
    token = make_link(october[:3], merenland.leader, NOW).token
    visit(token, **SIGNATURE)
    step_back(october[1], NOW)
    text = visit(token).content.decode()
    assert proven() == OF_OCTOBER - {"Staal"}
    assert text.count("Veranderd nadat u tekende") == 1 and "1.300,50" in text
    deliver(october[1], DAY + datetime.timedelta(days=30), 999_00, None, NOW)
    assert "Veranderd nadat u tekende" in visit(token).content.decode()
    for row in (october[0], october[2]):
        step_back(row, NOW)
    assert visit(token).status_code == 404


def test_a_refusal_stands_with_each_of_the_slip(october, merenland, browse):
    token = make_link(october[:3], merenland.leader, NOW).token
    visit(token, answer="refuse", text="Het staal was er niet.")
    page = browse(merenland.leader).get("/regions/merenland/partners/contributions/sign/")
    assert page.content.decode().count("Het staal was er niet.") == 3 and proven() == set()


def test_a_slip_names_who_asks_with_a_telephone_number(october, merenland, browse):
    partner = october[0].partnership
    assert "zonder telefoonnummer" in month_slip(browse, merenland, partner).content.decode()
    merenland.leader.phone = "06 1234 5678"
    merenland.leader.save()
    answer = month_slip(browse, merenland, partner)
    text = visit(token_in(answer)).content.decode()
    assert "zonder telefoonnummer" not in answer.content.decode()
    assert "Sanne Wiggers" in text and 'href="tel:0612345678"' in text


def test_a_code_on_the_spot_works_for_fifteen_minutes(robot, merenland, browse):
    address = f"/regions/merenland/partners/contributions/{robot.pk}/slip/"
    answer = browse(merenland.leader).post(address, {"way": "spot"})
    token = token_in(answer)
    assert "no-store" in answer["Cache-Control"] and "<svg" in answer.content.decode()
    assert "13.15" in answer.content.decode()
    later = NOW + datetime.timedelta(minutes=15)
    with time_machine.travel(later, tick=False):
        assert visit(token, **SIGNATURE).status_code == 404
    with time_machine.travel(later - datetime.timedelta(seconds=1), tick=False):
        assert visit(token, **SIGNATURE).status_code == 302
    with time_machine.travel(later + datetime.timedelta(minutes=5), tick=False):
        assert "hebt getekend" in visit(token).content.decode()


def test_the_code_says_the_address(merenland):
    """The squares, read back the way a camera does not: by what the library says of the same."""
    square = square_of("https://portaal.example/slips/abc/")
    code = qrcode.QRCode(border=0)
    code.add_data("https://portaal.example/slips/abc/")
    dark = sum(sum(row) for row in code.get_matrix())
    assert square.path.count("M") == dark
    assert square.size == len(code.get_matrix()) + 2 * 4
    assert re.fullmatch(r"(M\d+ \d+h1v1h-1z)+", square.path)


def test_a_copy_goes_once_to_the_address_that_was_typed(october, merenland):
    merenland.leader.phone = "06 1234 5678"
    merenland.leader.save()
    token = make_link(october[:3], merenland.leader, NOW).token
    wrong = visit(token, **SIGNATURE, copy_to="jan@")
    assert wrong.status_code == 422 and 'value="jan@"' in wrong.content.decode()
    visit(token, **SIGNATURE, copy_to="jan@kade.example")
    for minutes in (1, 2, 60 * 24):
        plan(NOW + datetime.timedelta(minutes=minutes))
    (mail,) = Mail.objects.filter(kind="slip")
    assert mail.address == "jan@kade.example" and mail.recipient is None
    assert "Staal" in mail.text and "1.500,75" in mail.text and "06 1234 5678" in mail.text
    assert "Jan" not in mail.text and "directeur" not in mail.text and token not in mail.text
    assert reason_not_to_send(mail, NOW) == ""
    for row in october[:3]:
        step_back(row, NOW)
    assert reason_not_to_send(mail, NOW) == "het is niet meer getekend"


def test_without_an_address_there_is_no_copy_and_an_old_address_goes(october, merenland):
    visit(make_link(october[:3], merenland.leader, NOW).token, **SIGNATURE)
    plan(NOW)
    assert not Mail.objects.filter(kind="slip").exists()
    ContributionSlip.objects.update(copy_to="jan@kade.example")
    retain(NOW + datetime.timedelta(days=29))
    assert ContributionSlip.objects.exclude(copy_to="").exists()
    retain(NOW + datetime.timedelta(days=31))
    assert not ContributionSlip.objects.exclude(copy_to="").exists()


def test_the_list_asks_as_many_queries_with_one_as_with_many(merenland, browse):
    client, address = browse(merenland.leader), "/regions/merenland/partners/contributions/sign/"
    make_link([gift(merenland)], merenland.leader, NOW)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    asked()
    few = asked()
    for number in range(5):
        rows = [gift(merenland, f"Bedrijf {number}")]
        second = Contribution.objects.get(pk=rows[0].pk)
        second.pk, second.title = None, "Staal"
        second.save()
        make_link([*rows, second], merenland.leader, NOW)
    assert asked() <= few + 1  # the slips of several are one query more


AT_ONCE = "/regions/merenland/partners/contributions/sign/links/"


def test_links_of_several_businesses_are_made_in_one_press(merenland, kustzoom, browse):
    gifts = [gift(merenland, name=name) for name in ("Kade & Zn", "Van Rees", "Hofstra")]
    strange = gift(kustzoom, name="Elders")
    client = browse(merenland.leader)
    page = client.get("/regions/merenland/partners/contributions/sign/").content.decode()
    offered = re.findall(r'name="of"\s+value="([^"]+)" form="at-once"', page)
    keys = {f"{one.partnership_id}/2026-10": one for one in gifts}
    assert set(offered) == set(keys)
    chosen = [*list(keys)[:2], f"{strange.partnership_id}/2026-10", "x/y", ""]
    answer = client.post(AT_ONCE, {"of": chosen})
    page = answer.content.decode()
    assert "Hier zijn 2 links" in page and "Hofstra" not in page and "Elders" not in page
    assert "no-store" in answer["Cache-Control"] and answer["Referrer-Policy"] == "no-referrer"
    tokens = re.findall(r'value="http[^"]*/slips/([^/"]+)/"', page)
    signed = {ContributionSlip.objects.at(token).get().contribution for token in tokens}
    assert signed == set(gifts[:2])
    for token in tokens:
        visit(token, **SIGNATURE)
    assert [one.state_now for one in contributions_of(merenland.region).order_by("pk")] == [
        "proven", "proven", "delivered",
    ]  # fmt: skip


def test_what_was_ticked_and_signed_meanwhile_gets_no_link(merenland, token, robot, browse):
    visit(token, **SIGNATURE)
    key = f"{robot.partnership_id}/2026-10"
    for posted in ({"of": [key]}, {}):
        page = browse(merenland.leader).post(AT_ONCE, posted, follow=True).content.decode()
        assert "Vink minstens één bedrijf aan" in page
    assert ContributionSlip.objects.count() == 1
