"""The web: Django, with the patience of a page, and a probe that never waits for a busy thread."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sto_portal.settings")
# A page that waits for a lock keeps a thread from everybody else.
os.environ.setdefault("LOCK_TIMEOUT", "5s")
os.environ.setdefault("IDLE_IN_TRANSACTION_TIMEOUT", "60s")

from .probes import answer_probes, with_any_host
from .watch.sharing import share_counts
from .watch.starting import start_watching

share_counts()
start_watching()
application = with_any_host(get_wsgi_application())
answer_probes(os.environ.get("HEALTH_PORT", ""), os.environ.get("HEALTH_BIND", "127.0.0.1"))
