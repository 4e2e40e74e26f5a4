from __future__ import annotations

from django.urls import path

from rapport.web.outside import views

urlpatterns = [path("r/<str:secret>/", views.private_form, name="private_form")]
