"""The order of the rooms where import-linter cannot see it: foreign keys, public modules, writes."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey

from tests.architecture.sources import Source, order, sources

# What other rooms may import of a room. `locks`, `live`, `worker`, `connecting` are the ledger's tools for processes,
# `rows` and `lookups` those for many rows at once; `retention` is how a room registers its sweep; `collecting`,
# `importing` are entries the command line runs; `looking` is what the screen of queries asks of one before and after it is kept.
PUBLIC = {"actions", "queries", "events", "models", "contract", "registry", "errors", "testing"}
TOOLS = {
    "ledger": {
        "locks",
        "stepping_back",
        "live",
        "worker",
        "connecting",
        "rows",
        "lookups",
        "prepared",
        "writing",
    },
    "workspace": {"retention"},
    "listen": {"collecting", "importing", "looking", "replaying"},
    "understand": {"reading"},
    "voice": {"checking"},
    "channels": {"quality", "scaffold", "delivering", "connections", "leases"},
    "converse": {"priority"},
    "measure": {"definitions", "mirror"},
}
FACES = {"web", "cli", "config", "plaza", "kit", "query", "connectors"}
WRITES = {
    "create", "acreate", "get_or_create", "update_or_create", "update", "aupdate", "delete", "adelete",
    "bulk_create", "bulk_update", "save", "asave",
}  # fmt: skip


def test_foreign_keys_point_to_the_same_room_or_down() -> None:
    rooms = {name.rpartition(".")[2] for name in settings.ROOMS}
    wrong = []
    for model in apps.get_models():
        room = model._meta.app_label
        if room not in rooms:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey) and not getattr(field, "many_to_many", False):
                continue
            if field.auto_created:
                continue
            target = field.related_model._meta.app_label  # type: ignore[union-attr]
            if target in rooms and order()[target] < order()[room]:
                wrong.append(f"{room}.{model.__name__}.{field.name} points up to {target}")
    assert wrong == []


def test_every_room_of_the_settings_has_its_place_in_the_order() -> None:
    assert {name.rpartition(".")[2] for name in settings.ROOMS} <= set(order())


def test_rooms_are_entered_by_their_public_modules_only() -> None:
    """A room may be rebuilt inside without anybody noticing, as long as its public modules stand."""
    wrong = []
    for source in sources():
        for module in _imported(source):
            _, _, inside = module.partition("rapport.")
            room, _, rest = inside.partition(".")
            part = rest.partition(".")[0]
            if not part or room in (source.room, *FACES) or room not in order():
                continue
            if part not in PUBLIC | TOOLS.get(room, set()):
                wrong.append(f"{source} imports {module}")
    assert wrong == []


def test_nobody_writes_another_rooms_models() -> None:
    """Only a room's own actions change its tables: then its promises can be read in one file.

    Found by name: `Model.objects.create(...)`, and a chain that begins at a foreign model's manager and ends
    in a write. Django's `save()` on an instance cannot be typed here; reviewers look for it.
    """
    wrong = []
    for source in sources():
        foreign = _foreign_models(source)
        for node in ast.walk(source.tree):
            root = _written(node)
            if root in foreign:
                wrong.append(f"{source}:{node.lineno} writes {foreign[root]}.{root}")  # type: ignore[attr-defined]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        "Message.objects.create(text='')",
        "Message.objects.filter(pk=1).update(text='')",
        "insert(Message(text=''))",
    ],
)
def test_the_rule_about_writes_can_fail(code: str) -> None:
    tree = ast.parse(f"from rapport.listen.models import Message\n{code}")
    source = Source(sources()[0].path, "converse", tree)
    assert _foreign_models(source) == {"Message": "listen"}
    assert "Message" in {_written(node) for node in ast.walk(tree)}


def test_files_and_functions_keep_their_size() -> None:
    """Never past 600 lines a file or 80 a function (CONTRIBUTING, "Style")."""
    wrong = []
    for source in sources():
        lines = source.path.read_text(encoding="utf-8").count("\n")
        if lines > 600:
            wrong.append(f"{source} has {lines} lines")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 80:
                    wrong.append(f"{source}:{node.lineno} {node.name} has {length} lines")
    assert wrong == []


def _imported(source: Source) -> list[str]:
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += (
                [node.module]
                if node.module.count(".") > 1
                else [f"{node.module}.{a.name}" for a in node.names]
            )
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return [name for name in found if name.startswith("rapport.")]


def _written(node: ast.AST) -> str:
    """The name of what a call writes to: a chain that ends in a write, or `insert(Model(...))` of the ledger; "" for other code."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
        return _root_name(node.func)
    if isinstance(node.func, ast.Name) and node.func.id == "insert" and node.args:
        return _root_name(node.args[0])
    return ""


def _foreign_models(source: Source) -> dict[str, str]:
    """Names of other rooms' models in this file -> the room."""
    found = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith(".models"):
            parts = node.module.split(".")
            if parts[0] == "rapport" and parts[1] != source.room:
                found.update({alias.asname or alias.name: parts[1] for alias in node.names})
    return found


def _root_name(node: ast.expr) -> str:
    """The name a chain of calls and attributes begins with."""
    while True:
        if isinstance(node, ast.Attribute):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return node.id if isinstance(node, ast.Name) else ""
