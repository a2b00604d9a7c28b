"""Where a person lands, and in which role."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regions.access import Request, memberships_of
from regions.asked import onward
from regions.models import Region
from regions.steering.mandate.accepting import has_accepted
from regions.steering.models import SteeringGroup
from regions.web.middleware import SESSION_KEY


@require_safe
def home(request: Request) -> HttpResponse:
    """The page a role begins with; a person without a role reads whom to ask."""
    membership = request.membership
    if not membership:
        return render(request, "accounts/no_role.html")
    if membership.is_bureau:
        return redirect("today")
    if membership.is_advisor and not membership.is_in_closed_region:
        return redirect("advisor")
    region = membership.region
    assert region is not None  # noqa: S101 - a constraint holds it for these roles
    if membership.is_in_closed_region:
        return redirect("region", region.slug)
    if membership.is_steering:
        begins = "steering_start" if _may_act(request, region) else "steering_mandate"
        return redirect(begins, region.slug)
    return redirect("realised" if membership.is_controller else "check_in", region.slug)


def _may_act(request: Request, region: Region) -> bool:
    """Whether a member accepted the mandate that holds; a region without a group asks nothing."""
    group = SteeringGroup.objects.filter(region=region).first()
    return group is None or has_accepted(request.user, group, timezone.localdate())


@require_POST
def switch_role(request: Request) -> HttpResponse:
    """Look at the portal in another of one's own roles."""
    wanted = request.POST.get("membership", "")
    chosen = next((m for m in memberships_of(request.user) if str(m.pk) == wanted), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.pk
    return onward(request, request.POST.get("next", ""), "home")
