"""A leader lets a program read along, and ends it: wide, on a phone and without scripts."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect


def reads(secret: str) -> int:
    return Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/tempo").status_code


@pytest.mark.parametrize("how", [{}, {"phone": True}, {"phone": True, "scripts": False}])
def test_a_program_reads_along_until_its_token_is_revoked(merenland, browse_as, check_page, how):
    page = browse_as(merenland.leader, **how)
    look = check_page if how.get("scripts", True) else lambda page: None
    page.goto("/accounts/me/")
    page.get_by_role("link", name="Tokens bekijken en maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Er leest nu geen programma mee")
    look(page)
    page.get_by_label("Waarvoor").fill("Dashboard van het bestuur")
    page.get_by_role("button", name="Token maken").click()
    expect(page.get_by_text("Nog niets bewaard.")).to_be_visible()
    page.faults.clear()  # the browser tells of the 422 that is meant
    look(page)
    expect(page.get_by_label("Waarvoor")).to_have_value("Dashboard van het bestuur")
    page.get_by_label("tempo, met de dag").check()
    page.get_by_role("button", name="Token maken").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("alleen nu op het scherm")
    secret = page.get_by_label("Token", exact=True).input_value()
    assert reads(secret) == 200
    look(page)
    page.get_by_role("link", name="Klaar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eén programma mag meelezen")
    expect(page.get_by_text("laatst gebruikt op")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Intrekken Dashboard van het bestuur").click()
    expect(page.get_by_text("De token werkt niet meer.")).to_be_visible()
    assert reads(secret) == 401
    look(page)
    page.get_by_role("link", name="Hoe het werkt, met voorbeelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Koppelen")
    look(page)
    if how.get("scripts", True):
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_everybody_finds_the_open_data(merenland, open_page, check_page):
    for phone in (False, True):
        page = open_page(phone=phone)
        page.goto("/electives/")
        page.get_by_role("link", name="Open data").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("per jaar")
        check_page(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    with page.expect_download() as file:
        page.get_by_role("link", name="CSV Aantallen 2026").click()
    assert file.value.suggested_filename == "sto-aantallen-2026.csv"


@pytest.mark.parametrize("phone", [False, True])
def test_a_program_is_told_until_its_webhook_is_revoked(merenland, browse_as, check_page, phone):
    page = browse_as(merenland.leader, phone=phone)
    page.goto("/accounts/me/tokens/")
    page.get_by_role("link", name="Een programma bericht geven als er iets gebeurt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Er krijgt nu geen programma bericht")
    check_page(page)
    page.get_by_label("Waarvoor").fill("Dashboard van het bestuur")
    page.get_by_label("Adres van het programma").fill("https://dashboard.example/in")
    page.get_by_label("een maandlog is ingediend").check()
    page.get_by_role("button", name="Webhook maken").click()
    expect(page.get_by_label("Geheim", exact=True)).to_have_value(re.compile("^whsec_"))
    check_page(page)
    page.get_by_role("link", name="Klaar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eén programma krijgt bericht")
    expect(page.get_by_text("nog niets te melden")).to_be_visible()
    check_page(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("button", name="Intrekken Dashboard van het bestuur").click()
    expect(page.get_by_text("Er gaat niets meer heen.")).to_be_visible()
    check_page(page)
