"""A browser as far as a bench needs one: a line that stays open, cookies, forms, redirects.

On the standard library's client: httpx cost the machine that is measured 8 ms of processor time for each act.
"""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

_REDIRECTS_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What came back, and from which path in the end."""

    status: int
    path: str
    text: str


class Browser:
    """Of one member, for one thread."""

    def __init__(self, root: str) -> None:
        place = urlsplit(root)
        self._root = root
        self._line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        self._cookies: dict[str, str] = {}

    def get(
        self,
        path: str,
        *,
        asked: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        return self._ask("GET", f"{path}?{urlencode(asked)}" if asked else path, headers=headers)

    def post(
        self, path: str, *, form: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Page:
        return self._ask("POST", path, body=urlencode(form), headers=headers)

    def close(self) -> None:
        self._line.close()

    def _ask(
        self, method: str, path: str, *, body: str | None = None, headers: Mapping[str, str] | None
    ) -> Page:
        for _ in range(_REDIRECTS_AT_MOST):
            status, text, leads_to = self._asked_once(method, path, body, headers or {})
            if not leads_to:
                return Page(status, path, text)
            method, path, body = "GET", leads_to, None
        raise http.client.HTTPException(f"{path} leads on and on")

    def _asked_once(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> tuple[int, str, str]:
        told = {"Referer": self._root, **headers}
        told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body=body, headers=told)
        answer = self._line.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, cookie in SimpleCookie(line).items():
                self._cookies[name] = cookie.value
        leads_to = answer.headers.get("Location", "") if answer.status in (301, 302, 303) else ""
        return answer.status, text, leads_to.removeprefix(self._root)
