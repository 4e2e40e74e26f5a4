"""The organisation and its members."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Organisation(models.Model):
    """The one organisation this installation serves."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, default="UTC")
    # A read-only workspace hears and reads but cannot send; held at the door (channels).
    read_only = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()


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


class Brand(models.Model):
    """A brand of ours, or a named competitor."""

    class Kind(models.TextChoices):
        OWN = "own", "Ours"
        COMPETITOR = "competitor", "Competitor"

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OWN)


class Purpose(models.Model):
    """What the team wants to achieve, in its own words. Without a measure it is "not measured yet"."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="purposes")
    sentence = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)


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


class RetentionRule(models.Model):
    """How many days a kind of record is kept, where the owner changed the default (see `retention`)."""

    kind = models.CharField(max_length=60, primary_key=True)
    days = models.PositiveIntegerField()


class BusinessHours(models.Model):
    """When the organisation works. Without a row it is there day and night."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    day_and_night = models.BooleanField(default=True)
    zone = models.CharField(max_length=64, blank=True)  # "" is the organisation's own
    # Seven days from Monday, each its blocks as `kit.business_time.blocks_told` reads them; "" is closed.
    week = models.JSONField(default=list)
    # Whose public holidays close: ISO 3166 and the part of it; "" closes on none.
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=60, blank=True)
    # Days of one's own, which outweigh all of that: {"2026-12-24": {"name": "Christmas Eve", "hours": "9:00-13:00"}}
    days = models.JSONField(default=dict)
    changed_at = models.DateTimeField(null=True)
