"""What stands before django-allauth's own addresses: a few of our own, and those that are closed here.

Rapport sends no mail and lets nobody sign up alone, so allauth's pages for that answer 404.
"""

from __future__ import annotations

from django.urls import path, re_path

from rapport.web.signin import views

urlpatterns = [
    path("login/", views.sign_in),
    path("2fa/", views.HowYouSignIn.as_view()),
    re_path(r"^(signup|email|confirm-email|password/reset|password/set)/", views.closed),
    re_path(r"^3rdparty/$", views.closed),
]
