"""Mail of an operations team as facts: what is going on, where, why, until when, and that it is over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from rapport.channels.contract import InboundFact, InboundPost
from rapport.channels.errors import Refused
from rapport.connectors.mail.addresses import checked_address, people
from rapport.connectors.mail.authentic import is_authentic
from rapport.connectors.mail.mime import Head

_LINE = re.compile(r"\s*(what|where|cause|until|say|over)\s*:\s*(.*?)\s*", re.IGNORECASE)
_OVER = re.compile(r"\s*over\s*[.!]?\s*", re.IGNORECASE)
_ANSWERED = re.compile(r"\s*(?:(?:re|aw|sv|fwd?|wg)\s*:\s*)+", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_DAY_AND_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2})[:.](\d{2})")
_NOBODY_KNOWS = ("", "-", "?", "unknown", "open")
# What a word of the mail is called in a fact.
_FIELDS = {
    "what": "what",
    "where": "where",
    "cause": "cause",
    "until": "ends_at",
    "say": "sayable",
}


class Unreadable(Exception):
    """Why a mail to the operations box is no fact, in a sentence for the quarantine."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Who may tell operations news by mail to this box, and who vouches for them."""

    senders: frozenset[str]
    checked_by: str
    timezone: tzinfo | None

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Newsroom | None:
        """None for a box of customers' mail. Raises Refused, saying which setting makes no sense."""
        names = re.split(r"[\s,;]+", settings.get("news_from", "").strip().lower())
        senders = frozenset(checked_address(name) for name in names if name)
        if not senders:
            return None
        checked_by = settings.get("news_checked_by", "").strip()
        if not checked_by:
            raise Refused("Operations news need the name of the server that checks senders.")
        named = settings.get("news_timezone", "").strip()
        try:
            return cls(senders, checked_by, ZoneInfo(named) if named else None)
        except (KeyError, ValueError, OSError) as error:
            raise Refused(f"“{named[:80]}” is no time zone, as Europe/Berlin is one.") from error

    def fact(self, head: Head, post: InboundPost) -> InboundFact:
        """Raises Unreadable. A mail in a thread changes, of what the thread told before, what it names."""
        self._demand_trusted(head, post)
        told = _told(post.text)
        key = f"news:{post.root_key or post.parent_key or post.key}"
        is_answer = bool(post.parent_key or post.root_key)
        if "over" in told and not is_answer:
            raise Unreadable("It says “Over” of nothing: answer the mail that told it.")
        if "over" in told:
            return InboundFact(key, over=True)
        what = told.get("what") or _ANSWERED.sub("", post.title).strip()
        if not what:
            raise Unreadable("It does not say what is going on: it has no “What:” and no subject.")
        named = frozenset(_FIELDS[word] for word in told)
        if is_answer and not named:
            raise Unreadable(
                "It answers in a thread and changes nothing: no “What:”, “Until:” or “Over”."
            )
        return InboundFact(
            key,
            what=what,
            where=told.get("where", ""),
            cause=told.get("cause", ""),
            starts_at=post.created_at,
            ends_at=self._end(told.get("until", ""), head, post),
            sayable=_yes(told.get("say", "no")),
            language=post.language,
            only=named if is_answer else frozenset(),
        )

    def _demand_trusted(self, head: Head, post: InboundPost) -> None:
        writers = people(head.first("From"))
        if len(writers) != 1 or len(head.all("From")) != 1:
            raise Unreadable("It names no sender, or more than one.")
        sender = writers[0].address
        if sender not in self.senders:
            raise Unreadable(
                "Its sender may not tell operations news: the account does not name them."
            )
        if not is_authentic(head, sender=sender, checked_by=self.checked_by):
            raise Unreadable(
                f"Nothing proves that it comes from its sender: {self.checked_by} does not say that it passed."
            )
        if post.automatic in ("bounce", "autoreply"):
            raise Unreadable("It was written by a machine as an answer, not as news.")

    def _end(self, said: str, head: Head, post: InboundPost) -> datetime | None:
        if said.lower() in _NOBODY_KNOWS:
            return None
        written = post.created_at
        assert written is not None
        here = written.astimezone(self.timezone or _zone_of(head) or written.tzinfo)
        end = _time_in(said, here)
        if end is None:
            raise Unreadable(
                f"“Until: {said[:60]}” is no time, as 18:30 or 2026-03-02 18:30 is one."
            )
        if end < here:
            raise Unreadable(f"“Until: {said[:60]}” was over before the mail was written.")
        return end


def _time_in(said: str, here: datetime) -> datetime | None:
    """The moment meant by somebody who writes at `here`, in their zone; None where it is no time."""
    try:
        if whole := _DAY_AND_CLOCK.fullmatch(said):
            day = datetime.fromisoformat(whole[1])
            return datetime.combine(day, time(int(whole[2]), int(whole[3])), here.tzinfo)
        if clock := _CLOCK.fullmatch(said):
            end = datetime.combine(here, time(int(clock[1]), int(clock[2])), here.tzinfo)
            return end if end >= here else end + timedelta(days=1)
    except (ValueError, OverflowError):
        pass
    return None


def _told(text: str) -> dict[str, str]:
    """What stands behind each word; the first counts. {"over": ""} where it is."""
    told: dict[str, str] = {}
    for line in text.splitlines()[:500]:
        if _OVER.fullmatch(line):
            told.setdefault("over", "")
        elif (match := _LINE.fullmatch(line)) is None:
            continue
        elif match[1].lower() != "over":
            told.setdefault(match[1].lower(), match[2])
        elif _yes(match[2]):
            told.setdefault("over", "")
    return told


def _yes(said: str) -> bool:
    if said.lower() in ("yes", "y", "no", "n", ""):
        return said.lower() in ("yes", "y")
    raise Unreadable(f"“{said[:60]}” is neither yes nor no.")


def _zone_of(head: Head) -> tzinfo | None:
    """The writer's, by the date they wrote."""
    match = re.search(r"\s([+-])(\d{2})(\d{2})\b", head.first("Date")[:200])
    if match is None or int(match[2]) > 14:
        return None
    return datetime.strptime(f"{match[1]}{match[2]}{match[3]}", "%z").tzinfo
