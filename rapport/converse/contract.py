"""What the inbox and the conversation page are made of: plain values, ready to show.

Every text is as its writer wrote it, unescaped: templates escape. Times are aware, in UTC; the screen turns
them into words and local times. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from rapport.converse.audience import Audience as Audience
from rapport.converse.audience import Joined as Joined
from rapport.converse.audience import UnderAnswer as UnderAnswer
from rapport.kit.business_time import Hours
from rapport.listen.contract import OfferedFact

Tone = Literal["neutral", "hot", "warn", "neg", "pos", "accent"]
Mood = Literal["negative", "neutral", "positive", "danger"]


class Tab(StrEnum):
    """The orders of the inbox list. `PRIORITY`, `CLOCK` and `NEWEST` show what needs an answer."""

    PRIORITY = "priority"
    CLOCK = "clock"
    NEWEST = "newest"
    MINE = "mine"
    WAITING = "waiting"  # their turn
    RESOLVED = "resolved"
    SNOOZED = "snoozed"
    PAST = "past"  # from before Rapport


@dataclass(frozen=True, slots=True)
class Chip:
    """A reason to act, in at most four words. A clock chip carries its due time; the words come from it."""

    text: str
    tone: Tone = "neutral"
    # For clocks: "acknowledge" or "answer" and when it is due; text is then written by the screen.
    clock: str = ""
    due_at: datetime | None = None
    # It runs whatever the business hours are.
    day_and_night: bool = False
    # The hours of a team or a brand in which it runs, by their id; None: the organisation's.
    hours_id: int | None = None


@dataclass(frozen=True, slots=True)
class LabelChip:
    """A label on a conversation. `hue` is one of the six colours of faces, 1..6."""

    id: int
    name: str
    hue: int


# Why our answer came back, where it stood and was deleted there.
TAKEN_DOWN = "taken down"


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """A label that may be put on a conversation, or stands there."""

    id: int
    name: str
    hue: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation in the list. Everything the row shows; a template needs no query."""

    id: int
    version: int
    who: str
    handle: str
    network: str
    network_name: str
    account: str
    say: str
    at: datetime
    mood: Mood
    mood_is_rough: bool
    chips: tuple[Chip, ...]
    priority: int
    status: str
    assignee_id: int | None
    assignee_name: str
    assignee_initials: str
    assignee_hue: int
    claimed_by_id: int | None
    claimed_by_name: str
    # Why our answer came back, in at most six words, or `TAKEN_DOWN`; "" where none did, or another has left.
    came_back: str = ""
    # Where it stands in its list: rows sort by these numbers, the smallest first.
    order: tuple[float, ...] = ()
    # Of something found: where in `say` the words stand, and whether it was one of us who said it.
    marks: tuple[tuple[int, int], ...] = ()
    by_us: bool = False
    labels: tuple[LabelChip, ...] = ()
    # Of something found: the message that holds the words.
    found: Place | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for the tabs and the rail. Each stops at 100 ("99+")."""

    open: int
    mine: int
    waiting: int
    resolved: int
    overdue: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text that decided something, for highlighting; offsets in code points."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound or a video somebody sent; `path` is our own address of it."""

    kind: Literal["audio", "video"]
    path: str
    alt: str


@dataclass(frozen=True, slots=True)
class SentFile:
    """Anything else that came with a message. `path` is "" where it was too large to keep."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture somebody sent. `path` is our own address of it (the proxy), never theirs."""

    path: str
    alt: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """Who is asked to read an answer before it leaves ("" for all who may approve), or who approved it.

    `original`: what its writer wrote, where the approver changed it.
    """

    id: int
    waits: bool
    rule: str
    asked_of: str
    due_at: datetime | None
    decided_by: str
    original: str


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How far something of ours has come on its way out."""

    id: int
    state: Literal["review", "queued", "held", "sending", "sent", "refused", "unknown", "undone"]
    reason: str
    due_at: datetime
    can_undo: bool
    # Only a person can find out whether it stands.
    must_decide: bool = False
    approval: ApprovalView | None = None


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """What a department was asked, beside the question. `is_shared`: it was asked about another conversation."""

    id: int
    team: str
    state: Literal["open", "answered", "withdrawn"]
    due_at: datetime
    answer: str
    answered_by: str
    ended_at: datetime | None
    is_shared: bool


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn on the conversation page, oldest first.

    `customer`: theirs. `onlooker`: somebody else in the public thread. `ours`: sent by us, or on its way.
    `consultation`: internal, what a department was asked. `note`: internal. `event`: something that happened (assigned, resolved, acknowledged by a like).
    """

    kind: Literal["customer", "onlooker", "ours", "note", "consultation", "event"]
    id: str  # "message-12", "delivery-3", "note-4", "fact-9"; steady, for the page
    at: datetime
    who: str
    initials: str
    hue: int
    text: str
    message_id: int | None = None
    is_public: bool = True
    edited: bool = False
    deleted: bool = False
    url: str = ""
    mood: Mood | None = None
    passages: tuple[Passage, ...] = ()
    pictures: tuple[Picture, ...] = ()
    clips: tuple[Clip, ...] = ()
    sent_files: tuple[SentFile, ...] = ()
    title: str = ""  # the subject of a mail, the heading of an article
    # "picture", "voice" or "video": what nobody has read, where it is all that was said
    unread: str = ""
    likes: int | None = None
    liked_by_us: bool = False
    delivery: DeliveryView | None = None
    came_back: str = (
        ""  # why something of ours could not be delivered after all, in a server's words
    )
    member_name: str = ""  # who of us wrote it
    approved_by: str = ""  # who read it before it left, and whether they changed it
    is_in_other_words: bool = False
    is_unchecked: bool = False  # the check failed on a part of it, or saw only a part
    # "bounce", "autoreply", "list"; "itself" for what an account of ours says by itself; "" for what people wrote
    automatic: str = ""
    has_original: bool = False  # it can be shown as it was sent
    avatar_path: str = ""  # our own address of their picture; "" shows the initials
    merging_id: int | None = None  # of an event: two became one, and can be parted
    act_id: int | None = None  # of an event: done to many at once, and undone with them
    applied_id: int | None = None  # of an event: a rule did it, and it can be put back
    # Hard words, that nobody has to read unasked. Danger to life is never covered.
    is_shielded: bool = False
    consultation: ConsultationView | None = None


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock as words need it. `share` is how much of the target is used, 0..100.

    Minutes are those of `hours`, which it runs in; `waited_minutes` are all that passed until it was done. `since`: the
    moment it is counted from. One that is "stopped" was neither met nor does it run: nobody waits any more.
    """

    name: Literal["acknowledge", "answer", "next", "resolve"]
    target_minutes: int
    state: Literal["done", "running", "soon", "breached", "paused", "stopped"]
    since: datetime
    due_at: datetime | None
    done_at: datetime | None
    took_minutes: int | None
    share: int
    hours: Hours
    waited_minutes: int | None = None
    paused: str = ""  # why it stands still: "customer" or "department"
    left_minutes: int | None = None  # of a clock that is paused or may be


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The machine's judgement of the last customer message, with its reasons, or a person's correction."""

    message_id: int
    language: str
    covered: bool
    sentiment: Literal["negative", "neutral", "positive"]
    confidence: float  # of the sentiment, 0..1
    needs_answer: bool
    intent: str
    danger: bool
    emotion: str
    is_rough: bool
    # Nobody has looked yet which words made the mood.
    wants_words: bool
    corrected_by: str
    reasons: tuple[tuple[str, str], ...]  # (kind, the words)
    offensive: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in what was said: just before this message."""

    at: datetime
    message_id: int


@dataclass(frozen=True, slots=True)
class PriorityPart:
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class PromiseView:
    id: int
    text: str
    due_at: datetime
    state: Literal["open", "broken", "kept", "released"]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An earlier exchange with this person: quoted and dated."""

    conversation_id: int
    at: datetime
    text: str
    outcome: str  # "answered after 9 h", "not answered", "acknowledged"
    network_name: str = ""
    can_merge: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Another handle of the same person. `url` is their page there, "" where none is known."""

    network_name: str
    handle: str
    name: str
    url: str
    followers: int | None


@dataclass(frozen=True, slots=True)
class PersonSide:
    """What stands beside a conversation."""

    person_id: int
    name: str
    handle: str
    network_name: str
    avatar_path: str
    initials: str
    hue: int
    followers: int | None
    wrote: int
    answered: int
    since: datetime | None
    promises: tuple[PromiseView, ...]
    history: tuple[HistoryLine, ...]
    wants_silence: bool
    # Their other handles, across networks.
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a conversation is resolved."""

    slug: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskView:
    id: int
    text: str
    who: str
    due_at: datetime | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class AlarmView:
    """The latest calling for a conversation in danger. `is_calling`: nobody has taken it yet."""

    id: int
    is_calling: bool
    called: int
    taken_by: str


@dataclass(frozen=True, slots=True)
class TogetherView:
    """What colleagues do around a conversation."""

    is_watching: bool
    watchers: tuple[str, ...]
    tasks: tuple[TaskView, ...]
    alarm: AlarmView | None = None
    script: str = ""  # what is to be done; "" where nobody is in danger


@dataclass(frozen=True, slots=True)
class ModerationView:
    """Something done under a published rule that stands, is on its way or failed.

    `state` is "asked", "done", "failed", "undoing", or "held" or "unknown" while what was sent is that.
    """

    id: int
    kind: str
    state: str
    reason: str
    why: str
    rule: str
    who: str
    message_id: int | None
    delivery_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConversationView:
    """The conversation page in one value."""

    id: int
    version: int
    title: str
    status: str
    brand: str
    account_id: int
    account: str
    network: str
    network_name: str
    mood: Mood
    assignee_id: int | None
    assignee_name: str
    assignee_initials: str
    assignee_hue: int
    claimed_by_id: int | None
    claimed_by_name: str
    clocks: tuple[ClockView, ...]
    turns: tuple[TurnView, ...]
    earlier: Place | None  # where the turns before the first shown end; None where there are none
    onlookers: int  # distinct other people in the thread
    priority: int
    parts: tuple[PriorityPart, ...]
    reading: ReadingView | None
    person: PersonSide
    can_answer: bool
    cannot_answer_because: str
    # Which account of ours speaks, "" where none can; and the network where one may be connected for that, by its slug.
    answers_as: str
    connects: str
    can_like: bool
    text_length: int | None
    images: int  # how many pictures an answer may carry
    text_units: str
    draft: str
    pile_on: PileOn | None = None
    draft_at: datetime | None = None  # when it was last written, on whichever device
    is_public: bool = True
    # Who else sees it and joined in; None where only the two of us do.
    audience: Audience | None = None
    # Whether the network has private messages; how far it went into private by our form: "", "offered", "continued",
    # "solved"; and whether their last words came that way.
    has_private_door: bool = False
    passage: str = ""
    by_form: bool = False
    # What is going on and the customer speaks of, the surest first.
    going_on: tuple[OfferedFact, ...] = ()
    # Why it may be resolved; out of the lists until then.
    reasons: tuple[Reason, ...] = ()
    snoozed_until: datetime | None = None
    # The case in the desk there is already.
    case_number: str = ""
    case_url: str = ""
    # Where it went on, when it is part of another.
    merged_into_id: int | None = None
    # Whose later part it was, and the case of that one.
    split_from_id: int | None = None
    split_from_case: str = ""
    together: TogetherView | None = None
    labels: tuple[LabelChip, ...] = ()
    label_choices: tuple[LabelChoice, ...] = ()
    moderation: tuple[ModerationView, ...] = ()
    solved: SolvedView = field(default_factory=lambda: SolvedView())
    # Where the turns after the last shown begin; None where these are the latest.
    later: Place | None = None
    # What was looked for, where it is among the turns.
    found_message_id: int | None = None
    # Their last message, where so much was said since that it is not among the latest turns.
    last_words: LastWords | None = None


@dataclass(frozen=True, slots=True)
class LastWords:
    """`text` may be long; it is the title of what is covered where the message is shielded."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class SolvedView:
    """How far a thread may hear that it was solved: "" it was never continued in private, "private" nobody agreed,
    "agreed", "said". `by_form`: they ticked it themselves. `line`: the organisation's own words, "" for the usual ones.
    """

    state: Literal["", "private", "agreed", "said"] = ""
    by_form: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True)
class OriginalView:
    """A mail as it was sent: its HTML, cleaned, and by Content-ID the pictures it carries, as WebP."""

    title: str
    html: str
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class PileOn:
    """Many distinct people under one thread in a short time: the simple line."""

    thread_id: int
    title: str
    people: int
    new_people: int
    minutes: int
    conversation_id: int | None


@dataclass(frozen=True, slots=True)
class HourOfVoices:
    """Messages of an hour. `read`: how many the full gear read; `negative` and `positive` are of those."""

    begins: datetime
    heard: int = 0
    ours: int = 0
    read: int = 0
    negative: int = 0
    positive: int = 0


@dataclass(frozen=True, slots=True)
class WaitingSummary:
    """The figures Pulse speaks from. Each opens its list."""

    waiting: int
    overdue: int
    praise_waiting: int
    danger: int
    broken_promises: int
    promises_due_today: int
    oldest_at: datetime | None
    answered_today: int
    median_answer_minutes: int | None
    acknowledged_in_time: int
    acknowledged_cases: int
    pile_ons: tuple[PileOn, ...] = ()
    # Oldest first, the last 24 hours.
    volume: Sequence[HourOfVoices] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class DeliveredTo:
    """The conversation and the name of its person; `answered_since`: another reply has left after this one was written."""

    conversation_id: int
    person: str
    answered_since: bool
