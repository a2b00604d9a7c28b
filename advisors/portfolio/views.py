"""From when on the advisor's page tells what changed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advisors.models import Look
from regions.access import Request, require_advisor


@require_POST
def mark_seen(request: Request) -> HttpResponse:
    require_advisor(request.user)
    Look.objects.update_or_create(user=request.user, defaults={"seen_at": timezone.now()})
    messages.success(request, _("From now on this page shows what changed after this moment."))
    return redirect("advisor")
