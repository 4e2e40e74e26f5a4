from __future__ import annotations

from django.urls import path

from rapport.web.failings import views

urlpatterns = [
    path("failings/", views.failings, name="failings"),
    path("failings/make/", views.make, name="failing_make"),
    path("failings/<int:failing_id>/", views.failing, name="failing"),
    path("failings/<int:failing_id>/join/", views.join, name="failing_join"),
    path("failings/<int:failing_id>/fix/", views.fix, name="failing_fix"),
    path("failings/<int:failing_id>/reopen/", views.reopen, name="failing_reopen"),
    path("failings/<int:failing_id>/told/<int:evidence_id>/", views.told, name="failing_told"),
]
