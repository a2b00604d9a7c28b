"""The browser lives on the day of the tests."""

import time


def test_chromium_lives_on_the_day_of_this_process(open_page):
    page = open_page()
    page.goto("about:blank")
    assert abs(page.evaluate("Date.now()") / 1000 - time.time()) < 300
