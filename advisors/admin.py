from django.contrib import admin

from . import network_admin  # noqa: F401
from .models import Look

# Questions are between a leader and an advisor: the admin does not show them.
admin.site.register(Look)
