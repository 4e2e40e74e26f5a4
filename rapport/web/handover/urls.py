from __future__ import annotations

from django.urls import path

from rapport.web.handover import views

urlpatterns = [
    path("handover/", views.handover, name="handover"),
    path("brief/", views.brief, name="brief"),
    path("handover/all/", views.offer_all, name="handover_all"),
    path("handover/<int:conversation_id>/offer/", views.offer, name="handover_offer"),
    path("handover/<int:conversation_id>/accept/", views.accept, name="handover_accept"),
    path("handover/<int:conversation_id>/decline/", views.decline, name="handover_decline"),
]
