from __future__ import annotations

from django.urls import path

from rapport.web.asked import asking, views

urlpatterns = [
    path("asked/", views.asked, name="asked"),
    path("asked/<int:consultation_id>/", views.one, name="asked_one"),
    path("asked/<int:consultation_id>/withdraw/", views.withdraw, name="asked_withdraw"),
    path("asked/<int:consultation_id>/share/", asking.share, name="asked_share"),
    path("inbox/<int:conversation_id>/ask/", asking.ask, name="inbox_ask"),
]
