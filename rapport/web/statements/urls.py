from __future__ import annotations

from django.urls import path

from rapport.web.statements import views

urlpatterns = [
    path("statements/", views.statements, name="statements"),
    path("statements/add/", views.add, name="statement_add"),
    path("statements/<int:statement_id>/", views.statement, name="statement"),
    path("statements/<int:statement_id>/heard/", views.heard, name="statement_heard"),
    path("statements/<int:statement_id>/revise/", views.revise, name="statement_revise"),
    path("statements/<int:statement_id>/withdraw/", views.withdraw, name="statement_withdraw"),
]
