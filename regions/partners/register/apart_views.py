"""The bureau looked at a pair of businesses: they are two. And taking that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regions.access import Request, require_bureau
from regions.partners.models import PairApart

from .apart import keep_apart
from .views import business_asked


@require_POST
def not_the_same(request: Request) -> HttpResponse:
    require_bureau(request.user)
    one, other = (business_asked(request.POST.get(name, "")) for name in ("one", "other"))
    if one == other:
        messages.error(request, _("Choose two different businesses."))
        return redirect("bureau_business", one.pk)
    keep_apart(one, other, request.user, timezone.now())
    values = {"one": one.name, "other": other.name}
    messages.success(request, _("%(one)s and %(other)s stay two businesses.") % values)
    return redirect("bureau_businesses")


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """The pair comes back in the list, as long as the names are alike. Twice is no mistake."""
    require_bureau(request.user)
    PairApart.objects.filter(pk=pk).delete()
    messages.success(request, _("The pair can be looked at again."))
    return redirect("bureau_businesses")
