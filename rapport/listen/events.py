"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ledger.contract import fact


@fact("listen.messages_received")
@dataclass(frozen=True, slots=True)
class MessagesReceived:
    """A batch was stored. `new`, `edited` and `deleted` are told apart; own messages are among them.

    `around_ids` are new too: what others said in a thread that was read whole. They are read, and answered by nobody.
    """

    account_id: int
    new_ids: tuple[int, ...]
    edited_ids: tuple[int, ...] = ()
    deleted_ids: tuple[int, ...] = ()
    import_run_id: int | None = None
    around_ids: tuple[int, ...] = ()


@fact("listen.threads_merged")
@dataclass(frozen=True, slots=True)
class ThreadsMerged:
    """A parent that arrived late showed each thread of `from_ids` to be part of the one beside it."""

    from_ids: tuple[int, ...]
    into_ids: tuple[int, ...]


@fact("listen.import_finished", about={"import": "import_run_id"})
@dataclass(frozen=True, slots=True)
class ImportFinished:
    import_run_id: int


@fact("listen.query_changed", about={"query": "query_id"})
@dataclass(frozen=True, slots=True)
class QueryChanged:
    """A query was written down, changed, switched or put away."""

    query_id: int
    member_id: int | None


@fact("listen.board_changed", about={"board_fact": "fact_ids"})
@dataclass(frozen=True, slots=True)
class BoardChanged:
    """What is going on was written down, told anew, changed or is over."""

    fact_ids: tuple[int, ...]
