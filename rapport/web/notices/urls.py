from __future__ import annotations

from django.urls import path

from rapport.web.notices import todo, views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/all/", views.see_all, name="see_notices"),
    path("todo/", todo.todo, name="todo"),
    path("todo/<int:task_id>/", todo.task, name="task"),
    path("todo/<int:task_id>/done/", todo.finish, name="finish_task"),
    path("todo/<int:task_id>/again/", todo.reopen, name="reopen_task"),
    path("notices/<int:notice_id>/", views.notice, name="notice"),
]
