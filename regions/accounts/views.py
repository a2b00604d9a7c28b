"""One's own account, and sign-in as somebody of the demonstration."""

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request
from regions.asked import onward

from .export import as_json
from .forms import ReachForm
from .models import User


@login_not_required
def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """An address that the library has and this portal does not use."""
    raise Http404


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a person of the demonstration; does not exist anywhere else."""
    if not settings.DEMO:
        raise Http404
    wanted = request.POST.get("person", "").strip()
    user = get_object_or_404(User, email__iexact=wanted, is_demo=True, is_active=True)
    adapter = get_adapter(request)
    adapter.login(request, user)
    return adapter.post_login(
        request,
        user,
        email_verification=EmailVerificationMethod.NONE,
        redirect_url=onward(request, request.POST.get("next", ""), "home").url,
        signal_kwargs=None,
        email=user.email,
        signup=False,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponse:
    """Name, how to be reached, roles, ways to sign in, sessions, and one's own data."""
    user: User = request.user
    form = ReachForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("It is saved."))
        return redirect("account")
    authenticators = list(Authenticator.objects.filter(user=user))
    kinds = [authenticator.type for authenticator in authenticators]
    context = {
        "form": form,
        "memberships": user.memberships.select_related("region").order_by("-starts_on"),
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "has_password": user.has_usable_password(),
        "sessions": UserSession.objects.filter(user=user).count(),
        "linked": SocialAccount.objects.filter(user=user).count(),
        "has_providers": bool(settings.OIDC_PROVIDERS),
        "subscriptions": user.subscriptions.all() if hasattr(user, "subscriptions") else [],
        "today": timezone.localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/account.html", context, status=status)


@never_cache
@require_safe
def export(request: Request) -> StreamingHttpResponse:
    """All that the portal knows about the person who asks, as a JSON file."""
    response = StreamingHttpResponse(as_json(request.user), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@require_safe
def start(request: Request) -> HttpResponse:
    return redirect("account")
