"""`rapport doctor`: what is well, what is not, and what to do about it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import typer
from django.db import DatabaseError, connection
from django.db.utils import OperationalError

from rapport.channels.models import Account
from rapport.channels.queries import accounts_in_trouble, sign_ins_ending, unread_accounts
from rapport.cli.database import (
    OLDEST_POSTGRES,
    embedded_server,
    missing_migrations,
    now,
    server_major_version,
)
from rapport.kit.environment import Environment
from rapport.kit.secrets import has_key_for
from rapport.ledger.queries import queue_age, workers_alive
from rapport.listen.queries import measured_delays

Level = Literal["ok", "warn", "fail"]

_GIGABYTE = 1e9
_COLLECTOR_SILENT = timedelta(seconds=20)
_WORKER_SILENT = timedelta(seconds=10)
# Waiting jobs in the first two queues are people who wait; `slow` is for work that takes minutes.
_QUEUE_LIMITS = {
    "in": (timedelta(seconds=30), timedelta(minutes=5)),
    "out": (timedelta(seconds=30), timedelta(minutes=5)),
    "slow": (timedelta(minutes=30), timedelta(hours=6)),
}


@dataclass(frozen=True)
class Line:
    """One thing looked at. `advice` says what to do; empty when all is well."""

    level: Level
    about: str
    says: str
    advice: str = ""


def doctor() -> None:
    """Say what is well and what is not, a line each with what to do. Ends with status 1 when something fails."""
    lines = []
    for line in examine(Environment.from_os(os.environ)):
        lines.append(line)
        typer.echo(
            f"{line.level:<5} {line.about:<10} {line.says}"
            + (f" {line.advice}" if line.advice else "")
        )
    if any(line.level == "fail" for line in lines):
        raise typer.Exit(1)


def examine(environment: Environment) -> Iterator[Line]:
    """Look at everything, what needs the database only while it answers."""
    yield _disk(environment)
    yield _key(environment)
    database = _database(environment)
    yield database
    if database.level == "fail":
        return
    tables = _tables()
    yield tables
    yield _clock()
    if tables.level == "fail":
        return
    checks: list[Callable[[], Line]] = [_workers, _jobs, _collector, _accounts, _delays, _sealed]
    for check in checks:
        try:
            yield check()
        except DatabaseError as error:
            yield Line(
                "fail",
                "database",
                f"A question to the database failed: {_one_line(error)}.",
                "See the log.",
            )


def _disk(environment: Environment) -> Line:
    usage = shutil.disk_usage(environment.home)
    says = f"{usage.free / _GIGABYTE:,.1f} GB free of {usage.total / _GIGABYTE:,.0f} GB at {environment.home}."
    if usage.free < 0.5 * _GIGABYTE:
        return Line(
            "fail", "disk", says, "Make room now: the database stops when the disk is full."
        )
    if usage.free < 2 * _GIGABYTE or usage.free < usage.total * 0.03:
        return Line("warn", "disk", says, "Make room, or move RAPPORT_HOME to a larger disk.")
    return Line("ok", "disk", says)


def _key(environment: Environment) -> Line:
    mode = stat.S_IMODE(environment.key_file.stat().st_mode) if environment.key_file.exists() else 0
    says = f"Key file {environment.key_file}."
    if mode & 0o077:
        return Line(
            "fail",
            "key",
            f"{says} Others on this machine can read it.",
            f"Run: chmod 600 '{environment.key_file}'",
        )
    return Line("ok", "key", f"{says} Keep a copy apart from the backups.")


def _database(environment: Environment) -> Line:
    server = embedded_server(environment)
    try:
        major = server_major_version()
    except OperationalError as error:
        advice = (
            "Start Rapport: rapport up."
            if server
            else "Check DATABASE_URL and that the server runs."
        )
        return Line("fail", "database", f"No answer ({_one_line(error)}).", advice)
    says = f"PostgreSQL {major}, {'embedded' if server else 'external'}."
    if major < OLDEST_POSTGRES:
        return Line(
            "fail",
            "database",
            says,
            f"Rapport needs PostgreSQL {OLDEST_POSTGRES} or newer: upgrade the server.",
        )
    return Line("ok", "database", says)


def _tables() -> Line:
    missing = missing_migrations()
    if missing:
        says = f"{len(missing)} changes to the tables are missing, the first is {missing[0]}."
        return Line("fail", "tables", says, "Start Rapport once with rapport up; it makes them.")
    return Line("ok", "tables", "Up to date.")


def _clock() -> Line:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - now()).total_seconds()
    says = f"This machine and the database are {apart:.1f} s apart."
    if apart > 30:
        return Line(
            "fail",
            "clock",
            says,
            "Switch on time synchronisation (NTP) on both: targets are counted wrongly.",
        )
    if apart > 2:
        return Line("warn", "clock", says, "Switch on time synchronisation (NTP) on both.")
    return Line("ok", "clock", says)


def _workers() -> Line:
    alive = workers_alive(since=now() - _WORKER_SILENT)
    if not alive:
        return Line(
            "fail",
            "workers",
            "No worker runs: nothing is read, nothing is sent.",
            "Start them: rapport up, or rapport work.",
        )
    if alive < len(_QUEUE_LIMITS):
        says = f"{alive} workers run; there should be one for each of {', '.join(_QUEUE_LIMITS)}."
        return Line("warn", "workers", says, "Start the missing one: rapport work --queue NAME.")
    return Line("ok", "workers", f"{alive} workers run.")


def _jobs() -> Line:
    level: Level = "ok"
    waits = []
    for queue, age in sorted(queue_age().items()):
        worry, trouble = _QUEUE_LIMITS.get(queue, _QUEUE_LIMITS["slow"])
        if age > worry:
            waits.append(f"the oldest in {queue} is {age.total_seconds() / 60:,.0f} min late")
            level = "fail" if age > trouble or level == "fail" else "warn"
    if level == "ok":
        return Line("ok", "jobs", "Nothing waits longer than it should.")
    return Line(
        level,
        "jobs",
        f"Work piles up: {', '.join(waits)}.",
        "Run more workers for that queue: rapport work --queue NAME.",
    )


def _collector() -> Line:
    # A lease lasts 10 s and a dead collector's accounts are taken over within 15.
    unread = unread_accounts(now=now() - _COLLECTOR_SILENT).count()
    if unread:
        says = f"Nobody listens to {unread} connected accounts."
        return Line(
            "fail", "collector", says, "Start the collector: rapport up, or rapport collect."
        )
    return Line("ok", "collector", "Every account that can be listened to is.")


def _accounts() -> Line:
    troubled = list(accounts_in_trouble())
    signed_out = [account for account in troubled if account.state == Account.State.SIGN_IN]
    if signed_out:
        names = ", ".join(f"{account.handle} ({account.network})" for account in signed_out[:5])
        return Line(
            "fail", "accounts", f"Signed out: {names}.", "Sign in again under Settings, Accounts."
        )
    if troubled:
        names = ", ".join(f"{account.handle} ({account.network})" for account in troubled[:5])
        return Line(
            "warn",
            "accounts",
            f"The network gives trouble: {names}.",
            "Rapport keeps trying; look again in a while.",
        )
    if ending := sign_ins_ending(now=now()):
        names = ", ".join(
            f"{account.handle} ({account.network}, {account.sign_in_ends_at:%Y-%m-%d})"
            for account in ending[:5]
        )
        return Line(
            "warn",
            "accounts",
            f"Sign-ins end by themselves: {names}.",
            "Sign in again under Settings, Accounts, before they do.",
        )
    return Line("ok", "accounts", f"{Account.objects.count()} connected, none needs attention.")


def _delays() -> Line:
    """The slowest first: what is quick needs no look."""
    measured = measured_delays(now=now())
    named = {account.pk: account for account in Account.objects.filter(pk__in=measured)}
    slowest = sorted(measured.items(), key=lambda one: one[1].median, reverse=True)
    said = [
        f"{named[pk].handle} ({named[pk].network}) {_seconds(delay.median)}, "
        f"95 of 100 within {_seconds(delay.most)}"
        for pk, delay in slowest[:5]
        if pk in named
    ]
    if not said:
        return Line("ok", "delays", "Nothing was heard live in the last 24 hours.")
    return Line("ok", "delays", f"Heard after it was written: {'; '.join(said)}.")


def _seconds(length: timedelta) -> str:
    return f"{length.total_seconds():,.1f} s"


def _sealed() -> Line:
    secrets = Account.objects.exclude(secret=None).values_list("secret", flat=True)
    closed = sum(not has_key_for(secret) for secret in secrets if secret)
    if closed:
        says = f"{closed} accounts were sealed with another key."
        return Line(
            "fail",
            "secrets",
            says,
            "Put the right key file back, or sign in to those accounts again.",
        )
    return Line("ok", "secrets", "The key opens every stored secret.")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:200]
