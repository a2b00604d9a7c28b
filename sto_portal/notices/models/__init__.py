"""Digests, mails and who reads them. Everything that must be true is true in the database."""

from .digests import Digest, Foreword
from .evidence import SourceState, Trace
from .machinery import Breaker, Heartbeat, Installation
from .mail import Mail, MailEvent
from .readers import SchoolHoliday, Subscription, SuppressedAddress
from .reading import DigestLink, DigestSeen
from .replies import InboundMail, ReplyAddress

__all__ = [
    "Breaker",
    "Digest",
    "DigestLink",
    "DigestSeen",
    "Foreword",
    "Heartbeat",
    "InboundMail",
    "Installation",
    "Mail",
    "MailEvent",
    "ReplyAddress",
    "SchoolHoliday",
    "SourceState",
    "Subscription",
    "SuppressedAddress",
    "Trace",
]
