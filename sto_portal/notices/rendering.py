"""Rendering: from what a mail is about to complete bytes. The text is written first, by hand; the
HTML says the same through MJML. Mails are in Dutch, whoever the process works for."""

import logging
import re
import textwrap
from collections.abc import Callable
from datetime import datetime
from typing import Any

import mrml
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from regions.secret_links import new_token

from .digest.links import keep_link, link_url
from .digest.sheet import sheet_of
from .kinds.news import news_contents
from .kinds.nudges import nudge_contents
from .kinds.reminder_texts import reminder_contents
from .kinds.weekly import weekly_contents
from .models import Digest, Mail, Subscription
from .outbox.mime import Contents, as_bytes, one_line
from .outbox.unsubscribing import unsubscribe_url

logger = logging.getLogger(__name__)
WIDTH = 72
LINK = re.compile(r"https?://")
# Mails of a few paragraphs: each gives its subject, its body, and what the frame around it needs.
SHORT: dict[str, Callable[[Mail], tuple[str, str, dict[str, Any]]]] = {
    Mail.Kind.REMINDER: reminder_contents,
    Mail.Kind.NUDGE: nudge_contents,
    Mail.Kind.WEEKLY: weekly_contents,
    Mail.Kind.NEWS: news_contents,
}


def render_waiting(now: datetime) -> int:
    """Write the message of every mail that has none yet. How many failed: those stay visible."""
    failed = 0
    waiting = Mail.objects.filter(state=Mail.State.PENDING, message__isnull=True).select_related(
        "recipient", "digest__steering_group__region", "region"
    )
    for mail in waiting:
        try:
            token = new_token()
            with transaction.atomic():
                if store(mail, contents_of(mail, token), now):
                    keep_link(mail, token)
        except Exception:
            logger.exception("Mail %s cannot be rendered", mail.key)
            failed += 1
    return failed


def contents_of(mail: Mail, token: str) -> Contents:
    """What a planned mail says to its reader; `token` opens its digest without a password."""
    with translation.override("nl"):
        if mail.kind == Mail.Kind.DIGEST and mail.digest and mail.recipient:
            group = mail.digest.steering_group
            url = unsubscribe_url(mail.recipient.pk, Subscription.Kind.DIGEST, group.pk)
            return digest_contents(mail.digest, url, link_url(token))
        if mail.kind in SHORT and mail.recipient:
            return from_body(*SHORT[mail.kind](mail))
    raise ValueError(f"nothing to say in {mail.key}")


def digest_contents(digest: Digest, stop_url: str, open_url: str = "") -> Contents:
    """The mail of a digest, sealed or not: the preview shows exactly this, with the page itself
    in the place of `open_url`, the reader's own link."""
    with translation.override("nl"):
        sheet = sheet_of(digest)
        context = {
            **sheet,
            "open_url": open_url or sheet["urls"]["page"],
            "unsubscribe_url": stop_url,
            "rhythm": digest.steering_group.get_rhythm_display(),
        }
        subject = _("Digest %(period)s, region %(region)s: %(headline)s") % {
            "period": context["period"],
            "region": digest.steering_group.region.name,
            "headline": digest.headline[:1].lower() + digest.headline[1:],
        }
        return Contents(
            one_line(subject),
            wrapped(render_to_string("notices/mail/digest.txt", context)),
            html_of("notices/mail/digest.mjml", context),
            stop_url,
        )


def from_body(subject: str, body: str, context: dict[str, Any]) -> Contents:
    """A short mail of paragraphs with links below: text and HTML from the same words."""
    full = {**context, "subject": subject, "body": body.strip()}
    full["paragraphs"] = [one.strip() for one in re.split(r"\n\s*\n", body.strip())]
    return Contents(
        one_line(subject),
        wrapped(render_to_string("notices/mail/notice.txt", full)),
        html_of("notices/mail/notice.mjml", full),
        context["unsubscribe_url"],
    )


def html_of(template: str, context: dict[str, Any]) -> str:
    return mrml.to_html(render_to_string(template, context)).content


def store(mail: Mail, contents: Contents, now: datetime) -> bool:
    """Keep the bytes, once; False when another process was first."""
    name = mail.recipient.name if mail.recipient else ""
    message = as_bytes(contents, name, mail.address, mail.message_id, now)
    return bool(
        Mail.objects.filter(pk=mail.pk, message__isnull=True).update(
            subject=one_line(contents.subject),
            text=contents.text,
            html=contents.html,
            message=message,
            rendered_at=now,
        )
    )


def wrapped(text: str) -> str:
    """Lines of at most 72 characters, links whole, never more than one empty line in a row."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.strip():
            if lines and lines[-1]:
                lines.append("")
            continue
        lines += [line.rstrip()] if LINK.match(line.strip()) else _broken(line.rstrip())
    return "\n".join(lines).strip() + "\n"


def _broken(line: str) -> list[str]:
    indent = line[: len(line) - len(line.lstrip(" -→"))]
    return textwrap.wrap(
        line,
        WIDTH,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
