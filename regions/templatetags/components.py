"""What many pages share: the head, a list with its filter, a form, and an empty page.

The text between a tag and its end is a part of the page; `back`, `title` and the like are short.
"""

from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from regions.accounts.models import User
from regions.secret_links import derived_token

register = template.Library()


@register.simple_tag
def seal_of(user: User) -> str:
    """The key with which this person's browser keeps what was typed and not stored yet."""
    return derived_token("kept", str(user.pk))


STATUS_WORDS = {
    "not_started": _("Not started"),
    "on_track": _("On track"),
    "behind": _("Behind"),
    "stalled": _("Stalled"),
    "done": _("Done"),
}


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
def status(code: str, text: str = "") -> dict[str, Any]:
    """A status as shape, colour and word; `text` replaces the usual word."""
    return {"code": code, "text": text or STATUS_WORDS.get(code, STATUS_WORDS["not_started"])}


class PageHead(Node):
    """Eyebrow, heading and lead line; beside them the buttons, where `{% actions %}` has any."""

    child_nodelists = ("title", "actions")

    def __init__(self, title: NodeList, actions: NodeList, css: str) -> None:
        self.title, self.actions, self.css = title, actions, css

    def render(self, context: Context) -> SafeString:
        title, actions = self.title.render(context), self.actions.render(context)
        told = {"title": title, "actions": actions if actions.strip() else "", "css": self.css}
        return render_to_string("components/page_head.html", told)


@register.tag
def page_head(parser: Parser, token: Token) -> PageHead:
    """`{% page_head %}…{% actions %}…{% endpage_head %}`; a class for the text may be named."""
    _name, *css = token.split_contents()
    title, actions = parser.parse(("actions", "endpage_head")), NodeList()
    if parser.next_token().contents == "actions":
        actions = parser.parse(("endpage_head",))
        parser.delete_first_token()
    return PageHead(title, actions, css[0].strip("\"'") if css else "")


@register.simple_block_tag
def empty_state(content: str, title: str = "") -> SafeString:
    """What stands where there is nothing yet, and how to begin."""
    return render_to_string("components/empty_state.html", {"content": content, "title": title})


@register.simple_block_tag
def flush_table(content: str, caption: str, css: str = "stacks", head: str = "") -> SafeString:
    """A card that is one table from edge to edge."""
    told = {"content": content, "caption": caption, "css": css, "head": head}
    return render_to_string("components/flush_table.html", told)


@register.simple_block_tag
def wide_table(content: str, caption: str, css: str = "stacks") -> SafeString:
    """A table that scrolls by itself where the screen is too narrow for it."""
    told = {"content": content, "caption": caption, "css": css}
    return render_to_string("components/wide_table.html", told)


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


@register.filter
def fields(form: forms.BaseForm) -> SafeString:
    """Its fields alone: what is wrong with the whole stands in the summary above the form."""
    return format_html_join("", "{}", ((as_crispy_field(field),) for field in form))


@register.simple_block_tag(takes_context=True)
def form_page(
    context: Context,
    content: str,
    form: forms.BaseForm,
    back: str = "",
    *,
    action: str = "",
    css: str = "",
    save: str = "",
    cancel: str = "",
) -> SafeString:
    """What is wrong, the fields, the button that saves and, where there is one, the way back.

    The content replaces the fields where a form draws them itself.
    """
    told = {
        "content": content if content.strip() else "",
        "form": form,
        "back": back,
        "action": action,
        "css": css,
        "save": save,
        "cancel": cancel,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/form_page.html", told)
