"""The addresses of the screens, a list a screen."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rapport.web.shell.urls")),
    path("", include("rapport.web.signin.urls")),
    path("", include("rapport.web.live.urls")),
    path("", include("rapport.web.pulse.urls")),
    path("", include("rapport.web.morning.urls")),
    path("", include("rapport.web.practice.urls")),
    path("", include("rapport.web.inbox.urls")),
    path("", include("rapport.web.notices.urls")),
    path("", include("rapport.web.asked.urls")),
    path("", include("rapport.web.approvals.urls")),
    path("", include("rapport.web.undelivered.urls")),
    path("", include("rapport.web.danger.urls")),
    path("", include("rapport.web.settings.urls")),
    path("", include("rapport.web.purposes.urls")),
    path("", include("rapport.web.pictures.urls")),
    path("", include("rapport.web.people.urls")),
    path("", include("rapport.web.accounts.urls")),
    path("", include("rapport.web.statements.urls")),
    path("", include("rapport.web.importing.urls")),
    path("", include("rapport.web.mirror.urls")),
    path("", include("rapport.web.health.urls")),
    path("", include("rapport.web.hooks.urls")),
    path("", include("rapport.web.cases.urls")),
    path("", include("rapport.web.board.urls")),
    path("", include("rapport.web.listening.urls")),
    path("", include("rapport.web.outside.urls")),
    path("", include("rapport.web.failings.urls")),
    path("", include("rapport.web.rota.urls")),
    path("", include("rapport.web.handover.urls")),
    path("", include("rapport.web.moderation.urls")),
    path("", include("rapport.web.help.urls")),
]
