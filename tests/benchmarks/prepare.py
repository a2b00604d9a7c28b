"""Fill one database and let people in; run in the portal's settings with its DATABASE_URL.

Prints as JSON the session of each person, the queries of each page, and what the save needs.
"""

import datetime
import json
import os
import sys
import time

import django

from . import rows


def main(months: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sto_portal.settings"
    django.setup()
    from django.core.management import call_command

    begin = time.monotonic()
    call_command("migrate", verbosity=0)
    if "KEPT" not in os.environ:
        rows.fill(os.environ["DATABASE_URL"], months, datetime.date.today())
    people = {person: session_of(person) for person in rows.PEOPLE}
    told = {
        "cookies": people,
        "updates": rows.count("progress_activityupdate"),
        "logs": rows.count("progress_checkin"),
        "seconds": round(time.monotonic() - begin),
    }
    print(json.dumps(told))


def session_of(person: int) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from regions.accounts.models import User

    user = User.objects.get(pk=person)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    main(int(sys.argv[1]))
