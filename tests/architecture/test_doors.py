"""There are three doors to the world, and nothing leaves by a fourth.

To the public: `channels.delivering`. To machines that were named by outsiders: `kit.http`. To networks: their
connectors. A new door needs a decision (docs/decisions), not an import.
"""

from __future__ import annotations

import ast

from tests.architecture.sources import sources

# Libraries that open connections, and who may use them.
WIRES = {
    "httpx": {"kit/http.py", "kit/http/", "connectors/", "cli/"},
    "requests": set(),
    "urllib.request": set(),
    "urllib3": set(),
    "aiohttp": set(),
    "smtplib": {"connectors/mail/"},
    "imaplib": {"connectors/mail/"},
    "imap_tools": {"connectors/mail/"},
    "ftplib": set(),
    "telnetlib": set(),
    "apprise": {"workspace/"},
    "atproto": {"connectors/bluesky/"},
    "atproto_client": {"connectors/bluesky/"},
    # The bench serves streams of its own on loopback.
    "websockets": {
        "connectors/bluesky/",
        "connectors/jetstream/",
        "cli/bench/jetstream.py",
        "cli/bench/far_jetstream.py",
    },
}
# Methods of a connector that change something on a network.
SENDING = {
    "send", "react", "remove", "hide", "unhide", "mute", "unmute", "block", "unblock", "report",
}  # fmt: skip


def test_only_kit_http_and_connectors_open_connections() -> None:
    wrong = []
    for source in sources():
        inside = str(source).removeprefix("rapport/")
        for name in _imports(source.tree):
            for library, allowed in WIRES.items():
                if (name == library or name.startswith(library + ".")) and not any(
                    inside.startswith(a) for a in allowed
                ):
                    wrong.append(f"{source} imports {name}")
    assert wrong == []


def test_only_delivering_has_connectors_send() -> None:
    wrong = []
    for source in sources():
        inside = str(source).removeprefix("rapport/")
        if inside.startswith(("connectors/", "channels/testing/", "channels/delivering.py")):
            continue
        for node in ast.walk(source.tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in SENDING
            ):
                target = node.func.value
                if isinstance(target, ast.Name) and "connector" in target.id:
                    wrong.append(f"{source}:{node.lineno} calls {target.id}.{node.func.attr}")
    assert wrong == []


def test_no_signals_between_rooms() -> None:
    """`post_save` and its like hide what happens; facts show it."""
    wrong = []
    for source in sources():
        for name in _imports(source.tree):
            if name.startswith("django.db.models.signals"):
                wrong.append(f"{source} imports {name}")
    assert wrong == []


def test_locks_of_procrastinate_are_not_used() -> None:
    """Jobs with the same `lock` run seconds apart, and a stalled job keeps its lock (measured)."""
    wrong = []
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.keyword) and node.arg == "lock":
                wrong.append(f"{source}:{node.value.lineno}")
    assert wrong == []


def _imports(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found
