"""How many queries each page needs: counted in the process, on the same rows. Prints JSON."""

import json
import os

import django

from .pages import PAGES
from .saving import SAVE, saver_of


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sto_portal.settings"
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from regions.accounts.models import User

    counts = {}
    for page in PAGES:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(User.objects.get(pk=page.person))
        client.get(page.path, follow=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(page.path, follow=True)
        counts[page.title] = len(queries)
        if os.environ.get("TELL"):
            print(page.title, *(query["sql"][:150] for query in queries), sep="\n  ")
    counts[SAVE.title] = save_counted()
    print(json.dumps(counts))


def save_counted() -> int:
    """The queries of a save into a row that is there, BEGIN and COMMIT included."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from regions.accounts.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(pk=SAVE.person))
    saver = saver_of(client.get(SAVE.path).content.decode())
    for _ in range(3):
        body, kind = saver.next_body()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(saver.address, body, content_type=kind)
        saver.revision = answer.json()["revisions"][saver.row]
    if os.environ.get("TELL"):
        print(SAVE.title, *(query["sql"][:150] for query in queries), sep="\n  ")
    return len(queries)


if __name__ == "__main__":
    main()
