"""Digests as pages: the archive, one digest, and the leader's preview of the next."""

from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch
from regions.models import Region
from regions.months import Month
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.forewords import ForewordRefused, foreword_of, save_foreword
from sto_portal.notices.digest.late import told_later_in
from sto_portal.notices.digest.periods import Period, period_holding, periods_after
from sto_portal.notices.digest.sections import Sections
from sto_portal.notices.digest.seen import seats_of, seen_of
from sto_portal.notices.digest.sheet import period_label, sheet_of
from sto_portal.notices.digest.waiting import expected, meetings_ahead
from sto_portal.notices.kinds.digest_mail import digest_contents
from sto_portal.notices.models import Digest
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.unsubscribing import unsubscribe_url

from .forms import ForewordForm
from .framing import FRAMED, FRAMES, frame_height
from .reach import reach_of


def fetch_group(request: Request, slug: str, action: Action) -> SteeringGroup | None:
    """The steering group of a region, where the reader may do `action`; None when it has none."""
    region = fetch(Region.objects.all(), request.user, action, slug=slug)
    groups = SteeringGroup.objects.select_related("region").annotate(
        sealed=Max("digests__month_on")
    )
    return groups.filter(region=region).first()


def sealed_of(group: SteeringGroup) -> Month | None:
    return Month.of(group.sealed) if group.sealed else None  # type: ignore[attr-defined]


@require_safe
def archive(request: Request, slug: str) -> HttpResponse:
    """Every digest of a group, newest first; for the leader also the one that is coming."""
    group = fetch_group(request, slug, Action.READ_DIGEST)
    if group is None:
        return render(request, "notices/no_group.html", {"region": Region.objects.get(slug=slug)})
    members = set(seats_of(group, timezone.localdate()).values_list("user_id", flat=True))
    seen = Count("seen", filter=Q(seen__user__in=members))
    digests = list(group.digests.defer("sections").annotate(seen_by=seen).order_by("-month_on"))
    may_preview = can(request.user, Action.WRITE_FOREWORD, group)
    days = meetings_ahead([group], timezone.now())[group.pk]
    coming = next(periods_after(group, sealed_of(group), days))
    context = {
        "region": group.region,
        "group": group,
        "rows": [(sealed, period_label(sealed.first_month, sealed.month)) for sealed in digests],
        "members": len(members),
        "coming": coming,
        "coming_label": period_label(coming.first, coming.last),
        "coming_when": expected(group, coming, timezone.now()),
        "may_preview": may_preview,
    }
    return render(request, "notices/archive.html", context)


@require_safe
def digest(request: Request, slug: str, month: Month) -> HttpResponse:
    """One digest, as it was sealed; it prints on A4."""
    rows = Digest.objects.select_related("steering_group__region")
    row = fetch(
        rows,
        request.user,
        Action.READ_DIGEST,
        steering_group__region__slug=slug,
        month_on=month.first_day,
    )
    around = row.steering_group.digests.only("month_on", "steering_group_id")
    may_mark = can(request.user, Action.MARK_SEEN, row)
    context = {
        **sheet_of(row),
        "later_in": told_later_in(row, timezone.now()),
        "seen": seen_of(row, timezone.localdate(), request.user.pk),
        "may_mark": may_mark,
        "may_remark": can(request.user, Action.REMARK, row),
        "shows_names": may_mark or can(request.user, Action.READ_REMARKS, row),
        "earlier": around.filter(month_on__lt=row.month_on).order_by("-month_on").first(),
        "later": around.filter(month_on__gt=row.month_on).order_by("month_on").first(),
    }
    return render(request, "notices/digest.html", context)


def fetch_period(request: Request, slug: str, month: Month) -> tuple[SteeringGroup, Period]:
    """The period that is not sealed yet and holds a month; 404 where there is none."""
    group = fetch_group(request, slug, Action.WRITE_FOREWORD)
    period = unsealed_period(group, month) if group else None
    if group is None or period is None or period.first > Month.of(timezone.now()).next:
        raise Http404
    return group, period


def unsealed_period(group: SteeringGroup, month: Month) -> Period | None:
    """The period that is not sealed yet and holds a month."""
    days = meetings_ahead([group], timezone.now())[group.pk]
    return period_holding(group, sealed_of(group), month, days)


def is_sealed(slug: str, month: Month) -> bool:
    return Digest.objects.filter(
        steering_group__region__slug=slug, month_on=month.first_day
    ).exists()


@csp_update(FRAMES)  # type: ignore[arg-type]  # knows no view with arguments
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, slug: str, month: Month) -> HttpResponse:
    """The exact mail that the group gets, as far as it is known now. Looking changes nothing."""
    fetch(Region.objects.all(), request.user, Action.WRITE_FOREWORD, slug=slug)
    if is_sealed(slug, month):
        messages.info(request, _("This digest is sealed; it went out as you see it here."))
        return redirect("digest", slug, month)
    group, period = fetch_period(request, slug, month)
    saved = foreword_of(group, period)
    form = ForewordForm(
        request.POST or None, initial={"text": saved.text, "revision": saved.revision}
    )
    if request.method == "POST" and form.is_valid() and save_typed(request, form, group, period):
        return redirect("digest_preview", slug, period.last)
    now = timezone.now()
    draft = compose(group, period, now)
    contents, reach = contents_for(request, draft), reach_of(group, now)
    context = {
        "region": group.region,
        "group": group,
        "period": period,
        "period_label": period_label(period.first, period.last),
        "form": form,
        "saved": saved if saved.pk else None,
        "contents": contents,
        "readers": [member for member in reach if not member.why_not],
        "unreached": [member for member in reach if member.why_not],
        "frame_height": frame_height(contents.text),
        "when": expected(group, period, now),
        "is_silent": Sections.of(draft).is_silent,
        "is_mailed": not draft.is_empty or group.wants_empty_digests,
    }
    return render(request, "notices/preview.html", context, status=422 if form.errors else 200)


def contents_for(request: Request, draft: Digest) -> Contents:
    url = unsubscribe_url(request.user.pk, "preview", draft.steering_group_id)
    return digest_contents(draft, url)


def save_typed(request: Request, form: ForewordForm, group: SteeringGroup, period: Period) -> bool:
    """Whether it was saved; otherwise the form says why, and what was typed stays."""
    values = dict(form.cleaned_data)
    try:
        save_foreword(
            group, period, values["text"], values["revision"], request.user, timezone.now()
        )
    except ForewordRefused as refusal:
        if refusal.current is None:
            form.add_error("text", _("The digest was sealed in the meantime."))
        else:
            form.add_error(
                "text",
                _("%(who)s wrote in the meantime: “%(text)s”. Save again to replace that.")
                % {"who": refusal.current.saved_by, "text": refusal.current.text},
            )
            form.data = {**form.data, "text": values["text"], "revision": refusal.current.revision}
        return False
    messages.success(request, _("Your foreword is saved."))
    return True


@csp_replace(FRAMED)  # type: ignore[arg-type]  # knows no view with arguments
@xframe_options_sameorigin
@require_safe
def preview_mail(request: Request, slug: str, month: Month) -> HttpResponse:
    """The HTML of the preview by itself, for the frame on its page."""
    group, period = fetch_period(request, slug, month)
    return HttpResponse(contents_for(request, compose(group, period, timezone.now())).html)
