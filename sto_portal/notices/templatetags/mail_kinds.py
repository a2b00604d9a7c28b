from django import template

from sto_portal.notices.kinds.table import KINDS

register = template.Library()


@register.filter
def kind_title(name: str) -> str:
    """What the bureau calls a kind of mail."""
    return str(KINDS[name].title)
