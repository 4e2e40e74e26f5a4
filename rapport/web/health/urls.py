from __future__ import annotations

from django.urls import path

from rapport.web.health import telling, views

urlpatterns = [
    path("health/", views.gaps, name="health"),
    path("health/<int:audit_id>/again/", views.again, name="health_again"),
    path("health/notices/", telling.notices, name="health_notices"),
    path("health/quarantine/", views.quarantine, name="health_quarantine"),
    path("health/touchpoints/", views.touchpoints, name="health_touchpoints"),
    path("health/touchpoints/<int:account_id>/", views.touchpoint, name="health_touchpoint"),
]
