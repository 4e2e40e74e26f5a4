from __future__ import annotations

from django.urls import path

from rapport.web.live import views

urlpatterns = [path("live/", views.stream, name="live")]
