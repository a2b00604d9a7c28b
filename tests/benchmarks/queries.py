"""How many queries each page needs: counted in the process, on the same rows. Prints JSON."""

import json
import os

import django

from tests.benchmarks.pages import PAGES


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
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
