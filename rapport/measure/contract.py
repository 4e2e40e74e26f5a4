"""What the mirror shows: plain values. Ids stand for messages; their texts are fetched a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rapport.measure.definitions import FEW_CASES, Definition


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody waited: from `message_id` until our `answer_id`."""

    message_id: int
    answer_id: int
    seconds: float

    @property
    def time(self) -> timedelta:
        return timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a whole, and which: `ids`, newest first."""

    definition: Definition
    ids: Sequence[int]
    of: int

    @property
    def count(self) -> int:
        return len(self.ids)

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.of) if self.of else 0

    @property
    def is_few(self) -> bool:
        return self.of < FEW_CASES


@dataclass(frozen=True, slots=True)
class Times:
    """How long people waited, longest first. Never a mean without its median."""

    definition: Definition
    waits: Sequence[Wait]
    median: timedelta | None
    mean: timedelta | None
    ninety: timedelta | None
    worst: timedelta | None
    never: int
    in_target: int
    target: timedelta

    @property
    def count(self) -> int:
        return len(self.waits)

    @property
    def is_few(self) -> bool:
        return self.count < FEW_CASES

    @property
    def percent_in_target(self) -> int:
        """Of all who wrote, whoever never heard from us included."""
        whole = self.count + self.never
        return round(100 * self.in_target / whole) if whole else 0


@dataclass(frozen=True, slots=True)
class Told:
    """One of the two sides: what was asked, and what an account of ours answered.

    `answer[start:end]` are the words that disagree with the other side's.
    """

    question_id: int
    answer_id: int
    question: str
    answer: str
    start: int
    end: int
    who: str
    account: str
    at: datetime

    @property
    def before(self) -> str:
        return self.answer[: self.start]

    @property
    def claim(self) -> str:
        return self.answer[self.start : self.end]

    @property
    def after(self) -> str:
        return self.answer[self.end :]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people asked alike and were told different things. `likeness` is 0..1."""

    likeness: float
    one: Told
    other: Told

    @property
    def sides(self) -> tuple[Told, Told]:
        return self.one, self.other


@dataclass(frozen=True, slots=True)
class Differently:
    definition: Definition
    pairs: Sequence[Pair]
    compared: int

    @property
    def count(self) -> int:
        return len(self.pairs)


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the week: `weekday` 0 is Monday."""

    weekday: int
    hour: int
    messages: int
    in_target: int
    is_uncovered: bool

    @property
    def percent(self) -> int:
        return round(100 * self.in_target / self.messages) if self.messages else 0

    @property
    def level(self) -> int:
        """0 nothing came in, 1 all answered in time ... 5 none."""
        if not self.messages:
            return 0
        return 1 + min(4, (100 - self.percent) // 25) if self.in_target else 5

    @property
    def slug(self) -> str:
        return f"{self.weekday}-{self.hour}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hours of the week in a row; `end` is the first hour after it, and may be of the next week."""

    start: int
    end: int
    messages: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Heat:
    """The week as seven rows of 24 hours, in the organisation's time zone."""

    definition: Definition
    zone: str
    target: timedelta
    rows: Sequence[Sequence[Hour]]
    ids: Mapping[str, Sequence[int]] = field(repr=False)
    longest: Stretch | None = None

    @property
    def uncovered(self) -> list[Hour]:
        return [hour for row in self.rows for hour in row if hour.is_uncovered]

    @property
    def count(self) -> int:
        return len(self.uncovered)


@dataclass(frozen=True, slots=True)
class Mirror:
    """One past, looked at: everything the page shows."""

    run_id: int
    account: str
    files: int
    file_name: str
    first_at: datetime | None
    last_at: datetime | None
    messages: int
    customer_messages: int
    own_messages: int
    between_customers: int
    people: int
    threads: int
    our_accounts: Sequence[str]
    unread: int
    unanswered: Share
    asking: Share
    acknowledge: Times
    answer: Times
    praise: Share
    differently: Differently
    hours: Heat
