"""Pure translation of a GTFS-realtime feed message to facts; no network, no clock.

Source: GTFS-realtime reference 2.0, gtfs.org (read 2026-11). `active_period` is its older name for the periods.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from google.transit import gtfs_realtime_pb2

from rapport.channels.contract import InboundFact, Rejected, raw_text

MOST_ALERTS = 5_000
MOST_NAMED = 12
LONGEST_TEXT = 5_000
_LONGEST_KEY = 500
_LONGEST_RAW = 5_000
# What no alert was or will be about; the format has feeds that write milliseconds or "for ever" as a number.
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800  # the years 2000 to 2100

_Alert = gtfs_realtime_pb2.Alert
_UNTOLD = {"UNKNOWN_CAUSE", "OTHER_CAUSE", "UNKNOWN_EFFECT", "OTHER_EFFECT", "NO_EFFECT"}


class NoFeed(Exception):
    """The bytes are no GTFS-realtime feed."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """What a feed message says. `named`: every alert that stands in it, those included that cannot be read.

    `is_whole`: what it does not name is over; else it tells changes only.
    """

    facts: tuple[InboundFact, ...]
    rejected: tuple[Rejected, ...]
    named: frozenset[str]
    at: datetime | None
    is_whole: bool


def alerts_of(body: bytes, *, url: str, languages: Sequence[str] = ()) -> Alerts:
    """Every alert of the feed at `url`. Entities of other kinds (trips, vehicles) are passed over. Raises NoFeed."""
    feed = _parsed(body)
    facts: dict[str, InboundFact] = {}
    rejected = []
    named = set()
    alerts = [entity for entity in feed.entity if entity.HasField("alert") or entity.is_deleted]
    for number, entity in enumerate(alerts[:MOST_ALERTS], 1):
        key = key_of(url, _words(entity.id))
        if entity.is_deleted:
            facts[key] = InboundFact(key, over=True)
            continue
        named.add(key)
        if reason := _fault(entity):
            raw = raw_text(str(entity), _LONGEST_RAW)
            rejected.append(Rejected(reason, raw, f"{url} alert {number}"))
        else:
            facts[key] = _fact(key, entity.alert, languages)
    full = gtfs_realtime_pb2.FeedHeader.FULL_DATASET
    return Alerts(
        facts=tuple(facts.values()),
        rejected=tuple(rejected),
        named=frozenset(named),
        at=_moment(feed.header.timestamp),
        is_whole=feed.header.incrementality == full and len(alerts) <= MOST_ALERTS,
    )


def key_of(url: str, entity_id: str) -> str:
    """Feeds name their alerts for themselves, so the feed's address comes before the name."""
    if len(url) + len(entity_id) < _LONGEST_KEY and entity_id.isprintable():
        return f"{url}#{entity_id}"
    digest = hashlib.blake2b(f"{url}#{entity_id}".encode(), digest_size=16).hexdigest()
    return f"servicealerts:{digest}"


def _parsed(body: bytes) -> Any:
    try:
        feed = gtfs_realtime_pb2.FeedMessage.FromString(body)
    except DecodeError as error:
        raise NoFeed("It is no GTFS-realtime feed.") from error
    # The library forgives what is missing; the version stands in every feed, and nothing else is told by it.
    if not feed.header.HasField("gtfs_realtime_version"):
        raise NoFeed("It is no GTFS-realtime feed: it has no header.")
    return feed


def _fault(entity: Any) -> str:
    if not entity.id:
        return "The alert has no id."
    alert = entity.alert
    texts = (alert.header_text, alert.description_text)
    if not any(_words(part.text) for text in texts for part in text.translation) and not _effect(
        alert
    ):
        return "The alert says neither what happened nor to what effect."
    return ""


def _fact(key: str, alert: Any, languages: Sequence[str]) -> InboundFact:
    told = _told(alert)
    language = _preferred(told, languages)
    periods = alert.impact_period or alert.active_period or alert.communication_period
    return InboundFact(
        key=key,
        what=told.get(language) or _effect(alert),
        where=_where(alert.informed_entity),
        cause=_cause(alert, language),
        starts_at=_starts_at(periods),
        ends_at=_ends_at(periods),
        # The operator published it to everybody.
        sayable=True,
        url=_address(_in_language(alert.url, language)),
        language=language,
        translations={other: text for other, text in told.items() if other != language},
    )


def _told(alert: Any) -> dict[str, str]:
    """Header and description, by language; "" for a text whose language is not said."""
    headers, descriptions = _texts(alert.header_text), _texts(alert.description_text)
    told = {}
    for language in {**headers, **descriptions}:
        header, description = headers.get(language, ""), descriptions.get(language, "")
        # Many repeat the header at the beginning of the description.
        parts = [description] if description.startswith(header) else [header, description]
        told[language] = "\n\n".join(filter(None, parts))[:LONGEST_TEXT]
    return told


def _texts(text: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.translation:
        language = _words(part.language).replace("_", "-").lower()[:35]
        # "en-html" is a habit of some: the same in HTML.
        if (words := _words(part.text)) and not language.endswith("-html"):
            found.setdefault(language, words)
    return found


def _preferred(told: dict[str, str], languages: Sequence[str]) -> str:
    for wanted in languages:
        for language in told:
            if wanted in (language, language.partition("-")[0]):
                return language
    return "" if "" in told else next(iter(told), "")


def _in_language(text: Any, language: str) -> str:
    found = _texts(text)
    return found.get(language) or found.get("") or next(iter(found.values()), "")


def _words(value: object) -> str:
    """A text of the feed; bytes where it was no UTF-8, which the library gives as they are."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text.replace("\x00", "").encode("utf-8", "replace").decode().strip()


def _where(selectors: Iterable[Any]) -> str:
    """What it touches, by the names of the schedule: "Routes 4, 7; stops Moss"."""
    named: dict[str, list[str]] = {"Route": [], "Stop": [], "Trip": [], "Agency": []}
    for selector in selectors:
        parts = {
            "Route": selector.route_id or selector.trip.route_id,
            "Stop": selector.stop_id,
            "Trip": selector.trip.trip_id,
        }
        # Every selector may name the agency; alone it means all of it.
        parts["Agency"] = "" if any(parts.values()) else selector.agency_id
        for kind, name in parts.items():
            if (word := _words(name)[:100]) and word not in named[kind]:
                named[kind].append(word)
    said = [_listed(kind, names) for kind, names in named.items() if names]
    return "; ".join([*said[:1], *(part[0].lower() + part[1:] for part in said[1:])])


def _listed(kind: str, names: list[str]) -> str:
    kinds = {"Agency": "Agencies"}.get(kind, f"{kind}s") if len(names) > 1 else kind
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{kinds} {', '.join(names[:MOST_NAMED])}{more}"


def _cause(alert: Any, language: str) -> str:
    if detail := _in_language(alert.cause_detail, language):
        return detail[:300]
    return _spoken(_Alert.Cause.Name(alert.cause)) if alert.HasField("cause") else ""


def _effect(alert: Any) -> str:
    if not alert.HasField("effect"):
        return ""
    return _spoken(_Alert.Effect.Name(alert.effect)).capitalize()


def _spoken(name: str) -> str:
    return "" if name in _UNTOLD else name.replace("_", " ").lower()


def _starts_at(periods: Sequence[Any]) -> datetime | None:
    """The beginning of the first period; None where one has always been."""
    starts = [_moment(period.start) for period in periods]
    return min((s for s in starts if s), default=None) if all(starts) else None


def _ends_at(periods: Sequence[Any]) -> datetime | None:
    """The end of the last period; None where one is open."""
    ends = [_moment(period.end) for period in periods]
    return max((e for e in ends if e), default=None) if all(ends) else None


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if _EARLIEST <= seconds <= _LATEST else None


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return url if fits and url.isprintable() and len(url) <= 2_000 else ""
