from __future__ import annotations

from django.urls import path

from rapport.web.board import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/add/", views.add, name="board_add"),
    path("board/<int:fact_id>/", views.fact, name="board_fact"),
    path("board/<int:fact_id>/change/", views.change, name="board_change"),
    path("board/<int:fact_id>/end/", views.end, name="board_end"),
    path("board/<int:fact_id>/go-on/", views.go_on, name="board_go_on"),
]
