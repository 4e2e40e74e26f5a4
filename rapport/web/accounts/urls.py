from __future__ import annotations

from django.urls import path

from rapport.web.accounts import views

# Not under /accounts/: there one signs in.
urlpatterns = [
    path("connected/", views.accounts, name="accounts"),
    path("connected/add/<slug:network>/", views.connect, name="connect"),
    path("connected/<int:account_id>/stop/", views.stop, name="stop_sending"),
    path("connected/<int:account_id>/lift/<int:hold_id>/", views.lift, name="lift_hold"),
    path("connected/<int:account_id>/sign-in/", views.sign_in_again, name="account_sign_in"),
    path("connected/<int:account_id>/read-only/", views.read_only, name="account_read_only"),
    path(
        "connected/<int:account_id>/held/<int:delivery_id>/take-back/",
        views.take_back,
        name="take_back",
    ),
]
