"""Role and mandate: what the steering group watches and decides, and what is the leader's."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.models import Membership, Region
from regions.months import Month

from .forms import SteeringGroupForm
from .mandate.accepting import has_accepted, seat_order
from .mandate.versions import save_group
from .mandate.views import kinds_of
from .models import SteeringGroup


@require_safe
def steering(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    today = timezone.localdate()
    members = Membership.objects.on(today).filter(region=region)
    seats = sorted(members.steering().select_related("user"), key=seat_order)
    group = SteeringGroup.objects.filter(region=region).first()
    mandate = group.mandate_on(today) if group else None
    is_member = can(request.user, Action.ACCEPT_MANDATE, region)
    context = {
        "region": region,
        "group": group,
        "mandate": mandate,
        "kinds": kinds_of(mandate),
        "must_accept": is_member and group and not has_accepted(request.user, group, today),
        "roles": [(role, list(rows)) for role, rows in groupby(seats, _title)],
        "leaders": members.leaders().select_related("user").order_by("-role", "user__name__dutch"),
        "may_edit": can(request.user, Action.MANAGE, region),
        "may_remark": can(request.user, Action.REMARK, region),
    }
    return render(request, "steering/steering.html", context)


def _title(membership: Membership) -> str:
    return membership.get_role_display()


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    """The bureau writes down what the group is called, how often the digest comes, and to whom."""
    region = fetch_region(request.user, slug, Action.MANAGE)
    form = SteeringGroupForm(request.POST or None, instance=_group_of(region))
    if request.method == "POST" and form.is_valid():
        save_group(form.instance, request.user, timezone.localdate())
        messages.success(request, _("The steering group is saved."))
        return redirect("steering", region.slug)
    context = {"region": region, "form": form}
    return render(request, "steering/edit.html", context, status=422 if form.errors else 200)


def _group_of(region: Region) -> SteeringGroup:
    """The group of a region; a new one tells from this month on."""
    found = SteeringGroup.objects.filter(region=region).first()
    this_month = Month.of(timezone.now()).first_day
    return found or SteeringGroup(region=region, digests_from_on=this_month)
