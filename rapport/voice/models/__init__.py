"""What the brand says and owes, a file a subject."""

from rapport.voice.models.saved_replies import SavedReply, SavedReplyText
from rapport.voice.models.speaking import Promise, Spoken, Statement

__all__ = ["Promise", "SavedReply", "SavedReplyText", "Spoken", "Statement"]
