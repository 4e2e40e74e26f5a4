"""How one comes in."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member


class SetupToken(models.Model):
    """Printed once on the console; whoever holds it makes the first owner. Only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SignInLink(models.Model):
    """A link that signs one member in once."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # Links from the console sign in when opened; those handed around ask for one press first.
    signs_in_on_open = models.BooleanField(default=False)


class Invitation(models.Model):
    """A link with which somebody invited by an owner makes their account."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=Member.Role, default=Member.Role.AGENT)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
