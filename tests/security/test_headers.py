"""What every answer says to a browser, whoever asks."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_no_answer_lets_another_site_read_or_frame_it(client, method):
    answer = getattr(client, method)(reverse("account_login"), headers={"origin": "https://a.nl"})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "base-uri 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_what_was_sent_is_never_echoed_by_trace(client):
    answer = client.trace(reverse("account_login"), headers={"x-secret": "geheim"})
    assert answer.status_code in {302, 405} and b"geheim" not in answer.content
