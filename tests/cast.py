"""The cast: the people every permission test speaks of. Loaded as a plugin by /conftest.py.

Olivia owns the workspace, Lena leads, Alice and Bob answer, Gus is a guest who may look, and Charlie worked
here once and must see nothing.
"""

from __future__ import annotations

from typing import Any

import pytest

from rapport.workspace.models import Brand, Member, Organisation
from rapport.workspace.testing import make_brand, make_member, make_organisation


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation("Halden Rail")


@pytest.fixture
def brand(organisation: Organisation) -> Brand:
    return make_brand("Halden Rail")


@pytest.fixture
def olivia(organisation: Organisation) -> Member:
    return make_member("Olivia Owens", role=Member.Role.OWNER)


@pytest.fixture
def lena(organisation: Organisation) -> Member:
    return make_member("Lena Lund", role=Member.Role.LEAD)


@pytest.fixture
def alice(organisation: Organisation) -> Member:
    return make_member("Alice Ode", role=Member.Role.AGENT)


@pytest.fixture
def bob(organisation: Organisation) -> Member:
    return make_member("Bob Karlsson", role=Member.Role.AGENT)


@pytest.fixture
def gus(organisation: Organisation) -> Member:
    return make_member("Gus Grand", role=Member.Role.GUEST)


@pytest.fixture
def charlie(organisation: Organisation) -> Member:
    return make_member("Charlie Crane", role=Member.Role.LEAD, is_active=False)


@pytest.fixture
def reads_fully(settings: Any) -> None:
    """Messages are read by the full gear, as in an installation."""
    settings.READER = "full"
