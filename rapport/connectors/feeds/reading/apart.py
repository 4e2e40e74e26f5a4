"""Reading a stranger's document in a process of its own, which may take so much time and memory and no more.

feedparser and every HTML parser have inputs of a few megabytes that take them minutes; here those end one child, and
the collector goes on. A child costs about 0.3 s of one core, most of it importing: bodies that did not change
are not read again.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

from rapport.connectors.feeds.reading.document import CutShort, Document, NotAFeed

# Waiting for a turn on a busy machine is not the document's fault; its own time is limited in the child.
PATIENCE_SECONDS = 90.0
CHILD = ["-m", "rapport.connectors.feeds.reading.child"]


class TooMuch(Exception):
    """The document takes more time or memory than any sane one."""


async def read_apart(body: bytes, *, content_type: str, url: str) -> Document:
    """`read_body` in a child process. Raises NotAFeed, CutShort, TooMuch."""
    told = json.dumps({"content_type": content_type[:300], "url": url}).encode()
    return await asyncio.to_thread(_read, told + b"\n" + body)


def _read(given: bytes) -> Document:
    try:
        done = subprocess.run(
            [sys.executable, "-P", *CHILD],
            input=given,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooMuch("It takes too long to read.") from None
    if done.returncode < 0 or b"MemoryError" in done.stderr[-2_000:]:
        raise TooMuch("It takes more time or memory to read than any sane feed.")
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise RuntimeError(f"The reader of feeds failed: {last[:300]}")
    answer = json.loads(done.stdout)
    if "failed" in answer:
        raise {"CutShort": CutShort, "NotAFeed": NotAFeed}[answer["failed"]](answer["why"])
    return Document.from_json(done.stdout)
