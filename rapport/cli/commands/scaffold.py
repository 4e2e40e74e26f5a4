"""`rapport scaffold`: the folder of a new connector, to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import rapport.connectors
from rapport.channels.errors import ChannelsError
from rapport.channels.scaffold import scaffold as write_folder
from rapport.cli.errors import CannotDo


def scaffold(
    name: Annotated[str, typer.Argument(help="The network's slug, for example mastodon.")],
) -> None:
    """Write rapport/connectors/NAME, ready for the validator, with every quality question to answer."""
    folder = Path(next(iter(rapport.connectors.__path__)))
    try:
        written = write_folder(name, folder)
    except (ChannelsError, OSError) as error:
        raise CannotDo(str(error)) from error
    for path in written:
        typer.echo(path)
    typer.echo(
        f'Next: fill them in, and add "rapport.connectors.{name}" to RAPPORT_CONNECTORS in '
        "rapport/config/settings.py.",
        err=True,
    )
