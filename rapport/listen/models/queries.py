"""What is listened for: stored queries, their versions, lists, and the messages that matched."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from rapport.listen.models.messages import Message
from rapport.workspace.models import Brand, Member, Purpose


class Query(models.Model):
    """A stored boolean query. It belongs to a brand (ours or a competitor's), a topic or a purpose."""

    name = models.CharField(max_length=80)
    # How other queries name it: @harbour_terms.
    handle = models.CharField(max_length=60, unique=True)
    brand = models.ForeignKey(Brand, null=True, on_delete=models.CASCADE, related_name="queries")
    purpose = models.ForeignKey(
        Purpose, null=True, on_delete=models.SET_NULL, related_name="queries"
    )
    topic = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    # Off: only other queries use it.
    is_listening = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    archived_at = models.DateTimeField(null=True)
    # Since when it no longer listens because it took too much of the time of all; how much (0 to 1), and µs a post.
    set_aside_at = models.DateTimeField(null=True)
    set_aside_share = models.FloatField(default=0)
    set_aside_microseconds = models.FloatField(default=0)

    def __str__(self) -> str:
        return self.name


class QueryVersion(models.Model):
    """What a query said, from when on, and who changed it."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["query", "number"], name="listen_query_version_once")
        ]


class StoredList(models.Model):
    """Authors and sites under one name: `list:press`, or `NOT list:noise` to leave them out."""

    name = models.CharField(max_length=60, unique=True)
    authors = ArrayField(models.CharField(max_length=300), default=list)
    # As names are compared (`query.values.folded`), to be found among handles by an index.
    folded_authors = ArrayField(models.CharField(max_length=300), default=list)
    sites = ArrayField(models.CharField(max_length=300), default=list)
    # Its authors are the accounts this brand speaks with: so a competitor's answer is known for one.
    brand = models.ForeignKey(
        Brand, null=True, on_delete=models.SET_NULL, related_name="author_lists"
    )
    changed_at = models.DateTimeField()


class QueryStamp(models.Model):
    """One row, counted up whenever a query or a list changes: matchers look at it before each page."""

    number = models.BigIntegerField(default=0)


class Mention(models.Model):
    """A message that matches a query."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField()  # when the message was written

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "query"], name="listen_mention_once")
        ]
        indexes = [models.Index(fields=["query", "-at"], name="listen_mention_latest")]


class SearchDocument(models.Model):
    """What search and dry runs look at: the terms of a message with their positions, written by `kit.text`, and its
    facets as `query.values` folds them. One row a message; `query.sql` turns a tree into candidates over it.
    """

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    terms = SearchVectorField()
    created_at = models.DateTimeField(db_index=True)
    network = models.CharField(max_length=40)
    channel = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=8)
    followers = models.IntegerField(null=True)
    hosts = ArrayField(models.CharField(max_length=300), default=list)
    has = ArrayField(models.CharField(max_length=12), default=list)
    claims = ArrayField(models.CharField(max_length=12), default=list)

    class Meta:
        indexes = [GinIndex(fields=["terms"], name="listen_search_terms", fastupdate=True)]
