"""Django settings. Everything an operator may set comes from the environment (docs/operator.md)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from rapport.kit.environment import Environment

ENV = Environment.from_os(os.environ)

BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = False
TESTING = ENV.testing
DEMO = ENV.demo
RAPPORT_HOME = ENV.home
RAPPORT_KEY_FILE = ENV.key_file
RAPPORT_URL = ENV.url
JOBS_BEHIND = ENV.jobs_behind
READER = ENV.reader
RAPPORT_ALLOW_HOSTS = ENV.allow_hosts
SECRET_KEY, *SECRET_KEY_FALLBACKS = ENV.secret_keys()

ALLOWED_HOSTS = sorted(
    {"127.0.0.1", "localhost", "[::1]", "testserver", urlsplit(ENV.url).hostname or "127.0.0.1"}
)
CSRF_TRUSTED_ORIGINS = [ENV.url]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None

ROOMS = [
    "rapport.ledger",
    "rapport.workspace",
    "rapport.assets",
    "rapport.people",
    "rapport.channels",
    "rapport.listen",
    "rapport.understand",
    "rapport.voice",
    "rapport.converse",
    "rapport.measure",
]

# One line a network: the folder's dotted name. See CONTRIBUTING.md, "Add a network".
RAPPORT_CONNECTORS = [
    "rapport.connectors.bluesky",
    "rapport.connectors.mail",
    "rapport.connectors.mastodon",
    "rapport.connectors.webhook",
    "rapport.connectors.jetstream",
    "rapport.connectors.hashtags",
    "rapport.connectors.hackernews",
    "rapport.connectors.feeds",
    "rapport.connectors.servicealerts",
    "rapport.connectors.file",
    *(["rapport.connectors.plaza", "rapport.connectors.square"] if DEMO else []),
]

INSTALLED_APPS = [
    *ROOMS,
    "rapport.web",
    "rapport.cli",
    *(["rapport.plaza"] if DEMO else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "rapport.web.live.begun.RequestBegun",
    "django.middleware.security.SecurityMiddleware",
    "rapport.web.static_files.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rapport.web.security.ContentSecurityPolicy",
]

ROOT_URLCONF = "rapport.config.urls"
ASGI_APPLICATION = "rapport.config.asgi.application"

# Each screen carries its own templates and static files: rapport/web/<screen>/{templates,static}/<screen>/.
WEB = BASE_DIR / "web"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(WEB.glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rapport.web.shell.context.shell",
            ],
            # Django's `translate`, `url` and `static` that remember; `{% load i18n %}` finds them too.
            "builtins": ["rapport.web.templatetags.swift"],
            "libraries": {
                "i18n": "rapport.web.templatetags.swift",
                "static": "rapport.web.templatetags.swift",
            },
        },
    }
]

# `i18n` and `static` are ours on purpose; they hold all of Django's.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

DATABASES = {"default": {**ENV.database(), "ENGINE": "rapport.ledger.postgresql"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "workspace_cache",
        # Sign-in limits are counted here: with Django's 300 a flood of names would push the counts out.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

AUTH_USER_MODEL = "workspace.Member"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "rapport.web.shell.views.form_expired"
AUTHENTICATION_BACKENDS = ["rapport.web.sessions.MemberBackend"]
SESSION_ENGINE = "rapport.web.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sign-in is django-allauth's: by mail address and password, passkey or single sign-on; nobody signs up alone.
ACCOUNT_ADAPTER = "rapport.web.signin.adapters.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Counted in the database cache, so that they hold over all web processes.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "rapport.web.signin.adapters.SealingMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Rapport sends no mail; an owner vouches for the address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.url.startswith("https://")
MFA_TOTP_ISSUER = "Rapport"
SOCIALACCOUNT_ADAPTER = "rapport.web.signin.adapters.InvitedOnlyAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A form that is posted here and then sent on to the provider would be stopped by `form-action 'self'`.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": ENV.oidc_name,
                "client_id": ENV.oidc_client_id,
                "secret": ENV.oidc_client_secret,
                "settings": {"server_url": ENV.oidc_issuer},
            }
        ]
        if ENV.oidc_issuer
        else [],
    }
}

# Mail to staff (workspace.reaching). Without a server nothing is mailed, and the screens say so.
RAPPORT_MAIL_FROM = ENV.mail.sender if ENV.mail else ""
if ENV.mail:
    EMAIL_HOST, EMAIL_PORT = ENV.mail.host, ENV.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.mail.user, ENV.mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = ENV.mail.use_tls, ENV.mail.use_ssl
    EMAIL_TIMEOUT = 15

SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.url.startswith("https://")
# Two installations on one host must not sign each other out: cookies know no ports.
SESSION_COOKIE_NAME = f"rapport_session_{ENV.port}"
CSRF_COOKIE_NAME = f"rapport_csrf_{ENV.port}"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Forms carry one text of at most 100,000 characters; four bytes each and some room.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"

STATIC_URL = "static/"
STATIC_ROOT = None
STATICFILES_DIRS = sorted(WEB.glob("*/static"))
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = ENV.files

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"rapport": {"level": "INFO"}},
}
