from __future__ import annotations

from django.urls import path

from rapport.web.practice import views

urlpatterns = [
    path("practice/", views.practice, name="practice"),
    path("practice/again/", views.again, name="practice_again"),
    path("practice/<slug:slug>/", views.case, name="practice_case"),
    path("practice/<slug:slug>/check/", views.check, name="practice_check"),
    path("practice/<slug:slug>/answer/", views.answer, name="practice_answer"),
    path("practice/<slug:slug>/points/", views.points, name="practice_points"),
]
