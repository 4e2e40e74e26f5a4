"""The ASGI entry point."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

from rapport.web.hooks.capping import CappedHooks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")

application = CappedHooks(get_asgi_application())
