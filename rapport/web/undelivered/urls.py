from __future__ import annotations

from django.urls import path

from rapport.web.undelivered import views

urlpatterns = [
    path("undelivered/", views.undelivered, name="undelivered"),
    path("undelivered/<int:delivery_id>/again/", views.again, name="undelivered_again"),
    path("undelivered/<int:delivery_id>/aside/", views.aside, name="undelivered_aside"),
    path("undelivered/<int:delivery_id>/back/", views.back, name="undelivered_back"),
    path("undelivered/<int:delivery_id>/stands/", views.stands, name="undelivered_stands"),
    path("undelivered/<int:delivery_id>/take-back/", views.take_back, name="undelivered_undo"),
]
