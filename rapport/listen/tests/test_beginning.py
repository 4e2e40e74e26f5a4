"""What a name becomes, and which places are listened to without a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from rapport.channels.contract import AccountAccess, AccountInfo, Connector
from rapport.channels.registry import connector_for
from rapport.connectors.jetstream import connector as jetstream
from rapport.listen.actions.beginning import OPEN_PLACES, query_for
from rapport.listen.errors import CannotListen


class Reachable:
    """A client of a place that answers whatever it is asked with nothing in particular."""

    def __getattr__(self, name: str) -> Any:
        async def answer(*_: object, **__: object) -> dict[str, object]:
            return {}

        return answer


@asynccontextmanager
async def _heard(*_: object, **__: object) -> AsyncIterator[None]:
    yield None


@pytest.mark.parametrize("slug", sorted(OPEN_PLACES))
async def test_a_place_is_kept_as_its_own_check_would_name_it(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else connecting it by hand later would make a second account of the same place."""
    monkeypatch.setattr(jetstream, "listening", _heard)
    connector = connector_for(AccountAccess(0, slug, "", "", settings={}, secrets={}))
    if hasattr(connector, "_client"):
        monkeypatch.setattr(connector, "_client", Reachable())
    assert await _checked(connector) == OPEN_PLACES[slug]


async def _checked(connector: Connector) -> AccountInfo:
    try:
        info = await connector.check()
    finally:
        await connector.aclose()
    return replace(info, session="")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("river café", '"river café" OR #rivercafe OR rivercafe'),
        ("Halden", "Halden OR #halden"),
        ("AT&T", '"AT&T" OR #att OR att'),
        ("C++", 'raw:"C++"'),
        ("NOT", '"NOT" OR #not'),
        ("“Big” co*", '"Big co" OR #bigco OR bigco'),
        ("日本鉄道", '"日本鉄道" OR #日本鉄道 OR 日本鉄道'),
        ("site:x.com", '"site:x.com" OR #sitexcom OR sitexcom'),
        ("@us", "@us OR #us"),
    ],
)
def test_a_name_becomes_what_people_would_write(name: str, query: str) -> None:
    assert query_for(name) == query


@pytest.mark.parametrize("name", ["…", "", " \x00 ", "!!!", '"*"'])
def test_a_name_without_a_word_is_refused(name: str) -> None:
    with pytest.raises(CannotListen, match="no word in this name"):
        query_for(name)
