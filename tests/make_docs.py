"""Pages of the docs that are made from the code: `make docs` writes them, tests compare them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def facts_table() -> str:
    """Which fact is announced by whom and heard by whom."""
    from rapport.ledger.contract import all_facts  # noqa: PLC0415  Django must be set up first
    from rapport.ledger.registry import duties, subscribers_of  # noqa: PLC0415

    lines = [
        "# Facts",
        "",
        "Made by `make docs` from the code. A room tells the rooms above it nothing, except by these.",
        "",
        "| Fact | Announced by | Heard by |",
        "|---|---|---|",
    ]
    for kind, cls in sorted(all_facts().items()):
        heard = ", ".join(
            f"`{s.name.removeprefix('rapport.')}` ({s.queue})" for s in subscribers_of(kind)
        )
        lines.append(
            f"| `{kind}` | {cls.__module__.split('.')[1]} | {heard or '(timeline only)'} |"
        )
    lines += ["", "## Duties", "", "| Duty | Every | Queue |", "|---|---|---|"]
    for duty in sorted(duties(), key=lambda d: d.name):
        lines.append(
            f"| `{duty.name.removeprefix('rapport.')}` | {duty.seconds:g} s | {duty.queue} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    os.environ |= {"RAPPORT_TESTING": "1", "RAPPORT_DEMO": "1"}
    import django  # noqa: PLC0415

    django.setup()
    (ROOT / "docs" / "facts.md").write_text(facts_table(), encoding="utf-8")
    print("docs/facts.md", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
