"""Saved views of the Inbox."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models import Member, Team


class View(models.Model):
    """A query with a name and an order, for its maker, a team or everybody."""

    name = models.CharField(max_length=60)
    text = models.TextField(max_length=1_000)
    # By which tab's order its rows stand.
    order = models.CharField(max_length=10, default="priority")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="views")
    is_for_all = models.BooleanField(default=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="views")
    created_at = models.DateTimeField()
    # Removed, and still to be had back.
    removed_at = models.DateTimeField(null=True)
