"""A new connector's folder, fit for the validator, with every quality question still to be answered."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from rapport.channels.errors import ChannelsError
from rapport.channels.quality import QUESTIONS

_SLUG = re.compile(r"[a-z][a-z0-9_]{1,30}")


def scaffold(name: str, folder: Path) -> list[Path]:
    """Write the folder of a new connector under `folder`; returns the files written, in reading order.

    `name` is the slug ("mastodon"). Raises ChannelsError where the name will not do or the folder exists.
    """
    if not _SLUG.fullmatch(name) or keyword.iskeyword(name):
        raise ChannelsError(
            f"“{name}” cannot name a connector: use small letters, digits and _, like mastodon."
        )
    target = folder / name
    if target.exists():
        raise ChannelsError(f"{target} exists already; nothing was written.")
    written = []
    for relative, template in _FILES.items():
        path = target / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_filled(template, name), encoding="utf-8")
        written.append(path)
    return written


def _filled(template: str, slug: str) -> str:
    words = slug.split("_")
    answers = "".join(
        f'        "{question}": "todo: not looked at yet",\n' for question in QUESTIONS
    )
    return (
        template.replace("@SLUG@", slug)
        .replace("@NAME@", " ".join(words).capitalize())
        .replace("@CLASS@", "".join(word.capitalize() for word in words))
        .replace("@ANSWERS@", answers)
    )


_INIT = '''"""@NAME@: what it covers, in a sentence or two, and what it does not."""
'''

_MANIFEST = '''"""What tools and screens know of @NAME@ without running it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Limits, Manifest, SettingField

MANIFEST = Manifest(
    slug="@SLUG@",
    name="@NAME@",
    abilities=frozenset({Ability.FETCH}),
    settings=(SettingField("token", "Access token", secret=True),),
    limits=Limits(),
    # The questions stand in rapport/channels/quality.py: "done", "todo: ..." or "exempt: why".
    quality={
@ANSWERS@    },
    proven="not yet proven against the live network",
)
'''

_CONNECTOR = '''"""@NAME@ for one account: only the abilities the manifest declares."""

from __future__ import annotations

from rapport.channels.contract import AccountInfo, Connector, Page
from rapport.channels.errors import NotSupported
from rapport.connectors.@SLUG@.manifest import MANIFEST


class @CLASS@(Connector):
    manifest = MANIFEST

    async def check(self) -> AccountInfo:
        raise NotSupported("@NAME@ is not written yet.")

    async def fetch(self, cursor: str) -> Page:
        raise NotSupported("@NAME@ is not written yet.")


CONNECTOR = @CLASS@
'''

_CLIENT = '''"""Talking to @NAME@ through its library. Nothing but the errors of channels.errors leaves this file."""
'''

_TRANSLATE = '''"""Pure translation between @NAME@'s JSON and the contract's posts; no network, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.channels.contract import InboundPost, Rejected, raw_text


def inbound(item: Mapping[str, Any]) -> InboundPost | Rejected:
    """One item of the network as a post, or the reason why it cannot be read."""
    return Rejected(reason="@NAME@ items are not translated yet", raw=raw_text(item))
'''

_README = """# @NAME@

## How to connect

Where a person gets the keys, step by step.

## What is not covered

What this connector leaves out, and why.
"""

_TEST_CONTRACT = '''"""@NAME@ keeps the promises every connector makes."""

from __future__ import annotations

import pytest

from rapport.channels.testing import ConnectorContract, NetworkUnderTest


@pytest.mark.skip(reason="@NAME@ has no far end for tests yet")
class Test@CLASS@Contract(ConnectorContract):
    package = "rapport.connectors.@SLUG@"

    @pytest.fixture
    def far(self) -> NetworkUnderTest:
        raise NotImplementedError
'''

_TEST_TRANSLATE = '''"""What @NAME@ sends, as captured, becomes what the contract promises."""

from __future__ import annotations

import json
from pathlib import Path

from rapport.channels.contract import Rejected
from rapport.connectors.@SLUG@.translate import inbound

PAYLOADS = Path(__file__).parent / "payloads"


def test_an_item_that_cannot_be_read_says_why() -> None:
    item = json.loads((PAYLOADS / "post.json").read_text())
    rejected = inbound(item)
    assert isinstance(rejected, Rejected)
    assert rejected.reason
'''

_FILES = {
    "__init__.py": _INIT,
    "README.md": _README,
    "manifest.py": _MANIFEST,
    "connector.py": _CONNECTOR,
    "client.py": _CLIENT,
    "translate.py": _TRANSLATE,
    "tests/__init__.py": "",
    "tests/payloads/post.json": "{}\n",
    "tests/test_contract.py": _TEST_CONTRACT,
    "tests/test_translate.py": _TEST_TRANSLATE,
}
