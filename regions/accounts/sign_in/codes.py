"""A code by mail: asked, typed, wrong, wrong for the third time, too old. Each is said in words.

Whether the address is known changes nothing of what somebody sees.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from regions.asked import onward

ASKED_FOR = "code_for"  # the address that was typed, so that nobody types it twice


class RequestCodeView(RequestLoginCodeView):
    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[ASKED_FOR] = form.cleaned_data["email"]
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class ConfirmCodeView(ConfirmLoginCodeView):
    _process: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        is_over = self._process is None and not request.user.is_authenticated
        if is_over and request.session.get(ASKED_FOR):
            return self._ask_anew(_("This code is too old: it worked for ten minutes."))
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return self._ask_anew(_("Three times another code than the one in the mail."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tried = self._process.state["failed_attempts"]
        left = app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS - tried
        return {**super().get_context_data(**kwargs), "left": left}

    def _ask_anew(self, why: str) -> HttpResponse:
        """Back to the page where a code is asked, with the address that was typed before."""
        messages.warning(self.request, " ".join([why, _("Ask for a new one.")]))
        address = self.passthrough_next_url(reverse("account_request_login_code"))
        return onward(self.request, address, "account_request_login_code")


request_code = RequestCodeView.as_view()
confirm_code = ConfirmCodeView.as_view()
