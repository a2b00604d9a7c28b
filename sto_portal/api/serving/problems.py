"""What goes wrong is told as RFC 9457: `application/problem+json`, with a sentence that helps."""

import json
from http import HTTPStatus

from django.http import HttpResponse

KIND = "application/problem+json"


class Refused(Exception):
    """An answer that is no data, with what its headers say beside it."""

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def problem(refused: Refused) -> HttpResponse:
    told = {
        "type": "about:blank",
        "title": refused.status.phrase,
        "status": refused.status.value,
        "detail": refused.detail,
    }
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(
        text, content_type=KIND, status=refused.status.value, headers=refused.headers
    )
