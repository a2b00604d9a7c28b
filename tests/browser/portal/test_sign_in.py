"""Signing in with a real browser: a passkey that is made, then used, and the bureau's pages."""

import datetime

from tests.conftest import member, person


def virtual_device(page) -> None:
    """A phone in the machine, which says yes to every request."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_signs_in_without_a_code(
    merenland, browse_as, check_page, live_server, settings
):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = browse_as(merenland.leader)
    here = live_server.url.replace("127.0.0.1", "localhost")
    cookies = [{**cookie, "domain": "localhost"} for cookie in page.context.cookies()]
    page.context.add_cookies(cookies)
    virtual_device(page)
    page.goto(f"{here}/accounts/2fa/webauthn/add/")
    check_page(page)
    page.fill("#id_name", "Telefoon van Sanne")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    check_page(page)
    page.goto(f"{here}/accounts/2fa/webauthn/")
    assert "Telefoon van Sanne" in page.inner_text("main")
    check_page(page)
    page.context.clear_cookies()
    page.goto(f"{here}/accounts/login/?next=/accounts/me/")
    check_page(page)
    page.click("#passkey_login")
    page.wait_for_url(f"{here}/accounts/me/")
    assert "Sanne Wiggers" in page.inner_text("h1")


def test_a_passkey_that_fails_is_told_on_the_page(merenland, open_page, live_server):
    page = open_page()
    page.route("**/webauthn/login/", lambda route: route.abort())
    page.goto("/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector("text=De passkey werkte niet")


def test_the_bureau_reads_and_works_on_a_phone(merenland, bureau, browse_as, check_page):
    member(person("Eerder Iemand"), "deputy", merenland.region, ends_on=datetime.date(2025, 6, 1))
    page = browse_as(bureau, phone=True)
    for address in (
        "/bureau/regions/",
        "/bureau/regions/merenland/",
        "/bureau/regions/merenland/settings/",
        "/bureau/regions/merenland/steering-group/",
        "/bureau/memberships/new/?region=merenland",
        "/bureau/assignments/",
        "/bureau/people/",
        f"/bureau/people/{merenland.leader.pk}/",
        "/accounts/me/",
        "/accounts/2fa/",
        "/accounts/sessions/",
    ):
        page.goto(address)
        check_page(page)


def test_an_end_asks_once_and_works_without_scripts_too(merenland, bureau, browse_as):
    row = merenland.leader.memberships.get()
    page = browse_as(bureau)
    page.goto("/bureau/regions/merenland/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    end = f"form[action='/bureau/memberships/{row.pk}/end/'] button"
    page.click(end)
    assert "Wat geschreven is, blijft" in asked[0]
    row.refresh_from_db()
    assert row.ends_on is None
    plain = browse_as(bureau, scripts=False)
    plain.goto("/bureau/regions/merenland/")
    plain.click(end)
    row.refresh_from_db()
    assert row.ends_on is not None
