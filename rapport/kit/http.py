"""The only way to fetch an address that somebody outside gave us.

    picture = await fetch("https://example.org/a.png", max_bytes=5_000_000)
    client = httpx.Client(transport=guarded_transport(), trust_env=False)     # for network libraries

    FetchError
    ├── Blocked       not http(s), or it leads into a private network
    ├── TooLarge      more bytes than allowed
    ├── TooSlow       more time than allowed, all redirects together
    └── Unreachable   no such host, refused, bad TLS, not HTTP, redirects without end

A name is resolved once, every address it has must be public, and the connection goes to one of exactly
those addresses: a name that answers differently the second time (DNS rebinding) gains nothing. Operators
open private hosts with RAPPORT_ALLOW_HOSTS (`host` or `host:port`, separated by commas), never on a screen.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

_REDIRECTS = {301, 302, 303, 307, 308}
_MOST_REDIRECTS = 5
# Node ends idle connections after 5 s. Reusing one at that moment loses a request, and nobody knows whether
# it arrived.
_IDLE_SECONDS = 3.0
_AGENT = "Rapport"
WEB_PORTS = frozenset({80, 443})
# Ranges that carry an IPv4 address inside: RFC 6052 (NAT64), RFC 3056 (6to4), both checked by what they carry.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# RFC 8215, private NAT64 ranges; Python before 3.12.4 takes them for public.
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")


class FetchError(Exception):
    pass


class Blocked(FetchError):
    pass


class TooLarge(FetchError):
    pass


class TooSlow(FetchError):
    pass


class Unreachable(FetchError):
    pass


@dataclass(frozen=True)
class Fetched:
    """`url` is the last one, after redirects; `headers` have lower-case names. Any status may come back."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


async def fetch(
    url: str,
    *,
    max_bytes: int = 5_000_000,
    timeout_seconds: float = 20.0,
    headers: Mapping[str, str] | None = None,
    allow_hosts: Iterable[str] | None = None,
) -> Fetched:
    """GET an address from outside, following at most 5 redirects. Raises FetchError.

    `allow_hosts` replaces RAPPORT_ALLOW_HOSTS. Safe to repeat.
    """
    transport = guarded_async_transport(allow_hosts=allow_hosts)
    sent = {"user-agent": _AGENT, **(headers or {}), "accept-encoding": "identity"}
    try:
        async with (
            asyncio.timeout(timeout_seconds),
            httpx.AsyncClient(
                transport=transport, trust_env=False, timeout=timeout_seconds
            ) as client,
        ):
            return await _follow(client, url, max_bytes=max_bytes, headers=sent)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise TooSlow(f"{_shown(url)} took longer than {timeout_seconds:g} s.") from error
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
        raise Unreachable(f"{_shown(url)} cannot be fetched: {error}") from error


async def post(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    max_bytes: int = 65_536,
    timeout_seconds: float = 10.0,
    allow_hosts: Iterable[str] | None = None,
) -> Fetched:
    """POST to an address somebody gave us; a redirect is an answer and is not followed. Raises FetchError.

    Whether it arrived is not known after TooSlow and Unreachable.
    """
    check_address(url)
    transport = guarded_async_transport(allow_hosts=allow_hosts)
    sent = {"user-agent": _AGENT, **headers, "accept-encoding": "identity"}
    try:
        async with (
            asyncio.timeout(timeout_seconds),
            httpx.AsyncClient(
                transport=transport, trust_env=False, timeout=timeout_seconds
            ) as client,
            client.stream("POST", url, content=body, headers=sent) as response,
        ):
            read = await _read(response, max_bytes=max_bytes)
            return Fetched(url, response.status_code, dict(response.headers), read)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise TooSlow(f"{_shown(url)} took longer than {timeout_seconds:g} s.") from error
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
        raise Unreachable(f"{_shown(url)} cannot be reached: {error}") from error


def post_blocking(url: str, **options: Any) -> Fetched:
    """`post` for a thread without an event loop."""
    return asyncio.run(post(url, **options))


def fetch_blocking(url: str, **options: Any) -> Fetched:
    """`fetch` for a thread without an event loop."""
    return asyncio.run(fetch(url, **options))


async def _follow(
    client: httpx.AsyncClient, url: str, *, max_bytes: int, headers: Mapping[str, str]
) -> Fetched:
    for _ in range(_MOST_REDIRECTS + 1):
        check_address(url)
        async with client.stream("GET", url, headers=dict(headers)) as response:
            target = response.headers.get("location")
            if response.status_code in _REDIRECTS and target:
                url = urljoin(url, target)
                continue
            body = await _read(response, max_bytes=max_bytes)
            return Fetched(url, response.status_code, dict(response.headers), body)
    raise Unreachable(f"{_shown(url)} redirects more than {_MOST_REDIRECTS} times.")


async def _read(response: httpx.Response, *, max_bytes: int) -> bytes:
    too_large = TooLarge(f"{_shown(str(response.url))} is larger than {max_bytes:,} bytes.")
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > max_bytes:
        raise too_large
    if response.headers.get("content-encoding", "identity") != "identity":
        # We asked for none. A few compressed bytes may hide gigabytes.
        raise Unreachable(
            f"{_shown(str(response.url))} sent compressed bytes it was not asked for."
        )
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > max_bytes:
            raise too_large
    return bytes(body)


def check_address(url: str) -> tuple[str, int]:
    """The (host, port) of an http(s) address, not yet resolved. Raises Blocked for any other address."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Blocked(f"{_shown(url)} is not a web address.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Blocked(f"{_shown(url)} is not an http or https address.")
    if parts.username or parts.password:
        raise Blocked("The address carries a user name or password; those are not sent on.")
    return parts.hostname, port


def public_addresses(
    host: str,
    port: int,
    *,
    low_ports: frozenset[int] = WEB_PORTS,
    allow_hosts: Iterable[str] | None = None,
) -> list[str]:
    """Resolve a host and check every address it has: for libraries that need the host pinned before use.

    `low_ports` are the ports below 1024 that may be asked for. Raises Blocked when an address is private or the
    port is another, Unreachable when there is none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host} has no address: {error}") from error
    return _checked(host, port, found, allow_hosts, low_ports)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, addresses carried inside IPv6 included."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(str(carried))
        if ip in _LOCAL_NAT64 or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def guarded_transport(*, allow_hosts: Iterable[str] | None = None) -> httpx.HTTPTransport:
    """For `httpx.Client(transport=..., trust_env=False)`: connects to public addresses only, or raises Blocked.

    `trust_env=False` matters: a proxy from the environment would be asked in our place.
    """
    # Without a context of ours httpx reads the certificates anew for every transport.
    transport = httpx.HTTPTransport(verify=_ssl_context(), retries=0)
    _require(transport, httpcore.ConnectionPool)
    transport._pool = httpcore.ConnectionPool(
        ssl_context=_ssl_context(),
        network_backend=_Guard(allow_hosts),
        keepalive_expiry=_IDLE_SECONDS,
    )
    return transport


def guarded_async_transport(
    *, allow_hosts: Iterable[str] | None = None
) -> httpx.AsyncHTTPTransport:
    """The same for `httpx.AsyncClient`."""
    transport = httpx.AsyncHTTPTransport(verify=_ssl_context(), retries=0)
    _require(transport, httpcore.AsyncConnectionPool)
    transport._pool = httpcore.AsyncConnectionPool(
        ssl_context=_ssl_context(),
        network_backend=_AsyncGuard(allow_hosts),
        keepalive_expiry=_IDLE_SECONDS,
    )
    return transport


def tls_context() -> ssl.SSLContext:
    """Certificates and host names are checked. SSL_CERT_FILE names a file of authorities of one's own."""
    return httpx.create_ssl_context()


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    # Reading the certificates takes up to 0.3 s, in which the loop stands still; nothing depends on the connection.
    # httpx is given it too: else it reads them for the pool that is replaced at once.
    return tls_context()


def _require(transport: object, kind: type) -> None:
    # httpx offers no door for a network backend. Should its insides change, we fail rather than run unguarded.
    if not isinstance(getattr(transport, "_pool", None), kind):
        raise RuntimeError(
            "This version of httpx cannot be guarded. Install the version in requirements.lock."
        )


class _Guard(httpcore.NetworkBackend):
    def __init__(self, allow_hosts: Iterable[str] | None) -> None:
        self._allow_hosts = allow_hosts
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in public_addresses(host, port, allow_hosts=self._allow_hosts):
            try:
                return self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(host)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        raise Blocked("A unix socket is not a public address.")

    def sleep(self, seconds: float) -> None:
        self._network.sleep(seconds)


class _AsyncGuard(httpcore.AsyncNetworkBackend):
    def __init__(self, allow_hosts: Iterable[str] | None) -> None:
        self._allow_hosts = allow_hosts
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(
                host, port, type=socket.SOCK_STREAM
            )
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"{host} has no address: {error}") from error
        failure: Exception | None = None
        for address in _checked(host, port, found, self._allow_hosts):
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(host)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise Blocked("A unix socket is not a public address.")

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


def _checked(
    host: str,
    port: int,
    found: Iterable[tuple[Any, ...]],
    allow_hosts: Iterable[str] | None,
    low_ports: frozenset[int] = WEB_PORTS,
) -> list[str]:
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if _is_allowed(host, port, allow_hosts):
        return addresses
    if port < 1024 and port not in low_ports:
        expected = "a web server's port" if low_ports == WEB_PORTS else "one of the expected ports"
        raise Blocked(f"{host} port {port} is not {expected}.")
    if not all(is_public(address) for address in addresses):
        raise Blocked(
            f"{host} leads into a private network, which addresses from outside may not reach. "
            "An operator can open it with RAPPORT_ALLOW_HOSTS."
        )
    return addresses


def _is_allowed(host: str, port: int, allow_hosts: Iterable[str] | None) -> bool:
    if allow_hosts is None:
        allow_hosts = os.environ.get("RAPPORT_ALLOW_HOSTS", "").split(",")
    allowed = {entry.strip().lower() for entry in allow_hosts} - {""}
    return bool({host.lower(), f"{host.lower()}:{port}", f"[{host.lower()}]:{port}"} & allowed)


def _shown(url: str) -> str:
    """The address without what follows a question mark, which may be a secret, and not endlessly long."""
    return url.partition("?")[0][:200]
