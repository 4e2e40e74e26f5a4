"""Who may tell us case numbers without signing in."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models import Member


class CaseKey(models.Model):
    """The secret of a program that sets case numbers. It signs with it; shown once, kept sealed."""

    name = models.CharField(max_length=80)
    secret = models.BinaryField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
