from __future__ import annotations

from django.urls import path

from rapport.web.importing import views

urlpatterns = [
    path("import/", views.imports, name="import"),
    path("import/<int:run_id>/", views.report, name="import_report"),
]
