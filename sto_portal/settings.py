"""Settings of the STO portal, all from the environment: see docs/beheer.md.

Safe by default: without DEBUG or DEMO, a missing SECRET_KEY, DATABASE_URL, REDIS_URL, SITE_URL
or ALLOWED_HOSTS stops the start with one sentence.
"""

from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from sto_portal.addresses import databases, hook_key, replies, verified
from sto_portal.notices.outbox.smtp import LOCAL, Relay
from sto_portal.privacy.periods import kept_days
from sto_portal.watch.logs import logging_of
from sto_portal.watch.wishes import watching

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
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = needed("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = needed("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / ".local")))

if IS_LOCAL and urlsplit(SITE_URL).hostname not in LOCAL and not env.bool("DEMO_PUBLIC", False):
    raise ImproperlyConfigured(
        "DEBUG or DEMO lets anybody in, and SITE_URL is not an address of this machine. "
        "Leave them out, or set DEMO_PUBLIC=1 when every row in it is fictional."
    )
IS_HTTPS = SITE_URL.startswith("https://")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

INSTALLED_APPS = [
    "regions.accounts",
    "regions",
    "regions.plans",
    "regions.progress",
    "regions.steering",
    "regions.partners",
    "regions.dossier",
    "regions.labs",
    "regions.internships",
    "regions.reports",
    "regions.bureau.register.apps.BureauConfig",
    "advisors",
    "electives",
    "sto_portal.notices",
    "sto_portal.api",
    "sto_portal.public",
    "sto_portal.privacy",
    "sto_portal.national",
    "sto_portal.doctor",
    *(["sto_portal.demo"] if IS_LOCAL else []),
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
    "sto_portal.watch.middleware.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "regions.web.privacy.PrivateMiddleware",
    "sto_portal.replica.ReplicaMiddleware",
    "regions.web.limits.BodyLimitMiddleware",
    "regions.accounts.security.locking.OneAttemptAtATimeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "regions.accounts.security.log.SecurityLogMiddleware",
    "regions.accounts.sign_in.idle.IdleMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "regions.accounts.second_factor.SecondFactorMiddleware",
    "regions.web.middleware.RoleMiddleware",
    "regions.web.history.DiscreetHistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regions.web.plain_text.PlainTextMiddleware",
    "regions.web.brakes.BrakeMiddleware",
    "regions.web.presses.PressMiddleware",
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

DATABASES = databases(env, needed("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/sto"))
DATABASE_ROUTERS = ["sto_portal.replica.Router"] if "replica" in DATABASES else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = verified(needed("REDIS_URL", "redis://127.0.0.1:6379/0"))
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # however long the broker is away
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_ROUTES = {"notices.deliver_codes": {"queue": "codes"}}
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "celerybeat-schedule")
BEAT_SECONDS = env.int("BEAT_SECONDS", default=0)


def beat(**often: int) -> timedelta:
    """How often a job wakes up; BEAT_SECONDS makes every job as quick, for tests."""
    return timedelta(seconds=BEAT_SECONDS) if BEAT_SECONDS else timedelta(**often)


CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "plan": {"task": "notices.plan", "schedule": beat(minutes=5)},
    "deliver": {"task": "notices.deliver", "schedule": beat(minutes=1)},
    "deliver_codes": {"task": "notices.deliver_codes", "schedule": beat(minutes=1)},
    "webhooks": {"task": "api.webhooks", "schedule": beat(minutes=1)},
    "snapshots": {"task": "national.refresh_snapshots", "schedule": beat(hours=6)},
    "retention": {"task": "privacy.retention", "schedule": beat(hours=24)},
    "meanings": {"task": "national.keep_meanings", "schedule": beat(minutes=5)},
}
for entry in CELERY_BEAT_SCHEDULE.values():  # of what waited for a worker, one wake-up is enough
    expires = entry["schedule"].total_seconds()
    entry["options"] = {"expires": expires, "headers": {"portal_sent_by": "beat"}}
# Whether questions find their answer by meaning, with the model of advisors/answers/meaning.
SIMILAR_BY_MEANING = env.bool("SIMILAR_BY_MEANING", default=True)
MEANING_MODEL_FILE = env.str("MEANING_MODEL_FILE", default="")  # an .onnx file

# Mail. Without EMAIL_URL the portal keeps every mail and shows it at /mail/.
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    try:
        Relay.from_url(EMAIL_URL)
    except ValueError as trouble:
        raise ImproperlyConfigured(str(trouble)) from None
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="STO-portaal <portaal@demo.example>")
OPERATORS_EMAIL = env.list("OPERATORS_EMAIL", default=[])
EVIDENCE = env.list("EVIDENCE", default=[])
MAIL_HOOK_KEYS = [hook_key(text) for text in env.list("MAIL_HOOK_KEYS", default=[])]
WORKING_DAYS_FOR_A_LOG = env.int("WORKING_DAYS_FOR_A_LOG", default=5)
# Days of an advisor for a region and year, and where that is written; without, days are told.
# At most so many days a link for an accountant opens; thirty are proposed.
ACCOUNTANT_LINK_DAYS = env.int("ACCOUNTANT_LINK_DAYS", default=90)
WORK_REMIND_AFTER_DAYS, REPLIES = env.int("WORK_REMIND_AFTER_DAYS", default=5), replies(env)
ADVISOR_DAYS_A_YEAR = env.int("ADVISOR_DAYS_A_YEAR", default=0)
ADVISOR_DAYS_SOURCE = env.str("ADVISOR_DAYS_SOURCE", default="")
DIGEST_STALE_AFTER = timedelta(days=env.int("DIGEST_STALE_AFTER_DAYS", default=10))
EMAIL_BACKEND = "sto_portal.notices.kinds.sign_in_mail.OutboxBackend"

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    *({"NAME": name} for name in (
        "django.contrib.auth.password_validation.MinimumLengthValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "regions.accounts.sign_in.passwords.OwnWordsValidator",
        "regions.accounts.sign_in.passwords.LeakedPasswordValidator",
    )),
]  # fmt: skip
LEAKED_PASSWORDS = env.str("LEAKED_PASSWORDS", default="")
if LEAKED_PASSWORDS and not LEAKED_PASSWORDS.startswith("https://"):
    raise ImproperlyConfigured("LEAKED_PASSWORDS is an https address, without anything after it.")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "regions.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; sign-in takes its fields
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    name: f"regions.accounts.sign_in.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "reset_password": "ResetForm",
        "reset_password_from_key": "ResetKeyForm",
        "set_password": "SetForm",
        "change_password": "ChangeForm",
        "reauthenticate": "AgainForm",
    }.items()
}
SOCIALACCOUNT_ADAPTER = "regions.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS and IS_LOCAL
MFA_TOTP_ISSUER = "STO-portaal"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
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
    ("manual", BASE_DIR / "docs/images"),
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
HOST_ONLY = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOST_ONLY}sessionid", f"{HOST_ONLY}csrftoken"
MESSAGE_STORAGE = "regions.web.privacy.MessageStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "sto_portal.pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = IS_HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Whom to tell of a weakness: an address of mail or of a page, in /.well-known/security.txt.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")

PGHISTORY_APPEND_ONLY = True
KEPT_DAYS = kept_days(env)

# Who is responsible for the portal, and how people reach them: on the pages that everybody reads.
ORGANISATION = env.str("ORGANISATION", default="het landelijk bureau Sterk Techniekonderwijs")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default=parseaddr(DEFAULT_FROM_EMAIL)[1])
CONTACT_PHONE = env.str("CONTACT_PHONE", default="")

# The cache counts sign-in attempts and remembers presses of buttons. It lives in Postgres, also
# where there is a broker: a broker may be away or wiped, and neither may open a brake.
CACHES = {"default": {"BACKEND": "regions.web.cache.Cache", "LOCATION": "cache"}}

WATCH = watching(env, is_local=IS_LOCAL)
LOGGING = logging_of(env.str("LOG_LEVEL", default="INFO"), WATCH.log_format)
