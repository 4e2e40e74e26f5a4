from __future__ import annotations

from django.urls import path, re_path

from rapport.web.cases import views

urlpatterns = [
    path("api/cases/", views.cases, name="api_cases"),
    # A call that leaves the last slash out cannot be sent on to the right address, as a GET could.
    re_path(r"^api/cases$", views.cases),
]
