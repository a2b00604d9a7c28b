"""One's own account. What the sign-in library offers and this portal does not use is closed."""

from django.urls import path

from . import views
from .sign_in import codes, oidc

CLOSED = (
    "accounts/signup/",
    "accounts/email/",
    "accounts/confirm-email/",
    "accounts/confirm-email/<path:key>",
    "accounts/3rdparty/signup/",
    "accounts/social/<path:key>",
)

# Addresses of the library that are answered here, under the names that it knows them by.
OURS = [
    path("accounts/login/code/", codes.request_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", codes.confirm_code, name="account_confirm_login_code"),
    path("accounts/oidc/<provider_id>/login/", oidc.login, name="openid_connect_login"),
    path(
        "accounts/oidc/<provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"
    ),
]

urlpatterns = [
    *OURS,
    path("accounts/", views.start, name="accounts"),
    path("accounts/me/", views.account, name="account"),
    path("accounts/me/export.json", views.export, name="account_export"),
    path("accounts/demo/", views.demo_sign_in, name="demo_sign_in"),
    *(path(address, views.closed, name="closed") for address in CLOSED),
]
