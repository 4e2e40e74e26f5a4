"""A mail as it was sent: its cleaned HTML as a page of its own, which can do nothing and fetches nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

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
_OWN_SOURCE = re.compile(r'\ssrc="cid:([^"]*)"', re.IGNORECASE)
_DATA_SOURCE = re.compile(r'\ssrc="data:')


@dataclass(frozen=True, slots=True)
class Shown:
    """`html` was cleaned by the connector. `remarks` say what is not in it."""

    html: SafeString
    remarks: tuple[str, ...]


def shown(html: str, *, pictures: Mapping[str, bytes]) -> Shown:
    """`pictures`: those the mail carries, by Content-ID, as WebP. They are written into the page: a frame that can do
    nothing has no session either, and could not ask for them.
    """
    images = _IMAGE.findall(html)
    own = [image for image in images if _OWN_SOURCE.search(image)]
    beside = sum(_picture_in(image, pictures) is None for image in own)
    left_out = len(images) - len(own) - sum(bool(_DATA_SOURCE.search(one)) for one in images)

    def drawn(image: re.Match[str]) -> str:
        content = _picture_in(image[0], pictures)
        return _in_words(image[0]) if content is None else _drawn(image[0], content)

    return Shown(
        mark_safe(_IMAGE.sub(drawn, html)),  # noqa: S308  cleaned by nh3; and see POLICY
        _remarks(left_out=left_out, beside=beside),
    )


def _remarks(*, left_out: int, beside: int) -> tuple[str, ...]:
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
            "%(n)d picture is not shown here: what came with the mail stands beside its words.",
            "%(n)d pictures are not shown here: what came with the mail stands beside its words.",
            beside,
        )
        remarks.append(said % {"n": beside})
    return tuple(remarks)


def _picture_in(image: str, pictures: Mapping[str, bytes]) -> bytes | None:
    """What the mail carries under the name of this image; an address of a part is percent-encoded (RFC 2392)."""
    named = _OWN_SOURCE.search(image)
    if named is None:
        return None
    cid = unescape(named[1])
    return pictures.get(cid) or pictures.get(unquote(cid))


def _drawn(image: str, content: bytes) -> str:
    return f'<img alt="{_alt(image)}" src="data:image/webp;base64,{b64encode(content).decode()}">'


def _in_words(image: str) -> str:
    """A picture that is not shown, as what it is said to show."""
    if _DATA_SOURCE.search(image):
        return image
    said = _alt(image)
    return f'<span class="picture">{said}</span>' if said else ""


def _alt(image: str) -> str:
    """What it is said to show, escaped: in an attribute a bracket may stand as it is, in a text it must not."""
    alt = _ALT.search(image)
    return escape(unescape(alt[1])) if alt else ""


def guarded(response: HttpResponse) -> HttpResponse:
    """For a frame on our own pages, and harmless when opened by its address."""
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def title_of(subject: str) -> str:
    return subject or _("A mail without a subject")
