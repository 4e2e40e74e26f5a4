from __future__ import annotations

from django.urls import path

from rapport.web.mirror import views

urlpatterns = [
    path("mirror/<int:run_id>/", views.mirror, name="mirror"),
    path("mirror/<int:run_id>/<slug:figure>/", views.figure, name="mirror_figure"),
]
