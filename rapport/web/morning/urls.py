from __future__ import annotations

from django.urls import path

from rapport.web.morning import settings, views

urlpatterns = [
    path("morning/", views.morning, name="morning"),
    path("morning/list/<slug:figure>/", views.behind, name="morning_list"),
    path("settings/morning/", settings.morning, name="settings_morning"),
    path("settings/morning/send/", settings.send_now, name="send_morning"),
]
