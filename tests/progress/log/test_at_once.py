"""Twenty sessions press one button of a log at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from regions.months import Month
from regions.progress.models import CheckIn
from tests.progress.stories import log

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("on_22_november"),
]
SESSIONS = 20
OCTOBER = Month(2026, 10)


def pressed_at_once(user, address: str, sent: dict[str, str]) -> list[tuple[int, str]]:
    """The status and address of every answer; each session has its own page, so its own token."""
    clients = [Client(raise_request_exception=False) for _session in range(SESSIONS)]
    for client in clients:
        client.force_login(user)
    together = Barrier(SESSIONS)

    def press(client: Client) -> tuple[int, str]:
        try:
            together.wait()
            answer = client.post(address, sent)
            return answer.status_code, answer.headers.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(SESSIONS) as pool:
        return list(pool.map(press, clients))


def address(name: str, place) -> str:
    return reverse(name, args=[place.slug, OCTOBER])


def test_nothing_to_report_is_one_log_and_one_answer(merenland):
    answers = pressed_at_once(
        merenland.leader, address("check_in_month", merenland), {"do": "nothing"}
    )
    assert set(answers) == {(302, address("check_in_done", merenland))}
    (kept,) = CheckIn.objects.all()
    assert kept.is_submitted and kept.version == 1


@pytest.mark.parametrize("do", ["keep", "submit", "reopen-1", "settle-1-f-open"])
def test_no_button_breaks_when_others_press_it_too(merenland, do):
    answers = pressed_at_once(merenland.leader, address("check_in_month", merenland), {"do": do})
    assert all(status < 500 for status, _where in answers)
    assert CheckIn.objects.count() == 1


def test_a_correction_is_opened_once(merenland):
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 3}})
    answers = pressed_at_once(
        merenland.leader, address("check_in_correct", merenland), {"reason": "Vergist."}
    )
    assert set(answers) == {(302, address("check_in_month", merenland))}
    assert sorted(CheckIn.objects.values_list("version", "state")) == [
        (1, "submitted"),
        (2, "draft"),
    ]
