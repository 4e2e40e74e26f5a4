from __future__ import annotations

from django.urls import path

from rapport.web.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("around/", views.around, name="around"),
]
