"""Template filters for numbers and dates as Dutch people write them, and shared components."""

from django import template

from regions import dutch
from regions.counts import small_count

register = template.Library()

for name in ("months_text", "signed", "euros", "percent", "decimal_text"):
    register.filter(name, getattr(dutch, name))
register.filter(small_count)


@register.inclusion_tag("components/bar.html")
def bar(share: float, plan: float | None = None, tone: str = "petrol", label: str = "") -> dict:
    """A progress bar: `share` and `plan` run from 0 to 1; `tone` is a status or "petrol"."""
    return {
        "width": round(min(max(share, 0), 1) * 100, 1),
        "plan": None if plan is None else round(min(max(plan, 0), 1) * 100, 1),
        "tone": tone,
        "label": label,
    }


@register.inclusion_tag("components/status.html")
def status(code: str, text: str = "") -> dict:
    """A status as shape, colour and word; `text` replaces the usual word."""
    return {"code": code, "text": text}
