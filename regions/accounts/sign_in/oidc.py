"""Signing in at an organisation, with every check that OpenID Connect asks of who relies on it.

The library takes what comes over TLS as it is. Here the issuer is the one of the settings, its
signature, audience, time and nonce are checked at every sign-in, and no redirect is followed.
"""

import hashlib
import hmac
import logging
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

SIGNED_WITH = ["RS256", "PS256", "ES256"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 60  # seconds that clocks may differ
SECONDS = 5
WELL_KNOWN = "/.well-known/"
NONSENSE = (
    OAuth2Error,
    requests.RequestException,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
)
logger = logging.getLogger(__name__)


class OwnSession(requests.Session):
    """Follows no redirect: an issuer that moved is a setting to change."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        answer = super().request(*args, **{"timeout": SECONDS, **kwargs, "allow_redirects": False})
        if answer.is_redirect:
            raise requests.TooManyRedirects("an issuer that redirects", response=answer)
        return answer


def nonce_of(state: str) -> str:
    """Which sign-in a token is for; the state is secret until it comes back, and works once."""
    return hashlib.sha256(f"nonce:{state}".encode()).hexdigest()


class Client(OAuth2Client):
    def get_redirect_url(self, authorization_url: str, scope: list, extra_params: dict) -> str:
        extra = {**extra_params, "nonce": nonce_of(str(self.state))}
        return super().get_redirect_url(authorization_url, scope, extra)


class Adapter(OpenIDConnectOAuth2Adapter):
    client_class = Client

    def get_provider(self) -> Any:
        provider = super().get_provider()
        provider.oauth2_adapter_class = type(self)
        return provider

    @property
    def openid_config(self) -> dict[str, Any]:
        config, provider = super().openid_config, self.get_provider()
        wanted = provider.app.settings.get("issuer") or provider.server_url.split(WELL_KNOWN)[0]
        if not isinstance(config, dict) or config.get("issuer", "").rstrip("/") != wanted.rstrip(
            "/"
        ):
            raise OAuth2Error("The metadata is of another issuer than the settings name.")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> Any:
        told = self._checked(app, kwargs["response"].get("id_token"))
        nonce = nonce_of(request.GET.get("state", ""))
        if not hmac.compare_digest(str(told["nonce"]).encode(), nonce.encode()):
            raise OAuth2Error("The token is for another sign-in.")
        data = {"id_token": told}
        if app.settings.get("fetch_userinfo", True):
            data["userinfo"] = self._fetch_user_info(token.token)
            if data["userinfo"]["sub"] != told["sub"]:
                raise OAuth2Error("Token and userinfo are about two people.")
        return self.get_provider().sociallogin_from_response(request, data)

    def _checked(self, app: SocialApp, token: Any) -> dict[str, Any]:
        """What the token tells. Raises OAuth2Error for any other than one for this portal, now."""
        try:
            told = jwt.decode(
                token,
                key=self._key_of(token),
                algorithms=SIGNED_WITH,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": NEEDED},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise OAuth2Error(f"No token for this portal: {type(error).__name__}") from error
        if told.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The token was given to another party.")
        return told

    def _key_of(self, token: Any) -> Any:
        """The key of the issuer that the token names; the keys are asked at every sign-in."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        named = jwt.get_unverified_header(token).get("kid")
        keys = [key for key in answer.json()["keys"] if key.get("use", "sig") == "sig"]
        [row] = [key for key in keys if named is None or key.get("kid") == named]
        return jwt.PyJWK(row).key


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """An issuer that is away, or that tells nonsense, is a page with what to do."""
    adapter = Adapter(request, provider_id)
    try:
        return view.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except NONSENSE as error:
        logger.warning("Issuer %s: %s", provider_id, type(error).__name__)
        return render_authentication_error(request, adapter.get_provider(), exception=error)
