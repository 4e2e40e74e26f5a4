"""The command `rapport`: finds the command asked for and loads only that one.

A command is one line in `COMMANDS` and one function, typed for Typer, in a module of this room. Its module
may import rooms at the top when the line says that it needs Django or the database: they are ready by then.
"""

from __future__ import annotations

import functools
import importlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from typing import Any, Literal

import typer

from rapport.cli.errors import CannotDo
from rapport.kit.environment import BadSetting
from rapport.kit.postgres import PostgresError
from rapport.kit.processes import end_with_parent

# "database": Django, and a database that runs and has its tables, for as long as the command lasts.
Needs = Literal["nothing", "django", "database"]


@dataclass(frozen=True)
class Command:
    name: str
    target: str  # "module:function"
    help: str
    needs: Needs = "nothing"
    hidden: bool = False
    # It runs for long and keeps its database connections: for each piece of work a new one, which knows no table
    # yet, would cost more than the work.
    stays: bool = False

    def load(self) -> Callable[..., Any]:
        if self.stays:
            os.environ.setdefault("RAPPORT_DB_POOL", "1")
        if self.needs != "nothing":
            importlib.import_module("rapport.cli.database").set_up_django()
        module, function = self.target.split(":")
        loaded: Callable[..., Any] = getattr(importlib.import_module(module), function)
        return _with_database(loaded) if self.needs == "database" else loaded


COMMANDS = [
    Command("up", "rapport.cli.up:up", "Run everything on this machine."),
    Command(
        "demo", "rapport.cli.demo:demo", "Run everything with a simulated public to try it on."
    ),
    Command("web", "rapport.cli.web:web", "Serve the screens and the API.", stays=True),
    Command("work", "rapport.cli.work:work", "Run background jobs."),
    Command(
        "collect",
        "rapport.cli.collect:collect",
        "Listen to the connected networks.",
        "django",
        stays=True,
    ),
    Command("read", "rapport.cli.read:read", "Say what each text on standard input means."),
    Command(
        "check", "rapport.cli.check:check", "Say what to look at in each draft on standard input."
    ),
    Command(
        "match",
        "rapport.cli.commands.matching:match",
        "Print the messages on standard input that a query matches.",
    ),
    Command("doctor", "rapport.cli.doctor:doctor", "Say what is well and what is not.", "django"),
    Command("backup", "rapport.cli.backup:backup", "Write everything into one file.", "database"),
    Command("restore", "rapport.cli.restore:restore", "Bring a backup back.", "django"),
    Command("bench", "rapport.cli.commands.bench:bench", "Measure."),
    Command(
        "import",
        "rapport.cli.commands.import_file:import_file",
        "Read messages of the past in from JSON Lines or CSV.",
        "database",
    ),
    Command(
        "import-cases",
        "rapport.cli.commands.import_cases:import_cases",
        "Set case numbers of conversations from CSV.",
        "database",
    ),
    Command(
        "link",
        "rapport.cli.commands.link:link",
        "Print a link that signs a member in once.",
        "database",
    ),
    Command(
        "scaffold",
        "rapport.cli.commands.scaffold:scaffold",
        "Write the folder of a new connector, for programmers.",
    ),
    Command(
        "prepare",
        "rapport.cli.prepare:prepare",
        "Bring the database's tables up to date.",
        "django",
        hidden=True,
    ),
    Command(
        "prepare-demo",
        "rapport.cli.demo_prepare:prepare_demo",
        "Fill the demo's database.",
        "django",
        hidden=True,
    ),
    Command(
        "run-square",
        "rapport.cli.demo_square:run_square",
        "Let the demo's public live.",
        "django",
        hidden=True,
        stays=True,
    ),
    Command(
        "run-queue",
        "rapport.cli.jobs:run_queue",
        "Run one queue's jobs.",
        "django",
        hidden=True,
        stays=True,
    ),
]


def main(arguments: list[str] | None = None) -> None:
    """Run one command; end the process with its status: 0, 1 (cannot, with a sentence) or 2 (wrongly asked)."""
    # What we write (keys, files of customers, backups) is for the account we run under alone.
    os.umask(0o077)
    supervisor = os.environ.pop("RAPPORT_SUPERVISOR", "")
    if supervisor:
        # At once: our database ends with the supervisor too, so there is nothing to finish. What was in
        # the middle of something is taken up by the next start, as after any other kill.
        end_with_parent(send=signal.SIGKILL, parent=int(supervisor))
    asked = sys.argv[1:] if arguments is None else arguments
    # So that whoever looks at the server (pg_stat_activity, its log) sees whose connection is whose.
    if os.environ.get("PGAPPNAME", "rapport").startswith("rapport"):
        os.environ["PGAPPNAME"] = " ".join(["rapport", *asked[:2]])
    try:
        _app(asked)(asked, prog_name="rapport")
    except (CannotDo, PostgresError, BadSetting) as error:
        print(f"rapport: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does. Nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _app(asked: list[str]) -> typer.Typer:
    app = typer.Typer(
        name="rapport", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback()(_rapport)
    wanted = next((word for word in asked if not word.startswith("-")), "")
    for command in COMMANDS:
        function = command.load() if command.name == wanted else _listed
        app.command(command.name, help=command.help, hidden=command.hidden)(function)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        print(installed_version("rapport-cx"))
        raise typer.Exit


def _rapport(
    version: bool = typer.Option(
        False,
        "--version",
        help="Print the version and end.",
        callback=_print_version,
        is_eager=True,
    ),
) -> None:
    """Hear what is said about you, answer as one team."""


def _listed() -> None:
    """Stands in for the commands that are only listed."""


def _with_database(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def command(*args: Any, **kwargs: Any) -> Any:
        with importlib.import_module("rapport.cli.database").running_database():
            return function(*args, **kwargs)

    return command
