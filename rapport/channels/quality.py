"""What we ask of every connector, and the check that walks a connector's folder.

Each question is answered in the folder's manifest: `done`, `todo: what is missing` or `exempt: why it does
not apply`. The answers are shown to whoever connects an account, so an honest `todo` is worth more than a
hopeful `done`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from rapport.channels.contract import Ability, Connector, Endpoint, Manifest
from rapport.channels.errors import BrokenConnector
from rapport.channels.rates import ENDPOINTS_AT_MOST, SLUG_LENGTH
from rapport.channels.registry import load

QUESTIONS: Mapping[str, str] = {
    "payloads": "Is there a captured payload of every kind of item we read, and a test that translates it?",
    "sends_once": "Does sending twice with one key leave one post, by the network's own doing?",
    "finds_sent": "Is a post found again by our key alone when its receipt was lost?",
    "resumes": "After a break, does reading go on from the cursor without losing a post?",
    "hostile_input": "Does every item that cannot be read end in quarantine, and the next one still arrive?",
    "rate_limits": "Is the network's word on when to try again kept to?",
    "signs_in_again": "Does a dead sign-in pause the account, apart from a passing fault?",
    "edits_and_deletions": "Are posts that were changed or deleted over there changed here too?",
    "own_posts": "Are posts of the account recognised as our own, sent from here or elsewhere?",
    "pictures": "Do pictures keep their alternative text, coming in and going out?",
    "guarded_hosts": "Does every address taken from a setting or a post go through kit.http?",
    "real_network": "Do tests run against the network's real server software?",
}

# Abilities, and the method of the base class each one stands for.
METHODS: Mapping[Ability, str] = {ability: ability.value for ability in Ability}

# What each act of moderation is undone by.
TAKEN_BACK: Mapping[Ability, Ability] = {
    Ability.HIDE: Ability.UNHIDE,
    Ability.MUTE: Ability.UNMUTE,
    Ability.BLOCK: Ability.UNBLOCK,
}

FILES = (
    "__init__.py",
    "manifest.py",
    "connector.py",
    "translate.py",
    "README.md",
    "tests/test_contract.py",
    "tests/test_translate.py",
)
README_HEADINGS = ("How to connect", "What is not covered")
_ANSWER = re.compile(r"done|todo: \S.*|exempt: \S.*", re.DOTALL)
_SECRET_NAME = re.compile(r"password|secret|token|(^|_)key$")


def problems(dotted: str) -> list[str]:
    """What is wrong with the connector in that package; empty when it is fit to be installed."""
    folder = Path(str(import_module(dotted).__file__)).parent
    found = list(_folder_problems(folder))
    try:
        connector = load(dotted)
    except BrokenConnector as error:
        return [*found, str(error)]
    found += _manifest_problems(connector.manifest, folder)
    found += _ability_problems(connector)
    return found


def _folder_problems(folder: Path) -> Iterator[str]:
    for name in FILES:
        if not (folder / name).is_file():
            yield f"{name} is missing"
    if not any((folder / "tests" / "payloads").glob("**/*.*")):
        yield "tests/payloads holds no captured payload"
    if not ast.get_docstring(ast.parse(_text(folder / "__init__.py"))):
        yield "__init__.py has no docstring saying what the connector covers"
    if "ConnectorContract" not in _text(folder / "tests" / "test_contract.py"):
        yield "tests/test_contract.py does not inherit channels.testing.ConnectorContract"
    readme = _text(folder / "README.md")
    for heading in README_HEADINGS:
        if f"## {heading}" not in readme:
            yield f"README.md has no heading “{heading}”"


def _manifest_problems(manifest: Manifest, folder: Path) -> Iterator[str]:
    if manifest.slug != folder.name:
        yield f"the slug “{manifest.slug}” is not the folder's name “{folder.name}”"
    names = [field.name for field in manifest.settings]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"the setting “{name}” appears twice"
    for field in manifest.settings:
        if _SECRET_NAME.search(field.name) and not field.secret:
            yield f"the setting “{field.name}” sounds secret and is not marked so"
        if field.secret and field.default:
            yield f"the secret setting “{field.name}” has a default"
    yield from _endpoint_problems(manifest.endpoints)
    for url in filter(None, (manifest.terms_url, manifest.docs_url)):
        if not url.startswith("https://"):
            yield f"{url} is no https address"
    yield from _answer_problems(manifest.quality)


def _endpoint_problems(endpoints: Sequence[Endpoint]) -> Iterator[str]:
    slugs = [endpoint.slug for endpoint in endpoints]
    if len(slugs) > ENDPOINTS_AT_MOST:
        yield f"it names {len(slugs)} endpoints; {ENDPOINTS_AT_MOST} are kept apart at most"
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield f"the endpoint “{slug}” appears twice"
    for endpoint in endpoints:
        if not 0 < len(endpoint.slug) <= SLUG_LENGTH or not endpoint.name:
            yield f"the endpoint “{endpoint.slug}” has no name, or a slug of more than {SLUG_LENGTH} characters"
        if not 0 <= endpoint.kept_for_answers < 1:
            yield f"the endpoint “{endpoint.slug}” keeps a share for answers that is none"


def _answer_problems(answers: Mapping[str, str]) -> Iterator[str]:
    for question in QUESTIONS:
        answer = answers.get(question)
        if answer is None:
            yield f"quality question “{question}” has no answer"
        elif not _ANSWER.fullmatch(answer):
            yield f"quality answer “{question}” is neither done, “todo: ...” nor “exempt: ...”"
    for question in sorted(set(answers) - set(QUESTIONS)):
        yield f"“{question}” is no quality question"


def _ability_problems(connector: type[Connector]) -> Iterator[str]:
    declared = connector.manifest.abilities
    for ability, method in METHODS.items():
        implemented = getattr(connector, method) is not getattr(Connector, method)
        if implemented and ability not in declared:
            yield f"{method}() is implemented and not declared in the manifest"
        if ability in declared and not implemented:
            yield f"“{ability}” is declared in the manifest and {method}() is not implemented"
    if connector.check is Connector.check:
        yield "check() is not implemented: nobody could connect an account"
    yield from _moderation_problems(connector.manifest)
    if Ability.SEND in declared and Ability.FIND not in declared:
        yield "it sends but cannot find: a send whose outcome is unknown could never be reconciled"


def _moderation_problems(manifest: Manifest) -> Iterator[str]:
    declared = manifest.abilities
    for act, back in TAKEN_BACK.items():
        if (act in declared) != (back in declared):
            yield f"“{act}” and “{back}” belong together: whatever is done can be undone"
    for act in (*TAKEN_BACK, Ability.REPORT):
        if act in declared and not manifest.effects.get(act):
            yield f"“{act}” is declared, and the manifest's effects do not say what people see after it"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
