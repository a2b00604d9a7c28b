"""What answers when somebody follows the links from home."""

import re

from django.test import Client
from django.urls import Resolver404, resolve

HREF = re.compile(r'href="(/[^"#]*)"')
LEFT_OUT = ("/static/", "/admin/", "/accounts/", "/demo/")


def pages_of(client: Client) -> dict[str, int]:
    """One page of every kind that can be reached by links from home, with how it answers."""
    answers: dict[str, int] = {}
    waiting = ["/"]
    for address in waiting:
        kind = kind_of(address)
        if kind in answers or address.startswith(LEFT_OUT):
            continue
        response = client.get(address, follow=True)
        answers[kind] = response.status_code
        if response["Content-Type"].startswith("text/html"):
            waiting += [found.replace("&amp;", "&") for found in HREF.findall(response.text)]
    return answers


def kind_of(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return address  # its answer says so
