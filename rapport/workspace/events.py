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
