from __future__ import annotations

from django.urls import path

from rapport.web.danger import tree, views

urlpatterns = [
    path("alarms/<int:run_id>/", views.alarm, name="alarm"),
    path("alarms/<int:run_id>/take/", views.take, name="take_alarm"),
    path("settings/danger/", tree.tree, name="settings_danger"),
    path("settings/danger/script/", tree.script, name="settings_danger_script"),
    path("settings/danger/practise/", tree.practise, name="practise_danger"),
]
