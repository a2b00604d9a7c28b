"""Pages of the portal as a whole: health, and what people see when something goes wrong."""

import sys
from datetime import UTC, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regions.web.away import DATABASE_AWAY, is_database_away

RETRY_AFTER = 30  # seconds
_complete: list[tuple[int, int]] = []  # what the table of migrations said when none was waiting


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """This process can serve: the database answers and has every migration. 503 when not."""
    try:
        waiting = has_migrations_waiting()
    except DATABASE_AWAY:
        return JsonResponse({"database": "unreachable"}, status=503)
    if waiting:
        return JsonResponse({"migrations": "waiting"}, status=503)
    return JsonResponse({"database": "ok", "migrations": "ok"})


def has_migrations_waiting() -> bool:
    """Reading all migrations takes a second, so it is done again only when their table changed."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(id) FROM django_migrations")
            applied = cursor.fetchone()
    except ProgrammingError:
        return True  # there is no table yet
    if applied not in _complete:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return True
        _complete[:] = [applied]
    return False


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); good for half a year from the day it is read."""
    until = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors: the database may be what failed. Then it is 503, not 500."""
    if is_database_away(sys.exc_info()[1]):
        response = render(None, "errors/503.html", status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    return render(None, "errors/500.html", status=500)
