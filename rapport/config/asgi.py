"""The ASGI entry point."""

from __future__ import annotations

import gc
import os

import django
from django.urls import get_resolver

from rapport.config.handler import InOneThread
from rapport.web.hooks.capping import CappedHooks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
django.setup(set_prefix=False)

application = CappedHooks(InOneThread())

# What is loaded now stays for ever. Looking through it for garbage stopped every request for 107 ms, once in sixty pages.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
# A page makes and drops tens of thousands of objects that no circle holds; looking through them at every 700th, as Python
# does by itself, took a twentieth of the processor time of the web processes.
gc.set_threshold(20_000, 20, 50)
