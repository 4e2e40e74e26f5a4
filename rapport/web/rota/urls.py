from __future__ import annotations

from django.urls import path

from rapport.web.rota import views

urlpatterns = [
    path("rota/", views.rota, name="rota"),
    path("rota/add/", views.add, name="rota_add"),
    path("rota/away/", views.away, name="rota_away"),
    path("rota/away/<int:absence_id>/remove/", views.back, name="rota_back"),
    path("rota/weekly/<int:pattern_id>/", views.change, name="rota_change"),
    path("rota/weekly/<int:pattern_id>/remove/", views.remove_weekly, name="rota_remove_weekly"),
    path("rota/weekly/<int:pattern_id>/skip/<iso_date:on>/", views.skip, name="rota_skip"),
    path("rota/shifts/<int:shift_id>/remove/", views.remove, name="rota_remove"),
    path("rota/undo/", views.undo, name="rota_undo"),
]
