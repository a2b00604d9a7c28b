"""Whatever anybody sends to any route, in whatever role, nothing breaks and nothing is half saved.

A deterministic walk: every route, as its own role and as others, with hostile values in the path,
the query, the fields of the forms on the page itself, and JSON. HOSTILE_INPUTS says how many values
are tried; HOSTILE_INPUTS=100000 is the long walk of a bench.
"""

import itertools
import json
import os
import random
import traceback
from collections import Counter
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.access_rows import ROWS
from tests.forms import Form, forms_on
from tests.test_access import ROLES, routes
from tests.test_access import world as world  # a fixture
from tests.web.injected import HOSTILE, in_answer

pytestmark = [
    pytest.mark.usefixtures("on_22_november"),
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
]
INPUTS = int(os.environ.get("HOSTILE_INPUTS", "10000"))
DEEP, WIDE = "[" * 5000, json.dumps({str(n): n for n in range(3000)})
VALUES = (
    "", " ", "²", "٣", "-1", "1e9", "1e400", "NaN", "9" * 30, "9" * 5000, "0x1f", "true", "null",
    "\ud800", "\ufffe", "\U0001fffe", "\x01\x08", "regel\x0bregel\x0cregel", "a\r\nBcc: b@c.nl",
    "0001-01-01", "9999-12-31", "31-2-2026", "2026-13", "24:61", "€ -1", "1.000.000.000.000,00",
    "abc", "home", "//evil.example", "https://evil.example/", "javascript:alert(1)", "../../etc",
    HOSTILE, "{{ 7 }}{% x %}", "%s%(x)d{0}", "' OR 1=1 --", "\u202eom", "😀" * 300,
    DEEP[:3000], '{"a": ' * 2000, '"\\ud800"', "x" * 70_000,
)  # fmt: skip
NUL = "a\x00b"
LIBRARY = (
    "accounts/login/", "accounts/login/code/confirm/", "accounts/password/reset/",
    "accounts/2fa/authenticate/", "accounts/2fa/webauthn/login/", "accounts/2fa/webauthn/add/",
    "accounts/2fa/totp/activate/", "accounts/oidc/x/login/", "accounts/oidc/x/login/callback/",
    "accounts/reauthenticate/", "accounts/sessions/", "admin/login/",
)  # fmt: skip
# Names that views read without a form of theirs on the page.
KNOWN = (
    "next", "do", "take", "region", "membership", "person", "activity", "text", "answer", "newest",
    "batch", "idea", "choice", "reason", "credential", "uid", "year", "stage", "card", "elective",
)  # fmt: skip
QUERY = (
    "region", "page", "q", "month", "year", "sort", "format", "since", "on", "person", "partner",
    "version", "line", "school", "kind", "saved", "next", "question", "card", "planned", "theme",
    "activity", "lab", "subject", "talks", "about",
)  # fmt: skip
# What a request may leave behind though its answer is a refusal.
# The log keeps what somebody typed while it asks after it: nothing of that is half saved.
KEEPS_WHAT_WAS_TYPED = {"check_in_submit", "check_in_month"}
UNCOUNTED = ("django_session", "cache", "pghistory_context")


class Walk:
    def __init__(self, world, browse) -> None:
        self.chance = random.Random(2026)
        self.clients = {role: browse(world.people[role]) for role in ROLES[1:]}
        self.clients["anonymous"] = Client()
        for client in self.clients.values():
            client.raise_request_exception = False
        # A walk signs out too; each request comes from a browser that did not.
        self.cookies = {
            role: {name: morsel.value for name, morsel in client.cookies.items()}
            for role, client in self.clients.items()
        }
        self.addresses = {
            name: (reverse(name, kwargs=row.kwargs(world.ids)), row.query.format(**world.ids))
            for name, row in ROWS.items()
        } | {path: (f"/{path}", "") for path in LIBRARY}
        self.forms = {name: self.shown(name) for name in self.addresses}
        tables = set(connection.introspection.table_names()) - set(UNCOUNTED)
        counts = " UNION ALL ".join(f"SELECT '{t}', count(*) FROM \"{t}\"" for t in tables)
        # Sorted: Postgres may count tables beside one another, and gives what is done first.
        self.counting = f"SELECT * FROM ({counts}) AS counted ORDER BY 1"
        self.before, self.tried, self.wrong = self.counted(), 0, set()
        self.met: Counter[int] = Counter()

    def role_of(self, name: str) -> str:
        if name in LIBRARY:
            return self.chance.choice(["anonymous", "leader", "advisor"])
        row = ROWS[name]
        method = "post" if "ok" in row.post else "get"
        return next((role for role in ROLES if row.expected(role, method) == "ok"), "leader")

    def shown(self, name: str) -> list[Form]:
        """The forms on a page, and one with the names that views read without a form."""
        path, query = self.addresses[name]
        with transaction.atomic():
            answer = self.clients[self.role_of(name)].get(path + query)
            transaction.set_rollback(True)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        found = forms_on(answer.content.decode()) if is_page and not answer.streaming else []
        return [*found, Form(path, "post", dict.fromkeys(KNOWN, ""), set(KNOWN))]

    def counted(self) -> list[tuple[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute(self.counting)
            return cursor.fetchall()

    def send(self, name: str, role: str, method: str, address: str, **more) -> None:
        client = self.clients[role]
        client.cookies = SimpleCookie(self.cookies[role])
        with transaction.atomic():
            answer = client.generic(method, address, **more)
            self.met[answer.status_code] += 1
            if answer.status_code >= 500:
                self.wrong.add(f"{method} {name} as {role}: {told(answer)}")
            elif self.is_half_saved(name, method, answer.status_code):
                more = sorted(table for table, _count in {*self.counted()} ^ {*self.before})
                self.wrong.add(f"{name} as {role}: {answer.status_code}, saved in {set(more)}")
            self.wrong.update(f"{method} {name} as {role}: {what}" for what in in_answer(answer))
            transaction.set_rollback(True)

    def is_half_saved(self, name: str, method: str, status: int) -> bool:
        is_refusal = method == "POST" and status >= 400 and name not in KEEPS_WHAT_WAS_TYPED
        return is_refusal and self.counted() != self.before

    def value(self) -> str:
        self.tried += 1
        return self.chance.choice(VALUES)

    def once(self, name: str) -> None:
        role = self.role_of(name) if self.chance.random() < 0.75 else self.chance.choice(ROLES)
        kinds = [self.by_form, self.by_query, self.by_path, self.by_json]
        self.chance.choices(kinds, [10, 3, 1, 1])[0](name, role)

    def by_form(self, name: str, role: str) -> None:
        form = self.chance.choice(self.forms[name])
        pairs = self.filled(form, self.chance.choice([1.0, 0.4, 0.1]))
        if form.buttons:
            pairs.append(self.chance.choice(form.buttons))
        if pairs and self.chance.random() < 0.08:
            self.tried += 1
            pairs[0] = (pairs[0][0], NUL)
        address = form.action or "".join(self.addresses[name])
        if not address.startswith("/"):
            address = self.addresses[name][0] + address
        if form.method == "get":
            self.send(name, role, "GET", f"{address.partition('?')[0]}?{encoded(pairs)[:60_000]}")
        else:
            self.send(name, role, "POST", address, data=encoded(pairs), content_type=FORM)

    def filled(self, form: Form, share: float) -> list[tuple[str, str]]:
        """The form as the page shows it, this share of its fields with something hostile."""
        pairs = []
        for field in sorted(form.names):
            kept = form.fields.get(field, [])
            values = [kept] if isinstance(kept, str) else list(kept)
            if self.chance.random() < share:
                values = [self.value() for _ in range(self.chance.choice([1, 1, 1, 2]))]
            ending = "[]" if self.chance.random() < 0.02 else ""
            pairs += [(field + ending, value) for value in values]
        return pairs

    def by_query(self, name: str, role: str) -> None:
        asked = QUERY + tuple(
            field for form in self.forms[name] if form.method == "get" for field in form.names
        )
        pairs = [(field, self.value()) for field in self.chance.sample(asked, 6)]
        tail = self.chance.choice(["", "&region=%00", "&q=%FF%FE", "&page=%ED%A0%80", "&a[]=1&a=2"])
        self.send(name, role, "GET", f"{self.addresses[name][0]}?{encoded(pairs)}{tail}"[:60_000])

    def by_path(self, name: str, role: str) -> None:
        parts = self.addresses[name][0].split("/")
        value = self.chance.choice([NUL, "\udcff", self.value()[:500]])
        parts[self.chance.randrange(len(parts))] = quote(value, safe="", errors="surrogatepass")
        self.send(
            name, role, self.chance.choice(["GET", "POST"]), "/" + "/".join(parts).lstrip("/")
        )

    def by_json(self, name: str, role: str) -> None:
        names = ["going_well", "v", "opening", *(f"{a}{n}" for a in "spwofmtcvr" for n in range(9))]
        fields = {field: self.chance.choice([self.value(), [], {}, 1, None]) for field in names}
        sent = {"fields": fields, "rows": self.chance.choice([[], [1, "²", None], "x", {}, [[]]])}
        sent |= {"opening": self.value(), "active": self.chance.choice([1e308, -1, "x", [], None])}
        bodies = [json.dumps(sent), DEEP, WIDE, '{"fields": ' + DEEP + "}", "9" * 5000, "\xff", "",
                  '{"fields": {"going_well": "\\ud800\\u0000"}, "rows": []}']  # fmt: skip
        body = bodies[0] if self.chance.random() < 0.5 else self.chance.choice(bodies)
        self.send(name, role, "POST", self.addresses[name][0], data=body, content_type=JSON)


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, encoding="utf-8", errors="surrogatepass")


def told(answer) -> str:
    """The fault and the last line of our own that it came through."""
    if not answer.exc_info:
        return str(answer.status_code)
    ours = [
        frame
        for frame in traceback.extract_tb(answer.exc_info[2])
        if "site-packages" not in frame.filename
    ]
    return (
        f"{answer.exc_info[1]!r:.200} at {ours[-1].filename}:{ours[-1].lineno}"
        if ours
        else (f"{answer.exc_info[1]!r:.200}")
    )


def test_nothing_that_anybody_sends_breaks_a_page_or_is_half_saved(world, browse):
    walk = Walk(world, browse)
    names = sorted(walk.addresses)
    assert set(routes()) <= set(names)
    for name in itertools.cycle(names):
        walk.once(name)
        if walk.tried >= INPUTS or len(walk.wrong) > 40:
            break
    assert not walk.wrong, "\n".join(sorted(walk.wrong))
    assert all(walk.met[status] > 5 for status in (200, 302, 403, 404, 422)), walk.met


@pytest.mark.parametrize(
    ("address", "status"), [("/accounts/oidc/%00/login/", 404), ("/electives/?q=%00", 200)]
)
def test_a_nul_in_an_address_names_nothing(db, client, address, status):
    client.raise_request_exception = False
    assert client.get(address).status_code == status


@pytest.mark.parametrize("credential", [DEEP, '{"a": ' * 3000, "9" * 5000, '{"id": "\\ud800"}'])
def test_a_passkey_of_nonsense_is_a_form_with_an_error(db, client, credential):
    client.raise_request_exception = False
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
    assert answer.status_code < 500
