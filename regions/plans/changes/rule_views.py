"""The bureau's list of rules about telling DUS-I. Others read them with a plan change."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.plans.models import NoticeRule

from .notice_rules import end_rule, kinds_without, listed
from .rule_forms import RuleForm


@require_safe
def rules(request: Request) -> HttpResponse:
    require_bureau(request.user)
    rows = listed(timezone.localdate())
    context = {"rows": rows, "without": kinds_without(rows)}
    return render(request, "plans/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: Request) -> HttpResponse:
    require_bureau(request.user)
    today = timezone.localdate()
    form = RuleForm(request.POST or None, initial={"valid_from_on": today})
    return _page(request, form, _("A new rule about telling DUS-I"))


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(NoticeRule, pk=pk)
    form = RuleForm(request.POST or None, instance=row)
    return _page(request, form, str(row))


def _page(request: Request, form: RuleForm, heading: str) -> HttpResponse:
    today = timezone.localdate()
    if request.method == "POST" and form.is_valid() and _is_saved(form):
        messages.success(request, _("The rule is saved."))
        return redirect("bureau_rules")
    row = NoticeRule.objects.filter(pk=form.instance.pk).first()
    context = {
        "form": form,
        "heading": heading,
        "back": ("bureau_rules", ""),
        "rule": row,
        "may_end": row and row.valid_from_on <= today and not _has_ended(row, today),
    }
    return render(request, "plans/rule.html", context, status=422 if form.errors else 200)


def _has_ended(row: NoticeRule, today) -> bool:
    return row.valid_until_on is not None and row.valid_until_on <= today


def _is_saved(form: RuleForm) -> bool:
    """Somebody else may save the same kind and first day at the same moment."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error(None, _("There is already a rule for this kind from this day."))
        return False
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


@require_POST
def stop_rule(request: Request, pk: int) -> HttpResponse:
    """Today is the last day of the rule."""
    require_bureau(request.user)
    row = get_object_or_404(NoticeRule, pk=pk)
    today = timezone.localdate()
    if row.valid_from_on > today:
        messages.error(request, _("This rule does not hold yet. Change its dates instead."))
        return redirect("bureau_rule", row.pk)
    end_rule(row, today)
    messages.success(request, _("The rule ends today."))
    return redirect("bureau_rules")
