"""Digests, mails and who reads them. Everything that must be true is true in the database."""

from .digests import Digest, Foreword
from .mail import Heartbeat, Mail, MailEvent
from .readers import SchoolHoliday, Subscription, SuppressedAddress
from .reading import DigestLink, DigestSeen

__all__ = [
    "Digest",
    "DigestLink",
    "DigestSeen",
    "Foreword",
    "Heartbeat",
    "Mail",
    "MailEvent",
    "SchoolHoliday",
    "Subscription",
    "SuppressedAddress",
]
