"""Web addresses as names: fit to be shown, stored and compared, without what may be a secret in them."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SECRET = re.compile(r"key|token|secret|auth|sig|pass|session|hash", re.IGNORECASE)


def nameable(url: str) -> str:
    """The address without fragment and without those parts of its query whose names sound secret.

    >>> nameable("https://rail.example/alerts.pb?agency=7&api_key=x1")
    'https://rail.example/alerts.pb?agency=7'
    """
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return url.partition("?")[0]
    kept = [(name, value) for name, value in query if not _SECRET.search(name)]
    if len(kept) == len(query):
        return urlunsplit(parts._replace(fragment=""))
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=""))
