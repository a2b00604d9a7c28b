from django.contrib import admin

from . import card_admin, network_admin, reading_admin  # noqa: F401
from .models import Look

# Questions, feedback and remarks are between a few people: the admin does not show them.
admin.site.register(Look)
