from __future__ import annotations

from django.urls import path

from rapport.web.importing import cases, views

urlpatterns = [
    path("import/", views.imports, name="import"),
    path("import/cases/", cases.cases, name="import_cases"),
    path("import/<int:run_id>/", views.report, name="import_report"),
]
