from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

from .answers.cards import admin as card_admin  # noqa: F401
from .models import Look
from .network import admin as network_admin  # noqa: F401
from .readings import admin as reading_admin  # noqa: F401

# Questions, feedback and remarks are between a few people: the admin does not show them.
admin.site.register(Look, ReadOnlyAdmin)
