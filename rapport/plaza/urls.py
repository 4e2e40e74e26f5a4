"""The square's pages and its HTTP interface."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from rapport.plaza import pages

app_name = "plaza"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.timeline, name="timeline"),
    path("posts", pages.speak, name="speak"),
    path("posts/<str:key>", pages.thread, name="thread"),
    path("posts/<str:key>/like", pages.like, name="like"),
    path("citizens/<str:handle>", pages.citizen, name="citizen"),
    path("avatars/<str:handle>.png", pages.avatar, name="avatar"),
    path("speakers", pages.speakers, name="speakers"),
    path("controls", pages.controls, name="controls"),
    path("pace", pages.pace, name="pace"),
    path("pile-on", pages.pile_on, name="pile-on"),
    path("live", pages.live, name="live"),
    path("sample.csv", pages.sample, name="sample"),
    path("api/", include("rapport.plaza.api.urls")),
]
