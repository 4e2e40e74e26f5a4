"""Reads: who may do what, who we are, what we want to achieve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.crypto import constant_time_compare

from rapport.kit.business_time import DAY_AND_NIGHT, Hours
from rapport.kit.secrets import token_digest, unseal
from rapport.ledger.prepared import Prepared, first
from rapport.workspace.contract import DEFAULT_SCRIPT
from rapport.workspace.errors import NotThere
from rapport.workspace.escalation import Rung as Rung
from rapport.workspace.escalation import escalation_steps as escalation_steps
from rapport.workspace.escalation import members_of_teams as members_of_teams
from rapport.workspace.escalation import rungs_now as rungs_now
from rapport.workspace.escalation import told_by as told_by
from rapport.workspace.hours import USUAL_WEEK, engine_hours
from rapport.workspace.models import (
    Absence,
    Brand,
    BusinessHours,
    Invitation,
    Member,
    NamedHours,
    Notice,
    NoticeWay,
    Organisation,
    PhoneCall,
    PhoneRun,
    PhoneTree,
    PhoneTreeStep,
    PracticeAnswer,
    Purpose,
    SetupToken,
    Shift,
    ShiftPattern,
    SignInLink,
    StaffTask,
    Team,
    TeamHook,
)
from rapport.workspace.morning import MorningWindow as MorningWindow
from rapport.workspace.morning_queries import latest_morning as latest_morning
from rapport.workspace.morning_queries import morning_recipients as morning_recipients
from rapport.workspace.morning_queries import morning_setting as morning_setting
from rapport.workspace.morning_queries import morning_setting_of as morning_setting_of
from rapport.workspace.morning_queries import morning_silent as morning_silent
from rapport.workspace.morning_queries import morning_today as morning_today
from rapport.workspace.morning_queries import morning_told
from rapport.workspace.morning_queries import morning_window as morning_window
from rapport.workspace.morning_queries import mornings_sent as mornings_sent
from rapport.workspace.named_hours import engine_named as engine_named
from rapport.workspace.named_hours import named_hours as named_hours
from rapport.workspace.named_hours import named_hours_by as named_hours_by
from rapport.workspace.named_hours import named_told
from rapport.workspace.reaching import mail
from rapport.workspace.reaching.parcels import words_of
from rapport.workspace.reaching.replies import token_in
from rapport.workspace.rota import LOOK_AHEAD, frame_of, load
from rapport.workspace.rota import Gap as Gap
from rapport.workspace.rota import OnDuty as OnDuty
from rapport.workspace.rota import Rota as Rota

SETUP_TOKEN_HOURS = 24
_MOMENT = timedelta(seconds=1)

_AGENT = frozenset(
    {"see", "answer", "assign", "note", "resolve", "correct", "import", "keep_board", "listen"}
    | {"consult", "advise", "moderate"}
)
_LEAD = _AGENT | {
    *("manage_statements", "manage_saved_replies", "manage_accounts", "manage_clocks"),
    *(
        "approve",
        "manage_approvals",
        "hold",
        "erase",
        "keep_danger",
        "keep_rota",
        "manage_triage",
        "manage_moderation",
        "manage_automatic",
    ),
}
_OWNER = _LEAD | {"manage_members", "settings"}

PERMISSIONS: Mapping[str, frozenset[str]] = {
    Member.Role.OWNER: _OWNER,
    Member.Role.LEAD: _LEAD,
    Member.Role.AGENT: _AGENT,
    Member.Role.GUEST: frozenset({"see", "advise"}),
}
ACTIONS = _OWNER


def can(member: Member | AnonymousUser, action: str, subject: object = None) -> bool:
    """Whether the member may do that. The one place where permission is decided.

    `subject` is what it would be done to; the fixed roles do not look at it, custom ones will.
    Raises ValueError for an action nobody defined, so that a misspelt one cannot pass as a refusal.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no action; the actions are {', '.join(sorted(ACTIONS))}")
    if not isinstance(member, Member) or not member.is_active:
        return False
    return action in PERMISSIONS.get(member.role, frozenset())


def phone_tree() -> PhoneTree:
    """How danger is met; an unsaved row of defaults until somebody said so."""
    return PhoneTree.objects.first() or PhoneTree()


def phone_tree_steps() -> list[PhoneTreeStep]:
    return list(PhoneTreeStep.objects.select_related("member", "team"))


def script_of(tree_script: str) -> str:
    """The organisation's own words for danger, or the usual ones."""
    return tree_script or DEFAULT_SCRIPT


def alarm(run_id: int) -> PhoneRun:
    """Raises NotThere."""
    found = PhoneRun.objects.select_related("taken_by", "started_by").filter(pk=run_id).first()
    if found is None:
        raise NotThere("There is no such alarm.")
    return found


def alarm_calls(run: PhoneRun) -> list[PhoneCall]:
    """Who was called, in order."""
    return list(run.calls.select_related("member").order_by("told_at", "pk"))


def last_practices(*, limit: int) -> list[PhoneRun]:
    found = PhoneRun.objects.filter(is_practice=True).annotate(
        told=Count("calls"), answered=Count("calls__answered_at")
    )
    return list(found.order_by("-started_at")[:limit])


def open_alarms_of(house: Organisation | None) -> list[dict[str, Any]]:
    """What nobody has taken yet, for the member named to `organisation`: [{"id", "about_id", "is_practice"}]."""
    return getattr(house, "alarms", None) or []


def _alarms(member_id: int, *, takes_any: bool) -> ArraySubquery:
    called = PhoneCall.objects.filter(run=OuterRef("pk"), member=member_id, answered_at=None)
    theirs = Q(is_practice=False) if takes_any else Q(pk__in=[])
    open_runs = PhoneRun.objects.filter(theirs | Exists(called), ended_at=None)
    shown = JSONObject(id="pk", about_id="about_id", is_practice="is_practice")
    return ArraySubquery(open_runs.order_by("started_at").values(json=shown)[:5])


def organisation(*, seen_by: Member | None = None) -> Organisation | None:
    """The house, with what `hours_of` and `named_hours_of` ask of it. One statement.

    `seen_by`: a member whose unseen notices are counted in the same statement (`unseen_of`).
    """
    if seen_by is None:
        return first(_HOUSE())
    return first(_HOUSE_SEEN[can(seen_by, "answer")](member=seen_by.pk))


def _houses() -> QuerySet[Organisation]:
    return Organisation.objects.annotate(
        hours_told=_hours_told(), named_told=named_told(), morning_told=morning_told()
    ).order_by("pk")


def _seen_by(*, takes_any: bool) -> Prepared:
    def build(member: int) -> QuerySet[Organisation]:
        alarms = _alarms(member, takes_any=takes_any)
        return _houses().annotate(unseen=_unseen(member), alarms=alarms)[:1]

    return Prepared(build, member=int)


# Read for every page there is.
_HOUSE = Prepared(lambda: _houses()[:1])
_HOUSE_SEEN = {takes_any: _seen_by(takes_any=takes_any) for takes_any in (True, False)}


def unseen_of(house: Organisation | None) -> int:
    """How many notices that still stand the member has not seen who was named to `organisation`."""
    return getattr(house, "unseen", None) or 0


def _unseen(member_id: int) -> Subquery:
    mine = (
        Notice.objects.filter(member=member_id, seen_at=None, done_at=None)
        .order_by()
        .values("member")
    )
    return Subquery(mine.annotate(n=Count("pk")).values("n"))


def notices_of(member: Member, *, limit: int) -> list[Notice]:
    """What they were told, the latest first."""
    mine = Notice.objects.filter(member=member).select_related("by", "member")
    return list(mine.order_by("-at", "-pk")[:limit])


def notice_sentences(notices: Iterable[Notice]) -> dict[int, str]:
    """What each says, by id; none for those whose matter is gone. A few statements a kind, however many they are."""
    return words_of(notices)


def notice_for(member: Member, notice_id: int) -> Notice:
    """One of their own. Raises NotThere."""
    found = Notice.objects.filter(member=member, pk=notice_id).first()
    if found is None:
        raise NotThere("There is no such notice.")
    return found


def tasks_of(member: Member, *, done: int = 10) -> list[StaffTask]:
    """What they are to do, the earliest due first, and the last few they did."""
    mine = StaffTask.objects.filter(member=member).select_related("by", "member")
    still = mine.filter(done_at=None).order_by(F("due_at").asc(nulls_last=True), "pk")
    return [*still, *mine.exclude(done_at=None).order_by("-done_at")[:done]]


def task_for(member: Member, task_id: int) -> StaffTask:
    """A task somebody may look at. Raises NotThere."""
    found = StaffTask.objects.filter(pk=task_id).first() if can(member, "see") else None
    if found is None:
        raise NotThere("There is no such task.")
    return found


def notice_ways(member: Member) -> list[NoticeWay]:
    """By which ways they are told, mail first."""
    return list(NoticeWay.objects.filter(member=member).order_by("kind", "name", "pk"))


def failing_ways() -> list[NoticeWay]:
    """Ways of those who work here that did not work when they were last used."""
    failing = NoticeWay.objects.filter(is_on=True, member__is_active=True).exclude(trouble="")
    return list(failing.select_related("member").order_by("-failed_at"))


def reply_token_in(addresses: Iterable[str]) -> str:
    """The token of a letter to staff among the addresses a mail was sent to; "" where there is none."""
    return token_in(addresses)


def mail_is_set_up() -> bool:
    """Whether the operator named a server that takes mail to staff."""
    return mail.is_set_up()


def business_hours() -> BusinessHours:
    """What was set, or an unsaved row that says day and night."""
    return BusinessHours.objects.first() or BusinessHours(week=list(USUAL_WEEK))


def working_hours() -> Hours:
    """The organisation's hours for the calendar engine; day and night where nobody set any. One statement."""
    return hours_of(organisation())


def hours_of(house: Organisation | None) -> Hours:
    """The same of an organisation that `organisation` read, without a statement."""
    if house is None:
        return DAY_AND_NIGHT
    told: dict[str, Any] | None = house.hours_told  # type: ignore[attr-defined]
    return engine_hours(BusinessHours(**(told or {})), zone=house.timezone)


def named_hours_of(house: Organisation | None) -> dict[int, Hours]:
    """Hours of teams and brands by their id, of an organisation that `organisation` read, without a statement."""
    told: list[dict[str, Any]] = getattr(house, "named_told", None) or []
    if not told:
        return {}
    # As clocks are counted: what names no zone lives by that of the organisation's hours.
    zone = hours_of(house).zone
    return {one["id"]: engine_named(NamedHours(**one), zone=zone) for one in told}


def closed_words_of(house: Organisation | None) -> str:
    """What people may be told while the house is closed, with {back} in it; "" is the usual sentence."""
    told: dict[str, Any] = (house.hours_told if house else None) or {}  # type: ignore[attr-defined]
    return str(told.get("closed_words") or "")


def _hours_told() -> Subquery:
    columns = ("day_and_night", "zone", "week", "days", "country", "subdivision", "closed_words")
    told = JSONObject(**{column: column for column in columns})
    return Subquery(BusinessHours.objects.values(told=told)[:1])


def rota(start: datetime, end: datetime, *, house: Organisation | None = None) -> Rota:
    """Who is on when, between two moments, worked out. One statement; two where `house` was not read before."""
    house = house or organisation()
    told: dict[str, Any] = (house.hours_told if house else None) or {}  # type: ignore[attr-defined]
    return load(start, end, frame=frame_of(house, BusinessHours(**told)), hours=hours_of(house))


def on_duty(at: datetime) -> list[OnDuty]:
    """Who is on at a moment, those who lead first."""
    return rota(at, at + _MOMENT).on_duty(at)


def lead_on_duty(at: datetime, *, team_id: int | None = None) -> Member | None:
    """Who leads by the rota at a moment, else a lead or owner who is on; None where nobody of them is."""
    return rota(at, at + _MOMENT).lead_on_duty(at, team_id=team_id)


def next_shift_of(member: Member, at: datetime) -> OnDuty | None:
    """The next shift that begins after a moment, within four weeks."""
    return rota(at, at + LOOK_AHEAD).next_shift_of(member.pk, at)


def gaps(start: datetime, end: datetime) -> list[Gap]:
    """Business hours that no shift covers; none where no rota is kept."""
    return rota(start, end).gaps(start, end)


def keeper(planned: Rota, at: datetime, *, team_id: int | None = None) -> Member | None:
    """Who has what nobody else has: the lead on duty, else the team's own lead, else a lead, else an owner.

    None only where no lead and no owner works here. At most two statements, none where somebody leads.
    """
    if (leading := planned.lead_on_duty(at, team_id=team_id)) is not None:
        return leading
    if team_id is not None:
        team = Team.objects.select_related("lead").filter(pk=team_id, lead__is_active=True).first()
        if team is not None:
            return team.lead
    by_role = {Member.Role.LEAD: 0, Member.Role.OWNER: 1}
    leading_roles = members().filter(role__in=by_role)
    return min(leading_roles, key=lambda m: (by_role[Member.Role(m.role)], m.pk), default=None)


def weekly_shifts() -> QuerySet[ShiftPattern]:
    return ShiftPattern.objects.select_related("member", "team").order_by("weekday", "starts", "pk")


def single_shifts(*, since: datetime) -> QuerySet[Shift]:
    """Shifts beside the week that are not over."""
    found = Shift.objects.filter(ends_at__gt=since).select_related("member", "team")
    return found.order_by("starts_at", "pk")


def absences(*, since: date) -> QuerySet[Absence]:
    """Days somebody is away, that are not over."""
    found = Absence.objects.filter(last_day__gte=since).select_related("member")
    return found.order_by("first_day", "pk")


def hooks_of_teams(team_ids: Iterable[int]) -> dict[int, TeamHook]:
    """Where these departments are told by machine, by team. One statement."""
    wanted = list(team_ids)
    return {one.team_id: one for one in TeamHook.objects.filter(team__in=wanted)} if wanted else {}


def hook_secret(hook: TeamHook) -> str:
    """What its calls are signed with. Raises SecretsError."""
    return str(unseal(hook.sealed, about=f"team_hook:{hook.team_id}")["secret"])


def practice_answers(member: Member) -> dict[str, PracticeAnswer]:
    """What they answered in practice, by case."""
    return {one.case: one for one in PracticeAnswer.objects.filter(member=member)}


def is_set_up() -> bool:
    return Member.objects.filter(role=Member.Role.OWNER, is_active=True).exists()


def is_read_only() -> bool:
    """Whether the house hears and sends nothing. One statement."""
    return bool(_READ_ONLY())


_READ_ONLY = Prepared(lambda: Organisation.objects.filter(read_only=True).values_list("pk"))


def own_brands() -> QuerySet[Brand]:
    return Brand.objects.filter(kind=Brand.Kind.OWN).order_by("id")


def competitors() -> QuerySet[Brand]:
    return Brand.objects.filter(kind=Brand.Kind.COMPETITOR).order_by("name")


def purposes() -> QuerySet[Purpose]:
    return Purpose.objects.select_related("brand").order_by("position", "id")


def members() -> QuerySet[Member]:
    """Those who work here now, by name."""
    return Member.objects.filter(is_active=True).order_by("name", "id")


def member_names() -> tuple[tuple[int, str], ...]:
    """The ids and names of those who work here now, by name. One statement."""
    return tuple(_NAMES())


_NAMES = Prepared(lambda: members().values_list("pk", "name"))


def members_for(member: Member) -> QuerySet[Member]:
    """Everybody whose page `member` may open: an owner sees the deactivated too."""
    everybody = Member.objects.order_by("-is_active", "name", "id")
    return everybody if can(member, "manage_members") else everybody.filter(is_active=True)


def teams() -> QuerySet[Team]:
    return Team.objects.select_related("lead").prefetch_related("members").order_by("name")


def team_names() -> QuerySet[Team, tuple[int, str]]:
    return Team.objects.order_by("name").values_list("pk", "name")


def member_for(member: Member, member_id: int) -> Member:
    """One colleague. Raises NotThere."""
    found = members_for(member).filter(pk=member_id).first() if can(member, "see") else None
    if found is None:
        raise NotThere("There is no such member.")
    return found


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, expires_at__gt=now).order_by("-id")


def invitation_of(secret: str, now: datetime) -> Invitation | None:
    return open_invitations(now).filter(digest=token_digest(secret)).first()


def is_invited(email: str, *, now: datetime) -> bool:
    return open_invitations(now).filter(email__iexact=email).exists()


def setup_is_open(secret: str, *, now: datetime) -> bool:
    """Whether this set-up token may still make the first owner."""
    return open_setup_tokens(now).filter(digest=token_digest(secret)).exists() and not is_set_up()


def open_setup_tokens(now: datetime) -> QuerySet[SetupToken]:
    oldest = now - timedelta(hours=SETUP_TOKEN_HOURS)
    return SetupToken.objects.filter(used_at=None, created_at__gte=oldest)


def sign_in_link_of(secret: str, now: datetime) -> SignInLink | None:
    """The link while it can be used; its member is loaded."""
    return (
        SignInLink.objects.select_related("member")
        .filter(
            digest=token_digest(secret), used_at=None, expires_at__gt=now, member__is_active=True
        )
        .first()
    )


def member_of_session(session_key: str) -> Member | None:
    """Whom a session signs in now; None once it ended, expired, or the member left or chose a new password."""
    session = SessionStore(session_key).load()
    member_id, backend = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    if not member_id or not backend:
        return None
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), member.get_session_auth_hash()
    ):
        return None
    return member


def session_is_alive(session_key: str) -> bool:
    """Whether a session still signs somebody in. Event streams ask, so that a session's end is theirs."""
    return member_of_session(session_key) is not None
