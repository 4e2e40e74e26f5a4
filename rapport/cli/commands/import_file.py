"""`rapport import`: a past from a file, with a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from rapport.cli.database import now
from rapport.cli.errors import CannotDo
from rapport.listen import importing, queries
from rapport.listen.errors import CannotImport
from rapport.listen.models import ImportRun
from rapport.workspace.actions import add_brand
from rapport.workspace.models import Brand
from rapport.workspace.queries import own_brands

_REASONS_SHOWN = 40


def import_file(
    file: Annotated[Path, typer.Argument(help="JSON Lines or CSV; recognised by itself.")],
    account: Annotated[
        str,
        typer.Option(
            help="The name these messages stand under, such as the brand's. Importing again under "
            "the same name doubles nothing. Default: the file's name."
        ),
    ] = "",
    speed: Annotated[
        float,
        typer.Option(
            min=0, help="Replay: 60 brings an hour of the file each minute. 0: as fast as possible."
        ),
    ] = 0,
    ours: Annotated[
        list[str] | None,
        typer.Option(help="An author that is us; repeat for more. Needed where no column says so."),
    ] = None,
    timezone: Annotated[
        str, typer.Option(help="The zone of times that name none, such as Europe/Berlin.")
    ] = "UTC",
) -> None:
    """Read messages of the past in; print what was taken, doubled, and could not be read, and why."""
    options = {"ours": "\n".join(ours or []), "timezone": timezone}
    if speed:
        options["speed"] = str(speed)
    name = account or file.stem
    try:
        run = importing.start_import(
            file.absolute(), account=name, brand=_brand(name), by=None, now=now(), options=options
        )
    except CannotImport as error:
        raise CannotDo(f"{file} was not imported. {error}") from error
    try:
        for _ in _shown(run, importing.read_in(run, file.absolute())):
            pass
    except KeyboardInterrupt:
        importing.end_import(run, reason="It was stopped before its end.", now=now())
    _report(run)


def _brand(account: str) -> Brand:
    """The brand the account is put under: our first, or on a fresh installation one of the account's name."""
    return own_brands().filter(name=account).first() or own_brands().first() or add_brand(account)


def _shown(run: ImportRun, pages: Iterator[ImportRun]) -> Iterator[ImportRun]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[rows]} rows"),
        TimeRemainingColumn(compact=True),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task: TaskID = progress.add_task(run.file_name[:40], total=run.bytes_total or 1, rows="0")
        for page in pages:
            progress.update(task, completed=page.bytes_done, rows=f"{page.rows:,}")
            yield page


def _report(run: ImportRun) -> None:
    """What became of the file, on standard output. Raises CannotDo where nothing was taken."""
    typer.echo(f"{run.file_name} as “{run.account.name}”: {run.rows:,} rows")
    typer.echo(f"  taken        {run.taken:>9,}")
    typer.echo(f"  doubled      {run.doubled:>9,}")
    if run.edited:
        typer.echo(f"  edited       {run.edited:>9,}")
    typer.echo(f"  quarantined  {run.quarantined_count:>9,}")
    kept_aside = queries.quarantined(run.account, import_run=run)
    for one in kept_aside[:_REASONS_SHOWN]:
        typer.echo(f"    {one.where}: {one.reason}")
    if run.quarantined_count > _REASONS_SHOWN:
        typer.echo(f"    and {run.quarantined_count - _REASONS_SHOWN:,} more, on the Import screen")
    for noted in run.noted[:_REASONS_SHOWN]:
        typer.echo(f"  {noted['where']}: {noted['what']}")
    if run.state == ImportRun.State.FAILED:
        raise CannotDo(f"The import ended early. {run.reason}")
    if not run.taken:
        known = " Every message was known already." if run.doubled else ""
        raise CannotDo(f"Nothing was taken.{known}")
    typer.echo(f"The mirror of this past: {settings.RAPPORT_URL}/mirror/{run.pk}/", err=True)
