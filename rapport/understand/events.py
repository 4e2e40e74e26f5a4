"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ledger.contract import fact


@fact("understand.messages_understood")
@dataclass(frozen=True, slots=True)
class MessagesUnderstood:
    """A batch is ready for the rooms above: customers' messages with readings, and our own as they are.

    `again_ids` were understood before and changed: edited, or corrected by a person.
    """

    account_id: int
    message_ids: tuple[int, ...]
    again_ids: tuple[int, ...] = ()
    deleted_ids: tuple[int, ...] = ()
    import_run_id: int | None = None


@fact("understand.reading_corrected", about={"message": "message_id"})
@dataclass(frozen=True, slots=True)
class ReadingCorrected:
    message_id: int
    member_id: int
    field: str
