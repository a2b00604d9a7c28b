"""Feedback on logs: given by the region's advisor, read by its leaders, and by nobody else."""

from django.contrib import messages
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advisors.models import Review
from regions.access import Action, Request, can, fetch, fetch_region
from regions.asked import row_id
from regions.models import Region
from regions.months import Month
from regions.progress.models import CheckIn
from regions.web.lists import list_page

from .forms import PeriodForm, ReturnForm, SayForm
from .nudges import NudgeRefused, missing_month, nudge, why_not
from .reviews import (
    ReviewRefused,
    can_withdraw,
    counts_of,
    give,
    latest_log,
    mark_seen,
    months_of,
    rows_of,
    unread,
)

MONTHS_A_PAGE = 12


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: Request, slug: str) -> HttpResponse:
    """The months of a region with what was said of each; saying something of a period."""
    region = fetch_region(request.user, slug, Action.READ_LOG)
    now = timezone.now()
    if request.method == "POST":
        fetch_region(request.user, slug, Action.ADVISE)
    if not can(request.user, Action.TALK, region):
        context = {"region": region, "counts": counts_of(region, now)}
        return render(request, "advisors/feedback_counts.html", context)
    form = PeriodForm(request.POST or None, running=Month.of(now))
    if request.method == "POST" and form.is_valid():
        form.instance.region, form.instance.author = region, request.user
        give(form.instance)
        messages.success(request, _("Your feedback is kept. The programme leader reads it here."))
        return redirect("feedback", region.slug)
    return _list(request, region, form)


def _list(request: Request, region: Region, form: PeriodForm) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    may_advise = can(request.user, Action.ADVISE, region)
    missing = missing_month(region, today)
    return list_page(
        request,
        "advisors/feedback.html",
        months_of(region),
        lambda page: {
            "region": region,
            "form": form,
            "rows": rows_of(region, list(page.object_list), request.user, now),
            "missing": missing,
            "why_no_nudge": why_not(region, today) if missing and may_advise else "",
            "may_advise": may_advise,
            "is_leader": can(request.user, Action.WRITE_LOG, region),
            "unread": unread(region).aggregate(count=Count("pk"), newest=Max("pk")),
        },
        size=MONTHS_A_PAGE,
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_log(request: Request, slug: str, month: Month) -> HttpResponse:
    """One log: everything said of it, and for the advisor seen, say and return."""
    region = fetch_region(request.user, slug, Action.TALK)
    if request.method == "POST":
        fetch_region(request.user, slug, Action.ADVISE)
    log = latest_log(region, month)
    if log is None:
        raise Http404
    log.region = region
    do = request.POST.get("do", "")
    if do == "seen":
        mark_seen(log, request.user, timezone.now())
        messages.success(request, _("Marked as seen."))
        return redirect("feedback", region.slug)
    say = SayForm(request.POST if do == "say" else None, prefix="say")
    back = ReturnForm(request.POST if do == "return" else None, prefix="return")
    form = back if do == "return" else say
    if form.is_valid() and _keep(request, form.instance, log):
        return redirect("feedback_log", region.slug, month)
    row = rows_of(region, [month], request.user, timezone.now())[0]
    context = {
        "region": region,
        "row": row,
        "form": form,
        "say": say,
        "back": back,
        "is_seen": row.is_seen_by(request.user),
        "may_advise": can(request.user, Action.ADVISE, region),
        "is_leader": can(request.user, Action.WRITE_LOG, region),
    }
    status = 422 if form.errors else 200
    return render(request, "advisors/feedback_log.html", context, status=status)


def _keep(request: Request, review: Review, log: CheckIn) -> bool:
    review.region, review.check_in, review.author_id = log.region, log, request.user.pk
    if review.reason:
        review.kind = Review.Kind.RETURNED
    try:
        give(review)
    except ReviewRefused as refused:
        messages.error(request, str(refused))
        return False
    told = (
        _("The log is returned. The programme leader reads why, and corrects it.")
        if review.reason
        else _("Your feedback is kept. The programme leader reads it here.")
    )
    messages.success(request, told)
    return True


@require_POST
def mark_read(request: Request, slug: str) -> HttpResponse:
    """A leader has read everything that stood on the page."""
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    newest = row_id(request.POST.get("newest"))
    if newest is not None:
        unread(region).filter(pk__lte=newest).update(read_at=timezone.now())
    messages.success(request, _("Your advisor sees that you read it."))
    return redirect("feedback", region.slug)


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back what you said yourself, within a day."""
    own = Review.objects.filter(author=request.user).select_related("region")
    review = fetch(own, request.user, Action.ADVISE, pk=pk)
    if can_withdraw(review, request.user, timezone.now()):
        review.delete()
        messages.success(request, _("Your feedback is withdrawn."))
    else:
        messages.error(request, _("After a day feedback cannot be withdrawn any more."))
    return redirect("feedback", review.region.slug)


@require_POST
def send_nudge(request: Request, slug: str) -> HttpResponse:
    """A friendly word about the missing log; the outbox mails it."""
    region = fetch_region(request.user, slug, Action.ADVISE)
    try:
        kept = nudge(region, request.user, timezone.localdate())
    except NudgeRefused as refused:
        messages.error(request, str(refused))
    else:
        month = Month.of(kept.month_on).label
        told = _("The programme leader gets a friendly mail about the log of %(month)s.")
        messages.success(request, told % {"month": month})
    return redirect("feedback", region.slug)
