from __future__ import annotations

from django.urls import re_path

from rapport.web.hooks import views

urlpatterns = [
    re_path(r"^hooks/(?P<account_id>[0-9]{1,18})/$", views.hook, name="hook"),
    # A call that leaves the last slash out cannot be sent on to the right address, as a GET could.
    re_path(r"^hooks/(?P<account_id>[0-9]{1,18})$", views.hook),
]
