"""Passing conversations on: offers at the end of a shift, and who gets what comes in."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account
from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Brand, Member, Team


class HandoverOffer(models.Model):
    """Somebody may take a conversation over. It is its owner's until they do, or until the shift is over."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="offer"
    )
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    to = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="offers")
    at = models.DateTimeField()


class ShiftsEnded(models.Model):
    """Up to when the ends of shifts have been seen to."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    up_to = models.DateTimeField()


class BrandRouting(models.Model):
    """A brand whose new conversations are given to somebody. Without a row they stand in the shared list."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="routing")
    is_on = models.BooleanField(default=False)


class RoutingStep(models.Model):
    """The pecking order: position 0 is the first port of call. An account's own steps stand in for its brand's."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="routing_steps")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="routing_steps"
    )
    position = models.PositiveSmallIntegerField()
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "account", "position"],
                nulls_distinct=False,
                name="converse_step_once",
            )
        ]


class IntentSkill(models.Model):
    """What somebody has to know to answer one intent."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="intent_skills")
    intent = models.CharField(max_length=20)
    skill = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "intent"], name="converse_skill_of_intent")
        ]
