"""Role and mandate: what the steering group watches and decides, and what is the leader's."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, can, fetch_region
from regions.models import Membership, Region, Role
from regions.months import Month

from .forms import SteeringGroupForm
from .models import SteeringGroup


@require_safe
def steering(request: HttpRequest, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    members = Membership.objects.on(timezone.localdate()).filter(region=region)
    steering = sorted(members.steering().select_related("user"), key=_rank)
    group = SteeringGroup.objects.filter(region=region).first()
    context = {
        "region": region,
        "group": group,
        "mandate": group.mandate_on(timezone.localdate()) if group else None,
        "roles": [(role, list(rows)) for role, rows in groupby(steering, _title)],
        "leaders": members.leaders().select_related("user").order_by("-role", "user__name"),
        "may_edit": can(request.user, Action.MANAGE, region),
    }
    return render(request, "steering/steering.html", context)


def _rank(membership: Membership) -> tuple[int, str]:
    """The chair first, then as the roles are listed; by name within a role."""
    return Role.values.index(membership.role), membership.user.name


def _title(membership: Membership) -> str:
    return membership.get_role_display()


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The bureau writes down the mandate, and how often the digest comes."""
    region = fetch_region(request.user, slug, Action.MANAGE)
    form = SteeringGroupForm(request.POST or None, instance=_group_of(region))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The steering group is saved."))
        return redirect("steering", region.slug)
    context = {"region": region, "form": form}
    return render(request, "steering/edit.html", context, status=422 if form.errors else 200)


def _group_of(region: Region) -> SteeringGroup:
    """The group of a region; a new one tells from this month on."""
    found = SteeringGroup.objects.filter(region=region).first()
    this_month = Month.of(timezone.now()).first_day
    return found or SteeringGroup(region=region, digests_from_on=this_month)
