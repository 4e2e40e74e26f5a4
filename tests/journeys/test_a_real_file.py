"""The journey over a real file of customer-service threads: read in, threaded, understood, and not answerable."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from rapport.cli.commands.import_file import import_file
from rapport.converse.actions import reply
from rapport.converse.contract import Tab
from rapport.converse.errors import CannotAnswer
from rapport.converse.models import Conversation
from rapport.converse.queries import inbox
from rapport.ledger.testing import run_jobs
from rapport.listen.models import ImportRun, Message
from rapport.understand.models import Reading
from rapport.workspace.models import Brand, Member


@pytest.fixture
def real_file() -> Path:
    data = os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data"
    path = Path(data) / "conversations" / "twcs_threads.csv"
    if not path.exists():
        pytest.skip(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    return path


def test_a_real_past_is_read_in_threaded_and_mirrored_and_starts_no_clock(
    real_file: Path,
    brand: Brand,
    alice: Member,
    client: Client,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with real_file.open(newline="", encoding="utf-8") as rows:
        customers = [row for row in csv.DictReader(rows) if row["inbound"] == "True"]
    import_file(real_file, account="Brands")
    run_jobs(limit=10_000)
    run = ImportRun.objects.get()
    assert "taken            5,000" in capsys.readouterr().out
    assert Reading.objects.count() == len(customers) == 2_778
    # Every customer has a conversation a thread, all of them before Rapport: nothing waits, nothing is due.
    assert set(Conversation.objects.values_list("status", flat=True)) == {"past"}
    assert not Conversation.objects.exclude(answer_due_at=None).exists()
    assert inbox(alice, tab=Tab.NEWEST, limit=5) == []
    people = Message.objects.filter(is_own=False).values("author__person", "thread").distinct()
    assert Conversation.objects.count() == people.count()
    client.force_login(alice)
    assert "customer messages" in client.get(f"/mirror/{run.pk}/").content.decode()
    with pytest.raises(CannotAnswer, match="read-only"):
        reply(
            Conversation.objects.earliest("opened_at").pk,
            "Better late than never.",
            by=alice,
            now=timezone.now(),
        )
