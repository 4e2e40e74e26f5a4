"""Addresses inside documents: made absolute, and only those of the web kept."""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

LONGEST_ADDRESS = 2_000


def absolute(base: str, address: object) -> str:
    """The http(s) address meant by `address` in a document at `base`, without fragment kept apart; "" for any other."""
    if not isinstance(address, str):
        return ""
    text = "".join(address.split())
    if not text or len(text) > LONGEST_ADDRESS:
        return ""
    try:
        whole = urljoin(base, text)
        parts = urlsplit(whole)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return whole if fits and whole.isprintable() and len(whole) <= LONGEST_ADDRESS else ""


def unwrapped(address: str) -> str:
    """The address behind a Google Alerts link (`google.com/url?...&url=`), which differs by alert."""
    parts = urlsplit(address)
    if parts.path == "/url" and (parts.hostname or "").startswith("www.google."):
        query = parse_qs(parts.query)
        inner = absolute("", (query.get("url") or query.get("q") or [""])[0])
        return inner or address
    return address


def host(address: str) -> str:
    """The host of an address without `www.`, for people."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
