"""What a leader typed before a card answered it. It stays in the session and never stands in an
address: addresses end up in histories and in the logs of servers."""

from django.contrib.sessions.backends.base import SessionBase

from regions.models import Region

KEY = "typed_question"
LONGEST = 4000


def keep_typed(session: SessionBase, region: Region, text: str) -> None:
    """Keep one text, of the region where it was typed last."""
    session[KEY] = {"region": region.pk, "text": text[:LONGEST]}


def typed_for(session: SessionBase, region: Region) -> str:
    kept = session.get(KEY) or {}
    return kept.get("text", "") if kept.get("region") == region.pk else ""


def forget_typed(session: SessionBase) -> None:
    session.pop(KEY, None)
