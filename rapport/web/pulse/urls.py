from __future__ import annotations

from django.urls import path

from rapport.web.pulse import views

urlpatterns = [path("pulse/", views.pulse, name="pulse")]
