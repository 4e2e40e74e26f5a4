"""What a connector says of itself, and the account it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from rapport.channels.rates import Endpoint


class Ability(StrEnum):
    """What a connector can do. It implements exactly the methods of the abilities it declares."""

    STREAM = "stream"
    FETCH = "fetch"
    PAST = "past"
    RECEIVE = "receive"
    SEND = "send"
    FIND = "find"
    THREAD = "thread"
    PROFILE = "profile"
    COUNTS = "counts"
    REMOVE = "remove"
    REACT = "react"
    # Moderation. What a network can do it can also take back, but for a report.
    HIDE = "hide"
    UNHIDE = "unhide"
    MUTE = "mute"
    UNMUTE = "unmute"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REPORT = "report"
    PRIVATE_DOOR = "private_door"


@dataclass(frozen=True, slots=True)
class SettingField:
    """One field of the form with which an account is connected."""

    name: str
    label: str
    help: str = ""
    secret: bool = False
    required: bool = True
    default: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the network allows. `text_units` says how the length of a text is counted."""

    text_length: int | None = None
    text_units: Literal["graphemes", "codepoints", "utf16", "bytes"] = "codepoints"
    images: int = 0
    alt_text_length: int | None = None
    sends_per_hour: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What tools and screens know of a connector without running it."""

    slug: str
    name: str
    abilities: frozenset[Ability]
    settings: tuple[SettingField, ...] = ()
    limits: Limits = Limits()
    terms_url: str = ""
    docs_url: str = ""
    # question -> "done", "todo: ..." or "exempt: why"; the questions stand in channels.quality
    quality: Mapping[str, str] = field(default_factory=dict)
    # Said on the connector's page, for example "not yet proven against the live network".
    proven: str = ""
    demo_only: bool = False
    # A place we listen to without owning it (a whole network, a hashtag, a feed): what it brings is kept where it
    # matches a stored query, and nothing is sent through it.
    is_place: bool = False
    # How often a polled place may be asked at most and at least, in seconds; its interval moves between the two.
    poll_seconds: tuple[float, float] = (30.0, 300.0)
    # The network whose posts it brings, where that is not its slug: a post is one message, however it was heard.
    network: str = ""
    # Items that could not be read can be read again by `reread`, after a fix of the connector.
    rereads: bool = False
    # "10 minutes, the feed's own word": how late a post arrives, as measured, said where the place is chosen.
    delay: str = ""
    # The parts of the network that have an allowance of requests of their own; each request names one.
    endpoints: tuple[Endpoint, ...] = ()
    # What its writer and the public see after an act of moderation, in sentences; one for each such ability declared.
    effects: Mapping[Ability, str] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The network its posts belong to: messages are unique by it and their key."""
        return self.network or self.slug


@dataclass(frozen=True, slots=True)
class AccountAccess:
    """An account as a connector sees it. `secrets` are opened in memory only; never logged or printed.

    `network` is the slug of its connector's manifest.
    """

    id: int
    network: str
    handle: str
    remote_id: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    # The session a connector asked us to keep (Bluesky's rotating refresh token); "" when there is none.
    session: str = field(default="", repr=False)
    # For places that must be asked for words (a search, hashtags): words one of which every live query needs. The
    # connector is opened anew when they change.
    terms: tuple[str, ...] = ()
