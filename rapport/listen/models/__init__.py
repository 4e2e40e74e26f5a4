"""Messages and what surrounds them, queries, and how messages come; a file a subject."""

from rapport.listen.models.audits import DayAudit, ListeningSpan
from rapport.listen.models.board import BoardFact, BoardFactVersion, SeenCall
from rapport.listen.models.collecting import Backfill, ImportRun, Quarantined
from rapport.listen.models.followers import FollowerCount
from rapport.listen.models.messages import Identity, Message, Sighting, Thread
from rapport.listen.models.originals import Original
from rapport.listen.models.queries import (
    Mention,
    Query,
    QueryStamp,
    QueryVersion,
    SearchDocument,
    StoredList,
)
from rapport.listen.models.threads import ThreadReading

__all__ = [
    "Backfill",
    "BoardFact",
    "BoardFactVersion",
    "DayAudit",
    "FollowerCount",
    "Identity",
    "ImportRun",
    "ListeningSpan",
    "Mention",
    "Message",
    "Original",
    "Quarantined",
    "Query",
    "QueryStamp",
    "QueryVersion",
    "SearchDocument",
    "SeenCall",
    "Sighting",
    "StoredList",
    "Thread",
    "ThreadReading",
]
