from django import template

from sto_portal.notices.kinds.table import KINDS
from sto_portal.notices.outbox.meanings import meaning

register = template.Library()


@register.filter
def kind_title(name: str) -> str:
    """What the bureau calls a kind of mail."""
    return str(KINDS[name].title)


@register.filter
def told(answer: str) -> str:
    """What an answer of a mail server means; where it is none, the text itself."""
    return meaning(answer) or answer


@register.filter
def is_answer(text: str) -> bool:
    """Whether a text is an answer of a mail server that has other words too."""
    return bool(meaning(text))
