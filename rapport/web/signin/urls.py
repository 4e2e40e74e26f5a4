from __future__ import annotations

from django.urls import path

from rapport.web.signin import views

urlpatterns = [
    path("setup/", views.set_up, name="set_up"),
    path("invited/<str:secret>/", views.invited, name="invited"),
    path("in/<str:secret>/", views.by_link, name="by_link"),
    path("in/<str:secret>", views.by_link),
]
