"""What many pages share."""

from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("components/bar.html")
def bar(
    share: float, plan: float | None = None, tone: str = "petrol", label: str = ""
) -> dict[str, Any]:
    """A progress bar: `share` and `plan` run from 0 to 1; `tone` is a status or "petrol"."""
    return {
        "width": round(min(max(share, 0), 1) * 100, 1),
        "plan": None if plan is None else round(min(max(plan, 0), 1) * 100, 1),
        "tone": tone,
        "label": label,
    }


@register.inclusion_tag("components/status.html")
def status(code: str, text: str = "") -> dict[str, str]:
    """A status as shape, colour and word; `text` replaces the usual word."""
    return {"code": code, "text": text}


@register.simple_block_tag
def filter_form(
    content: str,
    form: forms.Form,
    css: str = "",
    *,
    submit: str = "",
    tone: str = "quiet",
    role: str = "",
) -> SafeString:
    """The fields of a filter, its button, and what else stands in its row."""
    told = {"content": content, "form": form, "css": css, "submit": submit, "tone": tone}
    return render_to_string("components/filter_form.html", {**told, "role": role})
