"""A bare square with the brand and Mia on it, and callers of its HTTP interface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from rapport.plaza.models import Citizen
from rapport.plaza.seeding import seed_bare

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Caller:
    """Speaks to the interface with one key; answers are (status, JSON)."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def get(self, path: str, **params: Any) -> tuple[int, Any]:
        response = self.client.get(f"/plaza/api/{path}", params)
        return response.status_code, response.json()

    def post(self, path: str, **body: Any) -> tuple[int, Any]:
        response = self.client.post(f"/plaza/api/{path}", body, content_type="application/json")
        return response.status_code, response.json() if response.content else None

    def delete(self, path: str) -> tuple[int, Any]:
        response = self.client.delete(f"/plaza/api/{path}")
        return response.status_code, response.json() if response.content else None


@pytest.fixture
def keys(db: None) -> tuple[str, str]:
    return seed_bare(now=NOON)


@pytest.fixture
def as_brand(keys: tuple[str, str]) -> Caller:
    return Caller(keys[0])


@pytest.fixture
def as_mia(keys: tuple[str, str]) -> Caller:
    return Caller(keys[1])


@pytest.fixture
def citizen(keys: tuple[str, str]) -> Callable[[str], Citizen]:
    return lambda handle: Citizen.objects.get(handle=handle)
