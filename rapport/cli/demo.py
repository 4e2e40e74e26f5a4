"""`rapport demo`: a living Rapport with a simulated public, in a home of its own."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rapport.cli.children import CHILDREN, Child
from rapport.cli.errors import CannotDo
from rapport.cli.lock import only_one
from rapport.cli.up import run_everything
from rapport.kit.environment import Environment
from rapport.kit.home import prepare_home

# Says that a folder is a demo's and may be thrown away; remembers the port the world was told of.
MARK = "demo.json"
_PORTS_TRIED = 40


class Pace(StrEnum):
    paused = "paused"
    slow = "slow"
    normal = "normal"
    busy = "busy"


def demo(
    home: Annotated[
        Path | None,
        typer.Option(help="Where the demo keeps its data [default: demo, in Rapport's home]."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="[default: 8000, or the next free one]")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number, another world.")] = 7,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the last demo away first.")] = False,
    pace: Annotated[Pace, typer.Option(help="How busy the square is.")] = Pace.normal,
) -> None:
    """Run Rapport with a simulated public square. Ctrl-C stops it; the next start goes on from there."""
    home = _home(home)
    environ = os.environ | {"RAPPORT_HOME": str(home)}
    if fresh:
        _throw_away(Environment.from_os(environ))
    prepare_home(home)
    remembered = _remembered(home)
    chosen = _free_port(_wanted_port(port, remembered.get("port"), environ))
    _say_where(home, is_known=bool(remembered))
    _remember(home, {"port": chosen, "seed": remembered.get("seed", seed)})
    run_everything(
        (*CHILDREN, Child("square", ("run-square", "--pace", pace.value))),
        environ=environment_of(home, port=chosen),
        prepare=("prepare-demo", "--seed", str(remembered.get("seed", seed)), "--pace", pace.value),
    )


def environment_of(home: Path, *, port: int) -> dict[str, str]:
    """What all processes of a demo share. Only loopback is reachable beside public addresses."""
    allowed = [os.environ.get("RAPPORT_ALLOW_HOSTS", ""), f"127.0.0.1:{port}"]
    return {
        "RAPPORT_DEMO": "1",
        "RAPPORT_HOME": str(home),
        "RAPPORT_PORT": str(port),
        "RAPPORT_ALLOW_HOSTS": ",".join(filter(None, allowed)),
    }


def _home(given: Path | None) -> Path:
    if given is not None:
        return given.expanduser().absolute()
    around = Environment.from_os(os.environ).home
    # The database's account has to pass through it.
    prepare_home(around)
    return around / "demo"


def _wanted_port(given: int | None, remembered: int | None, environ: Mapping[str, str]) -> int:
    """What was asked for now wins over the port of the last time."""
    if given is not None:
        return given
    if remembered and not environ.get("RAPPORT_PORT"):
        return remembered
    return Environment.from_os(environ).port


def _say_where(home: Path, *, is_known: bool) -> None:
    """Before anything that takes time: where it lies, and how to be rid of it."""
    begins = "goes on with what lies" if is_known else "keeps its data"
    print(
        f"The demo {begins} in {home}\n"
        "To begin afresh: make demo ARGS=--fresh (or: rapport demo --fresh)\n"
        "Starting its database ...",
        file=sys.stderr,
        flush=True,
    )


def _free_port(wanted: int) -> int:
    """The port asked for, or the next one nobody uses."""
    bind = Environment.from_os(os.environ).bind
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65536)):
        family = socket.AF_INET6 if ":" in bind else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((bind, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    return port  # what is wrong with it is said where it is opened
                continue
        if port != wanted:
            print(
                f"Port {wanted} is used by another program; the demo takes {port}.", file=sys.stderr
            )
        return port
    raise CannotDo(
        f"No port from {wanted} to {wanted + _PORTS_TRIED - 1} is free. Choose one with --port."
    )


def _throw_away(environment: Environment) -> None:
    """Delete the data of the last demo. Raises CannotDo for a folder that is no demo's, or one in use."""
    if environment.database_url:
        raise CannotDo(
            "--fresh cannot empty the database that DATABASE_URL names. Unset it, or empty it yourself."
        )
    home = environment.home
    if not home.exists() or not any(home.iterdir()):
        return
    if not (home / MARK).is_file():
        raise CannotDo(
            f"{home} holds something that is no demo; nothing was deleted. Choose another folder with --home."
        )
    with only_one(environment):
        for entry in home.iterdir():
            if entry.name == "rapport.lock":
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()


def _remembered(home: Path) -> dict[str, int]:
    try:
        found = json.loads((home / MARK).read_text())
        return {name: int(found[name]) for name in ("port", "seed") if name in found}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(home: Path, facts: dict[str, int]) -> None:
    (home / MARK).write_text(json.dumps(facts))
