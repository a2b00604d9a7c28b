"""What text of somebody may never become in an answer or a mail: markup, a formula, a header."""

import csv
import email.policy
import io
from collections.abc import Mapping
from email import message_from_bytes
from html.parser import HTMLParser

import openpyxl

MARK = "f10"
# Ends a cell, an attribute, an element and a line, each with something of its own behind it.
HOSTILE = f'=1+1"\' {MARK}="x"><script>{MARK}()</script>\r\n{MARK}: x'
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tag, self.found = "", list[str]()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tag = tag
        self.found += [f"attribute in <{tag}>" for name, _value in attrs if name.startswith(MARK)]

    def handle_data(self, data):
        if self.tag == "script" and f"{MARK}()" in data and "<" not in data:
            self.found.append("element")


def in_html(html: str) -> list[str]:
    return [f"unescaped {what}" for what in _Reader(html).found]


def in_csv(text: str) -> list[str]:
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")
    cells = [cell for row in rows for cell in row if MARK in cell]
    return ["formula in CSV" for cell in cells if cell.lstrip(" \n").startswith(FORMULA)]


def in_excel(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        f"formula in {sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and MARK in str(cell.value)
    ]


def in_headers(headers: Mapping[str, str]) -> list[str]:
    return [f"header {name}" for name in headers if name.lower().startswith((MARK, "bcc"))]


def in_calendar(text: str) -> list[str]:
    return ["line in a calendar" for line in text.splitlines() if line.startswith(MARK)]


def in_mail(message: bytes) -> list[str]:
    read = message_from_bytes(message, policy=email.policy.default)
    html = read.get_body(("html",))
    return in_headers(dict(read.items())) + (in_html(html.get_content()) if html else [])


def in_answer(answer) -> list[str]:
    """Of an answer of a test client."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    parts = answer.streaming_content if answer.streaming else [answer.content]
    content = b"".join(parts)
    found = in_headers(answer.headers)
    if kind == EXCEL:
        return found + in_excel(content)
    text = content.decode(errors="replace")
    reads = {"text/html": in_html, "text/csv": in_csv, "text/calendar": in_calendar}
    return found + (reads[kind](text) if kind in reads else [])
