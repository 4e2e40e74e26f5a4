"""Which networks are installed, and the connector that serves an account.

`settings.RAPPORT_CONNECTORS` names folders, one line a network. Each holds `manifest.MANIFEST` and
`connector.CONNECTOR`; nothing else of it is known here, and nothing here is known to it. A folder that
cannot be loaded is left out, logged once and told by `broken()`: one bad connector does not close the house.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings

from rapport.channels.contract import Ability, AccountAccess, Connector, Manifest, SessionKeeper
from rapport.channels.errors import BrokenConnector, UnknownNetwork
from rapport.channels.rates import Rates

log = logging.getLogger(__name__)

_instead: dict[str, type[Connector]] = {}


def installed() -> tuple[Manifest, ...]:
    """The manifests of all installed networks, in the order of the setting."""
    instead = {slug: connector.manifest for slug, connector in _instead.items()}
    return tuple((_manifests() | instead).values())


def manifest_for(slug: str) -> Manifest:
    """Raises UnknownNetwork when no installed connector has that slug."""
    if slug in _instead:
        return _instead[slug].manifest
    try:
        return _manifests()[slug]
    except KeyError:
        known = ", ".join(manifest.slug for manifest in installed()) or "none"
        raise UnknownNetwork(
            f"No network “{slug}” is installed here. Installed: {known}."
        ) from None


def home_of(slug: str) -> str:
    """The network whose posts that connector brings; the slug itself where its connector is gone."""
    try:
        return manifest_for(slug).home
    except UnknownNetwork:
        return slug


def abilities_of(slug: str) -> frozenset[Ability]:
    """What accounts of that network can do; nothing where its connector is gone."""
    try:
        return manifest_for(slug).abilities
    except UnknownNetwork:
        return frozenset()


def is_a_place(slug: str) -> bool:
    """Whether that connector listens to a place that is not ours."""
    try:
        return manifest_for(slug).is_place
    except UnknownNetwork:
        return False


def connector_for(
    access: AccountAccess, *, sessions: SessionKeeper | None = None, rates: Rates | None = None
) -> Connector:
    """A fresh connector for one account; the caller closes it.

    `sessions` is where a renewed session is kept, `rates` what the network is known to allow; without them, in
    memory only. Raises UnknownNetwork, BrokenConnector, and Refused when the account's settings make no sense.
    """
    connector = _class_for(access.network)(access)
    if sessions is not None:
        connector.sessions = sessions
    if rates is not None:
        connector.rates = rates
    return connector


def broken() -> Mapping[str, str]:
    """The folders named in the settings that cannot be used, and why. Loads all of them."""
    names = tuple(settings.RAPPORT_CONNECTORS)
    wrong = dict(_read(names).broken)
    for dotted in names:
        try:
            load(dotted)
        except BrokenConnector as error:
            wrong.setdefault(dotted, str(error))
    return wrong


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
    manifest = _load_manifest(dotted)
    connector = _attribute(dotted, "connector", "CONNECTOR")
    if not (isinstance(connector, type) and issubclass(connector, Connector)):
        raise BrokenConnector(f"{dotted}.connector.CONNECTOR is no subclass of Connector")
    if getattr(connector, "manifest", None) is not manifest:
        raise BrokenConnector(
            f"{dotted}.connector.CONNECTOR.manifest is not the MANIFEST beside it"
        )
    return connector


@dataclass(frozen=True)
class _Installed:
    manifests: Mapping[str, Manifest]
    folders: Mapping[str, str]
    broken: Mapping[str, str]


def _manifests() -> dict[str, Manifest]:
    return dict(_read(tuple(settings.RAPPORT_CONNECTORS)).manifests)


def _class_for(slug: str) -> type[Connector]:
    if slug in _instead:
        return _instead[slug]
    manifest_for(slug)
    return load(_read(tuple(settings.RAPPORT_CONNECTORS)).folders[slug])


@lru_cache(maxsize=8)
def _read(names: tuple[str, ...]) -> _Installed:
    # Manifests only: a network's library takes a second to load, and most processes never need it.
    manifests: dict[str, Manifest] = {}
    folders: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for dotted in names:
        try:
            manifest = _load_manifest(dotted)
        except BrokenConnector as error:
            wrong[dotted] = str(error)
        else:
            if manifest.slug in manifests:
                wrong[dotted] = f"another installed connector has the slug “{manifest.slug}” too"
            else:
                manifests[manifest.slug], folders[manifest.slug] = manifest, dotted
    for dotted, reason in wrong.items():
        log.error("The connector %s cannot be used: %s", dotted, reason)
    return _Installed(manifests, folders, wrong)


def _load_manifest(dotted: str) -> Manifest:
    manifest = _attribute(dotted, "manifest", "MANIFEST")
    if not isinstance(manifest, Manifest):
        raise BrokenConnector(f"{dotted}.manifest.MANIFEST is no Manifest of channels.contract")
    return manifest


def _attribute(dotted: str, module: str, name: str) -> Any:
    try:
        return getattr(import_module(f"{dotted}.{module}"), name)
    except (ImportError, AttributeError) as error:
        raise BrokenConnector(f"{dotted}.{module} does not give {name}: {error}") from error
