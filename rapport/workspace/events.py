"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ledger.contract import fact


@fact("workspace.founded", about={"member": "owner_id"})
@dataclass(frozen=True, slots=True)
class WorkspaceFounded:
    owner_id: int


@fact("workspace.member_joined", about={"member": "member_id"})
@dataclass(frozen=True, slots=True)
class MemberJoined:
    member_id: int
    role: str
    invited_by_id: int | None


@fact("workspace.role_changed", about={"member": "member_id"})
@dataclass(frozen=True, slots=True)
class RoleChanged:
    member_id: int
    role: str
    by_id: int


@fact("workspace.member_deactivated", about={"member": "member_id"})
@dataclass(frozen=True, slots=True)
class MemberDeactivated:
    member_id: int
    by_id: int


@fact("workspace.member_reactivated", about={"member": "member_id"})
@dataclass(frozen=True, slots=True)
class MemberReactivated:
    member_id: int
    by_id: int


@fact("workspace.read_only_changed", about={"workspace": "workspace_id"})
@dataclass(frozen=True, slots=True)
class ReadOnlyChanged:
    workspace_id: int
    read_only: bool
    by_id: int


@fact("workspace.retention_changed", about={"workspace": "workspace_id"})
@dataclass(frozen=True, slots=True)
class RetentionChanged:
    """`kind` is the code of a kind of records, such as "messages"."""

    workspace_id: int
    kind: str
    days: int
    by_id: int


@fact("workspace.reply_received")
@dataclass(frozen=True, slots=True)
class ReplyReceived:
    """A member answered by mail; `kind` is what it was about, such as "consultation"."""

    reply_token_id: int
    kind: str


@fact("workspace.task_added", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class TaskAdded:
    task_id: int
    to_id: int
    member_id: int
    conversation_id: int | None


@fact("workspace.task_finished", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class TaskFinished:
    task_id: int
    member_id: int
    conversation_id: int | None


@fact("workspace.hours_changed", about={"workspace": "workspace_id"})
@dataclass(frozen=True, slots=True)
class HoursChanged:
    """The hours, the days or the zone that clocks count in."""

    workspace_id: int
    by_id: int


@fact("workspace.escalation_changed", about={"member": "by_id"})
@dataclass(frozen=True, slots=True)
class EscalationChanged:
    """A step was added, changed, moved or taken away. What has begun keeps the steps it began with."""

    by_id: int


@fact("workspace.phone_run_started", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class PhoneRunStarted:
    """Danger to life, or its practice: people are called."""

    run_id: int
    conversation_id: int | None
    is_practice: bool


@fact("workspace.phone_step_told", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class PhoneStepTold:
    """So many were called in this step, counted from 1 over all rounds."""

    run_id: int
    conversation_id: int | None
    step: int
    told: int


@fact("workspace.phone_run_taken", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class PhoneRunTaken:
    run_id: int
    conversation_id: int | None
    member_id: int


@fact("workspace.phone_run_ended", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class PhoneRunEnded:
    """Nobody is called any more, though nobody took it."""

    run_id: int
    conversation_id: int | None
