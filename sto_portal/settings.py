"""Settings of the STO portal, all from the environment: see docs/beheer.md.

Safe by default: without DEBUG or DEMO, a missing SECRET_KEY, DATABASE_URL, REDIS_URL, SITE_URL
or ALLOWED_HOSTS stops the start with one sentence.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
IS_LOCAL = DEBUG or DEMO


def needed(name: str, local: str) -> str:
    """The value of an environment variable that production cannot do without."""
    value = env.str(name, default="")
    if value:
        return value
    if IS_LOCAL:
        return local
    raise ImproperlyConfigured(f"{name} is missing. Set it in the environment; see docs/beheer.md.")


SECRET_KEY = needed("SECRET_KEY", "only-for-a-demo-or-development-" + "x" * 32)
SITE_URL = needed("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = needed("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / ".local")))

IS_HTTPS = SITE_URL.startswith("https://")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

INSTALLED_APPS = [
    "regions.accounts",
    "regions",
    "regions.plans",
    "regions.progress",
    "regions.steering",
    "regions.partners",
    "regions.labs",
    "regions.internships",
    "advisors",
    "electives",
    "sto_portal.notices",
    "sto_portal.national",
    "sto_portal.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "regions.accounts.second_factor.SecondFactorMiddleware",
    "regions.web.middleware.RoleMiddleware",
    "regions.web.history.DiscreetHistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "sto_portal.urls"
WSGI_APPLICATION = "sto_portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sto_portal.navigation.navigation",
            ],
            "builtins": [
                "regions.templatetags.dutch_tags",
                "regions.templatetags.components",
            ],
        },
    }
]

# Postgres decides; a web request that takes longer than fifteen seconds is a fault, not a wait.
DATABASES = {
    "default": {
        **env.db_url_config(needed("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/sto")),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.str("TEST_DATABASE_NAME", default=None)},
    }
}
DATABASES["default"].setdefault("OPTIONS", {})
if timeout := env.str("STATEMENT_TIMEOUT", default="15s"):
    DATABASES["default"]["OPTIONS"]["options"] = f"-c statement_timeout={timeout}"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = needed("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "celerybeat-schedule")
BEAT_SECONDS = env.int("BEAT_SECONDS", default=0)


def beat(**often: int) -> timedelta:
    """How often a job wakes up; BEAT_SECONDS makes every job as quick, for tests."""
    return timedelta(seconds=BEAT_SECONDS) if BEAT_SECONDS else timedelta(**often)


CELERY_BEAT_SCHEDULE = {
    "plan": {"task": "notices.plan", "schedule": beat(minutes=5)},
    "deliver": {"task": "notices.deliver", "schedule": beat(minutes=1)},
    "snapshots": {"task": "national.refresh_snapshots", "schedule": beat(hours=6)},
}

# Mail. Without EMAIL_URL the portal keeps every mail and shows it at /mail/.
EMAIL_URL = env.str("EMAIL_URL", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="STO-portaal <portaal@demo.example>")
MAIL_EVIDENCE = env.list("MAIL_EVIDENCE", default=[])
DIGEST_STALE_AFTER = timedelta(days=env.int("DIGEST_STALE_AFTER_DAYS", default=10))
EMAIL_BACKEND = "sto_portal.notices.kinds.sign_in_mail.OutboxBackend"

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "regions.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; sign-in takes its fields
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "regions.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS and IS_LOCAL
MFA_TOTP_ISSUER = "STO-portaal"
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "regions.accounts.second_factor.MFAAdapter"
MFA_FORMS = {
    f"{action}_webauthn": f"regions.accounts.passkey_forms.{action.title()}WebAuthnForm"
    for action in ("add", "edit", "authenticate", "login", "reauthenticate")
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS, "OAUTH_PKCE_ENABLED": True}}
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEMO)

# Language, time and form
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Files
NODE_MODULES = Path(env.str("NODE_MODULES", default=str(BASE_DIR / "node_modules")))
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(STATE_DIR / "static")))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", NODE_MODULES / "bootstrap/dist"),
    ("vendor/chart", NODE_MODULES / "chart.js/dist"),
    ("vendor/icons", NODE_MODULES / "bootstrap-icons/font"),
    ("vendor/font", NODE_MODULES / "@fontsource-variable/atkinson-hyperlegible-next"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "sto_portal.static_files.PortalStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *env.list("OIDC_FORM_ORIGINS", default=[])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "sto_portal.pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = IS_HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

PGHISTORY_APPEND_ONLY = True

# The cache counts sign-in attempts. It lives in Postgres, so that the web works without a broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood of attempts pushes no counter out
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
