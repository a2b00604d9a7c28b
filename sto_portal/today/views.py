"""The first page of the bureau."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.access import Request, require_bureau
from regions.web.lists import list_page

from .coming import coming_from
from .setting_up import set_up, unfinished
from .waiting import heading_of, waiting_on

REGIONS = 8


@require_safe
def today(request: Request) -> HttpResponse:
    """What asks attention, which regions are not set up yet, and what the month brings."""
    require_bureau(request.user)
    day = timezone.localdate()
    found = waiting_on(day)
    return list_page(
        request,
        "today/today.html",
        unfinished(day),
        lambda page: {
            "today": day,
            "heading": heading_of(found),
            "waiting": found,
            "regions": [set_up(row) for row in page],
            "coming": coming_from(day),
        },
        size=REGIONS,
    )
