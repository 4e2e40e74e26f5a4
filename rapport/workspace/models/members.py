"""Who works here, and in which team."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from rapport.workspace.models.organisation import Brand


class MemberManager(BaseUserManager["Member"]):
    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """Somebody who works here. Roles are fixed: see `queries.can`."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        LEAD = "lead", "Lead"
        AGENT = "agent", "Agent"
        GUEST = "guest", "Guest"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role, default=Role.AGENT)
    is_active = models.BooleanField(default=True)
    theme = models.CharField(max_length=10, default="system")  # see actions.THEMES
    density = models.CharField(max_length=12, default="comfortable")  # see actions.DENSITIES
    # No notice leaves the house between these times of the organisation's zone, but one that is for at once.
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    languages = models.JSONField(default=list)  # codes as readings name them: ["sv", "en"]
    skills = models.JSONField(default=list)  # words of the house, in small letters: ["refunds"]
    # How many open conversations routing gives them at most.
    capacity = models.PositiveSmallIntegerField(default=12)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = MemberManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="workspace_member_email_any_case")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """One or two letters for the round face: first and last word."""
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"

    @property
    def hue(self) -> int:
        """Which of six face colours, 1..6; steady for a member."""
        return (self.pk or 0) % 6 + 1


class Team(models.Model):
    name = models.CharField(max_length=120, unique=True)
    members = models.ManyToManyField(Member, related_name="teams", blank=True)
    purpose = models.CharField(max_length=200, blank=True)  # what it is there for
    brand = models.ForeignKey(Brand, null=True, on_delete=models.SET_NULL, related_name="teams")
    lead = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name
