"""The admin's way in is the portal's own sign-in, with its limits and second factor."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django.http import HttpRequest

from .models import User
from .security.changes import address_changed
from .sessions import disable

# A second step of somebody else goes by two people of the bureau, on the page of that person.
admin.site.unregister(Authenticator)
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("name", "email", "is_active", "is_staff", "is_demo", "last_login")
    list_filter = ("is_active", "is_staff", "is_demo")
    search_fields = ("name", "email")
    fields = (
        "name",
        "email",
        "phone",
        "days",
        "is_active",
        "is_staff",
        "is_superuser",
        "is_demo",
        "last_login",
    )
    readonly_fields = ("last_login",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nobody makes themselves an admin, and only an admin changes who may be one."""
        kept = ["last_login"]
        is_admin = bool(getattr(request.user, "is_superuser", False))
        if not is_admin or obj == request.user:
            kept += ["is_staff", "is_superuser"]
        if not is_admin and obj is not None and (obj.is_staff or obj.is_superuser):
            kept += ["name", "email", "is_active"]
        return tuple(kept)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            disable(obj)
        by = request.user if isinstance(request.user, User) else None
        address_changed(obj, form.initial.get("email", ""), by)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody is deleted, with all that hangs on them: the bureau erases."""
        return False
