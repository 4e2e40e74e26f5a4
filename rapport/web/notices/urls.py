from __future__ import annotations

from django.urls import path

from rapport.web.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/all/", views.see_all, name="see_notices"),
    path("notices/<int:notice_id>/", views.notice, name="notice"),
]
