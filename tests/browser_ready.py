"""Finds a Chromium for the browser tests; `make test` runs this first and installs one where it may.

    python -m tests.browser_ready

Exits 0 where a browser is there, or where its absence only skips tests; under CI a missing browser is a failure.
`RAPPORT_CHROMIUM` names another one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = (
    "No Chromium was found, so the browser tests are skipped. Install one (Debian, Ubuntu: "
    "`apt-get install chromium`; Fedora: `dnf install chromium`), or name one in RAPPORT_CHROMIUM."
)


def chromium() -> str | None:
    """The path of the browser to drive, or None."""
    named = os.environ.get("RAPPORT_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def is_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def install() -> str:
    """Try Debian's package; returns why it did not work, or ""."""
    if os.geteuid() != 0:
        return "not root, so nothing was installed"
    if shutil.which("apt-get") is None:
        return "there is no apt-get here"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(command, check=False, env=environment, timeout=600, **quiet)  # type: ignore[call-overload]
        if done.returncode != 0:
            return f"`{' '.join(command)}` failed: {done.stderr.strip()[-300:]}"
    return ""


def main() -> int:
    if chromium():
        return 0
    print("Installing Chromium for the browser tests (once) ...", file=sys.stderr)
    why_not = install()
    if chromium():
        return 0
    print(f"{ADVICE} ({why_not})", file=sys.stderr)
    return 1 if is_ci() else 0


if __name__ == "__main__":
    sys.exit(main())
