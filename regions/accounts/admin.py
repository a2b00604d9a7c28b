"""The admin's way in is the portal's own sign-in, with its limits and second factor."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from .models import User

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
