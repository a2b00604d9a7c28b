"""The mandate: members read and accept it, the bureau writes a new version."""

import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions.access import Action, Request, can, fetch_region
from regions.models import Region
from regions.plans.models import PlanChange
from regions.steering.models import Mandate, SteeringGroup

from .accepting import accept, members_and_acceptances
from .forms import MandateForm
from .versions import write_version


@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request: Request, slug: str) -> HttpResponse:
    """The mandate that holds, who accepted it, and the versions before it."""
    region = fetch_region(request.user, slug)
    today = timezone.localdate()
    group = SteeringGroup.objects.filter(region=region).first()
    holds = group.mandate_on(today) if group else None
    if request.method == "POST":
        fetch_region(request.user, slug, Action.ACCEPT_MANDATE)
        return _accept(request, slug, holds)
    if group is None:
        return render(request, "steering/mandate.html", {"region": region})
    return render(request, "steering/mandate.html", _shown(request, region, group, holds, today))


def _accept(request: Request, slug: str, holds: Mandate | None) -> HttpResponse:
    """Accept the version that stood on the page; another one that came since is read first."""
    if holds is None or request.POST.get("mandate") != str(holds.pk):
        messages.warning(request, _("The mandate changed in the meantime. Please read it again."))
        return redirect("steering_mandate", slug)
    accept(request.user, holds, timezone.now())
    messages.success(request, _("Thank you. You accepted the mandate."))
    return redirect("steering_start", slug)


def _shown(
    request: Request,
    region: Region,
    group: SteeringGroup,
    holds: Mandate | None,
    today: datetime.date,
) -> dict:
    may_manage = can(request.user, Action.MANAGE, region)
    sees_who = may_manage or can(request.user, Action.READ_REMARKS, region)
    accepted = holds.acceptances.filter(user=request.user).first() if holds else None
    is_member = can(request.user, Action.ACCEPT_MANDATE, region)
    versions = list(
        group.mandates.select_related("written_by")
        .prefetch_related("acceptances__user")
        .order_by("-version")
    )
    return {
        "region": region,
        "group": group,
        "mandate": holds,
        "kinds": kinds_of(holds),
        "accepted": accepted if is_member else None,
        "may_accept": is_member and holds is not None and accepted is None,
        "who": members_and_acceptances(group, holds, today) if sees_who and holds else [],
        "sees_who": sees_who,
        "versions": [(version, kinds_of(version)) for version in versions],
        "coming": [version for version in versions if version.holds_from_on > today],
        "may_manage": may_manage,
    }


def kinds_of(mandate: Mandate | None) -> list[str]:
    """The kinds of plan change that a mandate leaves to the group, in words."""
    return [
        str(label) for kind, label in PlanChange.Kind.choices if mandate and mandate.covers(kind)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """The bureau writes the next version; it begins with the words of the last."""
    region = fetch_region(request.user, slug, Action.MANAGE)
    group = get_object_or_404(SteeringGroup, region=region)
    last = group.mandates.order_by("-version").first()
    today = timezone.localdate()
    draft = Mandate(steering_group=group, holds_from_on=today)
    if last:
        draft.text, draft.decides = last.text, last.decides
        draft.quorum_percent = last.quorum_percent
    form = MandateForm(request.POST or None, instance=draft, today=today)
    if request.method == "POST" and form.is_valid():
        if write_version(form.instance, request.user):
            messages.success(request, _("The mandate is saved. Each member is asked to accept it."))
            return redirect("steering_mandate", slug)
        form.add_error(None, _("This says the same as the last version, so it is not saved again."))
    context = {"region": region, "group": group, "form": form}
    return render(request, "steering/mandate_new.html", context, status=422 if form.errors else 200)
