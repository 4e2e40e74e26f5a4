from __future__ import annotations

from django.urls import path, re_path

from rapport.web.pictures import views

urlpatterns = [
    re_path(r"^pictures/(?P<digest>[0-9a-f]{64})$", views.outside, name="picture"),
    path("pictures/ours/<int:asset_id>", views.ours, name="asset"),
    path("pictures/ours/", views.upload, name="upload_picture"),
]
