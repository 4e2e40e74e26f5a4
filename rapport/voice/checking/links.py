"""Links in a draft that will not work, are not safe, or tell who follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapport.voice.words.links import SHORTENERS, TRACKING


class Slip(NamedTuple):
    """`text[start:end]` and what is wrong with it; `replacement` mends it, None where only the writer can."""

    start: int
    end: int
    why: str
    confidence: float
    replacement: str | None = None
    label: str = ""


_LINK = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_HOST = re.compile(r"(?i)^https?://(?:[^/@\s]*@)?([^/:?#\s]+)")
_BROKEN = re.compile(
    r"(?i)(?<!\w)(?:https?\s*:\s*//?\s+[\w-]+\.\w|https?//[\w-]|https?:/(?!/)\s*[\w-]|ht{1,3}ps?:?//(?<!http://)(?<!https://)[\w-]|https?;//)\S*"
)
_CUT = re.compile(
    r"(?i)https?://[\w.-]+(?:/[\w./-]*)?(?:\s+/[\w.-]+/[\w./-]+|\.\s+(?:com|org|net|io)(?!\w)\S*)"
)
_BARE = re.compile(
    r"(?i)(?<![\w@/.:-])(?:www\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"“”]*)?|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|eu|example|co\.uk|de|fr|es|it|nl|se|no|dk)/[^\s<>\"“”]+)"
)
_TRACKING = re.compile(rf"(?i)[?&](?:{TRACKING})=[^&#\s]+")
_TAIL = ".,;:!?)]}'"


def slips_in_links(text: str, *, ours: Sequence[str]) -> Iterator[Slip]:
    """`ours` are texts we publish: the hosts in them are our own."""
    own = {host for each in ours for host in _hosts(each)}
    safe = {host for each in ours for host in _hosts(each, scheme="https")}
    for found in [*_BROKEN.finditer(text), *_CUT.finditer(text)]:
        yield Slip(*found.span(), "This link is broken", 0.9)
    for found in _BARE.finditer(text):
        link = found.group().rstrip(_TAIL)
        # As the house writes it itself.
        if any(link in each for each in ours):
            continue
        end = found.start() + len(link)
        why = "Without https:// this may not become a link"
        yield Slip(found.start(), end, why, 0.6, f"https://{link}", "Add https://")
    for found in _LINK.finditer(text):
        link = found.group().rstrip(_TAIL)
        yield from _of_link(link, found.start(), own, safe)


def _of_link(link: str, start: int, own: set[str], safe: set[str]) -> Iterator[Slip]:
    named = _HOST.match(link)
    host = named[1].lower().removeprefix("www.") if named else ""
    end = start + len(link)
    if host in SHORTENERS:
        yield Slip(start, end, "A shortened link hides where it leads", 0.8)
    if host in safe and link.lower().startswith("http://"):
        secure = f"https{link[4:]}"
        yield Slip(start, end, "Our own page is safer with https", 0.9, secure, "Use https")
    if host not in own and (_is_disguised(host) or any(_looks_like(host, each) for each in own)):
        yield Slip(start, end, "This address only looks like a known one", 0.8)
    if _TRACKING.search(link):
        clean = _without_tracking(link)
        yield Slip(start, end, "This link tells who follows it", 0.8, clean, "Take that out")


def _hosts(text: str, *, scheme: str = "http") -> Iterator[str]:
    for found in _LINK.finditer(text):
        named = _HOST.match(found.group().rstrip(_TAIL))
        if named and found.group().lower().startswith(scheme):
            yield named[1].lower().removeprefix("www.")


def _is_disguised(host: str) -> bool:
    """Latin letters among others in one name ("exаmple" with a Cyrillic letter), as it stands or as punycode."""
    for label in host.split("."):
        if label.startswith("xn--"):
            try:
                label = label.encode("ascii").decode("idna")
            except UnicodeError:
                return True
        letters = [char for char in label if char.isalpha()]
        if any(char.isascii() for char in letters) and any(
            "\u0370" <= c <= "\u05ff" for c in letters
        ):
            return True
    return False


def _looks_like(host: str, own: str) -> bool:
    """One letter more, less, changed or swapped, or ours put before another domain; our own subdomains are ours."""
    if host == own or host.endswith("." + own) or own.endswith("." + host):
        return False
    if host.startswith((own + ".", own.rsplit(".", 1)[0] + "-")):
        return True
    return min(len(host), len(own)) >= 8 and _one_apart(host, own)


def _one_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]


def _without_tracking(link: str) -> str:
    bare = _TRACKING.sub(lambda found: "?" if found.group()[0] == "?" else "", link)
    return bare.replace("?&", "?").rstrip("?")
