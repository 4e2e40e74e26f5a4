from __future__ import annotations

from django.urls import path

from rapport.web.purposes import views

urlpatterns = [
    path("purposes/", views.purposes, name="purposes"),
    path("purposes/<int:purpose_id>/withdraw/", views.withdraw, name="withdraw_purpose"),
    path("purposes/<int:purpose_id>/measure/", views.measure, name="measure_purpose"),
]
