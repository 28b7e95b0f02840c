"""Settings of Twinge: one file, steered by the environment (see README, "Hosting it").

DATABASE_URL   default: SQLite in var/twinge.sqlite3; PostgreSQL by postgres://...
ACCOUNTS_DATABASE_URL  only where accounts, sign-in and the shared cache lie in a database apart from the journals
SECRET_KEY     required, unless DEBUG=1 or `make run` has made one of this machine's own
UPLOAD_DIR     where a file waits for the worker and for a yes; default: uploads/ in VAR_DIR
VAPID_KEY      a private key of P-256, 32 bytes in base64url, for messages to browsers; without one none are sent
METRICS_TOKEN  who sends it as a Bearer token reads /metrics, for Prometheus; default: there is no such page
MAX_UPLOAD     the largest file that can be brought by browser, in MB; default: 1024
BACKUP_DIR     where `manage.py backup` writes; default: backups/ in VAR_DIR
VAR_DIR        where the database, the key and collected static files lie; default: var/ beside manage.py
DEBUG          1 while developing; off otherwise
LOCAL          1 for plain http on this machine only (what `make run` sets)
ALLOWED_HOSTS  comma-separated host names; required in production
PUBLIC_URL     where people find Twinge, with its port and path if it has one; default: https:// and the first of those
TRUST_PROXY    1 when one reverse proxy in front sets X-Forwarded-For and X-Forwarded-Proto
EMAIL_*        EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_FROM; without a host mail is printed
"""

import os
from base64 import urlsafe_b64decode
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
BACKUP_DIR = Path(os.environ.get("BACKUP_DIR", VAR_DIR / "backups"))
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
UPLOAD_DIR = Path(os.environ.get("UPLOAD_DIR", VAR_DIR / "uploads"))


def _flag(name: str) -> bool:
    """True for "1", False for "0", "" or nothing; anything else is refused, not guessed."""
    value = os.environ.get(name, "")
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be 1 or 0.")
    return value == "1"


def _kept(name: str) -> str:
    """A key from the environment, or the one that `make run` made and keeps in var/, outside git; "" without one."""
    kept = VAR_DIR / name.lower()
    return os.environ.get(name) or (kept.read_text().strip() if kept.exists() else "")


def _secret_key() -> str:
    if DEBUG and not os.environ.get("SECRET_KEY"):
        return "only-for-development-never-for-anything-else"
    if key := _kept("SECRET_KEY"):
        return key
    raise ImproperlyConfigured("SECRET_KEY is not set. Set it to a long random text, or DEBUG=1 while developing.")


def _vapid_key() -> str:
    key = _kept("VAPID_KEY")
    with suppress(ValueError):
        if not key or len(urlsafe_b64decode(key + "=" * (-len(key) % 4))) == 32:
            return key
    raise ImproperlyConfigured("VAPID_KEY is no key; it must be 32 random bytes in base64url, 43 characters.")


DEBUG = _flag("DEBUG")
LOCAL = _flag("LOCAL")
TRUST_PROXY = _flag("TRUST_PROXY")
PLAIN_HTTP = DEBUG or LOCAL
SECRET_KEY = _secret_key()
VAPID_KEY = _vapid_key()
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
# Where people find Twinge: links in mails, the path it is hosted under, and the origin that forms are sent from.
PUBLIC_URL = os.environ.get("PUBLIC_URL", "").rstrip("/")
if not PUBLIC_URL and not PLAIN_HTTP and ALLOWED_HOSTS and not ALLOWED_HOSTS[0].startswith(("*", ".")):
    PUBLIC_URL = f"https://{ALLOWED_HOSTS[0]}"
_public = urlsplit(PUBLIC_URL)
if PUBLIC_URL and not (_public.scheme in ("http", "https") and _public.hostname):
    raise ImproperlyConfigured(f"PUBLIC_URL is {PUBLIC_URL!r}; it must be an address such as https://twinge.example.")
PUBLIC_ORIGIN = PUBLIC_URL and f"{_public.scheme}://{_public.netloc}"
# The origin of links in mails that no request asks for; on one's own machine without a public address, that machine.
MAIL_ORIGIN = PUBLIC_ORIGIN or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
if PUBLIC_ORIGIN:
    CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]
if _public.path:
    FORCE_SCRIPT_NAME = _public.path
if PLAIN_HTTP:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "journal",
    "guidance",
]

MIDDLEWARE = [
    "journal.views.system.health_of_any_host",
    "journal.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "journal.middleware.heads",
    "journal.api.answers.problems_for_programs",
    "journal.middleware.bounded_bodies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "journal.accounts.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "journal.middleware.signed_in_by_token",
    "journal.accounts.signing_in.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "journal.middleware.sent_again",
    "journal.middleware.renewed_session",
    "journal.middleware.person_calendar",
    "journal.middleware.guests_of_the_demo",
    "journal.middleware.sent_later",
    "journal.middleware.recent_rows",
    "guidance.middleware.guidance_of_now",
    "journal.middleware.private_pages",
]
if METRICS_TOKEN:
    MIDDLEWARE.insert(1, "journal.hosting.metrics.measured_requests")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "journal.forms.renderer.Renderer"

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
                "guidance.flags.open_flags.open_flags",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "journal.templatetags.look",
                "journal.templatetags.said",
                "journal.templatetags.typed",
            ],
        },
    }
]

if "DATABASE_URL" not in os.environ:
    with suppress(OSError):  # opening the database says it better
        VAR_DIR.mkdir(mode=0o700, exist_ok=True)
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'twinge.sqlite3'}", conn_max_age=None, conn_health_checks=True
    )
}
if os.environ.get("ACCOUNTS_DATABASE_URL"):
    DATABASES["accounts"] = dj_database_url.config(
        env="ACCOUNTS_DATABASE_URL", conn_max_age=None, conn_health_checks=True
    )
    DATABASE_ROUTERS = ["config.databases.AccountsApart"]
for _database in DATABASES.values():
    if _database["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE takes the write lock at BEGIN, so two writers queue instead of failing half-way;
        # synchronous=FULL syncs every commit, so no committed entry is lost with the power. Reading through a memory
        # map lets the connections of all threads share one cache.
        _database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA mmap_size=268435456;",
        }
    else:
        # As long as SQLite waits; whoever waited in vain sees what they typed and is asked to send it once more.
        waits = {"connect_timeout": 5, "options": "-c lock_timeout=20s"}
        _database["OPTIONS"] = waits | _database.get("OPTIONS", {})
        if os.environ.get("SERVES_PAGES") == "1":  # config/gunicorn.py: one connection a thread, and some to spare
            _database["OPTIONS"]["pool"] = {"min_size": 0, "max_size": 10, "timeout": 5}
            _database["CONN_MAX_AGE"] = 0  # the pool keeps them open

CACHES = {
    # Shared by all worker processes: sign-in rate limits count here.
    "default": {"BACKEND": "journal.accounts.tries.CountsUntilTheyExpire", "LOCATION": "cache"},
    # Per process: analyses, which are cheap to make again and kept per journal version.
    "analysis": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "analysis",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}

# What takes too long for a page waits in a table for `manage.py worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = f"{_public.path}/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What the pages of the journal say of guidance: the function that makes it of a request. "": they say nothing of it.
THREAD = "guidance.analysis.thread.thread_for"
THREAD_OF = "guidance.analysis.thread.thread_of_person"  # the same of a Profile, for the mail of a week
IS_ALARMED = "guidance.analysis.thread.is_alarmed"  # whether a Profile needs help today or now: then it has no numbers

# The red flags that are open, as programs are told after every write: the function that makes them of a request.
OPEN_FLAGS = "guidance.api.flags.open_flags_told"

# Forms of guidance that the journal tells of when what was typed is sent once more: name of the address -> form class,
# made of the fields and the person's date.
FORMS_ELSEWHERE = dict.fromkeys(("summary", "summary_pdf", "shared_summaries"), "guidance.summary.form.SummaryForm")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

# People and their sign-in
AUTH_USER_MODEL = "journal.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "journal.accounts.passphrases.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "journal.accounts.passphrases.UnlikeTheEmail"},
    {"NAME": "journal.accounts.passphrases.HardToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "journal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "journal.accounts.adapter.LoginForm",
    "reauthenticate": "journal.accounts.adapter.ReauthenticateForm",
    "signup": "journal.accounts.adapter.SignupForm",
    "change_password": "journal.accounts.adapter.ChangePasswordForm",
    "reset_password": "journal.accounts.adapter.ResetPasswordForm",
    "reset_password_from_key": "journal.accounts.adapter.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_REDIRECT_URL = "welcome"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if PLAIN_HTTP else "https"
# Signing in and asking for a new passphrase answer the same whether or not an address has a journal. Joining cannot:
# without a confirmation by mail, which a Twinge on somebody's own machine may be unable to send, a taken address must
# be refused there and then. One try tells it for one address, and the limit on "signup" is for lists of them.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Counted in the default cache, which all worker processes share. per key: per address typed.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # key: an address and where it is tried from, see journal.accounts.tries
    "login_failed_anywhere": "50/h/key",
    "reauthenticate": "10/m/user,30/h/user",  # looks at the page count, too
    # Each of these takes up to a second of a host that others wait for: see journal.accounts.budget.
    "summary": "12/m/user",  # of more than eight weeks
    "summary_pdf": "6/m/user",
    "analysis": "30/m/user",
    "import_file": "10/m/user",
    "signup": "20/m/ip",
    "look_around": "10/h/ip",
    "change_password": "5/m/user",
    "change_email": "5/5m/user",
    "change_email_mail": "3/h/key",  # key: the new address, which may be a stranger's
    "reset_password": "20/m/ip,3/5m/key",
    "reset_password_from_key": "20/m/ip",
}
# A second step: passkeys, which may also sign in alone, codes of an app, and recovery codes for who has lost both.
MFA_ADAPTER = "journal.accounts.factors.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Twinge"
MFA_FORMS = {
    "authenticate": "journal.accounts.factors.AuthenticateForm",
    "authenticate_webauthn": "journal.accounts.factors.PasskeyStepForm",
    "reauthenticate": "journal.accounts.factors.ReauthenticateForm",
    "reauthenticate_webauthn": "journal.accounts.factors.PasskeyAgainForm",
    "login_webauthn": "journal.accounts.factors.PasskeyAloneForm",
    "activate_totp": "journal.accounts.factors.ActivateAppForm",
    "add_webauthn": "journal.accounts.factors.AddPasskeyForm",
    "edit_webauthn": "journal.accounts.factors.NamePasskeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
# Where mail can be sent an address is confirmed before a second step is added: else whoever joined with a stranger's
# could keep its owner out for good. Without mail nothing can be confirmed.
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_HOST
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "Twinge <twinge@localhost>")

# What the browser is told
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],  # of the manifest, too: WebKit warns of a directive of its own
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# __Host- cookies come from this very host by https; one under a path cannot be so called, but is still sent by https.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = _public.path or "/"
_prefix = "" if PLAIN_HTTP else "__Secure-" if _public.path else "__Host-"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_prefix}sessionid", f"{_prefix}csrftoken"
DEVICE_COOKIE_NAME = f"{_prefix}device"
SESSION_ENGINE = "journal.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "journal.views.system.form_refused"
# Messages can name what was logged: they are kept on the server, not in a cookie that anything on the way can read.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not PLAIN_HTTP
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Which causes and red flags the entries of a journal may name: guidance knows them, the journal does not know guidance.
CAUSE_IDS = "guidance.knowledge.load.cause_ids"
FLAG_IDS = "guidance.knowledge.load.flag_ids"

# Bodies may be this long, those with a file to import longer: see journal.middleware.bounded_bodies.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "journal.files.upload.ArrivingHandler",
]
MAX_UPLOAD = int(os.environ.get("MAX_UPLOAD", "1024")) * 1024 * 1024

# To standard error: one line a request and tracebacks, without what somebody wrote: see journal.middleware and
# journal.hosting.logs.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "journal.hosting.logs.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "twinge": {"level": "INFO"},
    },
}
