"""Holds the templates to djade's format.

python -m tests.templates_check [--fix]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = "5.2"


def templates() -> list[str]:
    """Every HTML template of ours, relative to the root."""
    found = (ROOT / "rapport").glob("**/templates/**/*.html")
    return sorted(str(path.relative_to(ROOT)) for path in found)


def main(arguments: list[str]) -> int:
    djade = Path(sys.executable).with_name("djade")
    command = [str(djade), "--target-version", TARGET]
    if "--fix" not in arguments:
        command.append("--check")
    done = subprocess.run([*command, *templates()], check=False, cwd=ROOT)
    if done.returncode != 0 and "--fix" not in arguments:
        print("Some templates are not in djade's format. Run: make format", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
