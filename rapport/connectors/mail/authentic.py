"""Whether a mail comes from whom it names, by the word of the server that took it (RFC 8601, read 2026-11)."""

from __future__ import annotations

import re

from rapport.connectors.mail.mime import Head

LONGEST_RESULTS = 20_000
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_PROPERTY = re.compile(r"\b(header\.from|header\.[di]|smtp\.mailfrom)\s*=\s*(\S+)", re.IGNORECASE)


def is_authentic(head: Head, *, sender: str, checked_by: str) -> bool:
    """Whether `checked_by` (an authserv-id) says so of the sender's very domain.

    Only the topmost Authentication-Results count: those below may have come with the mail. It takes dmarc=pass for
    the domain, or dkim=pass or spf=pass where the domain that was checked is the sender's own, not one above or below it.
    """
    results = head.first("Authentication-Results")[:LONGEST_RESULTS]
    results = _without_words_of_others(" ".join(results.split()))
    name, *methods = [part.strip() for part in results.split(";")]
    if not checked_by or name.partition(" ")[0].lower() != checked_by.lower():
        return False
    domain = sender.rpartition("@")[2].lower()
    return any(_passes(method, domain) for method in methods)


def _passes(method: str, domain: str) -> bool:
    verdict = re.match(r"(dmarc|dkim|spf)\s*=\s*pass(?=\s|$)", method, re.IGNORECASE)
    if verdict is None:
        return False
    named: dict[str, str] = {
        name.lower(): value.lower() for name, value in _PROPERTY.findall(method)
    }
    checked = {
        "dmarc": named.get("header.from", ""),
        # Gmail names whom a signature speaks for (header.i), not the domain that signed.
        "dkim": named.get("header.d") or named.get("header.i", ""),
        "spf": named.get("smtp.mailfrom", ""),
    }
    return checked[verdict[1].lower()].rpartition("@")[2] == domain


def _without_words_of_others(results: str) -> str:
    """Quoted words and comments may hold what a sender chose; "" where a quote or a comment does not end."""
    results = _QUOTED.sub('""', results)
    for _depth in range(5):
        results = _COMMENT.sub(" ", results)
    return "" if any(sign in results.replace('""', "") for sign in '"()') else results
