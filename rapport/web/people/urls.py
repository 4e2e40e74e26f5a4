from __future__ import annotations

from django.urls import path

from rapport.web.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/named/", views.named, name="people_named"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/silence/", views.keep_silence, name="person_silence"),
    path("people/<int:person_id>/erase/", views.erase, name="person_erase"),
    path(
        "people/<int:person_id>/promises/<int:promise_id>/",
        views.settle,
        name="person_promise",
    ),
]
