"""Services that may carry notices: an allow-list of what Apprise knows, and never into a private network.

Left out on purpose: whatever acts on this machine (syslog, dbus, desktops), speaks to any address (json, xml, form: those
are machines, and belong to webhooks), publishes (social networks), or finds its host only while sending (matrix).
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import get_ident
from typing import Any

from django.utils.translation import gettext as _

from rapport.kit.http import FetchError, public_addresses
from rapport.workspace.reaching.errors import NotReached

# Their hosts are their makers'.
FIXED = frozenset(
    [
        "slack",
        "discord",
        "tgram",
        "pover",
        "pbul",
        "prowl",
        "spush",
        "ntfy",
        "ntfys",
        "wxteams",
        "webex",
        "gchat",
        "zulip",
        "flock",
        "twist",
        "threema",
        "pagerduty",
        "opsgenie",
        "signl4",
        "spike",
        "squadcast",
        "betterstack",
        "ilert",
        "twilio",
        "vonage",
        "nexmo",
        "msgbird",
        "sinch",
        "clickatell",
        "bulksms",
        "plivo",
        "46elks",
        "elks",
        "voipms",
        "d7sms",
        "seven",
        "clicksend",
    ]
)
# Their host is named in the address: it is looked up before every use.
NAMED = frozenset(
    [
        "gotify",
        "gotifys",
        "mmost",
        "mmosts",
        "rocket",
        "rockets",
        "signal",
        "signals",
        "nctalk",
        "nctalks",
        "workflow",
        "workflows",
        "ntfy",
        "ntfys",
    ]
)
ALLOWED = FIXED | NAMED
_SCHEME = re.compile(r"\s*([a-z0-9]+)://", re.IGNORECASE)
_CONNECT_SECONDS, _READ_SECONDS = 5.0, 10.0
# What it logs names addresses with their tokens: it is read here, and written nowhere.
_LOG = logging.getLogger("apprise")
_LOG.propagate = False
_STATUS = re.compile(r"error=(\d{3})")


def named(url: str) -> tuple[str, str]:
    """(name of the service, address as it is kept) for what a member typed. Raises NotReached with what to change."""
    service = _service(url)
    _guard(service)
    return str(service.service_name)[:60], str(service.url())


def send(url: str, *, title: str, text: str) -> None:
    """Hand a notice to a service. Talks to the network: never inside a transaction. Raises NotReached."""
    service = _service(url)
    _guard(service)
    name = str(service.service_name)
    with _listening() as said:
        taken = service.notify(body=text, title=title)
    if taken:
        return
    status = _STATUS.search(" ".join(said))
    if status is None:
        raise NotReached(_("%(name)s could not be reached.") % {"name": name})
    refused = _("%(name)s did not take it (%(status)s).") % {"name": name, "status": status[1]}
    raise NotReached(refused, for_good=status[1] in ("401", "403", "404", "410"))


def _service(url: str) -> Any:
    scheme = _SCHEME.match(url)
    # A web address that a service hands out ("https://hooks.slack.com/...") is told by Apprise to be that service's.
    if scheme is None or scheme[1].lower() not in ALLOWED | {"https"}:
        raise NotReached(_not_allowed(), for_good=True)
    apprise = _apprise()
    asset = apprise.AppriseAsset(http_redirects=False, async_mode=False, storage_mode="memory")
    service = apprise.Apprise.instantiate(url.strip(), asset=asset)
    if service is None:
        raise NotReached(
            _("This address cannot be read. Copy it whole, as the service shows it."), for_good=True
        )
    if str(service.url()).partition("://")[0] not in ALLOWED:
        raise NotReached(_not_allowed(), for_good=True)
    # What the address itself asks of these would hold up everybody's notices.
    service.redirects, service.retry, service.wait = False, 0, 0.0
    service.socket_connect_timeout, service.socket_read_timeout = _CONNECT_SECONDS, _READ_SECONDS
    return service


@cache
def _apprise() -> Any:
    """Apprise with all its services read in: a second and more, which a process that sends nothing is spared."""
    with warnings.catch_warnings():
        # Some of what it reads in is deprecated in the Python that runs it.
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise  # noqa: PLC0415  see above

        apprise.Apprise.instantiate("ntfy://read-all-services-in")
    return apprise


def _not_allowed() -> str:
    return _(
        "This service is not among those that may carry notices. Slack, Teams workflows, Telegram, ntfy, Pushover, "
        "Mattermost, Twilio and others are."
    )


def _guard(service: Any) -> None:
    scheme = str(service.url()).partition("://")[0]
    is_makers_own = getattr(service, "mode", "") == "cloud" or scheme not in NAMED
    if is_makers_own:
        return
    port = service.port or (443 if service.secure else 80)
    try:
        public_addresses(service.host, port)
    except FetchError as error:
        raise NotReached(str(error), for_good=True) from error


class _Hearing(logging.Handler):
    """What is logged by this thread: others send at the same time."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.said.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What Apprise says while the block lasts: it tells failures by its log alone."""
    hearing = _Hearing()
    _LOG.addHandler(hearing)
    try:
        yield hearing.said
    finally:
        _LOG.removeHandler(hearing)
