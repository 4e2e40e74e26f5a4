from __future__ import annotations

from django.urls import path

from rapport.web.inbox import escalating, views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/rows/", views.rows, name="inbox_rows"),
    path("inbox/<int:conversation_id>/", views.inbox, name="inbox_open"),
    path(
        "inbox/<int:conversation_id>/original/<int:message_id>/",
        views.original,
        name="inbox_original",
    ),
    path("inbox/<int:conversation_id>/check/", views.check, name="inbox_check"),
    path("inbox/<int:conversation_id>/reply/", views.reply, name="inbox_reply"),
    path("inbox/<int:conversation_id>/acknowledge/", views.acknowledge, name="inbox_acknowledge"),
    path("inbox/<int:conversation_id>/claim/", views.claim, name="inbox_claim"),
    path("inbox/<int:conversation_id>/release/", views.release, name="inbox_release"),
    path("inbox/<int:conversation_id>/draft/", views.draft, name="inbox_draft"),
    path("inbox/<int:conversation_id>/assign/", views.assign, name="inbox_assign"),
    path("inbox/<int:conversation_id>/escalate/", escalating.escalate, name="inbox_escalate"),
    path("inbox/<int:conversation_id>/note/", views.note, name="inbox_note"),
    path("inbox/<int:conversation_id>/resolve/", views.resolve, name="inbox_resolve"),
    path("inbox/<int:conversation_id>/reopen/", views.reopen, name="inbox_reopen"),
    path("inbox/<int:conversation_id>/mood/", views.mood, name="inbox_mood"),
    path("inbox/deliveries/<int:delivery_id>/undo/", views.undo, name="inbox_undo"),
    path("inbox/deliveries/<int:delivery_id>/stands/", views.stands, name="inbox_stands"),
    path("inbox/deliveries/<int:delivery_id>/again/", views.again, name="inbox_again"),
]
