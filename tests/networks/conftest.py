"""Real network servers for tests. They run when RAPPORT_TEST_NETWORKS=1 and are skipped, saying so, elsewhere."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from rapport.channels.contract import AccountAccess
from tests.networks.bluesky.citizen import Citizen
from tests.networks.bluesky.server import running


@dataclass
class BlueskyNetwork:
    """A Bluesky of our own. `brand` is the account to connect; `customer()` brings somebody new."""

    pds: str
    plc: str
    http: httpx.Client = field(repr=False)

    def __post_init__(self) -> None:
        self.brand = self.customer("brand", name="The Brand")

    def customer(self, first: str = "customer", *, name: str = "") -> Citizen:
        """A new person; the handle starts with `first` and is taken by nobody else."""
        handle = f"{first}-{uuid.uuid4().hex[:6]}.test"
        return Citizen.arrives(self.pds, handle, http=self.http, name=name or first.title())

    def access(self, citizen: Citizen, *, session: str = "", **settings: str) -> AccountAccess:
        """That person's account, as a connector is given it."""
        return AccountAccess(
            id=1,
            network="bluesky",
            handle=citizen.handle,
            remote_id=citizen.did,
            settings={"host": self.pds, **settings},
            secrets={"password": citizen.password},
            session=session,
        )


@pytest.fixture(scope="session")
def bluesky_network() -> Iterator[BlueskyNetwork]:
    """A PDS and a PLC directory on loopback, with a brand's account on it."""
    if os.environ.get("RAPPORT_TEST_NETWORKS") != "1":
        pytest.skip(
            "the real Bluesky server runs with RAPPORT_TEST_NETWORKS=1 (it installs from npm)"
        )
    # The server closes idle connections after five seconds; ours are not kept for as long.
    limits = httpx.Limits(keepalive_expiry=2)
    with (
        running() as addresses,
        httpx.Client(timeout=20, trust_env=False, limits=limits) as http,
    ):
        yield BlueskyNetwork(addresses.pds, addresses.plc, http)
