"""Reading a past in from a file: from the command line at once, from a screen as a job.

    run = start_import(path, account="Halden Rail", brand=brand, by=member, now=now)
    for run in read_in(run, path): ...                       # after every page, with its counts

    run = start_upload(chunks, file_name="threads.csv", ...)  # the job does the rest, and can be left

Every page is stored together with the place where reading goes on, so a run that was killed is taken up
where it stopped: nothing lost, nothing counted twice.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from procrastinate.contrib.django import app

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountAccess, AccountInfo, Connector, Noted, Page
from rapport.channels.errors import NetworkError
from rapport.channels.models import Account
from rapport.channels.registry import connector_for
from rapport.ledger.actions import notify_browsers, publish
from rapport.listen.actions import receive
from rapport.listen.errors import CannotImport
from rapport.listen.events import ImportFinished
from rapport.listen.models import ImportRun, Message, Sighting
from rapport.workspace.models import Brand, Member

NETWORK = "file"
MAX_UPLOAD_BYTES = 2 * 1024**3
MAX_ATTEMPTS = 4
_NOTED_KEPT = 100
_SECONDS_BETWEEN_NOTICES = 1.0


def start_import(
    path: Path,
    *,
    account: str,
    brand: Brand,
    by: Member | None,
    now: datetime,
    options: Mapping[str, str] | None = None,
    file_name: str = "",
    stored_as: str = "",
) -> ImportRun:
    """Look at the file, keep its account and begin a run; nothing is read in yet.

    `account` is the name under which its messages stand: importing again under the same name doubles
    nothing. `options` are `speed`, `ours` and `timezone` (see the file connector). Raises CannotImport.
    """
    name = " ".join(account.split())[:100]
    if not name:
        raise CannotImport("Give the account a name, such as the brand whose messages these are.")
    remote_id = slugify(name, allow_unicode=True) or "file"
    info = _look(path, AccountInfo(remote_id, name, name), options or {})
    with transaction.atomic():
        kept = Account.objects.filter(network=NETWORK, remote_id=info.remote_id).first()
        kept = kept or keep_account(
            brand,
            network=NETWORK,
            info=info,
            settings={},
            secrets={},
            by=by,
            now=now,
            state=Account.State.OFF,
            read_only=True,
        )
        _end_abandoned(kept, now=now)
        run = ImportRun.objects.create(
            account=kept,
            file_name=(file_name or path.name)[:300],
            stored_as=stored_as,
            options=dict(options or {}),
            started_by=by,
            bytes_total=path.stat().st_size,
            started_at=now,
        )
        notify_browsers("import", [run.pk])
    return run


def start_upload(
    chunks: Iterable[bytes],
    *,
    file_name: str,
    account: str,
    brand: Brand,
    by: Member | None,
    now: datetime,
    options: Mapping[str, str] | None = None,
) -> ImportRun:
    """Keep an uploaded file until the job has read it. Raises CannotImport; then nothing is kept."""
    stored_as = uuid.uuid4().hex
    path = _stored(stored_as)
    try:
        _write(path, chunks)
        with transaction.atomic():
            run = start_import(
                path,
                account=account,
                brand=brand,
                by=by,
                now=now,
                options=options,
                file_name=Path(file_name).name,
                stored_as=stored_as,
            )
            app.configure_task("listen.read_upload", queue="slow").defer(run_id=run.pk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return run


def read_in(run: ImportRun, path: Path) -> Iterator[ImportRun]:
    """Read the file into the run's account, from where it stopped; yields the run after every page.

    A file that turns out unreadable in the middle fails the run with its reason; what was read stays. Any
    other error leaves the run as it is, to be taken up again.
    """
    connector = connector_for(_access(run.account, path, run.options))
    noticed, more = monotonic(), True
    try:
        while more:
            page = async_to_sync(connector.fetch)(run.cursor)
            more = page.more
            _keep(run, page)
            if monotonic() - noticed > _SECONDS_BETWEEN_NOTICES:
                noticed = monotonic()
                notify_browsers("import", [run.pk])
            yield run
    except NetworkError as error:
        end_import(run, reason=str(error), now=timezone.now())
        return
    finally:
        async_to_sync(connector.aclose)()
    _note(run, _circles(run))
    end_import(run, reason="", now=timezone.now())


def read_stored(run_id: int) -> None:
    """The job behind `start_upload`. Safe to repeat: it goes on where the last attempt stopped.

    Attempts are counted before they start, so that a file which kills the worker is given up as well.
    """
    run = ImportRun.objects.select_related("account").filter(pk=run_id).first()
    if run is None or run.state != ImportRun.State.RUNNING:
        return
    path = _stored(run.stored_as)
    if run.attempts >= MAX_ATTEMPTS:
        reason = "Reading it failed several times. What was read stays; import the file again."
        end_import(run, reason=reason, now=timezone.now())
    else:
        run.attempts += 1
        run.save(update_fields=["attempts"])
        for _ in read_in(run, path):
            pass
    path.unlink(missing_ok=True)


@transaction.atomic
def end_import(run: ImportRun, *, reason: str, now: datetime) -> None:
    """The run is over: done, or with a reason failed. What was read in stays either way."""
    run.state = ImportRun.State.FAILED if reason else ImportRun.State.DONE
    run.reason = reason[:500]
    run.finished_at = now
    run.save(update_fields=["state", "reason", "finished_at"])
    publish(ImportFinished(import_run_id=run.pk), now=now)
    notify_browsers("import", [run.pk])


def _end_abandoned(account: Account, *, now: datetime) -> None:
    """Runs of a command line that was killed: nobody takes them up again, so they must not seem to run."""
    left = ImportRun.objects.filter(account=account, state=ImportRun.State.RUNNING, stored_as="")
    reason = "It was stopped before its end. What was read stays."
    left.update(state=ImportRun.State.FAILED, reason=reason, finished_at=now)


def _look(path: Path, info: AccountInfo, options: Mapping[str, str]) -> AccountInfo:
    access = AccountAccess(
        0, NETWORK, info.handle, info.remote_id, {**options, "path": str(path)}, {}
    )
    connector: Connector = connector_for(access)
    try:
        return async_to_sync(connector.check)()
    except NetworkError as error:
        raise CannotImport(str(error)) from error
    finally:
        async_to_sync(connector.aclose)()


def _access(account: Account, path: Path, options: Mapping[str, str]) -> AccountAccess:
    given = {**options, "path": str(path)}
    return AccountAccess(account.pk, NETWORK, account.handle, account.remote_id, given, {})


@transaction.atomic
def _keep(run: ImportRun, page: Page) -> None:
    """Store a page, what became of it, and where to go on: all or nothing."""
    # The cursor is the run's: another file of the same account starts at its own beginning.
    received = receive(run.account, replace(page, cursor=""), now=timezone.now(), import_run=run)
    run.taken += len(received.new_ids)
    run.edited += len(received.edited_ids)
    run.doubled += received.doubled
    run.quarantined_count += received.quarantined
    run.cursor = page.cursor
    run.bytes_done, run.bytes_total = page.done or 0, page.total or run.bytes_total
    _note(run, page.noted)
    run.save(
        update_fields=[
            "taken",
            "edited",
            "doubled",
            "quarantined_count",
            "cursor",
            "bytes_done",
            "bytes_total",
        ]
    )


def _note(run: ImportRun, noted: Iterable[Noted]) -> None:
    more = [{"what": one.what, "where": one.where} for one in noted]
    if more:
        run.noted_count += len(more)
        run.noted = [*run.noted, *more][:_NOTED_KEPT]
        run.save(update_fields=["noted", "noted_count"])


def _circles(run: ImportRun) -> list[Noted]:
    """Threads whose first message is a reply within the same thread: they have no beginning."""
    # In two steps, and by primary keys only: correlated with the sightings of a run that was stored a moment ago,
    # PostgreSQL looked through all of them once a thread.
    without_beginning = Message.objects.filter(
        network=NETWORK, thread__root_key=F("remote_key"), parent__thread=F("thread")
    )
    roots = dict(without_beginning.values_list("thread_id", "remote_key"))
    heard = Sighting.objects.filter(import_run=run, message__thread__in=list(roots))
    threads = sorted(set(heard.values_list("message__thread_id", flat=True)))
    return [
        Noted("Replies in a circle; they were taken, and stand in one thread.", roots[pk][:120])
        for pk in threads[:_NOTED_KEPT]
    ]


def _stored(stored_as: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / stored_as


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_UPLOAD_BYTES:
                raise CannotImport(
                    f"The file is larger than {MAX_UPLOAD_BYTES // 1024**3} GiB. "
                    "Use the command line for it: rapport import FILE."
                )
            file.write(chunk)
        file.flush()
        with contextlib.suppress(OSError):
            os.fsync(file.fileno())
