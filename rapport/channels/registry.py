"""Which networks are installed, and the connector that serves an account.

`settings.RAPPORT_CONNECTORS` names folders, one line a network. Each holds `manifest.MANIFEST` and
`connector.CONNECTOR`; nothing else of it is known here, and nothing here is known to it. A folder that
cannot be loaded is left out, logged once and told by `broken()`: one bad connector does not close the house.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings

from rapport.channels.contract import AccountAccess, Connector, Manifest, SessionKeeper
from rapport.channels.errors import BrokenConnector, UnknownNetwork

log = logging.getLogger(__name__)

_instead: dict[str, type[Connector]] = {}


def installed() -> tuple[Manifest, ...]:
    """The manifests of all installed networks, in the order of the setting."""
    return tuple(connector.manifest for connector in _classes().values())


def manifest_for(slug: str) -> Manifest:
    """Raises UnknownNetwork when no installed connector has that slug."""
    return _class_for(slug).manifest


def connector_for(access: AccountAccess, *, sessions: SessionKeeper | None = None) -> Connector:
    """A fresh connector for one account; the caller closes it.

    `sessions` is where a renewed session is kept; without it, in memory only. Raises UnknownNetwork, and
    Refused when the account's settings make no sense.
    """
    connector = _class_for(access.network)(access)
    if sessions is not None:
        connector.sessions = sessions
    return connector


def broken() -> Mapping[str, str]:
    """The folders named in the settings that cannot be used, and why."""
    return _loaded(tuple(settings.RAPPORT_CONNECTORS))[1]


@contextmanager
def installed_for_test(connector: type[Connector]) -> Iterator[None]:
    """Let that class serve its manifest's slug, instead of or beside what is installed, for a while."""
    slug = connector.manifest.slug
    before = _instead.get(slug)
    _instead[slug] = connector
    try:
        yield
    finally:
        del _instead[slug]
        if before is not None:
            _instead[slug] = before


def load(dotted: str) -> type[Connector]:
    """The connector class of one folder. Raises BrokenConnector, saying what the folder lacks."""
    manifest = _attribute(dotted, "manifest", "MANIFEST")
    connector = _attribute(dotted, "connector", "CONNECTOR")
    if not isinstance(manifest, Manifest):
        raise BrokenConnector(f"{dotted}.manifest.MANIFEST is no Manifest of channels.contract")
    if not (isinstance(connector, type) and issubclass(connector, Connector)):
        raise BrokenConnector(f"{dotted}.connector.CONNECTOR is no subclass of Connector")
    if getattr(connector, "manifest", None) is not manifest:
        raise BrokenConnector(
            f"{dotted}.connector.CONNECTOR.manifest is not the MANIFEST beside it"
        )
    return connector


def _attribute(dotted: str, module: str, name: str) -> Any:
    try:
        return getattr(import_module(f"{dotted}.{module}"), name)
    except (ImportError, AttributeError) as error:
        raise BrokenConnector(f"{dotted}.{module} does not give {name}: {error}") from error


def _class_for(slug: str) -> type[Connector]:
    try:
        return _classes()[slug]
    except KeyError:
        known = ", ".join(_classes()) or "none"
        raise UnknownNetwork(
            f"No network “{slug}” is installed here. Installed: {known}."
        ) from None


def _classes() -> Mapping[str, type[Connector]]:
    return _loaded(tuple(settings.RAPPORT_CONNECTORS))[0] | _instead


@lru_cache(maxsize=8)
def _loaded(names: tuple[str, ...]) -> tuple[dict[str, type[Connector]], dict[str, str]]:
    classes: dict[str, type[Connector]] = {}
    wrong: dict[str, str] = {}
    for dotted in names:
        try:
            connector = load(dotted)
        except BrokenConnector as error:
            log.error("The connector %s cannot be used: %s", dotted, error)
            wrong[dotted] = str(error)
            continue
        taken = classes.setdefault(connector.manifest.slug, connector)
        if taken is not connector:
            wrong[dotted] = (
                f"another installed connector has the slug “{connector.manifest.slug}” too"
            )
    return classes, wrong
