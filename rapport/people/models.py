"""Persons and handles."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """A human with one or more handles. Holds nothing that was inferred."""

    name = models.CharField(max_length=200, blank=True)
    # "do not contact me", understood and kept
    wants_silence_since = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or f"person {self.pk}"


class Handle(models.Model):
    """One identity on one network. `remote_id` never changes there; the handle's name may."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handles")
    network = models.CharField(max_length=40)
    remote_id = models.CharField(max_length=500)
    name = models.CharField(max_length=300)
    # The name as names are compared (`query.values.folded`), so that whoever looks for one finds it by an index.
    folded_name = models.CharField(max_length=300, blank=True, db_default="", default="")
    display_name = models.CharField(max_length=300, blank=True)
    avatar_url = models.CharField(max_length=2000, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    followers = models.PositiveIntegerField(null=True)
    # Set for accounts of ours (and of colleagues posting for us): they are never customers.
    is_ours = models.BooleanField(default=False)
    # When we heard of them last, and when they wrote last as the network says; both to the hour.
    seen_at = models.DateTimeField()
    wrote_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "remote_id"], name="people_handle_identity")
        ]
        indexes = [
            models.Index(fields=["network", "name"], name="people_handle_name"),
            models.Index(fields=["folded_name"], name="people_handle_folded"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.name


class Erasure(models.Model):
    """That somebody was erased, when and by whom; nothing about whom. Details stand in the tombstone file."""

    at = models.DateTimeField()
    member_id = models.BigIntegerField(null=True)
    rows = models.PositiveIntegerField(default=0)


class Tombstone(models.Model):
    """A keyed digest of an erased identity, so that it is not stored again. See `tombstones`."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
