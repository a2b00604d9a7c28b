"""One's own account page, and taking one's data along."""

import datetime
import json

from regions.models import Membership


def exported(client) -> dict:
    return json.loads(client.get("/accounts/me/export.json").getvalue())


def test_the_page_shows_roles_with_their_days(merenland, browse):
    Membership.objects.filter(user=merenland.leader).update(ends_on=datetime.date(2027, 7, 31))
    text = browse(merenland.leader).get("/accounts/me/").content.decode()
    assert "Sanne Wiggers" in text and "Programmaleider" in text
    assert "1 januari 2025" in text and "31 juli 2027" in text


def test_the_export_holds_what_is_known_about_oneself_and_nobody_else(
    merenland, kustzoom, sign_in_by_code
):
    client = sign_in_by_code(merenland.leader.email)
    told = exported(client)
    assert told["person"]["email"] == merenland.leader.email
    assert told["roles"] == [
        {
            "role": "Programmaleider",
            "region": "Merenland",
            "from": "2025-01-01",
            "until": None,
            "interim": False,
        }
    ]
    assert len(told["sessions"]) == 1
    assert "password" not in str(told) and "Kustzoom" not in str(told)


def test_sessions_elsewhere_end_on_request(merenland, sign_in_by_code):
    here, there = (sign_in_by_code(merenland.leader.email) for _ in range(2))
    assert "Op 2 plekken ingelogd" in here.get("/accounts/sessions/").content.decode()
    here.post("/accounts/sessions/")
    assert here.get("/accounts/me/").status_code == 200
    assert there.get("/accounts/me/").status_code == 302


def test_every_page_of_the_account_is_dutch(merenland, sign_in_by_code):
    client = sign_in_by_code(merenland.leader.email)
    for address in (
        "/accounts/me/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/password/set/",
        "/accounts/sessions/",
        "/accounts/3rdparty/",
        "/accounts/logout/",
    ):
        text = client.get(address).content.decode()
        for word in (" the ", "Sign ", "Password", "Please", "Your ", "Security key", ">Add<"):
            assert word not in text, f"{address}: {word}"


def test_a_password_can_be_set_and_then_changed(merenland, sign_in_by_code):
    client = sign_in_by_code(merenland.leader.email)
    new = {"password1": "vier-woorden-in-een-rij", "password2": "vier-woorden-in-een-rij"}
    client.post("/accounts/password/set/", new)
    merenland.leader.refresh_from_db()
    assert merenland.leader.check_password("vier-woorden-in-een-rij")
    assert client.get("/accounts/password/change/").status_code == 200


def test_somebody_tells_how_to_be_reached_and_takes_it_back(merenland, browse):
    client = browse(merenland.leader)
    client.post("/accounts/me/", {"phone": "+31 (0)6-12 34 56 78", "days": "di en do, 0,6 fte"})
    card = f"/regions/{merenland.slug}/call-card/"
    page = browse(merenland.advisor).get(card).content.decode()
    assert "di en do, 0,6 fte" in page
    assert 'href="tel:%2B31%280%296-12345678"' in page and "+31 (0)6-12 34 56 78" in page
    assert exported(client)["person"]["reached_on"]
    client.post("/accounts/me/", {"phone": "", "days": ""})
    assert "fte" not in browse(merenland.advisor).get(card).content.decode()


def test_a_telephone_number_is_a_number_and_what_was_typed_stays(merenland, browse):
    client = browse(merenland.leader)
    for wrong in ("bel maar", "06<script>", "()", "06 12\n45 à"):
        answer = client.post("/accounts/me/", {"phone": wrong, "days": "maandag"})
        page = answer.content.decode()
        assert answer.status_code == 422 and "alleen cijfers" in page and "maandag" in page
    merenland.leader.refresh_from_db()
    assert (merenland.leader.phone, merenland.leader.days) == ("", "")
