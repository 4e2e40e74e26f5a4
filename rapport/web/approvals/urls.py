from __future__ import annotations

from django.urls import path

from rapport.web.approvals import views

urlpatterns = [
    path("approvals/", views.approvals, name="approvals"),
    path("approvals/<int:approval_id>/", views.one, name="approval"),
    path("approvals/<int:approval_id>/look/", views.look, name="approval_look"),
    path("approvals/<int:approval_id>/approve/", views.approve, name="approval_approve"),
    path("approvals/<int:approval_id>/back/", views.back, name="approval_back"),
]
