"""One's own account. What the sign-in library offers and this portal does not use is closed."""

from django.urls import path

from . import views

CLOSED = (
    "accounts/signup/",
    "accounts/email/",
    "accounts/confirm-email/",
    "accounts/confirm-email/<path:key>",
    "accounts/3rdparty/signup/",
    "accounts/social/<path:key>",
)

urlpatterns = [
    path("accounts/", views.start, name="accounts"),
    path("accounts/me/", views.account, name="account"),
    path("accounts/me/export.json", views.export, name="account_export"),
    path("accounts/demo/", views.demo_sign_in, name="demo_sign_in"),
    *(path(address, views.closed, name="closed") for address in CLOSED),
]
