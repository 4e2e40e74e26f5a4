"""The addresses of the HTTP interface."""

from __future__ import annotations

from django.urls import path

from rapport.plaza.api import views

urlpatterns = [
    path("whoami", views.whoami),
    path("posts", views.posts),
    path("posts/by-idempotency/<str:key>", views.by_idempotency),
    path("posts/<str:key>", views.one_post),
    path("posts/<str:key>/like", views.like),
    path("threads/<str:key>", views.thread),
    path("citizens/<str:handle>", views.citizen),
    path("stream", views.stream),
    path("trouble", views.trouble),
]
