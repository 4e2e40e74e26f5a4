"""The ASGI entry point."""

from __future__ import annotations

import os

import django

from rapport.config.handler import InOneThread
from rapport.web.hooks.capping import CappedHooks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
django.setup(set_prefix=False)

application = CappedHooks(InOneThread())
