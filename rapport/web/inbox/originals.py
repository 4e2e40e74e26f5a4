"""A mail as it was sent: its cleaned HTML as a page of its own, which can do nothing and fetches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Should anything slip past the cleaning: no script runs, no form is sent, nothing is asked for. Links open elsewhere.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
# As nh3 writes them: names in small letters, values in double quotes.
_IMAGE = re.compile(r"<img(?=[\s>/])[^<>]*>")
_ALT = re.compile(r'\salt="([^"]*)"')
_OWN_SOURCE = re.compile(r'\ssrc="cid:[^"]*"')
_DATA_SOURCE = re.compile(r'\ssrc="data:')


@dataclass(frozen=True, slots=True)
class Shown:
    """`html` was cleaned by the connector. `remarks` say what is not in it."""

    html: SafeString
    remarks: tuple[str, ...]


def shown(html: str) -> Shown:
    images = _IMAGE.findall(html)
    beside = sum(bool(_OWN_SOURCE.search(image)) for image in images)
    left_out = len(images) - beside - sum(bool(_DATA_SOURCE.search(image)) for image in images)
    remarks = []
    if left_out:
        said = ngettext(
            "%(n)d picture from elsewhere was left out: fetching it would tell the sender that it was read.",
            "%(n)d pictures from elsewhere were left out: fetching them would tell the sender that they were read.",
            left_out,
        )
        remarks.append(said % {"n": left_out})
    if beside:
        said = ngettext(
            "%(n)d picture came with the mail and stands beside its words.",
            "%(n)d pictures came with the mail and stand beside its words.",
            beside,
        )
        remarks.append(said % {"n": beside})
    return Shown(mark_safe(_IMAGE.sub(_in_words, html)), tuple(remarks))  # noqa: S308  cleaned by nh3; and see POLICY


def _in_words(image: re.Match[str]) -> str:
    """A picture that is not shown, as what it is said to show."""
    if _DATA_SOURCE.search(image[0]):
        return image[0]
    alt = _ALT.search(image[0])
    # Inside an attribute a bracket may stand as it is; in a text it must not.
    said = escape(unescape(alt[1])) if alt else ""
    return f'<span class="picture">{said}</span>' if said else ""


def guarded(response: HttpResponse) -> HttpResponse:
    """For a frame on our own pages, and harmless when opened by its address."""
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def title_of(subject: str) -> str:
    return subject or _("A mail without a subject")
