"""Pictures of the demo for the documentation: see script/screenshots."""

import os
import shutil
import sys

from playwright.sync_api import Error, Page, ViewportSize, sync_playwright

from environment import CHECKOUT, stop, tell

IMAGES = CHECKOUT / "docs" / "images"
WIDE: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
LEADER, ADVISOR = "leider@demo.example", "ondersteuner@demo.example"
STEERING, BUREAU = "stuurgroep@demo.example", "bureau@demo.example"
SHOTS: list[tuple[str, str, str, ViewportSize]] = [
    ("inloggen", "", "/accounts/login/", WIDE),
    ("maandlog", LEADER, "/regions/merenland/check-in/", WIDE),
    ("maandlog-telefoon", LEADER, "/regions/merenland/check-in/", PHONE),
    ("plan", LEADER, "/regions/merenland/plan/", WIDE),
    ("import", LEADER, "/regions/merenland/plan/import/", WIDE),
    ("regio", ADVISOR, "/regions/merenland/", WIDE),
    ("ondersteuner", ADVISOR, "/advisors/", WIDE),
    ("belkaart", ADVISOR, "/regions/veenrand-oost/call-card/", {"width": 1280, "height": 1120}),
    ("landelijk", ADVISOR, "/national/", WIDE),
    ("stuurgroep", STEERING, "/", WIDE),
    ("vergaderingen", LEADER, "/regions/merenland/steering/meetings/", WIDE),
    ("mail", BUREAU, "/mail/", WIDE),
    ("bureau", BUREAU, "/bureau/regions/", WIDE),
]


def main() -> int:
    base = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        stop("Chromium is missing. Install it, or set CHROMIUM to its path.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, email, address, size in SHOTS:
            page = browser.new_context(viewport=size, locale="nl-NL").new_page()
            try:
                take(page, base, email, address)
            except Error as fault:
                stop(f"No picture of {base}{address}: {fault.message.splitlines()[0]}")
            page.screenshot(path=IMAGES / f"{name}.png")
            page.context.close()
            tell(f"docs/images/{name}.png")
    return 0


def take(page: Page, base: str, email: str, address: str) -> None:
    page.goto(f"{base}/accounts/login/")
    if email:
        page.locator(f"button[value='{email}']").first.click()
    page.goto(base + address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # the chart draws itself


if __name__ == "__main__":
    sys.exit(main())
