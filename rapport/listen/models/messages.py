"""Messages and what surrounds them."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account, Delivery
from rapport.people.models import Handle


class Identity(models.Model):
    """The narrow table that makes a message unique, so that the wide one can be partitioned later."""

    network = models.CharField(max_length=40)
    remote_key = models.CharField(max_length=500)
    content_hash = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "remote_key"], name="listen_identity_once")
        ]


class Thread(models.Model):
    """A public reply tree. `root_key` may name a post not heard yet."""

    network = models.CharField(max_length=40)
    root_key = models.CharField(max_length=500)
    # Set when a parent that arrived late showed this thread to be part of another.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "root_key"], name="listen_thread_identity")
        ]


class Message(models.Model):
    """Our record of one item on a network."""

    identity = models.OneToOneField(
        Identity, primary_key=True, on_delete=models.CASCADE, db_column="id"
    )
    network = models.CharField(max_length=40)
    remote_key = models.CharField(max_length=500)
    kind = models.CharField(max_length=8)  # post, reply, share, dm, mail, review
    scope = models.CharField(max_length=8, default="public")  # public, private
    author = models.ForeignKey(
        Handle, null=True, on_delete=models.SET_NULL, related_name="messages"
    )
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField()  # as the network says
    received_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.SET_NULL, related_name="messages"
    )
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replies")
    parent_key = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    media = models.JSONField(default=list)  # [{"kind", "url", "alt", "width", "height"}]
    counts = models.JSONField(default=dict)  # {"likes", "replies", "shares"}
    # When its counts are asked for again; none: no more. The younger a message, the sooner.
    recount_at = models.DateTimeField(null=True)
    claimed_language = models.CharField(max_length=12, blank=True)
    # Addresses it links to, and where on its network it stands (a hashtag, a feed), as the connector says.
    links = models.JSONField(default=list)
    channel = models.CharField(max_length=200, blank=True)
    # Written by a machine: "bounce", "autoreply", "list"; "" for people's words.
    automatic = models.CharField(max_length=9, blank=True, db_default="", default="")
    # An own message is one the brand wrote; `delivery` is set when it was written in Rapport.
    is_own = models.BooleanField(default=False)
    delivery = models.OneToOneField(
        Delivery, null=True, on_delete=models.SET_NULL, related_name="message"
    )

    class Meta:
        indexes = [
            models.Index(fields=["thread", "created_at"], name="listen_message_thread"),
            models.Index(fields=["author", "created_at"], name="listen_message_author"),
            models.Index(fields=["created_at"], name="listen_message_created"),
            models.Index(
                fields=["network", "recount_at"],
                name="listen_message_recount",
                condition=models.Q(recount_at__isnull=False),
            ),
            models.Index(
                fields=["network", "parent_key"],
                name="listen_message_orphans",
                condition=models.Q(parent=None) & ~models.Q(parent_key=""),
            ),
        ]


class Sighting(models.Model):
    """Through which account a message was seen, and whether it addressed that account."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="sightings")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sightings")
    import_run = models.ForeignKey(
        "ImportRun", null=True, on_delete=models.CASCADE, related_name="sightings"
    )
    to_us = models.BooleanField(default=False)
    at = models.DateTimeField()
    # How long after it was written; none where that says nothing of the connector (listen.delays).
    delay_ms = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "account"], name="listen_sighting_once")
        ]
        indexes = [
            models.Index(
                fields=["at"],
                include=["account", "delay_ms"],
                name="listen_sighting_delay",
                condition=models.Q(delay_ms__isnull=False),
            )
        ]
