from __future__ import annotations

from django.urls import path

from rapport.web.moderation import views

urlpatterns = [
    path("moderation/", views.acts, name="moderation"),
    path("moderation/<int:act_id>/undo/", views.undo, name="moderation_undo"),
    path("moderation/<int:act_id>/stands/", views.stands, name="moderation_stands"),
    path("moderation/<int:act_id>/again/", views.again, name="moderation_again"),
    path(
        "inbox/<int:conversation_id>/moderate/<int:message_id>/",
        views.moderate,
        name="inbox_moderate",
    ),
]
