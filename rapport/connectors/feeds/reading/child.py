"""The child process in which bodies are read: `python -m rapport.connectors.feeds.reading.child`.

Reads one line of JSON (`content_type`, `url`) and the body from standard input, writes one JSON object: the
document, or `{"failed": "CutShort" | "NotAFeed", "why": ...}`. Limits its own time and memory before it reads.
"""

from __future__ import annotations

import json
import resource
import sys

from rapport.connectors.feeds.reading.body import read_body
from rapport.connectors.feeds.reading.document import CutShort, NotAFeed

CPU_SECONDS = 20
MEMORY_BYTES = 1_000_000_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told = json.loads(sys.stdin.buffer.readline())
    try:
        answer = read_body(
            sys.stdin.buffer.read(), content_type=told["content_type"], url=told["url"]
        ).to_json()
    except (CutShort, NotAFeed) as error:
        answer = json.dumps({"failed": type(error).__name__, "why": str(error)})
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
