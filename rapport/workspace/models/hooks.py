"""Where a department wants to be told by machine."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Team


class TeamHook(models.Model):
    """An address of the department's own program, and the secret what goes there is signed with."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="hook")
    url = models.CharField(max_length=500)
    sealed = (
        models.BinaryField()
    )  # kit.secrets, about "team_hook:<team id>": {"secret": "whsec_..."}
    created_at = models.DateTimeField()
