from __future__ import annotations

from django.urls import path

from rapport.web.inbox import closing, joining, many, views, views_of_list

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
    path("inbox/<int:conversation_id>/note/", views.note, name="inbox_note"),
    path("inbox/<int:conversation_id>/resolve/", closing.resolve, name="inbox_resolve"),
    path("inbox/<int:conversation_id>/snooze/", closing.snooze, name="inbox_snooze"),
    path("inbox/<int:conversation_id>/wake/", closing.wake, name="inbox_wake"),
    path("inbox/<int:conversation_id>/merge/", joining.merge, name="inbox_merge"),
    path(
        "inbox/<int:conversation_id>/merge/<int:merging_id>/undo/",
        joining.unmerge,
        name="inbox_unmerge",
    ),
    path("inbox/<int:conversation_id>/split/", joining.split, name="inbox_split"),
    path("inbox/<int:conversation_id>/case/", joining.case, name="inbox_case"),
    path("inbox/views/", views_of_list.views, name="inbox_views"),
    path("inbox/views/counted/", views_of_list.counted, name="inbox_views_counted"),
    path("inbox/views/<int:view_id>/", views_of_list.change, name="inbox_view"),
    path("inbox/views/<int:view_id>/remove/", views_of_list.remove, name="inbox_view_remove"),
    path("inbox/views/<int:view_id>/restore/", views_of_list.restore, name="inbox_view_restore"),
    path("inbox/many/", many.many, name="inbox_many"),
    path("inbox/many/assign/", many.assign, name="inbox_many_assign"),
    path("inbox/many/resolve/", many.resolve, name="inbox_many_resolve"),
    path("inbox/many/snooze/", many.snooze, name="inbox_many_snooze"),
    path("inbox/many/<int:act_id>/undo/", many.undo, name="inbox_many_undo"),
    path("inbox/<int:conversation_id>/reopen/", views.reopen, name="inbox_reopen"),
    path("inbox/<int:conversation_id>/mood/", views.mood, name="inbox_mood"),
    path("inbox/deliveries/<int:delivery_id>/undo/", views.undo, name="inbox_undo"),
    path("inbox/deliveries/<int:delivery_id>/stands/", views.stands, name="inbox_stands"),
    path("inbox/deliveries/<int:delivery_id>/again/", views.again, name="inbox_again"),
]
