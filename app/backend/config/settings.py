"""The whole configuration, read once from the environment: the same file everywhere.

Only the environment differs between a laptop, the tests, staging and production (docs/decisions/0050).
"""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

from config import environment

ENVIRONMENT = environment.choice("APP_ENVIRONMENT", ("local", "staging", "prod"))
VERSION = environment.text("APP_VERSION", "unknown")
DEPLOYED = ENVIRONMENT != "local"

SECRET_KEY = environment.secret("DJANGO_SECRET_KEY", "DJANGO_SECRET_ARN")
ALLOWED_HOSTS = environment.host_names("ALLOWED_HOSTS", None if DEPLOYED else "localhost,127.0.0.1")
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "rest_framework",
    "drf_spectacular",
    "core",
    "accounts",
    "habits",
    "tracking",
    "uploads",
    "feeds",
    "digests",
    "achievements",
    "analytics",
    "transfer",
]
MIDDLEWARE = [
    "core.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "core.middleware.no_store",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False

# --- data ---------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_cache = environment.cache()
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "core.cache.FailOpenRedisCache",
        "LOCATION": _cache["LOCATION"],
        # The braces are a hash tag: ElastiCache Serverless is a cluster, which runs a command on many keys
        # only when they share a slot.
        "KEY_PREFIX": "{hb}",
        "TIMEOUT": 3600,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, **_cache["OPTIONS"]},
    }
}

# --- photos -------------------------------------------------------------------------------------------------
MEDIA_BUCKET, MEDIA_ROOT = environment.media(deployed=DEPLOYED)
AWS_REGION = environment.text("AWS_REGION") if MEDIA_BUCKET else ""

# --- time and language --------------------------------------------------------------------------------------
# UTC is the servers' zone too: with any other, Django would send a SET that pins connections of RDS Proxy.
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

# --- who is asking ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = DEPLOYED
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = DEPLOYED
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"

# --- mail ---------------------------------------------------------------------------------------------------
MAILERS = environment.mailers(deployed=DEPLOYED)
DEFAULT_FROM_EMAIL = environment.sender()
PASSWORD_RESET_TIMEOUT = 60 * 60

# --- behind CloudFront and API Gateway ----------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if DEPLOYED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = DEPLOYED
SECURE_HSTS_PRELOAD = DEPLOYED
SECURE_REFERRER_POLICY = "same-origin"
# Answers are data: nothing in them may load, frame or run anything.
SECURE_CSP = {"default-src": ["'none'"], "frame-ancestors": ["'none'"], "base-uri": ["'none'"]}
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # CloudFront redirects to HTTPS and nothing else reaches the API, so a second redirect could only loop.
    "security.W008",
    # An installation may go without mail, and says so to those who ask for one.
    "mail.W001",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- operators ----------------------------------------------------------------------------------------------
ADMIN_ENABLED = environment.switch("ADMIN_ENABLED")
if ADMIN_ENABLED:
    # Without autodiscovery: the site registers what it shows.
    INSTALLED_APPS += [
        "django.contrib.admin.apps.SimpleAdminConfig",
        "django.contrib.messages",
        "operators",
    ]
    MIDDLEWARE += ["django.contrib.messages.middleware.MessageMiddleware"]
    STATIC_URL = "/api/admin/static/"
    TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ]

# --- the API ------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.RecordedSession",
        "accounts.api.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["core.parsers.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.Pages",
    # OPTIONS would describe the serializers in a form of its own; the contract does that.
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.token_throttle.TokenThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "login_address": "10/min",
        "login_account": "60/hour",
        "signup": f"{environment.count('SIGNUPS_PER_HOUR', 20)}/hour",
        "password": "20/hour",
        "reset_address": "20/hour",
        "reset_account": "5/hour",
        "token": "120/min",
        "feed": "60/hour",
        "feed_address": "600/hour",
    },
    "EXCEPTION_HANDLER": "core.errors.problem_response",
    "COERCE_DECIMAL_TO_STRING": False,
    # The handler puts the client's real address into REMOTE_ADDR; a forwarded header is its own word.
    "NUM_PROXIES": 0,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Habit Tracker",
    "DESCRIPTION": (
        "Habits, the tasks they make each day, check-ins and streaks. Requests that change something carry "
        "the value of the cookie `csrftoken`, which `GET /api/session` sets, in the header `X-CSRFToken`. "
        "Programs send an API token in the header `Authorization: Bearer …` instead of both; "
        "it reaches everything but the account."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.0.3",
    "DEFAULT_GENERATOR_CLASS": "core.contract.ContractGenerator",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "HabitKind": "habits.api.serializers.HABIT_KINDS",
        "ScheduleKind": "habits.api.serializers.SCHEDULE_KINDS",
        "AchievementFamily": "achievements.api.serializers.FAMILIES",
        "ComparisonVerdict": "analytics.api.serializers.VERDICTS",
        "EffectStrength": "analytics.api.serializers.STRENGTHS",
        "TokenScope": "accounts.models.TokenScope",
        "DigestRhythm": "digests.api.views.RHYTHMS",
        "PhotoType": "uploads.pictures.CONTENT_TYPES",
        "Color": "habits.models.Color",
        "EntryState": "tracking.models.State",
        "CorrelationMethod": "analytics.api.serializers.METHODS",
        "PlannedState": "tracking.api.serializers.PLANNED_STATES",
        "TaskState": "tracking.api.serializers.TASK_STATES",
        "StreakUnit": "habits.api.serializers.STREAK_UNITS",
        "ImportFormat": "transfer.formats.FORMATS",
        "ImportMatch": "transfer.api.serializers.MATCHES",
        "ExportForm": "transfer.api.serializers.FORMS",
        "HealthStatus": "core.health.STATUSES",
        "ServiceState": "core.health.SERVICE_STATES",
    },
}

# --- logs ---------------------------------------------------------------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "core.middleware.WithRequestId"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "{asctime}{levelname}{name}{message}{request_id}",
            "style": "{",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "static_fields": {"version": VERSION},
            # Django hands over the request, whose text holds the query.
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request"]},
    },
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
    },
    "loggers": {
        # Django's own handlers print for people and would say everything a second time.
        "django": {"handlers": [], "propagate": True},
        # A client's mistake is a line of the access log; only defects are errors.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # While they look for defects, these write down whole requests: mails, signatures, session tokens.
        **{name: {"level": "WARNING"} for name in ("boto3", "botocore", "s3transfer", "urllib3", "PIL")},
    },
}
