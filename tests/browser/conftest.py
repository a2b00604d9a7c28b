"""A real Chromium on the live portal: one page per person, and axe on what it shows.

`browse_as(user)` opens a page that is signed in; `phone=True` for a small screen, `scripts=False`
for a browser without JavaScript. `check_page(page)` is for each page a journey visits.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

WAIT = 15_000  # milliseconds; what is there sooner is seen sooner, also on a machine that is busy
expect.set_options(timeout=WAIT)

# Playwright's own loop runs in this thread; the ORM is still used from one thread only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AXE = (Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")
            item.add_marker(pytest.mark.django_db(transaction=True))
            if os.environ.get("BROWSER_TESTS") == "skip":
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a page of the live portal, with cookies of nobody."""
    contexts = []

    def start(*, phone: bool = False, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else WIDE,
            java_script_enabled=scripts,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.faults = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: line.type == "error" and page.faults.append(line.text))
        page.on("response", lambda answer: answer.status >= 500 and page.faults.append(answer.url))
        return page

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def browse_as(open_page, live_server) -> Callable[..., Page]:
    """Open a page as somebody who is signed in."""

    def sign_in(user, **how) -> Page:
        client = Client()
        client.force_login(user)
        page = open_page(**how)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return page

    return sign_in


LOOKED: list[tuple[str, int]] = []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ACCESSIBILITY_REPORT=docs/accessibility.json a run writes down what the public
    statement tells: which day, how many different pages axe looked at, how many faults it found.

    Each process of a run writes down all that it and those that ended before it looked at.
    """
    path = os.environ.get("ACCESSIBILITY_REPORT")
    if not path or not LOOKED:
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    looked = Path(tempfile.gettempdir()) / f"looked-at-{run}"
    looked.mkdir(exist_ok=True)
    (looked / f"{worker}.json").write_text(json.dumps(LOOKED), encoding="utf-8")
    whole = [tuple(row) for part in looked.glob("*.json") for row in json.loads(part.read_text())]
    pages = {re.sub(r"[0-9a-f-]{36}|\d+", "…", url.split("/", 3)[-1]) for url, _faults in whole}
    told = {"on": str(date.today()), "pages": len(pages), "faults": sum(n for _, n in whole)}
    Path(path).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _is_only_covered(page: Page, violation: dict[str, Any]) -> bool:
    """A target that the bar at the foot of a phone happens to cover in part is no small target:
    axe asks once more with it in the middle of the screen."""
    if violation["id"] != "target-size":
        return False
    asked = """async at => {
        document.querySelector(at).scrollIntoView({block: 'center', behavior: 'instant'});
        return (await axe.run(at, {runOnly: ['target-size']})).violations.length === 0;
    }"""
    free = all(page.evaluate(asked, node["target"][0]) for node in violation["nodes"])
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    return free


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """axe finds nothing, no script failed, and nothing sticks out sideways."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click returns as soon as the next page begins
        faults = [text for text in page.faults if "favicon" not in text]  # type: ignore[attr-defined]
        assert not faults, f"{page.url}: {faults}"
        page.evaluate(AXE)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        violations = [v for v in found["violations"] if not _is_only_covered(page, v)]
        told = [
            f"{v['id']}: {v['help']} ({', '.join(str(n['target']) for n in v['nodes'][:4])})"
            for v in violations
        ]
        LOOKED.append((page.url.split("?")[0], len(told)))
        assert not told, f"{page.url}:\n" + "\n".join(told)
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{page.url} is {wider} pixels wider than the screen"

    return check
