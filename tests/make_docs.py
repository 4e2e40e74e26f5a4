"""Pages of the docs that are made from the code: `make docs` writes them, tests compare them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

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
        if ".tests." in cls.__module__:
            continue  # made up for a test that runs in the same process
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


def benchmarks_page(found: dict[str, Any]) -> str:
    """The figures of one run of `rapport bench --json`, and the machine they were measured on."""
    about = found["machine"]
    lines = [
        "# Benchmarks",
        "",
        "Made by `rapport bench --json docs/benchmarks.json` and `make docs`. The ratio is ours beside the",
        "peer named, measured in the same run.",
        "",
        f"Measured {about['measured_at']} on {about['processor']}, {about['cores']} cores, "
        f"{about['memory']}, {about['system']}, Python {about['python']}, Rapport {about['rapport']}; "
        f"load before: {about['load_before']}.",
        "",
        "| Figure | Value | Ratio | Beside | To hold |",
        "|---|---|---|---|---|",
    ]
    for one in found["figures"]:
        ratio = "" if one["ratio"] is None else f"{one['ratio']:g}"
        held = f"{one['hold']}: {'held' if one['held'] else 'not held'}" if one["hold"] else ""
        value = f"{one['value']:,.6g} {one['unit']}".strip()
        lines.append(f"| `{one['name']}` | {value} | {ratio} | {one['anchor']} | {held} |")
    notes = [f"- `{one['name']}`: {one['note']}." for one in found["figures"] if one["note"]]
    notes += [f"- `{one['name']}` was not measured: {one['reason']}." for one in found["skipped"]]
    return "\n".join([*lines, "", *notes]) + "\n"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    os.environ |= {"RAPPORT_TESTING": "1", "RAPPORT_DEMO": "1"}
    import django  # noqa: PLC0415

    django.setup()
    (ROOT / "docs" / "facts.md").write_text(facts_table(), encoding="utf-8")
    print("docs/facts.md", file=sys.stderr)
    figures = ROOT / "docs" / "benchmarks.json"
    if figures.exists():
        found = json.loads(figures.read_text(encoding="utf-8"))
        (ROOT / "docs" / "benchmarks.md").write_text(benchmarks_page(found), encoding="utf-8")
        print("docs/benchmarks.md", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
