from __future__ import annotations

from django.urls import path

from rapport.web.listening import editor_views, list_views, place_views, unanswered_views, views

urlpatterns = [
    path("listening/", views.listening, name="listening"),
    path("listening/for/", views.listen, name="listen_for"),
    path("listening/stream/", views.stream, name="listening_stream"),
    path("listening/unanswered/", unanswered_views.unanswered, name="listening_unanswered"),
    path("listening/around/<int:message_id>/", unanswered_views.around, name="listening_around"),
    path("listening/bring/<int:message_id>/", unanswered_views.bring, name="bring_in"),
    path("listening/new/", editor_views.new, name="new_query"),
    path("listening/look/", editor_views.look, name="look_at_query"),
    path("listening/try/", editor_views.try_it, name="try_query"),
    path("listening/<int:query_id>/", editor_views.edit, name="query"),
    path("listening/<int:query_id>/restore/", editor_views.restore, name="restore_query"),
    path("listening/<int:query_id>/begun/", views.begun, name="listening_begun"),
    path("listening/<int:query_id>/switch/", views.switch, name="switch_query"),
    path("listening/<int:query_id>/put-away/", views.put_away, name="put_query_away"),
    path("listening/past/<int:backfill_id>/<slug:what>/", views.past, name="change_backfill"),
    path("listening/lists/", list_views.lists, name="query_lists"),
    path("listening/lists/drop/", list_views.drop, name="drop_query_list"),
    path("listening/places/", place_views.places, name="listening_places"),
    path("listening/places/<int:account_id>/stop/", place_views.stop, name="stop_listening"),
    path("listening/places/<int:account_id>/go-on/", place_views.go_on, name="listen_again"),
    path("listening/places/<int:account_id>/past/", place_views.read_back, name="read_back"),
    path("listening/named/", views.named, name="queries_named"),
]
