"""Where and with what somebody was signed in goes when the session ends."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest


def forget_session(request: HttpRequest | None, **kwargs: object) -> None:
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        UserSession.objects.filter(session_key=key).delete()


user_logged_out.connect(
    lambda sender, request, **kwargs: forget_session(request),
    weak=False,
    dispatch_uid="forget the session that ended",
)
