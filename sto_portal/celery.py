"""The Celery app: a message says "wake up", Postgres knows what is left to do."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sto_portal.settings")

app = Celery("sto_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["sto_portal.notices", "sto_portal.national"])
